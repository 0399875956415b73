import { asImportError, isImportError, makeIssue, type ImportError } from '../errors';
import type { ByteSource, RowBatch, RowIssue, Table } from '../model';
import { chooseFiles } from './containers/fileChoice';
import { damagedFile, INSIDE, unpack, type Content, type FormatOf } from './containers/unpack';
import type { OpenFile, ParseOptions, TableEntry } from './format';
import { limitsOf } from './limits';
import { chooseTables } from './openFile';

/** A table of a file, or the reason why that part of the file could not be read. */
export type FilePart =
	| { readonly source: string; readonly table: Table; readonly error?: never }
	| { readonly source: string; readonly table?: never; readonly error: ImportError };

/** What is in a file, before any row of it is read. */
export interface FileContents {
	readonly name: string;
	/** What the file is packed in, from the outside in, such as `gzip` and `tar`; empty for a file that is not packed. */
	readonly container: readonly string[];
	/** The files inside, in the order of the archive; the file itself where it is not packed. */
	readonly entries: readonly ContentEntry[];
	/** What was noticed about the container, such as a directory that is missing. */
	readonly issues: readonly RowIssue[];
}

/** A file inside an archive, or the file itself. */
export interface ContentEntry {
	/** Its path in the archive, made safe to show. */
	readonly name: string;
	/** The same name that its tables and issues have as their source. */
	readonly source: string;
	/** In bytes, unpacked, as the archive says; not counted. */
	readonly size?: number;
	/** In bytes, as it is packed. */
	readonly compressedSize?: number;
	/** The name of its format, where it is one that can be read. */
	readonly format?: string;
	/** Whether its rows are read with these options. */
	readonly chosen: boolean;
	/** Why it is not read, or cannot be. */
	readonly reason?: ImportError;
	/** The sheets of a workbook. Left out where the format holds one table. */
	readonly sheets?: ReadonlyArray<{ readonly name: string; readonly hidden: boolean }>;
}

/**
 * The tables of a file one after the other, each named by where it is: stage one opens the containers
 * around and in it, the formats do the rest.
 * @throws userError where nothing of the file can be read
 */
export async function* readTables(
	source: ByteSource,
	options: ParseOptions,
	formatOf: FormatOf,
): AsyncGenerator<FilePart> {
	const unpacked = await unpack(source, options, formatOf);
	try {
		const { chosen, issues } = chooseFiles(unpacked, options);
		let untold = issues;
		for (const content of chosen) {
			for await (const part of readContent(content, options)) {
				part.table?.issues.push(...untold);
				if (part.table) untold = [];
				yield part;
			}
		}
	} finally {
		await unpacked.close();
	}
}

/** What is in a file, before any row of it is read. */
export async function describeContents(
	source: ByteSource,
	options: ParseOptions,
	formatOf: FormatOf,
): Promise<FileContents> {
	const unpacked = await unpack(source, options, formatOf);
	try {
		const { name, container, contents, issues } = unpacked;
		const chosen = choiceOf(() => chooseFiles(unpacked, options).chosen);
		const entries: ContentEntry[] = [];
		for (const content of contents) {
			entries.push(await describeEntry(content, options, chosen.includes(content)));
		}
		return { name, container, entries, issues };
	} finally {
		await unpacked.close();
	}
}

/** Where nothing can be read, what is there can still be told. */
function choiceOf(choose: () => readonly Content[]): readonly Content[] {
	try {
		return choose();
	} catch (error) {
		asImportError(error);
		return [];
	}
}

async function describeEntry(
	content: Content,
	options: ParseOptions,
	chosen: boolean,
): Promise<ContentEntry> {
	const { name, label, size, compressedSize, format, reason } = content;
	const entry = {
		name,
		source: label,
		...(size === undefined ? {} : { size }),
		...(compressedSize === undefined ? {} : { compressedSize }),
	};
	if (!format) return { ...entry, chosen: false, ...(reason ? { reason } : {}) };
	const sheets = await listSheets(content, options);
	if (isImportError(sheets)) return { ...entry, format: format.name, chosen: false, reason: sheets };
	return { ...entry, format: format.name, chosen, ...(sheets.length === 0 ? {} : { sheets }) };
}

