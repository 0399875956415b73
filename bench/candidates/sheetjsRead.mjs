import { readFileSync } from 'node:fs';
import * as XLSX from 'xlsx';
import { DATE_COLUMN, makeTally } from '../customers.mjs';
import { isoMinute } from './isoMinute.mjs';

/** SheetJS in its dense form: all in memory, its fastest way. */
export async function run({ path }) {
	const tally = makeTally(true);
	const workbook = XLSX.read(readFileSync(path), { dense: true, cellDates: true, nodim: true, UTC: true });
	for (const name of workbook.SheetNames) {
		for (const row of workbook.Sheets[name]['!data'].slice(1)) {
			const cells = Array.from(row, (cell) => cell?.v);
			cells[DATE_COLUMN] = isoMinute(cells[DATE_COLUMN]);
			tally.add(cells);
		}
	}
	return tally.checks();
}
