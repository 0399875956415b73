import { userError } from '../errors';
import type { ByteSource, Table } from '../model';
import { csv } from './csv';
import type { Format, ParseOptions, WritableTable, WriteOptions } from './format';
import { readHeadOfFile } from './head';
import { unsupportedFile } from './signature';
import { emptyFile } from './table';
import { xlsx } from './xlsx';

export type { Format, ParseLimits, ParseOptions, WritableTable, WriteOptions } from './format';
export { DEFAULT_LIMITS } from './limits';
export { makeLabels } from './labels';
export { bytesSource, fileSource, streamSource } from './source';

/** Every file format. One that knows its first bytes comes before text, which fits almost anything. */
export const FORMATS: readonly Format[] = [xlsx, csv];

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
	const hint = 'CSV, text and XLSX files can be read. Export the customers as one of these.';
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
 * Reads a file: recognises the format, finds the header and prepares the rows,
 * which are read as `batches` is iterated, within bounded memory.
 * @throws userError for a file that cannot be read at all
 */
export async function parseFile(source: ByteSource, options: ParseOptions = {}): Promise<Table> {
	const head = await readHeadOfFile(source);
	const format = options.format
		? chosenFormat(options.format, head, source.name)
		: detectFormat(head, source.name);
	return await format.parse(source, options);
}

/** The format the user set, unless the file is clearly something else: then nothing sensible could be read. */
function chosenFormat(wanted: string, head: Uint8Array, name = 'The file'): Format {
	const format = findFormat(wanted);
	if (head.length === 0) throw emptyFile(name);
	if (format.sniff(head)) return format;
	const other = recognise(head, name);
	if (other === undefined) return format;
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
