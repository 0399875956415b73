import type { ByteSource } from '../../model';

/** Small pieces, so that what was read tells how far the rows have come. */
const PIECE_BYTES = 16 * 1024;

/** A source that says how many bytes were read since it was last opened. */
export interface CountedSource extends ByteSource {
	bytesRead(): number;
}

/** The same bytes, counted as they are read from the start. Reading at any place is not counted. */
export function countedSource(source: ByteSource): CountedSource {
	let read = 0;
	return {
		...source,
		bytesRead: () => read,
		async *open() {
			read = 0;
			for await (const chunk of source.open()) {
				for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
					const piece = chunk.subarray(at, at + PIECE_BYTES);
					read += piece.length;
					yield piece;
				}
			}
		},
	};
}
