import type { ByteSource, FileDialect, Row, Table } from '../../model';
import type { ParseLimits, ParseOptions } from '../format';
import { makeIssueLog, type IssueLog } from '../issueLog';
import { limitsOf, tooLarge } from '../limits';
import { emptyFile, makeTable } from '../table';
import { decodeSample } from '../text/decode';
import { readEncodingSample } from '../text/encoding';
import { readText, settleEncoding, type TextEncoding } from '../text/textEncoding';
import { noteContradictions } from './contradictions';
import { detectDialect, type DetectedDialect } from './dialect';
import { makeGuardRemover } from './guardNotes';
import { makeRowNotes, noteComments } from './rowNotes';
import { CsvScanner } from './scanner';
import { checkedSettings, type CsvSettings } from './settings';

const SAMPLE_CHARACTERS = 64 * 1024;
/** Enough bytes for the sample in every encoding. */
const SAMPLE_BYTES = 4 * SAMPLE_CHARACTERS;
/** A record longer than this many times the longest cell is not one, but a file that is not CSV. */
const RECORD_CELLS = 4;
/** No more does one that has this many times the most columns. */
const RECORD_COLUMNS = 64;

/** Everything known about a file before its records are read. */
interface CsvFile {
	readonly source: ByteSource;
	readonly name: string;
	readonly encoding: TextEncoding;
	readonly structure: DetectedDialect;
	readonly options: ParseOptions;
}

/**
 * Reads a text file with delimiters. Encoding, remarks, delimiter, quote, escape and line
 * ends are detected one after the other where the user did not set them.
 * @throws userError for an empty file or a setting that is not possible
 */
export async function parseCsv(source: ByteSource, options: ParseOptions): Promise<Table> {
	const set = checkedSettings(options);
	const name = source.name ?? 'The file';
	const log = makeIssueLog();
	const bytes = await readEncodingSample(source);
	if (bytes.length === 0) throw emptyFile(name);
	const encoding = settleEncoding(name, set.encoding, bytes, log);
	const sample = sampleOf(bytes, encoding.encoding, source.size);
	const structure = detectDialect(sample.text, sample.complete, set);
	noteContradictions(name, sample, set, structure, log);
	const file: CsvFile = { source, name, encoding, structure, options };
	const dialect = describe(set, encoding, structure);
	const records = (issues: IssueLog) => readRecords(file, issues);
	return await makeTable({ name, rowWord: 'Line', grid: false, dialect, records }, options, log);
}

function sampleOf(bytes: Uint8Array, encoding: string, size: number | undefined) {
	const all = decodeSample(bytes.subarray(0, SAMPLE_BYTES), encoding);
	const text = all.slice(0, SAMPLE_CHARACTERS);
	return { text, complete: text.length === all.length && (size ?? Infinity) <= bytes.length };
}

async function* readRecords(file: CsvFile, log: IssueLog): AsyncGenerator<readonly Row[]> {
	const { source, name, encoding, structure, options } = file;
	const limits = limitsOf(options.limits);
	const scanner = new CsvScanner({ ...structure, strict: options.strictQuotes === true });
	const noteRows = makeRowNotes(scanner, name, limits, log);
	const guards = options.formulaGuard === false ? undefined : makeGuardRemover(name, log);
	for await (const piece of readText(source, encoding, limits)) {
		const rows = scanner.push(piece);
		if (isEndless(scanner, limits)) throw endlessRecord(name, scanner.waitingLine);
		noteRows(piece, rows);
		if (scanner.apostrophes) guards?.clean(rows);
		scanner.apostrophes = false;
		yield rows;
	}
	const rows = scanner.end();
	noteRows('', rows);
	guards?.clean(rows);
	guards?.finish();
	noteComments(scanner, name, log);
	yield rows;
}

function describe(set: CsvSettings, encoding: TextEncoding, structure: DetectedDialect): FileDialect {
	const { delimiter, quote, escape, comment, lineEnd } = structure;
	return {
		format: 'csv',
		encoding: encoding.encoding,
		...(delimiter === undefined ? {} : { delimiter }),
		...(quote === undefined ? {} : { quote }),
		...(escape ? { escape } : {}),
		...(comment ? { comment } : {}),
		lineEnd,
		confidence: confidenceOf(set, encoding, structure),
	};
}

/** How sure is what was detected. What the user set, and what is not there, has no entry. */
function confidenceOf(
	set: CsvSettings,
	encoding: TextEncoding,
	structure: DetectedDialect,
): Record<string, number> {
	const sure: Record<string, number> = {};
	if (encoding.confidence !== undefined) sure.encoding = encoding.confidence;
	for (const property of ['delimiter', 'quote', 'escape', 'comment'] as const) {
		const isDetected = set[property] === undefined && (property !== 'comment' || structure.comment);
		if (isDetected) sure[property] = structure.confidence[property];
	}
	return sure;
}

function isEndless({ waiting, waitingCells }: CsvScanner, { cellLength, columns }: ParseLimits): boolean {
	return waiting > cellLength * RECORD_CELLS || waitingCells > columns * RECORD_COLUMNS;
}

function endlessRecord(name: string, line: number): Error {
	return tooLarge(`Line ${line} of ${name} does not end`, 'Check that this is a text file with line breaks.');
}
