import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import ExcelJS from 'exceljs';
import JSZip from 'jszip';
import { customers, DATE_COLUMN, LABELS, typedRow } from './customers.mjs';
import { xlsFile } from './xlsWriter.mjs';

/** The cache folder of the data sets: made once, kept between runs. */
export const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '..', '.cache', 'bench');

/**
 * Rows of each size. 162,000 make some 28 MB of CSV, 300,000 some 28 MB of XLSX, 1,432,000 some 250 MB of CSV,
 * 5,730,000 some 1 GB.
 */
export const ROWS = {
	tiny: 4_000,
	quick: 20_000,
	xls28: 105_000,
	c28: 162_000,
	x28: 300_000,
	m1: 1_000_000,
	c250: 1_432_000,
	g1: 5_730_000,
};

/** Sizes in which no customer is repeated, and which are deleted after they were measured. */
const DISTINCT = new Set(['g1']);

export const isDistinct = (size) => DISTINCT.has(size);

/** The first `count` rows that repeat none before them: what repeats has a lower id than the latest row. */
function* distinctCustomers(count) {
	let given = 0;
	let latest = '';
	for (const row of customers(Infinity)) {
		if (row[0] <= latest) continue;
		latest = row[0];
		yield row;
		if (++given === count) return;
	}
}

const LINES_AT_ONCE = 2_000;

function quoted(text) {
	return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function* csvLines(rows) {
	yield `${LABELS.join(',')}\r\n`;
	for (const row of rows) yield `${row.map(quoted).join(',')}\r\n`;
}

function* ndjsonLines(rows) {
	yield `${JSON.stringify(LABELS)}\n`;
	for (const row of customers(rows)) yield `${JSON.stringify(row)}\n`;
}

function* inChunks(lines) {
	let chunk = [];
	for (const line of lines) {
		if (chunk.push(line) < LINES_AT_ONCE) continue;
		yield chunk.join('');
		chunk = [];
	}
	yield chunk.join('');
}

async function writeText(path, lines) {
	await pipeline(Readable.from(inChunks(lines)), createWriteStream(path));
}

async function writeWorkbook(path, rows) {
	const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({
		filename: path,
		useSharedStrings: true,
		useStyles: true,
	});
	const sheet = workbook.addWorksheet('Customers');
	sheet.getColumn(DATE_COLUMN + 1).numFmt = 'dd\\.mm\\.yyyy hh:mm';
	sheet.addRow(LABELS).commit();
	for (const row of customers(rows)) {
		const cells = typedRow(row);
		cells[DATE_COLUMN] = new Date(`${cells[DATE_COLUMN]}Z`);
		sheet.addRow(cells.map((cell) => (cell === '' ? null : cell))).commit();
	}
	await workbook.commit();
}

/** The files of an archive hold the rows one after the other. */
const FILES_IN_ARCHIVE = 5;

function* csvFile(rows, count) {
	yield `${LABELS.join(',')}\r\n`;
	for (let at = 0; at < count; at++) yield `${rows.next().value.map(quoted).join(',')}\r\n`;
}

async function writeArchive(path, rows) {
	const zip = new JSZip();
	const all = customers(rows)[Symbol.iterator]();
	const each = Math.ceil(rows / FILES_IN_ARCHIVE);
	for (let from = 0; from < rows; from += each) {
		const content = Buffer.from([...csvFile(all, Math.min(each, rows - from))].join(''));
		zip.file(`customers-${from / each + 1}.csv`, content);
	}
	const content = zip.generateNodeStream({ compression: 'DEFLATE', streamFiles: true });
	await pipeline(content, createWriteStream(path));
}

const WRITERS = {
	csv: (path, rows, size) =>
		writeText(path, csvLines(isDistinct(size) ? distinctCustomers(rows) : customers(rows))),
	ndjson: (path, rows) => writeText(path, ndjsonLines(rows)),
	xlsx: writeWorkbook,
	zip: writeArchive,
	xls: async (path, rows) => await writeFile(path, xlsFile(rows)),
};

/** Other rows are other files: a data set that an older generator has written is not taken for one of this. */
const VERSION = createHash('sha256')
	.update(readFileSync(new URL('customers.mjs', import.meta.url)))
	.digest('hex')
	.slice(0, 8);

/**
 * The path of a data set, writing it first where it is missing. A half-written file never counts.
 * @param {keyof typeof ROWS} size
 * @param {keyof typeof WRITERS} kind
 */
export async function dataSet(size, kind) {
	const path = join(FOLDER, `customers-${VERSION}-${ROWS[size]}.${kind}`);
	if (!existsSync(path)) {
		mkdirSync(FOLDER, { recursive: true });
		await WRITERS[kind](`${path}.part`, ROWS[size], size);
		renameSync(`${path}.part`, path);
	}
	return path;
}

/** Deletes a data set that is too big to be kept between runs. */
export function dropDataSet(size, path) {
	if (isDistinct(size)) rmSync(path, { force: true });
}
