/** The bytes of a single-byte encoding by character. */
function bytesByCharacter(encoding: string): ReadonlyMap<string, number> {
	const decoder = new TextDecoder(encoding);
	const bytes = new Map<string, number>();
	for (let byte = 0x80; byte < 0x100; byte++) bytes.set(decoder.decode(Uint8Array.of(byte)), byte);
	return bytes;
}

/** The encodings that UTF-8 is most often mistaken for. */
const MISTAKEN_FOR = ['windows-1252', 'windows-1250', 'windows-1251'].map(bytesByCharacter);

/** A character that the first byte of two or three becomes, and what follows it. */
const SUSPECT = /[ÂÃÄÅĂĹĐŃÐÑâРС]\P{ASCII}+/gu;

/** What European text holds outside ASCII: Latin letters with accents, Cyrillic, general punctuation. */
const PLAUSIBLE = /^[\u00a0-\u017f\u0400-\u045f\u2010-\u203a\u20ac\u2122]+$/u;

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Bytes that follow the first of a character in UTF-8. */
function isFollowing(byte: number | undefined): boolean {
	return byte !== undefined && byte >= 0x80 && byte < 0xc0;
}

function bytesOf(suspect: string, bytes: ReadonlyMap<string, number>): Uint8Array | undefined {
	// Most words end the search here: what comes second is a letter, and no byte of UTF-8 that could be there.
	if (!isFollowing(bytes.get(suspect[1] ?? ''))) return undefined;
	const found = Array.from(suspect, (character) => bytes.get(character) ?? 0);
	return found.includes(0) ? undefined : Uint8Array.from(found);
}

function decodedAgain(suspect: string, bytes: ReadonlyMap<string, number>): string | undefined {
	const found = bytesOf(suspect, bytes);
	if (found === undefined) return undefined;
	try {
		return UTF8.decode(found);
	} catch {
		return undefined;
	}
}

/** Two Russian letters may by chance be the bytes of one. */
function isLongEnough(again: string, suspect: string): boolean {
	return again.length > 1 || !/^[РС]/.test(suspect);
}

/** A word in capitals, such as `PÓŁNOC`, may by chance look like bytes; wrongly decoded text holds signs or small letters. */
function holdsMoreThanCapitals(suspect: string): boolean {
	return /[^\p{Lu}]/u.test(suspect);
}

/**
 * Whether text looks as if UTF-8 had been decoded as another encoding (`Å‚` for
 * `ł`). Holds only where the bytes of the other encoding are valid UTF-8 again.
 */
export function looksDecodedTwice(text: string): boolean {
	const suspects = text.match(SUSPECT);
	if (suspects === null) return false;
	return suspects.filter(holdsMoreThanCapitals).some((suspect) =>
		MISTAKEN_FOR.some((bytes) => {
			const again = decodedAgain(suspect, bytes);
			return again !== undefined && PLAUSIBLE.test(again) && isLongEnough(again, suspect);
		}),
	);
}
