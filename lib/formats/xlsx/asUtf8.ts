import { TextDecoder } from 'node:util';
import { detectEncoding } from '../text/encoding';

/** The bytes as UTF-8, which nearly every workbook is; some programs write UTF-16. */
export async function* asUtf8(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	let decoder: TextDecoder | undefined;
	let first = true;
	for await (const piece of pieces) {
		if (first) {
			const { encoding } = detectEncoding(piece.subarray(0, 512));
			if (encoding.startsWith('utf-16')) decoder = new TextDecoder(encoding);
		}
		first = false;
		yield decoder ? Buffer.from(decoder.decode(piece, { stream: true })) : piece;
	}
}
