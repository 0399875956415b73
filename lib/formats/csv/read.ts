import { userError } from '../../errors';
import type { ByteSource, FileDialect, Row, Table } from '../../model';
import type { ParseOptions } from '../format';
import { makeIssueLog, type IssueLog } from '../issueLog';
import { limitsOf, tooLarge } from '../limits';
import { emptyFile, makeTable } from '../table';
import { withoutControlCharacters } from '../text/controlCharacters';
import { decodeSample, decodeStream, makeDecoder } from '../text/decode';
import { detectEncoding, readEncodingSample, type DetectedEncoding } from '../text/encoding';
import { contradictingDelimiter, detectDialect, type DetectedDialect } from './dialect';
import { CsvScanner } from './scanner';

const SAMPLE_CHARACTERS = 64 * 1024;
/** A record longer than this many times the longest cell is not one, but a file that is not CSV. */
const RECORD_CELLS = 4;
const REPLACEMENT = '\uFFFD';

/** Everything known about a file before its records are read. */
interface CsvFile {
	readonly source: ByteSource;
	readonly name: string;
	readonly encoding: string;
	/** Bytes before the text: a byte order mark that the decoder would not know. */
	readonly skipBytes: number;
	readonly structure: DetectedDialect;
	readonly options: ParseOptions;
}

/**
 * Reads a text file with delimiters. Encoding, delimiter, quote and line ends are
 * detected one after the other where the user did not set them.
 * @throws userError for an empty file or a setting that is not possible
 */
export async function parseCsv(source: ByteSource, options: ParseOptions): Promise<Table> {
	const set = checkedSettings(options);
	const name = source.name ?? 'The file';
	const log = makeIssueLog();
	const bytes = await readEncodingSample(source);
	if (bytes.length === 0) throw emptyFile(name);
	const detected = detectEncoding(bytes);
	const encoding = set.encoding ?? detected.encoding;
	if (set.encoding) noteEncodingContradiction(name, set.encoding, detected, bytes, log);
	const text = decodeSample(bytes, encoding);
	const sample = text.slice(0, SAMPLE_CHARACTERS);
	const complete = sample.length === text.length && (source.size ?? Infinity) <= bytes.length;
	const structure = detectDialect(sample, complete, set);
	if (set.delimiter !== undefined) noteDelimiterContradiction(name, sample, complete, structure, log);
	const skipBytes = detected.marked && !sameEncoding(encoding, detected.encoding) ? markLength(detected) : 0;
	const file: CsvFile = { source, name, encoding, skipBytes, structure, options };
	const dialect = describe(set, detected, structure);
	return await makeTable(
		{ name, rowWord: 'Line', grid: false, dialect, records: (issues) => readRecords(file, issues) },
		options,
		log,
	);
}

async function* readRecords(file: CsvFile, log: IssueLog): AsyncGenerator<readonly Row[]> {
	const limits = limitsOf(file.options.limits);
	const scanner = new CsvScanner(file.structure);
	const clean = makeCleaner(file, log);
	const bytes = file.skipBytes > 0 ? withoutFirst(file.source.open(), file.skipBytes) : file.source.open();
	let first = file.structure.delimiterLine;
	for await (const piece of decodeStream(bytes, file.encoding, limits)) {
		const rows = scanner.push(first ? withoutFirstLine(piece, scanner) : piece);
		first = false;
		if (scanner.waiting > limits.cellLength * RECORD_CELLS)
			throw endlessRecord(file.name, scanner.waitingLine);
		clean(piece, rows, scanner.controlRows);
		noteBadQuotes(scanner, file.name, log);
		yield rows;
	}
	const rows = scanner.end();
	clean('', rows, scanner.controlRows);
	noteBadQuotes(scanner, file.name, log);
	yield rows;
}

/**
 * Makes the function that looks after the rows of a piece of text: control
 * characters are taken out, undecodable bytes and overlong cells noted. It looks
 * at cells only where the piece as a whole gives reason to.
 */
function makeCleaner({ name, options }: CsvFile, log: IssueLog) {
	const { cellLength } = limitsOf(options.limits);
	let broken = false;
	let brokenNoted = false;
	let length = 0;
	return (piece: string, rows: Row[], controlRows: Row[]): void => {
		length += piece.length;
		broken ||= piece.includes(REPLACEMENT);
		if (broken && !brokenNoted) brokenNoted = noteBadEncoding(rows, name, log);
		if (controlRows.length > 0) {
			const found = new Set(controlRows.splice(0));
			rows.forEach((row, index) => (rows[index] = found.has(row) ? withoutControls(row, name, log) : row));
		}
		if (length > cellLength) rows.forEach((row) => noteLongCells(row, cellLength, name, log));
		if (rows.length > 0) length = piece.length;
	};
}

function noteBadEncoding(rows: readonly Row[], name: string, log: IssueLog): boolean {
	const row = rows.find(({ cells }) => cells.some((cell) => String(cell).includes(REPLACEMENT)));
	if (row === undefined) return false;
	const message = `Line ${row.rowNumber} of ${name} holds bytes that are not valid in its encoding.`;
	log.addForFile('BAD_ENCODING', { rowNumber: row.rowNumber, message });
	return true;
}

