import { createWriteStream } from 'node:fs';
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { customers, DATE_COLUMN, LABELS, NUMBER_COLUMN, typedRow } from '../customers.mjs';
import { LIBRARY } from '../library.mjs';

const { writeTable } = createRequire(import.meta.url)(LIBRARY);

const ROWS_IN_A_BATCH = 1_000;

/** The columns that are no text where the format has types. */
const TYPES = LABELS.map((_, column) =>
	column === DATE_COLUMN ? 'dateTime' : column === NUMBER_COLUMN ? 'number' : 'text',
);

function* batchesOf(rows, typed) {
	let batch = [];
	let rowNumber = 1;
	for (const row of customers(rows)) {
		batch.push({ rowNumber: ++rowNumber, cells: typed ? typedRow(row) : row });
		if (batch.length < ROWS_IN_A_BATCH) continue;
		yield batch;
		batch = [];
	}
	if (batch.length > 0) yield batch;
}

/** Our writers, with their guard against formulas. */
export async function run({ rows, format, outPath }) {
	const typed = format === 'xlsx';
	const table = { labels: LABELS, batches: batchesOf(rows, typed), ...(typed ? { types: TYPES } : {}) };
	await pipeline(Readable.from(writeTable(format, table)), createWriteStream(outPath));
	return {};
}
