export const LT = 0x3c;
export const GT = 0x3e;
export const SLASH = 0x2f;
export const EQUALS = 0x3d;
export const SPACE = 0x20;
export const BANG = 0x21;
export const DOUBLE_QUOTE = 0x22;
export const ZERO = 0x30;
export const NINE = 0x39;
export const CAPITAL_A = 0x41;
export const CAPITAL_Z = 0x5a;
export const LETTER_C = 0x63;
export const LETTER_F = 0x66;
export const LETTER_I = 0x69;
export const LETTER_R = 0x72;
export const LETTER_S = 0x73;
export const LETTER_T = 0x74;
export const LETTER_V = 0x76;
const SINGLE_QUOTE = 0x27;
const DASH = 0x2d;
const UNDERSCORE = 0x5f;
const LETTER_X = 0x78;

/** What a byte of text means for decoding it, as flags. */
export const HIGH = 1;
export const SPECIAL = 2;
const END = 4;
const ESCAPE = 8;
const CLASSES = Uint8Array.from({ length: 256 }, (_, byte) => {
	if (byte >= 0x80) return HIGH;
	if (byte === LT) return END;
	if (byte === UNDERSCORE) return ESCAPE;
	return byte === 0x26 || (byte < SPACE && byte !== 9 && byte !== 10) ? SPECIAL : 0;
});

/** Where a text ended that `scanText` looked at. */
export interface TextEnd {
	at: number;
}

/**
 * Looks at text from a place to the next tag, or to an end.
 * @returns `HIGH` where some of it is not ASCII, `SPECIAL` where it needs decoding; both or 0
 */
export function scanText(bytes: Uint8Array, from: number, to: number, end: TextEnd): number {
	let flags = 0;
	let at = from;
	for (; at < to; at++) {
		const kind = CLASSES[bytes[at] ?? 0] ?? 0;
		if (kind === 0) continue;
		if (kind === END) break;
		if (kind !== ESCAPE) flags |= kind;
		else if (bytes[at + 1] === LETTER_X) flags |= SPECIAL;
	}
	end.at = at;
	// A CDATA section or a comment is no tag.
	if (at < to && bytes[at + 1] === BANG) {
		end.at = endOfText(bytes, at, to);
		return HIGH | SPECIAL;
	}
	return flags;
}

/** Where a tag ends, beyond `to` where it does not; a `>` inside an attribute's quotes does not end it. */
export function endOfTag(bytes: Uint8Array, open: number, to: number): number {
	let quote = 0;
	for (let at = open + 1; at < to; at++) {
		const byte = bytes[at] ?? 0;
		if (quote !== 0) {
			if (byte === quote) quote = 0;
		} else if (byte === GT) return at + 1;
		else if (byte === DOUBLE_QUOTE || byte === SINGLE_QUOTE) quote = byte;
	}
	return to + 1;
}

/** Where the text of an element ends: at the next tag that is no CDATA section and no comment. */
export function endOfText(bytes: Uint8Array, from: number, to: number): number {
	let at = from;
	for (;;) {
		while (at < to && bytes[at] !== LT) at++;
		if (at >= to) return to;
		if (bytes[at + 1] !== BANG) return at;
		at = endOfSection(bytes, at, to);
	}
}

/** Where a CDATA section or a comment ends, beyond `to` where it does not. */
export function endOfSection(bytes: Uint8Array, open: number, to: number): number {
	const last = bytes[open + 2] === DASH ? DASH : 0x5d;
	for (let at = open + 6; at < to; at++) {
		if (bytes[at] === GT && bytes[at - 1] === last && bytes[at - 2] === last) return at + 1;
	}
	return to + 1;
}

/** Whether a byte ends the name of a tag. */
export function isNameEnd(byte: number | undefined): boolean {
	return byte === GT || byte === SLASH || byte === SPACE || byte === 9 || byte === 10 || byte === 13;
}

/** Whether a tag of this name stands here; `at` is behind its `<` or `</` and its prefix. */
export function isTagName(bytes: Uint8Array, at: number, name: string): boolean {
	for (let index = 0; index < name.length; index++) {
		if (bytes[at + index] !== name.charCodeAt(index)) return false;
	}
	return isNameEnd(bytes[at + name.length]);
}
