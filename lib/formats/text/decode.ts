import { isAscii } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { userError } from '../../errors';
import type { ParseLimits } from '../format';
import { formatBytes, tooLarge } from '../limits';
import { atBoundaries } from './boundaryDecoder';
import { codePageNamed, makeCodePageDecoder } from './codePages';
import { makeUtf32Decoder } from './utf32';

/** Strings of this size are fastest to scan: longer ones go to V8's space for large objects. */
const PIECE_BYTES = 64 * 1024;
/** Below this, pieces are put together before they are scanned. */
const ENOUGH_CHARACTERS = 16 * 1024;
/** How much text from the first byte that is not ASCII on its encoding is judged by. */
const LATE_BYTES = 64 * 1024;

/** What decodes bytes cut anywhere: a `TextDecoder`, or one of ours for what it does not know. */
export interface StreamDecoder {
	/** The one name of the encoding, whatever label it was asked for by. */
	readonly encoding: string;
	decode(bytes?: Uint8Array, options?: { readonly stream?: boolean }): string;
}

/**
 * A decoder for a label of the WHATWG encoding standard, for UTF-32, or for the
 * code pages 437, 850, 852 and 855 of DOS.
 * @throws userError for a name that is not one
 */
export function makeDecoder(encoding: string): StreamDecoder {
	return atBoundaries(makePlainDecoder(encoding));
}

/** One that is asked once: Node's own are right as long as no cut follows. */
function makePlainDecoder(encoding: string): StreamDecoder {
	const page = codePageNamed(encoding);
	if (page !== undefined) return makeCodePageDecoder(page);
	const wide = /^utf[-_]?32[-_]?(le|be)?$/i.exec(encoding.trim());
	if (wide) return makeUtf32Decoder(wide[1]?.toLowerCase() === 'be' ? 'utf-32be' : 'utf-32le');
	try {
		return new TextDecoder(encoding);
	} catch (cause) {
		const hint = 'Use a name such as utf-8, windows-1250, iso-8859-2, windows-1251, gb18030 or cp852.';
		throw userError(`There is no encoding called ${encoding}`, hint, 'UNKNOWN_ENCODING', cause);
	}
}

/**
 * Decodes a stream of bytes, cut anywhere, into pieces of text of about 64 KB.
 * Byte order marks are left out, also in the middle, where files were joined.
 * @param decideLate for a file whose first bytes are ASCII and tell nothing: names the encoding by the first ones that do
 */
export async function* decodeStream(
	bytes: AsyncIterable<Uint8Array>,
	encoding: string,
	limits: Pick<ParseLimits, 'fileBytes'>,
	decideLate?: (sample: Uint8Array) => string,
): AsyncGenerator<string> {
	let decoder = makeDecoder(encoding);
	const switchDecoder = (telling: Uint8Array) => {
		if (decideLate) decoder = makeDecoder(decideLate(telling));
	};
	let total = 0;
	let text = '';
	for await (const chunk of decideLate ? untilTelling(bytes, switchDecoder) : bytes) {
		total += chunk.length;
		if (total > limits.fileBytes) throw fileTooLarge(limits.fileBytes);
		for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
			text += decoder.decode(chunk.subarray(at, at + PIECE_BYTES), { stream: true });
			if (text.length < ENOUGH_CHARACTERS) continue;
			yield withoutMarks(text);
			text = '';
		}
	}
	text += decoder.decode();
	if (text !== '') yield withoutMarks(text);
}

/** Passes bytes on, and calls `decide` once with those from the first on that is not ASCII, before they are passed on. */
async function* untilTelling(
	bytes: AsyncIterable<Uint8Array>,
	decide: (telling: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
	let held: Uint8Array[] = [];
	let heldBytes = 0;
	let decided = false;
	for await (const chunk of bytes) {
		if (decided || (heldBytes === 0 && isAscii(chunk))) {
			yield chunk;
			continue;
		}
		// A copy: a source may use its buffer again for the next piece.
		held.push(Uint8Array.from(chunk));
		heldBytes += chunk.length;
		if (heldBytes < LATE_BYTES) continue;
		decided = true;
		yield decideBy(held, decide);
		held = [];
	}
	if (!decided && heldBytes > 0) yield decideBy(held, decide);
}

function decideBy(held: readonly Uint8Array[], decide: (telling: Uint8Array) => void): Uint8Array {
	const telling = Buffer.concat(held);
	decide(telling);
	return telling;
}

/** Decodes the first bytes of a file, of which the last character may be cut. */
export function decodeSample(bytes: Uint8Array, encoding: string): string {
	return withoutMarks(decodeStart(bytes, encoding));
}

/** The text of the first bytes, with its marks; a character that is cut at their end is left out. */
export function decodeStart(bytes: Uint8Array, encoding: string): string {
	return makePlainDecoder(encoding).decode(bytes, { stream: true });
}

function withoutMarks(text: string): string {
	return text.includes('\uFEFF') ? text.replaceAll('\uFEFF', '') : text;
}

function fileTooLarge(bytes: number): Error {
	return tooLarge(`The file is larger than ${formatBytes(bytes)}`, 'Split it into smaller files.');
}
