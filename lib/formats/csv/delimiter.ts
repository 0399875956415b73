import type { Row } from '../../model';
import { CsvScanner } from './scanner';
import type { Structure } from './structure';

/** The first text of a file. */
export interface TextSample {
	readonly text: string;
	/** Whether that is the whole file. */
	readonly complete: boolean;
}

/** What reading a sample with some structure gave. */
export interface Reading {
	readonly delimiter: string | undefined;
	/** How well the structure fits, from 0 to about 2. */
	readonly score: number;
	/** The commonest number of cells. */
	readonly columns: number;
	readonly quotedCells: number;
	readonly badQuotes: number;
}

/** In the order of preference where two fit equally well; at the end the separators of ASCII and of Hive. */
export const DELIMITERS = [',', ';', '\t', '|', ':', '~', '^', '\x1F', '\x01'];
/** Characters that are seldom text inside a cell, so that a cell that holds one was probably cut wrongly. */
const STRONG_DELIMITERS = [';', '\t', '|', '\x1F', '\x01'];
/** Hardly anyone separates by these, and text or damage holds them. */
const WEAK_DELIMITERS = new Set<string | undefined>([':', '~', '^', '\x1F', '\x01']);
/** Below this, a file has one column. */
const MIN_SCORE = 0.1;
/** What a table in the midst of more lines that are none must have. */
const MIN_TABLE = 3;
const QUALITY_ROWS = 100;
/** One value that holds a comma: `100,000.00`, `1,5`, `Kowalski, Jan`. */
const VALUE_WITH_COMMA = /^[+-]?\d{1,3}(,\d{3})*([.,]\d+)?$|^[^,]+, [^,]+$/;
/** A quote beside a delimiter inside a cell: where another delimiter has it, a quoted cell starts or ends there. */
const TORN_QUOTES = /[,;\t|]"|"[,;\t|]/;
const TYPED_CELL = /^$|^[+-]?[\d .,]+%?$|^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|^[^@\s]+@[^@\s]+$|^(true|false)$/i;

/**
 * Reads a sample with every delimiter it holds: the right one gives records of equal width, with quotes
 * where they belong and cells that hold no other delimiter. Titles above the table and remarks below it
 * have their own width and are not counted against it.
 * @param structure what is known besides the delimiter
 * @param delimiters those that come into question
 */
export function bestReading(
	sample: TextSample,
	structure: Structure,
	delimiters: readonly string[] = DELIMITERS,
): Reading {
	const there = delimiters.filter((delimiter) => sample.text.includes(delimiter));
	let best: Reading | undefined;
	for (const delimiter of there) {
		const reading = readWith(sample, { ...structure, delimiter });
		if (reading.score > (best?.score ?? MIN_SCORE)) best = reading;
	}
	return best ?? oneColumn(sample, structure, there.length === 0);
}

/** Without any delimiter in the text, that is sure. */
function oneColumn(sample: TextSample, structure: Structure, sure: boolean): Reading {
	return { ...readWith(sample, { ...structure, delimiter: undefined }), score: sure ? 1 : 0.7 };
}

/** Reads a sample with one structure. */
export function readWith(sample: TextSample, structure: Structure): Reading {
	const { delimiter } = structure;
	const scanner = new CsvScanner(structure);
	const rows = sampleRows(scanner, sample);
	const columns = tableWidth(rows);
	const isTable = columns > 1 && !(delimiter === ',' && isColumn(rows));
	const score = isTable ? scoreOf(rows, columns, delimiter) * quoteScore(scanner, rows.length) : 0;
	return {
		delimiter,
		score,
		columns,
		quotedCells: scanner.quotedCells,
		badQuotes: scanner.badQuotes.length,
	};
}

/** The records of a sample that hold something. The last one is left out where it may be cut. */
export function sampleRows(scanner: CsvScanner, { text, complete }: TextSample): Row[] {
	const rows = scanner.push(text);
	if (complete || rows.length === 0) rows.push(...scanner.end());
	return rows.filter((row) => row.cells.length > 1 || row.cells[0] !== '');
}

/** The commonest number of cells; of a table with much prose around it, the one of the table. */
export function tableWidth(rows: readonly Row[]): number {
	const counts = new Map<number, number>();
	for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
	const [all = 1] = byCount(counts);
	if (all > 1) return all;
	const [beyond = 1] = byCount(new Map([...counts].filter(([width]) => width >= MIN_TABLE)));
	return (counts.get(beyond) ?? 0) >= MIN_TABLE ? beyond : all;
}

function byCount(counts: ReadonlyMap<number, number>): number[] {
	return [...counts].sort(([a, many], [b, most]) => most - many || b - a).map(([width]) => width);
}

function scoreOf(rows: readonly Row[], width: number, delimiter: string | undefined): number {
	const table = tableOf(rows, width);
	const share = table.filter(({ cells }) => cells.length === width).length / table.length;
	const fitsHeader = table[0] === rows[0] && rows.length > 1;
	// Times and web addresses are full of colons.
	const weak = !WEAK_DELIMITERS.has(delimiter) ? 1 : fitsHeader ? 0.5 : 0;
	const wide = 1 + Math.log2(width) / 8;
	return share ** 2 * (table.length / rows.length) * weak * wide * cellQuality(table, delimiter);
}

/** The records from the first of this width to the last. */
function tableOf(rows: readonly Row[], width: number): readonly Row[] {
	const fits = ({ cells }: Row) => cells.length === width;
	return rows.slice(rows.findIndex(fits), rows.findLastIndex(fits) + 1);
}

/** Whether this is one column after all: a label without a comma above values that each hold one. */
function isColumn(rows: readonly Row[]): boolean {
	if (rows[0]?.cells.length !== 1) return false;
	return rows.every(({ cells }, index) => index === 0 || VALUE_WITH_COMMA.test(cells.join(',')));
}

function quoteScore({ badQuotes }: CsvScanner, rows: number): number {
	return badQuotes.length === 0 ? 1 : Math.max(0.3, 1 - badQuotes.length / rows);
}

/** Cells that look like one value, from 0.7 (none) to 1 (all), less where they hold another delimiter, or a torn quote. */
function cellQuality(rows: readonly Row[], delimiter: string | undefined): number {
	const cells = rows.slice(0, QUALITY_ROWS).flatMap((row) => row.cells.map(String));
	const untyped = cells.filter((text) => !TYPED_CELL.test(text));
	const others = STRONG_DELIMITERS.filter((other) => other !== delimiter);
	const mixed = untyped.filter(
		(text) => others.some((other) => text.includes(other)) || TORN_QUOTES.test(text),
	);
	const typed = cells.length - untyped.length;
	return (0.7 + (0.3 * typed) / cells.length) * (1 - mixed.length / cells.length);
}
