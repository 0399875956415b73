import type { Row } from '../../model';
import { MarkupScanner, type MarkupTaker } from './markupScanner';

/** Takes marked-up text and makes rows of it. */
export interface RowTaker extends MarkupTaker {
	/** No more rows come, or no more is wanted. */
	readonly done: boolean;
	/** The rows that are complete and were not taken yet. */
	take(): readonly Row[];
	/** The text is over. */
	end(): void;
}

/**
 * Reads the rows that a taker makes of a text, piece by piece.
 * @param raw the elements whose content is not looked into
 */
export async function* scanRows(
	pieces: AsyncIterable<string>,
	taker: RowTaker,
	signal?: AbortSignal,
	raw?: ReadonlySet<string>,
): AsyncGenerator<readonly Row[]> {
	const scanner = new MarkupScanner(taker, raw);
	for await (const piece of pieces) {
		signal?.throwIfAborted();
		scanner.push(piece);
		yield taker.take();
		if (taker.done) return;
	}
	scanner.end();
	taker.end();
	yield taker.take();
}

/** Shows a taker all of a text, for what it finds besides rows. */
export async function scanAll(
	pieces: AsyncIterable<string>,
	taker: MarkupTaker,
	signal?: AbortSignal,
	raw?: ReadonlySet<string>,
): Promise<void> {
	const scanner = new MarkupScanner(taker, raw);
	for await (const piece of pieces) {
		signal?.throwIfAborted();
		scanner.push(piece);
	}
	scanner.end();
}
