import type { Row } from '../../model';
import type { WritableTable } from '../format';

/** Rows that are worked on at once, whatever the size of the batches. */
const PIECE_ROWS = 500;

/** One stream of rows, from which several sheets or files take theirs one after the other. */
export class RowFeed {
	private readonly batches: AsyncIterator<readonly Row[]> | Iterator<readonly Row[]>;
	private batch: readonly Row[] = [];
	private at = 0;

	constructor(
		batches: WritableTable['batches'],
		private readonly signal: AbortSignal | undefined,
	) {
		this.batches =
			Symbol.asyncIterator in batches ? batches[Symbol.asyncIterator]() : batches[Symbol.iterator]();
	}

	/** The next rows, `limit` of them at most, in pieces. */
	async *take(limit: number): AsyncGenerator<readonly Row[]> {
		let left = limit;
		while (left > 0 && (await this.hasMore())) {
			const rows = this.peek(Math.min(left, PIECE_ROWS));
			this.skip(rows.length);
			left -= rows.length;
			yield rows;
		}
	}

	/** Whether there is another row; waits for it. */
	async hasMore(): Promise<boolean> {
		while (this.at >= this.batch.length) {
			this.signal?.throwIfAborted();
			const next = await this.batches.next();
			if (next.done) return false;
			this.batch = next.value;
			this.at = 0;
		}
		return true;
	}

	/** Rows that come next and are here already, at most `limit`. */
	peek(limit: number): readonly Row[] {
		return this.batch.slice(this.at, this.at + limit);
	}

	/** Goes on behind this many of the rows that are here. */
	skip(rows: number): void {
		this.at += rows;
	}

	async close(): Promise<void> {
		await this.batches.return?.();
	}
}
