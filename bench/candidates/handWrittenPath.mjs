import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { stringify } from 'csv-stringify';
import { parsePhoneNumber } from 'libphonenumber-js/max';
import { LABELS } from '../customers.mjs';

const EMAIL = 3;
const PHONES = [4, 5];
const PURCHASE = 7;
const VALUE = 8;

/** `30.09.2022 10:09` → `2022-09-30T10:09`. */
const GERMAN_TIME = /^(\d{2})\.(\d{2})\.(\d{4}) (\d{2}:\d{2})$/u;

function phoneOf(text) {
	if (text === '') return '';
	const number = parsePhoneNumber(text, 'PL');
	return number.isValid() ? number.number.slice(1) : '';
}

function normalize(cells) {
	cells[EMAIL] = cells[EMAIL].trim().toLowerCase();
	for (const column of PHONES) cells[column] = phoneOf(cells[column]);
	cells[PURCHASE] = cells[PURCHASE].replace(GERMAN_TIME, '$3-$2-$1T$4');
	cells[VALUE] = String(Number(cells[VALUE].replaceAll(',', '')));
	return cells;
}

/**
 * What somebody who knows this very file would write in an afternoon: csv-parse, libphonenumber-js, one
 * pattern for dates and one for numbers, a Set of e-mail addresses, csv-stringify.
 */
export async function run({ path, folder }) {
	const seen = new Set();
	const counted = { rows: 0, customers: 0 };
	async function* customers(records) {
		yield LABELS;
		for await (const cells of records) {
			counted.rows++;
			const row = normalize(cells);
			if (seen.has(row[EMAIL])) continue;
			seen.add(row[EMAIL]);
			counted.customers++;
			yield row;
		}
	}
	const options = { bom: true, from_line: 2, relax_quotes: true, relax_column_count: true };
	const output = createWriteStream(join(folder, 'out.csv'));
	await pipeline(createReadStream(path), parse(options), customers, stringify(), output);
	return counted;
}