async function listSheets(
	content: Content,
	options: ParseOptions,
): Promise<ReadonlyArray<{ name: string; hidden: boolean }> | ImportError> {
	const file = await openContent(content, options);
	if (isImportError(file)) return file;
	const sheets = file.tables.map(({ name, hidden }) => ({ name: name ?? '', hidden: hidden ?? false }));
	await file.close();
	return file.tables.every(({ name }) => name === undefined) ? [] : sheets;
}

/** The tables of one file. What is wrong with a packed one is told, so that the next ones follow. */
async function* readContent(content: Content, options: ParseOptions): AsyncGenerator<FilePart> {
	const { label } = content;
	const file = await openContent(content, options);
	if (isImportError(file)) return yield failedPart(content, file);
	try {
		const chosen = tablesOf(file, content, options);
		if (isImportError(chosen)) return yield failedPart(content, chosen);
		for (const entry of chosen)
			yield await readEntry(entry, content, chosen.length > 1 ? within(label, entry) : label);
	} finally {
		await file.close();
	}
}

async function openContent(content: Content, options: ParseOptions): Promise<OpenFile | ImportError> {
	const { format, reason, label, source } = content;
	if (!format) return reason ?? damagedFile(label);
	try {
		return await format.open(source, optionsFor(content, options));
	} catch (error) {
		const failure = asImportError(error);
		return isDamaged(content) ? damagedFile(label, failure) : failure;
	}
}

/** How large a packed file may be is limited by what may come out, and not by how large a file may be that comes. */
function optionsFor({ container }: Content, options: ParseOptions): ParseOptions {
	if (container.length === 0) return options;
	const fileBytes = limitsOf(options.limits).expandedBytes;
	return { ...options, limits: { ...options.limits, fileBytes } };
}

function tablesOf(
	file: OpenFile,
	{ label }: Content,
	options: ParseOptions,
): readonly TableEntry[] | ImportError {
	try {
		return chooseTables(file.tables, options, label);
	} catch (error) {
		return asImportError(error);
	}
}

/** A file that comes alone and cannot be read is the end; one of several is not. */
function failedPart({ container, label }: Content, error: ImportError): FilePart {
	if (container.length === 0) throw error;
	return { source: label, error };
}

function within(name: string, entry: TableEntry): string {
	return entry.name === undefined ? name : `${name}${INSIDE}${entry.name}`;
}

/** One sheet that is broken must not keep the others from being read. */
async function readEntry(entry: TableEntry, content: Content, source: string): Promise<FilePart> {
	try {
		return { source, table: unpackedTable(await entry.parse(), content) };
	} catch (thrown) {
		const error = asImportError(thrown);
		return { source, error: isDamaged(content) ? damagedFile(content.label, error) : error };
	}
}

function unpackedTable(table: Table, content: Content): Table {
	const { container } = content;
	if (container.length === 0) return table;
	return { ...table, dialect: { ...table.dialect, container }, batches: noteDamage(table, content) };
}

/** Says behind the last row how the packed file ended, if it did not end well. */
async function* noteDamage(table: Table, content: Content): AsyncGenerator<RowBatch> {
	let last: number | undefined;
	for await (const batch of table.batches) {
		last = batch.at(-1)?.rowNumber ?? last;
		yield batch;
	}
	const issue = damageIssue(content, last);
	if (issue && !table.issues.some(({ code }) => code === issue.code)) table.issues.push(issue);
}

function damageIssue({ label, damages }: Content, last: number | undefined): RowIssue | undefined {
	const kinds = damages.flatMap(({ found }) => (found ? [found.kind] : []));
	if (kinds.length === 0) return undefined;
	if (!kinds.includes('cut')) {
		const message = `${label} was altered after it was packed: its checksum is wrong.`;
		return makeIssue('CHECKSUM_WRONG', { message });
	}
	const where = last === undefined ? '' : `, in or behind line ${last}`;
	const message = `${label} is cut or altered${where}; only what stands before could be read.`;
	return makeIssue('TRUNCATED_FILE', { message, ...(last === undefined ? {} : { rowNumber: last }) });
}

function isDamaged({ damages }: Content): boolean {
	return damages.some(({ found }) => found?.kind === 'cut');
}
