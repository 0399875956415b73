import { isImportError } from '../errors';
import { type ContentEntry, type FileContents, type FilePart, listContents, readFile } from '../formats';
import type { ByteSource } from '../model';
import { countedSource, type CountedSource } from './inspect/countedSource';
import type { FileInspection, InspectOptions, TableInspection, UnreadablePart } from './inspect/inspection';
import { readableAnywhere } from './inspect/readableAnywhere';
import { rowCountOf } from './inspect/rowCount';
import { sampleTable } from './inspect/rowSampling';
import { inspectTable } from './inspect/tableInspection';

export type * from './inspect/inspection';

/** Rows of a table that are looked at closely where nobody says how many. */
export const SAMPLE_ROWS = 20_000;
/** Smaller files are read to their end, so that their rows are counted: it takes a second or two. */
const COUNTED_BYTES = 32 * 1024 * 1024;
const MOST_TABLES = 20;

/**
 * Says what is in a file without importing it: what it is packed in, its tables, how each was detected,
 * what its columns hold and which fields they would be, and how the first rows would be imported.
 * Reads a big file only as far as `sampleRows` asks for, and says so.
 * @throws userError for a file of which nothing can be read
 */
export async function inspectFile(source: ByteSource, options: InspectOptions = {}): Promise<FileInspection> {
	const held = await readableAnywhere(source, options);
	try {
		return await inspectSource(held.source, options);
	} finally {
		await held.close();
	}
}

async function inspectSource(source: ByteSource, options: InspectOptions): Promise<FileInspection> {
	const counted = countedSource(source);
	const contents = await listContents(counted, options);
	const { tables, unreadable, left } = await inspectTables(counted, contents, options);
	const [broken] = unreadable;
	if (tables.length === 0 && broken) throw broken.error;
	const { name, container, entries, issues } = contents;
	return {
		file: { name, ...(source.size === undefined ? {} : { bytes: source.size }) },
		container,
		entries,
		tables,
		unreadable,
		tablesLeftOut: left,
		issues,
	};
}

interface Inspected {
	readonly tables: TableInspection[];
	readonly unreadable: UnreadablePart[];
	readonly left: number;
}

async function inspectTables(
	source: CountedSource,
	contents: FileContents,
	options: InspectOptions,
): Promise<Inspected> {
	const most = options.mostTables ?? MOST_TABLES;
	const tables: TableInspection[] = [];
	const unreadable: UnreadablePart[] = [];
	const keep = (table: TableInspection) => void tables.push(table);
	const miss = (where: string, error: unknown) => {
		// A table may turn out to be unreadable, or too large, in its middle.
		if (!isImportError(error)) throw error;
		unreadable.push({ source: where, error });
	};
	for await (const part of readFile(source, options)) {
		if (part.error) unreadable.push(part);
		else await inspectPart(source, contents, part, options).then(keep, (error) => miss(part.source, error));
		if (tables.length >= most) break;
	}
	return {
		tables,
		unreadable,
		left: Math.max(0, countTables(contents, options) - tables.length - unreadable.length),
	};
}

async function inspectPart(
	source: CountedSource,
	contents: FileContents,
	{ source: name, table }: Extract<FilePart, { error?: never }>,
	options: InspectOptions,
): Promise<TableInspection> {
	const packed = contents.container.length > 0;
	const size = packed ? entryOf(contents, name)?.size : source.size;
	const toTheEnd = (size ?? Infinity) <= (options.countedBytes ?? COUNTED_BYTES);
	const sample = await sampleTable(table, options.sampleRows ?? SAMPLE_ROWS, toTheEnd);
	// Workbooks are read at any place, and their parts say nothing about their rows.
	const isText = table.dialect.encoding !== undefined;
	const progress = { read: source.bytesRead(), total: source.size ?? 0 };
	const known = isText && !packed && source.size !== undefined ? progress : undefined;
	const rows = rowCountOf(sample, known, isText && packed ? size : undefined);
	return await inspectTable(table, name, sample, rows, options);
}

function entryOf({ entries }: FileContents, source: string): ContentEntry | undefined {
	return entries.find((entry) => entry.source === source);
}

/** How many tables the file has that are to be read, as far as its directory tells. */
function countTables({ entries }: FileContents, { sheets, hiddenSheets }: InspectOptions): number {
	const chosen = entries.filter((entry) => entry.chosen);
	if (sheets !== 'all') return chosen.length * (sheets?.length ?? 1);
	const visible = chosen.map(
		({ sheets: all = [] }) => all.filter(({ hidden }) => hiddenSheets || !hidden).length,
	);
	return visible.reduce((sum, count) => sum + Math.max(1, count), 0);
}
