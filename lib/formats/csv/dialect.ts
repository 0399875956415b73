import { CsvScanner, type LineEndCounts, type ScannerDialect } from './scanner';
import type { FileDialect, Row } from '../../model';

/** What the structure of a text file looks like. */
export interface DetectedDialect extends ScannerDialect {
	/** How sure the delimiter is, from 0 to 1. */
	readonly confidence: number;
	/** The file starts with a line that only names the delimiter, as Excel writes it. */
	readonly delimiterLine: boolean;
	readonly lineEnd: NonNullable<FileDialect['lineEnd']>;
}

/** In the order of preference where two fit equally well. */
const DELIMITERS = [',', ';', '\t', '|', ':', '~', '^'];
/** Characters that are seldom text inside a cell, so that a cell that holds one was probably cut wrongly. */
const STRONG_DELIMITERS = [';', '\t', '|'];
/** Hardly anyone separates by these, and text holds them. */
const WEAK_DELIMITERS = new Set<string | undefined>([':', '~', '^']);
/** Below this, a file has one column. */
const MIN_SCORE = 0.1;
const DELIMITER_LINE = /^"?sep=(.)"?(\r\n|\n|\r|$)/i;
const TYPED_CELL = /^$|^[+-]?[\d .,]+%?$|^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|^[^@\s]+@[^@\s]+$|^(true|false)$/i;

interface Candidate {
	readonly delimiter: string | undefined;
	readonly score: number;
	readonly columns: number;
}

/**
 * Finds delimiter, quote and line ends from the first text of a file, by reading
 * it with every candidate: the right one gives records of equal width, with
 * quotes where they belong and cells that hold no other delimiter.
 * @param sample the first text, at most some 64 KB
 * @param complete whether that is the whole file
 * @param set what the user fixed
 */
export function detectDialect(
	sample: string,
	complete: boolean,
	set: { readonly delimiter?: string | undefined; readonly quote?: string | undefined },
): DetectedDialect {
	const named = DELIMITER_LINE.exec(sample);
	const text = named ? sample.slice(named[0].length) : sample;
	const quote = set.quote ?? detectQuote(text, complete);
	const best = named ? { delimiter: named[1], score: 1, columns: 0 } : bestDelimiter(text, complete, quote);
	const delimiter = set.delimiter ?? best.delimiter;
	const lineEnd = detectLineEnd(text, { delimiter, quote });
	return { delimiter, quote, confidence: Math.min(1, best.score), delimiterLine: named !== null, lineEnd };
}

/**
 * What the delimiter would have been had the user not set another one, where it
 * is clearly better: the set one finds one column and this one several.
 */
export function contradictingDelimiter(
	sample: string,
	complete: boolean,
	set: ScannerDialect,
): string | undefined {
	if (DELIMITER_LINE.test(sample)) {
		const named = DELIMITER_LINE.exec(sample)?.[1];
		return named === set.delimiter ? undefined : named;
	}
	const own = judge(sample, complete, set);
	if (own.columns > 1) return undefined;
	const best = bestDelimiter(sample, complete, set.quote);
	return best.score > 0.7 && best.columns > 1 ? best.delimiter : undefined;
}

/** `"` unless cells are clearly quoted with `'`. */
function detectQuote(text: string, complete: boolean): string {
	if (!text.includes("'")) return '"';
	const [double, single] = ['"', "'"].map((quote) => {
		const best = bestDelimiter(text, complete, quote);
		const scanner = new CsvScanner({ delimiter: best.delimiter, quote });
		sampleRows(scanner, text, complete);
		return scanner.badQuotes.length === 0 ? scanner.quotedCells : 0;
	});
	return double === 0 && (single ?? 0) >= 2 ? "'" : '"';
}

function bestDelimiter(text: string, complete: boolean, quote: string | undefined): Candidate {
	let best: Candidate = { delimiter: undefined, score: MIN_SCORE, columns: 1 };
	for (const delimiter of DELIMITERS) {
		if (!text.includes(delimiter)) continue;
		const candidate = judge(text, complete, { delimiter, quote });
		if (candidate.score > best.score) best = candidate;
	}
	return best.delimiter === undefined ? { ...best, score: 1 } : best;
}

function judge(text: string, complete: boolean, dialect: ScannerDialect): Candidate {
	const scanner = new CsvScanner(dialect);
	const rows = sampleRows(scanner, text, complete);
	const { width, share } = modalWidth(rows);
	if (width <= 1) return { delimiter: dialect.delimiter, score: 0, columns: 1 };
	const fitsHeader = rows[0]?.cells.length === width;
	const header = fitsHeader ? 1 : 0.6;
	const quotes =
		scanner.badQuotes.length === 0 ? 1 : Math.max(0.3, 1 - scanner.badQuotes.length / rows.length);
	// Times and web addresses are full of colons.
	const weak = !WEAK_DELIMITERS.has(dialect.delimiter) ? 1 : fitsHeader ? 0.5 : 0;
	const wide = 1 + Math.log2(width) / 8;
	const score = share ** 2 * header * quotes * weak * wide * cellQuality(rows, dialect.delimiter);
	return { delimiter: dialect.delimiter, score, columns: width };
}

function sampleRows(scanner: CsvScanner, text: string, complete: boolean): Row[] {
	const rows = scanner.push(text);
	if (complete || rows.length === 0) rows.push(...scanner.end());
	return rows.filter((row) => row.cells.length > 1 || row.cells[0] !== '');
}

/** The commonest number of cells beyond one, and the share of the records that have it. */
function modalWidth(rows: readonly Row[]): { width: number; share: number } {
	const counts = new Map<number, number>();
	for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
	let width = 1;
	let most = 0;
	for (const [candidate, count] of counts) {
		if (count > most || (count === most && candidate > width)) {
			width = candidate;
			most = count;
		}
	}
	return { width, share: rows.length === 0 ? 0 : most / rows.length };
}

/** Cells that look like one value, from 0.5 (none) to 1 (all), less where they hold another delimiter. */
function cellQuality(rows: readonly Row[], delimiter: string | undefined): number {
	let cells = 0;
	let typed = 0;
	let mixed = 0;
	for (const row of rows.slice(0, 200)) {
		for (const cell of row.cells) {
			const text = String(cell);
			cells++;
			if (TYPED_CELL.test(text)) typed++;
			else if (STRONG_DELIMITERS.some((other) => other !== delimiter && text.includes(other))) mixed++;
		}
	}
	return cells === 0 ? 0.5 : (0.7 + (0.3 * typed) / cells) * (1 - mixed / cells);
}

function detectLineEnd(text: string, dialect: ScannerDialect): DetectedDialect['lineEnd'] {
	const scanner = new CsvScanner(dialect);
	scanner.push(text);
	return lineEndOf(scanner.lineEnds);
}

/** What a file ends its records with, by what was counted. */
export function lineEndOf({ crlf, lf, cr }: LineEndCounts): DetectedDialect['lineEnd'] {
	const kinds = [crlf, lf, cr].filter((count) => count > 0).length;
	if (kinds > 1) return 'mixed';
	if (crlf > 0) return '\r\n';
	return cr > 0 ? '\r' : '\n';
}
