import { readFileSync } from 'node:fs';
import * as XLSX from 'xlsx';

/** Counts the rows of a workbook besides its header, whatever is in them. */
export async function run({ path }) {
	const workbook = XLSX.read(readFileSync(path), { dense: true, nodim: true });
	const sheets = workbook.SheetNames.map((name) => workbook.Sheets[name]['!data']);
	return { rows: sheets.reduce((sum, rows) => sum + rows.length - 1, 0) };
}
