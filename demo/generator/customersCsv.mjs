import { layOut, quoteCell } from './csvText.mjs';

/** As Polish Excel writes it: UTF-8 with a byte order mark, semicolons, CRLF. */
const DELIMITER = ';';
const LINE_END = '\r\n';
const BYTE_ORDER_MARK = '\ufeff';

/**
 * The columns by key, with their labels. Two of them have the same label and one has none, because that is
 * what files look like; the keys are ours.
 */
const COLUMNS = {
	crmId: 'ID klienta',
	firstName: 'Imię',
	lastName: 'Nazwisko',
	email: 'E-mail',
	phone: 'Telefon',
	birthDate: 'Data urodzenia',
	lastPurchase: 'Ostatni zakup',
	orderValue: 'Wartość zamówień',
	newsletterConsent: 'Newsletter',
	smsConsent: 'Zgoda SMS',
	company: 'Firma',
	city: 'Miasto',
	country: 'Kraj',
	source: '',
	notes: 'Uwagi',
	secondNotes: 'Uwagi',
};

/** What is noticed while the file is read: about the header and the empty lines, and in rows. */
export const CSV_ISSUES = {
	once: ['EMPTY_LABEL', 'DUPLICATE_LABEL', 'EMPTY_ROWS', 'FOOTER_ROWS', 'MOJIBAKE'],
	inRows: new Set(['SHORT_ROW', 'LONG_ROW', 'BAD_QUOTE', 'CONTROL_CHARACTER']),
};

const KEYS = Object.keys(COLUMNS);

function cellText(row, key) {
	const text = row.cells[key] ?? '';
	if (row.quoted) return `"${text.replaceAll('"', '""')}"`;
	return row.unquoted ? text : quoteCell(text, DELIMITER);
}

function recordOf(row) {
	if (row.blank !== undefined) return { line: row.blank.repeat(KEYS.length - 1), lineEnd: LINE_END };
	const keys = row.endsAfter ? KEYS.slice(0, KEYS.indexOf(row.endsAfter) + 1) : KEYS;
	const cells = [...keys.map((key) => cellText(row, key)), ...(row.extraCells ?? [])];
	return { line: cells.join(DELIMITER), lineEnd: row.lineEnd ?? LINE_END };
}

/**
 * The CSV as text, and the rows with the lines they stand on.
 * @param {import('./regularRows.mjs').DemoRow[]} rows
 */
export function writeCsv(rows) {
	const header = { line: Object.values(COLUMNS).join(DELIMITER), lineEnd: LINE_END };
	const { text, lineNumbers } = layOut([header, ...rows.map(recordOf)]);
	return {
		bytes: Buffer.from(BYTE_ORDER_MARK + text, 'utf8'),
		rows: rows.map((row, index) => ({ ...row, rowNumber: lineNumbers[index + 1] })),
	};
}
