import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { customers, LABELS } from '../customers.mjs';

function* records(rows) {
	yield LABELS;
	yield* customers(rows);
}

/** csv-stringify without its guard against formulas, which would put an apostrophe before every +48… phone. */
export async function run({ rows, outPath }) {
	const stringifier = stringify({ record_delimiter: '\r\n' });
	await pipeline(Readable.from(records(rows)), stringifier, createWriteStream(outPath));
	return {};
}
