import ExcelJS from 'exceljs';
import { customers, DATE_COLUMN, LABELS, typedRow } from '../customers.mjs';

/** The streaming writer of exceljs, strings in the sheet. */
export async function run({ rows, outPath }) {
	const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({
		filename: outPath,
		useSharedStrings: false,
		useStyles: true,
	});
	const sheet = workbook.addWorksheet('Customers');
	sheet.getColumn(DATE_COLUMN + 1).numFmt = 'dd\\.mm\\.yyyy hh:mm';
	sheet.addRow(LABELS).commit();
	for (const row of customers(rows)) {
		const cells = typedRow(row);
		cells[DATE_COLUMN] = new Date(`${cells[DATE_COLUMN]}Z`);
		sheet.addRow(cells).commit();
	}
	await workbook.commit();
	return {};
}
