import { userError } from '../errors';
import type { ByteSource, RowBatch, Table } from '../model';
import { csv } from './csv';
import { describeContents, readTables, type FileContents, type FilePart } from './files';
import type { Format, ParseOptions, WritableTable, WriteOptions } from './format';
import { json } from './json';
import { html } from './html';
import { jsonLines } from './jsonLines';
import { ods } from './ods';
import { unsupportedFile } from './signature';
import { spreadsheetMl } from './spreadsheetMl';
import { emptyFile } from './table';
import { writeParts, type ExportPart, type PartLimits } from './write/fileParts';
import { xls } from './xls';
import { xlsb } from './xlsb';
import { xlsx } from './xlsx';
import { xml } from './xml';

export type { ColumnType, Format, ParseLimits, ParseOptions, WritableTable, WriteOptions } from './format';
export type { ContentEntry, FileContents, FilePart } from './files';
export { DEFAULT_LIMITS } from './limits';
export { DEFAULT_FILE_NAMES, exportFileName, type FileNameValues } from './write/fileName';
export { excelPreset } from './write/excelPreset';
export { countBytes, packParts, type ExportPart, type PartLimits } from './write/fileParts';
export { writeWorkbook, type ColumnLook, type WritableSheet } from './xlsx/write';
export { makeLabels } from './labels';
export { bytesSource, fileSource, streamSource } from './source';
export { ENCODINGS, type NamedEncoding } from './text/encodings';

/** Every file format. One that knows its first bytes comes before text, which fits almost anything. */
export const FORMATS: readonly Format[] = [
	xlsx,
	xls,
	xlsb,
	ods,
	spreadsheetMl,
	html,
	jsonLines,
	json,
	xml,
	csv,
];

/**
 * The format of this name.
 * @throws userError for an unknown one
 */
export function findFormat(name: string): Format {
	const found = FORMATS.find((format) => format.name === name.toLowerCase());
	if (found) return found;
	const known = FORMATS.map((format) => format.name).join(', ');
	throw userError(`There is no file format called ${name}`, `Use one of: ${known}.`, 'UNKNOWN_FORMAT');
}

/**
 * Recognises a format by the first bytes of a file; the content decides, whatever the name says.
 * @param head the first 4 KB of the file, or all of it
 * @param name of the file, for messages
 * @throws userError `EMPTY_FILE`, `PASSWORD_PROTECTED`, `UNSUPPORTED_FORMAT` (says what it is) or `UNKNOWN_FORMAT`
 */
export function detectFormat(head: Uint8Array, name = 'The file'): Format {
	if (head.length === 0) throw emptyFile(name);
	const format = recognise(head, name);
	if (format) return format;
	const titles = FORMATS.map((format) => format.title).join(', ');
	const hint = `These can be read: ${titles}. Export the customers as one of them.`;
	throw userError(`${name} is of an unknown kind`, hint, 'UNKNOWN_FORMAT');
}

/** The format the bytes are of, if any; throws for a known kind of file that we do not read. */
function recognise(head: Uint8Array, name: string): Format | undefined {
	const structured = FORMATS.find((format) => format !== csv && format.sniff(head));
	if (structured) return structured;
	const unsupported = unsupportedFile(head, name);
	if (unsupported) throw unsupported;
	return csv.sniff(head) ? csv : undefined;
}

/**
 * Reads every table of a file that was chosen: the files of an archive, the sheets of a workbook.
 * Each is read to its end before the next one is asked for. A part that cannot be read is
 * given with its reason, and the next ones follow.
 * @throws userError where nothing of the file can be read
 */
export function readFile(source: ByteSource, options: ParseOptions = {}): AsyncGenerator<FilePart> {
	return readTables(source, options, formatOf);
}

/**
 * Reads the first table of a file that can be read: recognises the format, finds the header and
 * prepares the rows, which are read as `batches` is iterated, within bounded memory.
 * @throws userError for a file that cannot be read at all
 */
export async function parseFile(source: ByteSource, options: ParseOptions = {}): Promise<Table> {
	const parts = readFile(source, options);
	let reason: Error | undefined;
	for (let next = await parts.next(); !next.done; next = await parts.next()) {
		const { table, error } = next.value;
		if (table) return { ...table, batches: closing(table.batches, parts) };
		reason ??= error;
	}
	throw reason ?? emptyFile(source.name ?? 'The file');
}

async function* closing(
	batches: Table['batches'],
	parts: AsyncGenerator<FilePart>,
): AsyncGenerator<RowBatch> {
	try {
		yield* batches;
	} finally {
		await parts.return(undefined);
	}
}

/**
 * Says what is in a file: what it is packed in, the files of an archive, the sheets of workbooks; and of
 * each whether it is read with these options, or why not. Reads no rows.
 * @throws userError for a file that is too large, or an archive that cannot be opened
 */
export async function listContents(source: ByteSource, options: ParseOptions = {}): Promise<FileContents> {
	return await describeContents(source, options, formatOf);
}

/** The format of a file: the one the user set, or by its first bytes. */
function formatOf(head: Uint8Array, name: string, options: ParseOptions): Format {
	return options.format ? chosenFormat(options.format, head, name) : detectFormat(head, name);
}

/** The format the user set, unless the file is clearly something else: then nothing sensible could be read. */
function chosenFormat(wanted: string, head: Uint8Array, name = 'The file'): Format {
	const format = findFormat(wanted);
	if (head.length === 0) throw emptyFile(name);
	if (format.sniff(head)) return format;
	const other = recognise(head, name);
	// JSON and JSON lines have one reader: what is in a long first line is not seen in the head.
	if (other === undefined || other.open === format.open) return format;
	const what = `${name} is not ${format.title} but ${other.title}`;
	throw userError(what, 'Let the format be detected.', 'WRONG_FORMAT');
}

/**
 * Writes a table as a file.
 * @param name of the format
 * @throws userError for a format that cannot be written, or a value the format cannot hold
 */
export function writeTable(
	name: string,
	table: WritableTable,
	options: WriteOptions = {},
): AsyncIterable<Uint8Array> {
	const format = findFormat(name);
	if (format.write) return format.write(table, options);
	throw userError(`${format.title} cannot be written`, undefined, 'UNSUPPORTED_FORMAT');
}

/**
 * Writes a table as one file, or as several of limited size, each with its header.
 * @param name of the format
 * @param nameOf the name of a file by its number from 1
 * @throws userError as `writeTable`, or for a limit that leaves no room for a row
 */
export function writeFiles(
	name: string,
	table: WritableTable,
	options: WriteOptions,
	limits: PartLimits,
	nameOf: (part: number) => string,
): AsyncGenerator<ExportPart> {
	const write = (rows: WritableTable, settings: WriteOptions) => writeTable(name, rows, settings);
	return writeParts(write, table, options, limits, nameOf);
}
