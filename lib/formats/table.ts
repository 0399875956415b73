import { setImmediate } from 'node:timers/promises';
import { userError } from '../errors';
import type { Cell, FileDialect, Row, RowBatch, Table } from '../model';
import type { ParseLimits, ParseOptions } from './format';
import { makeIssueLog, type IssueLog } from './issueLog';
import { makeLabels, numberedLabels } from './labels';
import { limitsOf, tooLarge } from './limits';

const DEFAULT_BATCH = 1000;
/** Very wide rows make a batch end early, so that its memory stays bounded. */
const BATCH_CELLS = 500_000;
/** Rows the shape of a table is judged by. */
const SAMPLE_ROWS = 200;
const DATA_CELL =
	/^[^\s@]+@[^\s@]+\.[a-z]{2,}$|^\+?[\d\s().,-]*\d[\d\s().,-]*$|^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}([T ].*)?$/i;

/** What a format gives: its records as they are, from which a table is made. */
export interface RecordReader {
	/** The name of the file, for messages. */
	readonly name: string;
	/** What a row is called in this format: `Line` or `Row`. */
	readonly rowWord: 'Line' | 'Row';
	/** A grid has no missing cells: what is not written there is empty. */
	readonly grid: boolean;
	readonly dialect: FileDialect;
	/** Reads all records from the first one on. May be called more than once. */
	records(log: IssueLog): AsyncIterable<readonly Row[]>;
}

interface Shape {
	readonly header: Row | undefined;
	readonly labels: readonly string[];
	/** The cells of the widest header, before empty last columns were dropped. */
	readonly fullWidth: number;
}

/**
 * Makes a table of the records of a file: finds the header, names the columns,
 * leaves out empty rows, notes ragged ones and puts the rest into batches.
 * @throws userError for a file without any record
 */
export async function makeTable(
	reader: RecordReader,
	options: ParseOptions,
	log: IssueLog = makeIssueLog(),
): Promise<Table> {
	const sample = await readSample(reader, options);
	if (sample.length === 0) throw emptyFile(reader.name);
	const shape = shapeOf(sample, options, reader, log);
	const dialect = { ...reader.dialect, header: shape.header?.rowNumber ?? (false as const) };
	return {
		labels: shape.labels,
		batches: readBatches(reader, shape, options, log),
		dialect,
		issues: log.issues,
	};
}

/** The first records that hold something. Read on their own, so that nothing stays open until the rows are wanted. */
async function readSample(reader: RecordReader, options: ParseOptions): Promise<Row[]> {
	const sample: Row[] = [];
	for await (const rows of reader.records(makeIssueLog())) {
		for (const row of rows) if (keepsEmpty(options) || !isEmpty(row.cells)) sample.push(row);
		if (sample.length >= SAMPLE_ROWS) break;
		options.signal?.throwIfAborted();
	}
	return sample;
}

function shapeOf(sample: readonly Row[], options: ParseOptions, reader: RecordReader, log: IssueLog): Shape {
	const limits = limitsOf(options.limits);
	if (options.header === false) {
		const width = sample.reduce((widest, row) => Math.max(widest, row.cells.length), 0);
		return { header: undefined, labels: numberedLabels(Math.min(width, limits.columns)), fullWidth: width };
	}
	const header = sample.find((row) => !isEmpty(row.cells)) ?? sample[0];
	if (header === undefined) throw emptyFile(reader.name);
	if (header.cells.length > limits.columns) throw tooManyColumns(header.cells.length, limits, reader.name);
	const data = sample.filter((row) => row !== header);
	const { labels, issues } = makeLabels(
		header.cells.slice(0, usedWidth(header.cells, data)),
		header.rowNumber,
	);
	for (const { code, ...details } of issues) log.addForFile(code, details);
	noteDoubtfulHeader(header, reader, log);
	return { header, labels, fullWidth: header.cells.length };
}

/** The width of the table without last columns that are empty everywhere, which a delimiter at each line's end makes. */
function usedWidth(header: Row['cells'], data: readonly Row[]): number {
	let width = header.length;
	const isUnused = (column: number) =>
		isBlank(header[column]) && data.every((row) => isBlank(row.cells[column]));
	while (data.length > 0 && width > 1 && isUnused(width - 1)) width--;
	return width;
}

function noteDoubtfulHeader(header: Row, reader: RecordReader, log: IssueLog): void {
	const value = header.cells.find((cell) => cell !== undefined && DATA_CELL.test(String(cell).trim()));
	if (value === undefined) return;
	log.addForFile('HEADER_DOUBTFUL', {
		rowNumber: header.rowNumber,
		value,
		message: `${reader.rowWord} ${header.rowNumber} of ${reader.name} is taken as the header, but ${value} looks like data.`,
	});
}

