import ExcelJS from 'exceljs';
import { DATE_COLUMN, makeTally } from '../customers.mjs';
import { isoMinute } from './isoMinute.mjs';

/** The streaming reader of exceljs. */
export async function run({ path }) {
	const tally = makeTally(true);
	const options = {
		sharedStrings: 'cache',
		styles: 'cache',
		hyperlinks: 'ignore',
		worksheets: 'emit',
		entries: 'emit',
	};
	for await (const sheet of new ExcelJS.stream.xlsx.WorkbookReader(path, options)) {
		for await (const row of sheet) {
			if (row.number === 1) continue;
			const cells = row.values.slice(1);
			cells[DATE_COLUMN] = isoMinute(cells[DATE_COLUMN]);
			tally.add(cells);
		}
	}
	return tally.checks();
}
