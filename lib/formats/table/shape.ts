import { userError } from '../../errors';
import type { Row } from '../../model';
import type { ParseLimits, ParseOptions } from '../format';
import type { IssueLog } from '../issueLog';
import { makeLabels, numberedLabels } from '../labels';
import { limitsOf, tooLarge } from '../limits';
import type { RecordReader } from '../table';
import { filledTexts, isBlank, isData, isEmpty, kindOf, median, rowText } from './cells';
import { findHeader, joinedLabels, type FoundHeader } from './header';
import { looksLikeUnits } from './unitsRow';

/** What of a table is not its rows. */
export interface Shape {
	readonly header: Row | undefined;
	readonly labels: readonly string[];
	/** The cells of the widest header, before empty last columns were dropped. */
	readonly fullWidth: number;
	/** What stands above the header and is no part of the table. */
	readonly titles: readonly Row[];
	readonly units?: Row;
	/** How many cells a usual row fills. */
	readonly usualFill: number;
	/** How sure each detection is; a setting has no entry. */
	readonly confidence: Readonly<Record<string, number>>;
}

/** Rows of a sample tell these apart. */
interface Head {
	readonly found: FoundHeader;
	readonly header: Row | undefined;
	readonly titles: readonly Row[];
	readonly units: Row | undefined;
	readonly body: readonly Row[];
}

/** The shape of a table whose format itself says what its values are called. */
export function knownShape(known: readonly string[], log: IssueLog): Shape {
	const { labels, issues } = makeLabels(known);
	for (const { code, ...details } of issues) log.addForFile(code, details);
	return { header: undefined, labels, fullWidth: labels.length, titles: [], usualFill: 0, confidence: {} };
}

/**
 * Finds the shape of a table in numbered stages: title lines, header, units. What the
 * user set is not looked for.
 * @param sample the first rows; at least one
 * @throws userError for a header of more columns than are allowed
 */
export function findShape(
	sample: readonly Row[],
	options: ParseOptions,
	reader: RecordReader,
	log: IssueLog,
): Shape {
	const limits = limitsOf(options.limits);
	const head = findHead(sample, options);
	const { header, titles, units, body, found } = head;
	noteHead(head, options, reader, log);
	const common = { titles, usualFill: usualFill(body), ...(units ? { units } : {}) };
	if (!header) return { ...withoutHeader(body, limits), ...common, confidence: confidenceOf(head, options) };
	if (header.cells.length > limits.columns) throw tooManyColumns(header.cells.length, limits, reader.name);
	const groups = found.grouped ? titles.at(-1) : undefined;
	const cells = groups ? joinedLabels(groups, header) : header.cells;
	const { labels, issues } = makeLabels(cells.slice(0, usedWidth(cells, body)), header.rowNumber);
	for (const { code, ...details } of issues) log.addForFile(code, details);
	const confidence = confidenceOf(head, options);
	return { header, labels, fullWidth: header.cells.length, ...common, confidence };
}

function findHead(sample: readonly Row[], options: ParseOptions): Head {
	const rows = sample.filter((row) => !isEmpty(row.cells));
	const found = headerOf(rows, options);
	const { index } = found;
	if (index === undefined) return { found, header: undefined, titles: [], units: undefined, body: sample };
	const header = rows[index] ?? sample[0];
	const below = rows.slice(index + 1);
	const units = unitsUnder(below, options);
	return { found, header, titles: rows.slice(0, index), units, body: units ? below.slice(1) : below };
}

function headerOf(rows: readonly Row[], { header, skipRows }: ParseOptions): FoundHeader {
	if (header === false) return { index: undefined, confidence: 1 };
	const found = findHeader(rows);
	const isUnwanted =
		(skipRows !== undefined && found.index !== undefined) || (header === true && found.index === undefined);
	return isUnwanted ? { index: 0, confidence: 1 } : found;
}

function unitsUnder([first, ...below]: readonly Row[], { unitsRow }: ParseOptions): Row | undefined {
	if (first === undefined || unitsRow === false) return undefined;
	return unitsRow || looksLikeUnits(first, below) ? first : undefined;
}

function confidenceOf({ found, titles, units }: Head, options: ParseOptions): Record<string, number> {
	const { confidence: header, titleConfidence: titleRows } = found;
	return {
		...(options.header === false || options.header === true ? {} : { header }),
		...(titles.length === 0 || titleRows === undefined ? {} : { titleRows }),
		...(units && options.unitsRow === undefined ? { unitsRow: 0.9 } : {}),
	};
}

function usualFill(body: readonly Row[]): number {
	return median(body.map(({ cells }) => filledTexts(cells).length));
}

function withoutHeader(body: readonly Row[], limits: ParseLimits) {
	const width = body.reduce((widest, row) => Math.max(widest, row.cells.length), 0);
	return { header: undefined, labels: numberedLabels(Math.min(width, limits.columns)), fullWidth: width };
}

/** The width of the table without last columns that are empty everywhere, which a delimiter at each line's end makes. */
function usedWidth(header: Row['cells'], body: readonly Row[]): number {
	let width = header.length;
	const isUnused = (column: number) =>
		isBlank(header[column]) && body.every((row) => isBlank(row.cells[column]));
	while (body.length > 0 && width > 1 && isUnused(width - 1)) width--;
	return width;
}

/** Says which rows are left out, and where the header is in doubt. */
function noteHead(head: Head, { header, unitsRow }: ParseOptions, reader: RecordReader, log: IssueLog): void {
	const note = (row: Row, code: 'TITLE_ROWS' | 'UNITS_ROW', what: string) => {
		const text = rowText(row.cells);
		const place = `${reader.rowWord} ${row.rowNumber} of ${reader.name}`;
		log.addForFile(code, { rowNumber: row.rowNumber, value: text, message: `${place} ${what}: ${text}` });
	};
	for (const row of head.titles) note(row, 'TITLE_ROWS', 'stands above the header and was left out');
	if (head.units && unitsRow === undefined)
		note(head.units, 'UNITS_ROW', 'explains the columns and was left out');
	if (header === undefined && head.header === undefined) noteNoHeader(head, reader, log);
	if (head.header) noteDoubtfulHeader(head.header, reader, log);
}

function noteNoHeader({ body }: Head, { rowWord, name }: RecordReader, log: IssueLog): void {
	const rowNumber = body[0]?.rowNumber ?? 1;
	log.addForFile('HEADER_DOUBTFUL', {
		rowNumber,
		message: `${rowWord} ${rowNumber} of ${name} holds a customer like the rows below, so the file is read as one without a header.`,
		hint: "Switch 'File Contains Headers' on if the first row does hold the labels.",
	});
}

function noteDoubtfulHeader(header: Row, { rowWord, name }: RecordReader, log: IssueLog): void {
	const value = header.cells.find((cell) => isData(kindOf(cell)));
	if (value === undefined) return;
	log.addForFile('HEADER_DOUBTFUL', {
		rowNumber: header.rowNumber,
		value,
		message: `${rowWord} ${header.rowNumber} of ${name} is taken as the header, but ${value} looks like data.`,
	});
}

function tooManyColumns(columns: number, limits: ParseLimits, name: string): Error {
	return tooLarge(
		`The header of ${name} has ${columns} columns; at most ${limits.columns} are read`,
		'Check the delimiter.',
	);
}

/** The error for a file in which nothing is written. */
export function emptyFile(name: string): Error {
	return userError(
		`${name} is empty`,
		'Check that the export finished, and choose the file again.',
		'EMPTY_FILE',
	);
}
