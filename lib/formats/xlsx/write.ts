import type { Row } from '../../model';
import type { WritableTable, WriteOptions } from '../format';
import { writeArchive, type WritableEntry } from '../zip/write';
import * as parts from './parts';
import { makeRowWriter } from './rowWriter';
import { sheetName } from './sheetName';

/** Rows of a sheet besides the header; Excel allows 1,048,576 in all. */
export const SHEET_ROWS = 1_048_575;
/** Rows that become text at once, whatever the size of the batches. */
const PIECE_ROWS = 500;

/**
 * Writes a workbook as a stream: a bold, frozen header, cells typed as
 * `table.types` says and text everywhere else, so that phones and ids stay as
 * they are. Rows beyond what a sheet holds go on in further sheets.
 * @param sheetRows rows of a sheet besides the header
 * @throws userError for a text longer than a cell holds
 */
export async function* writeXlsx(
	table: WritableTable,
	options: WriteOptions,
	sheetRows = SHEET_ROWS,
): AsyncGenerator<Uint8Array> {
	const feed = new RowFeed(table.batches, options.signal);
	try {
		yield* writeArchive(makeParts(table, options, feed, sheetRows));
	} finally {
		await feed.close();
	}
}

async function* makeParts(
	table: WritableTable,
	options: WriteOptions,
	feed: RowFeed,
	sheetRows: number,
): AsyncGenerator<WritableEntry> {
	const sheets: string[] = [];
	do {
		sheets.push(sheetName(options.sheet, sheets.length + 1));
		yield { name: parts.sheetPath(sheets.length), content: sheetContent(table, feed, sheetRows) };
	} while (await feed.hasMore());
	yield { name: parts.WORKBOOK_PATH, content: [parts.workbook(sheets)] };
	yield { name: parts.WORKBOOK_RELATIONS_PATH, content: [parts.workbookRelations(sheets.length)] };
	yield { name: parts.STYLES_PATH, content: [parts.STYLES] };
	yield { name: parts.RELATIONS_PATH, content: [parts.RELATIONS] };
	yield { name: parts.CONTENT_TYPES_PATH, content: [parts.contentTypes(sheets.length)] };
}

async function* sheetContent(table: WritableTable, feed: RowFeed, sheetRows: number): AsyncGenerator<string> {
	const writer = makeRowWriter(table);
	yield parts.sheetStart(table.labels.length) + writer.header();
	let number = 2;
	for await (const rows of feed.take(sheetRows)) {
		let xml = '';
		for (const { cells } of rows) xml += writer.row(cells, number++);
		yield xml;
	}
	yield parts.SHEET_END;
}

/** One stream of rows, from which the sheets take theirs. */
class RowFeed {
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
			const rows = this.batch.slice(this.at, this.at + Math.min(left, PIECE_ROWS));
			this.at += rows.length;
			left -= rows.length;
			yield rows;
		}
	}

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

	async close(): Promise<void> {
		await this.batches.return?.();
	}
}
