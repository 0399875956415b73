import { compoundFile } from './compoundFile.mjs';
import { customers, DATE_COLUMN, LABELS, typedRow } from './customers.mjs';

/**
 * A writer of BIFF8 ([MS-XLS]), because SheetJS cannot write this many rows in any time: shared strings that
 * run on over records, also inside a string, numbers, and dates by number format.
 */
const RECORD = {
	eof: 0x0a,
	continued: 0x3c,
	codePage: 0x42,
	boundSheet: 0x85,
	xf: 0xe0,
	sharedStrings: 0xfc,
	sharedStringCell: 0xfd,
	number: 0x203,
	format: 0x41e,
	bof: 0x809,
};
const MOST_CONTENT = 8224;
const ROWS_ON_A_SHEET = 60_000;
const DATE_FORMAT = 164;
const DATE_STYLE = 1;
const EPOCH = Date.UTC(1899, 11, 30);

/**
 * A workbook of the first `count` customers, 60,000 on each sheet under a header.
 * @returns {Buffer}
 */
export function xlsFile(count) {
	const strings = makeStrings();
	const sheets = writeSheets(count, strings);
	const start = globals(sheets, strings, 0).length;
	return compoundFile('Workbook', Buffer.concat([globals(sheets, strings, start), ...sheets]));
}

function writeSheets(count, strings) {
	const sheets = [];
	let cells = [];
	let row = 0;
	const end = () => {
		sheets.push(Buffer.concat([bof(0x10), ...cells, record(RECORD.eof)]));
		cells = [];
		row = 0;
	};
	for (const customer of customers(count)) {
		if (row > ROWS_ON_A_SHEET) end();
		if (row === 0) cells.push(rowRecords(row++, LABELS, strings));
		cells.push(rowRecords(row++, typedRow(customer), strings));
	}
	end();
	return sheets;
}

function rowRecords(row, values, strings) {
	return Buffer.concat(values.map((value, column) => cellRecord(row, column, value, strings)));
}

function cellRecord(row, column, value, strings) {
	if (value === '') return Buffer.alloc(0);
	if (typeof value === 'number') return numberRecord(row, column, 0, value);
	if (column === DATE_COLUMN && row > 0) return numberRecord(row, column, DATE_STYLE, serial(value));
	const content = cellStart(10, row, column, 0);
	content.writeUInt32LE(strings.indexOf(value), 6);
	return record(RECORD.sharedStringCell, content);
}

function serial(isoMinute) {
	return (Date.parse(`${isoMinute}Z`) - EPOCH) / 86_400_000;
}

function numberRecord(row, column, style, value) {
	const content = cellStart(14, row, column, style);
	content.writeDoubleLE(value, 6);
	return record(RECORD.number, content);
}

function cellStart(bytes, row, column, style) {
	const content = Buffer.alloc(bytes);
	content.writeUInt16LE(row, 0);
	content.writeUInt16LE(column, 2);
	content.writeUInt16LE(style, 4);
	return content;
}

function globals(sheets, strings, start) {
	let at = start;
	const places = sheets.map((sheet, index) => {
		const place = boundSheet(at, `Customers ${index + 1}`);
		at += sheet.length;
		return place;
	});
	return Buffer.concat([
		bof(0x05),
		record(RECORD.codePage, Buffer.from([0xb0, 0x04])),
		formatRecord(DATE_FORMAT, 'dd\\.mm\\.yyyy hh:mm'),
		style(0),
		style(DATE_FORMAT),
		...places,
		strings.records(),
		record(RECORD.eof),
	]);
}

function formatRecord(id, code) {
	const content = Buffer.alloc(5 + code.length);
	content.writeUInt16LE(id, 0);
	content.writeUInt16LE(code.length, 2);
	content.write(code, 5, 'latin1');
	return record(RECORD.format, content);
}

function style(format) {
	const content = Buffer.alloc(20);
	content.writeUInt16LE(format, 2);
	return record(RECORD.xf, content);
}

function boundSheet(at, name) {
	const content = Buffer.alloc(8 + name.length);
	content.writeUInt32LE(at, 0);
	content[6] = name.length;
	content.write(name, 8, 'latin1');
	return record(RECORD.boundSheet, content);
}

function bof(kind) {
	const content = Buffer.alloc(16);
	content.writeUInt16LE(0x0600, 0);
	content.writeUInt16LE(kind, 2);
	return record(RECORD.bof, content);
}

function record(type, content = Buffer.alloc(0)) {
	const head = Buffer.alloc(4);
	head.writeUInt16LE(type, 0);
	head.writeUInt16LE(content.length, 2);
	return Buffer.concat([head, content]);
}

/** Each string once, in the order of its first use. */
function makeStrings() {
	const indexes = new Map();
	let uses = 0;
	return {
		indexOf(text) {
			uses++;
			if (!indexes.has(text)) indexes.set(text, indexes.size);
			return indexes.get(text);
		},
		records: () => stringRecords([...indexes.keys()], uses),
	};
}

/** A record takes 8,224 bytes; a string that does not fit goes on in the next, after a byte of flags. */
function stringRecords(texts, uses) {
	const counts = Buffer.alloc(8);
	counts.writeUInt32LE(uses, 0);
	counts.writeUInt32LE(texts.length, 4);
	const contents = [[counts]];
	let left = MOST_CONTENT - counts.length;
	const next = () => {
		contents.push([]);
		left = MOST_CONTENT;
	};
	const put = (bytes) => {
		contents.at(-1).push(bytes);
		left -= bytes.length;
	};
	for (const text of texts) {
		const wide = /[^\0-\xff]/u.test(text);
		// The count and the flags are never cut.
		if (left < 3) next();
		put(Buffer.from([text.length & 0xff, text.length >> 8, wide ? 1 : 0]));
		let characters = Buffer.from(text, wide ? 'utf16le' : 'latin1');
		while (characters.length > left) {
			const fitting = wide ? left & ~1 : left;
			put(characters.subarray(0, fitting));
			characters = characters.subarray(fitting);
			next();
			put(Buffer.from([wide ? 1 : 0]));
		}
		put(characters);
	}
	return Buffer.concat(
		contents.map((parts, index) =>
			record(index === 0 ? RECORD.sharedStrings : RECORD.continued, Buffer.concat(parts)),
		),
	);
}