async function* readBatches(
	reader: RecordReader,
	shape: Shape,
	options: ParseOptions,
	log: IssueLog,
): AsyncGenerator<RowBatch> {
	const limits = limitsOf(options.limits);
	const batchSize = Math.max(1, options.batchSize ?? DEFAULT_BATCH);
	const fit = makeFit(reader, shape, limits, log);
	const counts = { rows: 0, empty: 0, firstEmpty: 0 };
	let batch: Row[] = [];
	let cells = 0;
	for await (const rows of reader.records(log)) {
		for (const row of rows) {
			if (row.rowNumber === shape.header?.rowNumber) continue;
			if (isEmpty(row.cells) && !keepsEmpty(options)) {
				if (counts.empty++ === 0) counts.firstEmpty = row.rowNumber;
				continue;
			}
			if (++counts.rows > limits.rows) throw tooManyRows(limits.rows, reader.name);
			batch.push(fit(row));
			cells += row.cells.length;
			if (batch.length < batchSize && cells < BATCH_CELLS) continue;
			yield batch;
			batch = [];
			cells = 0;
		}
		options.signal?.throwIfAborted();
		await setImmediate();
	}
	noteCounts(counts, reader, log);
	if (batch.length > 0) yield batch;
}

/** Makes the function that fits a record to the labels and notes where it does not. */
function makeFit(reader: RecordReader, shape: Shape, limits: ParseLimits, log: IssueLog): (row: Row) => Row {
	const { header, fullWidth } = shape;
	const width = shape.labels.length;
	return (row) => {
		const { cells } = row;
		if (cells.length === width) return row;
		if (cells.length < width) {
			if (reader.grid) return { ...row, cells: padded(cells, width) };
			if (header) log.add('SHORT_ROW', raggedRow(row, width, reader));
			return row;
		}
		const extra = cells.findIndex((cell, column) => column >= width && !isBlank(cell));
		if (extra === -1) return fullWidth > width ? { ...row, cells: cells.slice(0, width) } : row;
		log.add('LONG_ROW', header ? raggedRow(row, width, reader) : { rowNumber: row.rowNumber });
		return cells.length > limits.columns ? { ...row, cells: cells.slice(0, limits.columns) } : row;
	};
}

function raggedRow({ cells, rowNumber }: Row, width: number, { name, rowWord }: RecordReader) {
	const count = `${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}`;
	const hint =
		cells.length < width
			? 'The missing cells are left alone. Check that no delimiter is missing in this row.'
			: 'Check for a delimiter inside a cell that is not quoted.';
	return {
		rowNumber,
		hint,
		message: `${rowWord} ${rowNumber} of ${name} has ${count}; the header has ${width}.`,
	};
}

function noteCounts(
	counts: { rows: number; empty: number; firstEmpty: number },
	{ name, rowWord }: RecordReader,
	log: IssueLog,
): void {
	const { rows, empty, firstEmpty } = counts;
	if (empty > 0) {
		const were = empty === 1 ? '1 empty row was' : `${empty} empty rows were`;
		const message = `${were} left out of ${name}; the first is ${rowWord.toLowerCase()} ${firstEmpty}.`;
		log.addForFile('EMPTY_ROWS', { rowNumber: firstEmpty, message });
	}
	if (rows === 0) log.addForFile('HEADER_ONLY', { message: `${name} has a header and no rows.` });
	log.finish();
}

function padded(cells: Row['cells'], width: number): Array<Cell | undefined> {
	const full: Array<Cell | undefined> = cells.slice();
	while (full.length < width) full.push('');
	return full;
}

function keepsEmpty(options: ParseOptions): boolean {
	return options.skipEmptyLines === false;
}

function isEmpty(cells: Row['cells']): boolean {
	for (const cell of cells) if (!isBlank(cell)) return false;
	return true;
}

function isBlank(cell: Cell | undefined): boolean {
	return cell === '' || cell === undefined || cell === null;
}

/** The error for a file in which nothing is written. */
export function emptyFile(name: string): Error {
	return userError(
		`${name} is empty`,
		'Check that the export finished, and choose the file again.',
		'EMPTY_FILE',
	);
}

function tooManyColumns(columns: number, limits: ParseLimits, name: string): Error {
	return tooLarge(
		`The header of ${name} has ${columns} columns; at most ${limits.columns} are read`,
		'Check the delimiter.',
	);
}

function tooManyRows(rows: number, name: string): Error {
	return tooLarge(`${name} has more than ${rows} rows`, 'Split it into smaller files.');
}
