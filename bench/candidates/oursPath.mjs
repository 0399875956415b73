import { createWriteStream } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { LIBRARY } from '../library.mjs';
import { MAPPING } from './oursMap.mjs';

const { collapseDuplicates, fileSource, makeIdentifierKey, mapRows, parseFile, writeTable } = createRequire(
	import.meta.url,
)(LIBRARY);

const IDENTIFIERS = ['email', 'phone', 'crmId'];

function collapseOptions(fields) {
	const types = new Map(fields.map(({ name, type }) => [name, type]));
	const keyOf = makeIdentifierKey((field) => types.get(field));
	return { policy: 'ignore', identifiers: IDENTIFIERS, keyOf };
}

/** Several values of a field go into one cell. */
function cellOf(value) {
	return Array.isArray(value) ? value.join('; ') : value;
}

/** From the file to the file: read, mapped, every value normalized, each customer once, written as CSV. */
export async function run({ path, folder }) {
	const { fields, mapping, batches } = await mapRows(await parseFile(fileSource(path)), MAPPING);
	const labels = [...new Set(mapping.columns.map(({ field }) => field).filter(Boolean))];
	const counted = { rows: 0, customers: 0 };
	async function* rows() {
		const collapsed = collapseDuplicates(() => batches, collapseOptions(fields));
		for await (const { customers, duplicates } of collapsed.batches) {
			counted.rows += customers.length + duplicates.length;
			counted.customers += customers.length;
			yield customers.map(({ rowNumber, record = {} }) => ({
				rowNumber,
				cells: labels.map((field) => cellOf(record[field])),
			}));
		}
	}
	const bytes = writeTable('csv', { labels, batches: rows() });
	await pipeline(Readable.from(bytes), createWriteStream(join(folder, 'out.csv')));
	return counted;
}
