import { writeFileSync } from 'node:fs';
import * as XLSX from 'xlsx';
import { customers, DATE_COLUMN, LABELS, typedRow } from '../customers.mjs';

/** SheetJS: the whole table in memory, then the file. */
export async function run({ rows, outPath }) {
	const table = [LABELS];
	for (const row of customers(rows)) {
		const cells = typedRow(row);
		cells[DATE_COLUMN] = new Date(`${cells[DATE_COLUMN]}Z`);
		table.push(cells);
	}
	const sheet = XLSX.utils.aoa_to_sheet(table, {
		dense: true,
		cellDates: true,
		UTC: true,
		dateNF: 'dd\\.mm\\.yyyy hh:mm',
	});
	const workbook = XLSX.utils.book_new();
	XLSX.utils.book_append_sheet(workbook, sheet, 'Customers');
	writeFileSync(outPath, XLSX.write(workbook, { type: 'buffer', compression: true }));
	return {};
}
