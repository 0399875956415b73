import type { FileDialect } from '../../model';
import { detectComment } from './commentLines';
import { DELIMITERS, type Reading, type TextSample } from './delimiter';
import { detectQuoting } from './quoting';
import { CsvScanner, type LineEndCounts, type ScannerSettings } from './scanner';

/** What the user fixed about the structure of a text file. */
export interface DialectSettings {
	readonly delimiter?: string | undefined;
	readonly quote?: string | undefined;
	readonly escape?: string | undefined;
	readonly comment?: string | undefined;
	/** Lines above the table. */
	readonly skipRows?: number | undefined;
}

/** What the structure of a text file looks like. */
export interface DetectedDialect extends ScannerSettings {
	/** How sure each property is, from 0 to 1. */
	readonly confidence: Readonly<Record<'delimiter' | 'quote' | 'escape' | 'comment', number>>;
	/** The delimiter that the first line names, as Excel writes it. */
	readonly named: string | undefined;
	readonly lineEnd: NonNullable<FileDialect['lineEnd']>;
	/** What the sample gave, read so. */
	readonly reading: Reading;
}

const DELIMITER_LINE = /^"?sep=(.)"?(\r\n|\n|\r|$)/i;
const LINE = /[^\r\n]*(?:\r\n|\n|\r|$)/y;
/** How sure quotes are of which the sample shows none. */
const UNSEEN = 0.8;

/**
 * Finds comment lines, delimiter, quote, escape and line ends from the first text of a file.
 * @param sample the first text, at most some 64 KB
 * @param complete whether that is the whole file
 * @param set what the user fixed; it is taken as it is
 */
export function detectDialect(sample: string, complete: boolean, set: DialectSettings): DetectedDialect {
	const named = DELIMITER_LINE.exec(sample)?.[1];
	const skipLines = Math.max(named === undefined ? 0 : 1, set.skipRows ?? 0);
	const text: TextSample = { text: withoutLines(sample, skipLines), complete };
	const comment = set.comment ?? detectComment(text);
	const delimiter = set.delimiter ?? named;
	const delimiters = delimiter === undefined ? DELIMITERS : [delimiter];
	const { quote, escape, reading } = detectQuoting(text, { ...set, comment, delimiters });
	const structure = { delimiter: delimiter ?? reading.delimiter, quote, escape, comment, skipLines };
	// Otherwise the blank is text, and so is the quote after it.
	const blankBeforeQuote = text.text.includes(`${quote}${structure.delimiter} ${quote}`);
	const quoteConfidence = confidenceOfQuotes(reading);
	const confidence = {
		delimiter: named === undefined ? Math.min(1, reading.score) : 1,
		quote: quoteConfidence,
		escape: quoteConfidence,
		comment: 1,
	};
	const lineEnd = detectLineEnd(text.text, structure);
	return { ...structure, blankBeforeQuote, confidence, named, lineEnd, reading };
}

function withoutLines(text: string, count: number): string {
	LINE.lastIndex = 0;
	for (let left = count; left > 0 && LINE.lastIndex < text.length; left--) LINE.test(text);
	return text.slice(LINE.lastIndex);
}

function confidenceOfQuotes({ quotedCells, badQuotes }: Reading): number {
	const quotes = quotedCells + badQuotes;
	return quotes === 0 ? UNSEEN : quotedCells / quotes;
}

function detectLineEnd(text: string, structure: ScannerSettings): DetectedDialect['lineEnd'] {
	const scanner = new CsvScanner({ ...structure, skipLines: 0 });
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