function withoutControls(row: Row, name: string, log: IssueLog): Row {
	const message = `Control characters were removed from line ${row.rowNumber} of ${name}.`;
	log.add('CONTROL_CHARACTER', { rowNumber: row.rowNumber, message });
	const cells = row.cells.map((cell) => (typeof cell === 'string' ? withoutControlCharacters(cell) : cell));
	return { ...row, cells };
}

function noteLongCells(row: Row, cellLength: number, name: string, log: IssueLog): void {
	const column = row.cells.findIndex((cell) => typeof cell === 'string' && cell.length > cellLength);
	if (column === -1) return;
	const message = `Cell ${column + 1} in line ${row.rowNumber} of ${name} has more than ${cellLength} characters.`;
	log.add('TOO_LONG', { rowNumber: row.rowNumber, message });
}

function noteBadQuotes(scanner: CsvScanner, name: string, log: IssueLog): void {
	for (const rowNumber of scanner.badQuotes.splice(0)) {
		const message = `A quote that opens in line ${rowNumber} of ${name} is not closed or not doubled.`;
		log.add('BAD_QUOTE', { rowNumber, message });
	}
}

function noteEncodingContradiction(
	name: string,
	set: string,
	detected: DetectedEncoding,
	bytes: Uint8Array,
	log: IssueLog,
): void {
	if (sameEncoding(set, detected.encoding)) return;
	const sure = detected.marked || (detected.encoding === 'utf-8' && detected.confidence < 1);
	const broken = decodeSample(bytes, set).includes(REPLACEMENT);
	if (!sure && !broken) return;
	log.addForFile('SETTING_CONTRADICTS_FILE', {
		message: `The encoding is set to ${set}, but ${name} looks like ${detected.encoding}.`,
		hint: 'Let the encoding be detected, if names come out wrong.',
	});
}

function noteDelimiterContradiction(
	name: string,
	sample: string,
	complete: boolean,
	structure: DetectedDialect,
	log: IssueLog,
): void {
	const better = contradictingDelimiter(sample, complete, structure);
	if (better === undefined) return;
	log.addForFile('SETTING_CONTRADICTS_FILE', {
		message: `The delimiter is set to ${spell(structure.delimiter)}, but ${name} looks separated by ${spell(better)}.`,
		hint: 'Let the delimiter be detected, if all cells come out as one.',
	});
}

function spell(delimiter: string | undefined): string {
	return delimiter === '\t' ? 'tab' : `"${delimiter ?? ''}"`;
}

type Settings = Pick<ParseOptions, 'encoding' | 'delimiter' | 'quote'>;

/** The settings as they are used: `\t` may be written as a person writes it. */
function checkedSettings({ encoding, delimiter, quote }: ParseOptions): Settings {
	const settings: { -readonly [name in keyof Settings]: Settings[name] } = {};
	if (encoding) settings.encoding = makeDecoder(encoding).encoding;
	if (delimiter) settings.delimiter = oneCharacter('delimiter', delimiter === '\\t' ? '\t' : delimiter);
	if (quote !== undefined) settings.quote = quote === '' ? '' : oneCharacter('quote', quote);
	if (settings.quote && settings.quote === settings.delimiter) {
		throw userError('Delimiter and quote are the same character', 'Set different ones.', 'BAD_SETTING');
	}
	return settings;
}

function oneCharacter(what: string, value: string): string {
	if (value.length === 1 && value !== '\n' && value !== '\r') return value;
	throw userError(
		`The ${what} must be one character, and not ${JSON.stringify(value)}`,
		undefined,
		'BAD_SETTING',
	);
}

function describe(set: Settings, encoding: DetectedEncoding, structure: DetectedDialect): FileDialect {
	const confidence = {
		...(set.encoding ? {} : { encoding: encoding.confidence }),
		...(set.delimiter ? {} : { delimiter: structure.confidence }),
	};
	return {
		format: 'csv',
		encoding: set.encoding ?? encoding.encoding,
		...(structure.delimiter === undefined ? {} : { delimiter: structure.delimiter }),
		...(structure.quote === undefined ? {} : { quote: structure.quote }),
		lineEnd: structure.lineEnd,
		confidence,
	};
}

function sameEncoding(one: string, other: string): boolean {
	return makeDecoder(one).encoding === makeDecoder(other).encoding;
}

function markLength({ encoding }: DetectedEncoding): number {
	return encoding === 'utf-8' ? 3 : 2;
}

async function* withoutFirst(bytes: AsyncIterable<Uint8Array>, count: number): AsyncGenerator<Uint8Array> {
	let left = count;
	for await (const piece of bytes) {
		yield piece.subarray(Math.min(left, piece.length));
		left = Math.max(0, left - piece.length);
	}
}

function withoutFirstLine(text: string, scanner: CsvScanner): string {
	scanner.skipLine();
	const end = /\r\n|\n|\r/.exec(text);
	return end ? text.slice(end.index + end[0].length) : '';
}

function endlessRecord(name: string, line: number): Error {
	return tooLarge(`Line ${line} of ${name} does not end`, 'Check that this is a text file with line breaks.');
}
