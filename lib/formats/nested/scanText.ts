import type { RecordCollector } from './recordCollector';

const REPLACEMENT = '\uFFFD';

/** Cuts text that comes in pieces into records, which go to a collector. */
export interface RecordScanner {
	/** What of the text is not yet used up. */
	readonly rest: string;
	push(piece: string): void;
	/** No more text comes. */
	end(): void;
}

/** Runs text through a scanner and gives, after each piece, how many characters that was. */
export async function* scanText(
	pieces: AsyncIterable<string>,
	scanner: RecordScanner,
	collector: RecordCollector,
): AsyncGenerator<number> {
	let broken = false;
	for await (const piece of pieces) {
		broken ||= piece.includes(REPLACEMENT);
		scanner.push(piece);
		if (broken) {
			collector.noteEncoding();
			broken = scanner.rest.includes(REPLACEMENT);
		}
		yield piece.length;
	}
	scanner.end();
	if (broken) collector.noteEncoding();
}
