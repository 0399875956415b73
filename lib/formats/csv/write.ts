import type { WritableTable, WriteOptions } from '../format';
import { encodeText } from '../write/encodeText';
import { CsvRows } from './rowWriter';
import { csvWriteSettings } from './writeSettings';

/** Bytes that are given on at once. */
const BLOCK_BYTES = 256 * 1024;

/**
 * Writes text by RFC 4180: cells are quoted where they must be or as the user wants it, quotes are doubled
 * inside. What a spreadsheet program would run as a formula is guarded; see `guardFormula`.
 * @throws userError `BAD_SETTING` for a setting that is not possible
 */
export function writeCsv(table: WritableTable, options: WriteOptions): AsyncIterable<Uint8Array> {
	return encodeText(makeBlocks(table, options), options);
}

/** The file as UTF-8. */
async function* makeBlocks(table: WritableTable, options: WriteOptions): AsyncGenerator<Buffer> {
	const settings = csvWriteSettings(options);
	const rows = new CsvRows(table, settings, BLOCK_BYTES);
	if (settings.delimiterLine) rows.delimiterLine();
	if (settings.header) rows.header(table.labels);
	for await (const batch of table.batches) {
		options.signal?.throwIfAborted();
		for (const { cells } of batch) {
			rows.row(cells);
			if (rows.length >= BLOCK_BYTES) yield rows.take();
		}
	}
	if (rows.length > 0) yield rows.take();
}
