import { TextDecoder } from 'node:util';
import { userError } from '../../errors';
import type { ParseLimits } from '../format';
import { formatBytes, tooLarge } from '../limits';

/** Strings of this size are fastest to scan: longer ones go to V8's space for large objects. */
const PIECE_BYTES = 64 * 1024;
/** Below this, pieces are put together before they are scanned. */
const ENOUGH_CHARACTERS = 16 * 1024;

/**
 * A decoder for a label of the WHATWG encoding standard.
 * @throws userError for a name that is not one
 */
export function makeDecoder(encoding: string): TextDecoder {
	try {
		return new TextDecoder(encoding);
	} catch (cause) {
		const hint = 'Use a name such as utf-8, windows-1250, iso-8859-2, windows-1251 or gb18030.';
		throw userError(`There is no encoding called ${encoding}`, hint, 'UNKNOWN_ENCODING', cause);
	}
}

/**
 * Decodes a stream of bytes, cut anywhere, into pieces of text of about 64 KB.
 * Byte order marks are left out, also in the middle, where files were joined.
 */
export async function* decodeStream(
	bytes: AsyncIterable<Uint8Array>,
	encoding: string,
	limits: Pick<ParseLimits, 'fileBytes'>,
): AsyncGenerator<string> {
	const decoder = makeDecoder(encoding);
	let total = 0;
	let text = '';
	for await (const chunk of bytes) {
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

/** Decodes the first bytes of a file, of which the last character may be cut. */
export function decodeSample(bytes: Uint8Array, encoding: string): string {
	return withoutMarks(makeDecoder(encoding).decode(bytes, { stream: true }));
}

function withoutMarks(text: string): string {
	return text.includes('\uFEFF') ? text.replaceAll('\uFEFF', '') : text;
}

function fileTooLarge(bytes: number): Error {
	return tooLarge(`The file is larger than ${formatBytes(bytes)}`, 'Split it into smaller files.');
}
