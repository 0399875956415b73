import ExcelJS from 'exceljs';
import JSZip from 'jszip';

/** Written into the file where a program would write the present, so that it is the same every time. */
const WRITTEN_AT = new Date('2026-01-15T12:00:00Z');

const COLUMNS = [
	{ key: 'crmId', header: 'Customer ID', width: 18 },
	{ key: 'firstName', header: 'First name', width: 16 },
	{ key: 'lastName', header: 'Last name', width: 18 },
	{ key: 'email', header: 'E-mail address', width: 34 },
	{ key: 'phone', header: 'Phone number', width: 18, style: { numFmt: '0' } },
	{ key: 'birthDate', header: 'Date of birth', width: 14, style: { numFmt: 'dd.mm.yyyy' } },
	{ key: 'lastPurchase', header: 'Last purchase', width: 18, style: { numFmt: 'dd.mm.yyyy hh:mm' } },
	{ key: 'orderValue', header: 'Order value', width: 14, style: { numFmt: '#,##0' } },
	{ key: 'newsletterConsent', header: 'Newsletter', width: 12 },
	{ key: 'company', header: 'Company', width: 26 },
	{ key: 'city', header: 'City', width: 18 },
	{ key: 'country', header: 'Country', width: 16 },
	{ key: 'level', header: 'Level', width: 12 },
];

/** What is noticed while the file is read. An empty row is not in the sheet at all. */
export const XLSX_ISSUES = { once: [], inRows: new Set(['CELL_ERROR']) };

function addRow(sheet, { cells }) {
	const row = sheet.addRow({});
	for (const { key } of COLUMNS) {
		const cell = cells[key];
		if (cell === undefined || cell === '') continue;
		const isFormatted = typeof cell === 'object' && 'format' in cell;
		row.getCell(key).value = isFormatted ? cell.number : cell;
		if (isFormatted) row.getCell(key).numFmt = cell.format;
	}
}

/** A sheet that nobody sees and nobody wants imported. */
function addHiddenSheet(workbook) {
	const sheet = workbook.addWorksheet('Stare dane', { state: 'hidden' });
	sheet.addRow(['Email address', 'First name']);
	sheet.addRow(['do.not.import@example.com', 'Nikt']);
}

/** The same archive with the times of its entries set, because the library stamps them with the present. */
async function withFixedTimes(bytes) {
	const archive = await JSZip.loadAsync(bytes);
	archive.forEach((_, entry) => {
		entry.date = WRITTEN_AT;
	});
	return await archive.generateAsync({
		type: 'nodebuffer',
		compression: 'DEFLATE',
		compressionOptions: { level: 9 },
		platform: 'DOS',
	});
}

/**
 * The workbook as bytes, and the rows with the sheet rows they stand in. Written by exceljs and not by us.
 * @param {import('./workbookRows.mjs').SheetRow[]} rows
 */
export async function writeXlsx(rows) {
	const workbook = new ExcelJS.Workbook();
	Object.assign(workbook, {
		creator: 'Demo',
		lastModifiedBy: 'Demo',
		created: WRITTEN_AT,
		modified: WRITTEN_AT,
	});
	const sheet = workbook.addWorksheet('Klienci 2026', { views: [{ state: 'frozen', ySplit: 1 }] });
	sheet.columns = COLUMNS;
	sheet.getRow(1).font = { bold: true };
	for (const row of rows) addRow(sheet, row);
	addHiddenSheet(workbook);
	const bytes = await withFixedTimes(await workbook.xlsx.writeBuffer());
	return { bytes, rows: rows.map((row, index) => ({ ...row, rowNumber: index + 2 })) };
}
