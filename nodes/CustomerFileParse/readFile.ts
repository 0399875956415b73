import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import {
	type FileDialect,
	type FilePart,
	type ImportError,
	isImportError,
	readFile,
	type Table,
} from '../../lib';
import { cancelSignal, settle, yieldTurn } from '../shared/execution';
import { type FileNamer, filesOf, type InputFile, nothingInside } from './inputFiles';
import type { IssuesOutput } from './issuesOutput';
import type { RowsOutput, TableRows } from './rowsOutput';
import { readParseOptions } from './settings';

/** What one run of the node works on. */
export interface ReadRun {
	readonly context: IExecuteFunctions;
	readonly rows: RowsOutput;
	readonly issues: IssuesOutput;
	readonly nameFile: FileNamer;
}

/** A table that was read, or the reason why not. */
export interface PartRead {
	/** The file, and the sheet or the file inside. */
	readonly source: string;
	readonly table?: Table;
	readonly count: number;
	readonly error?: ImportError;
}

export interface FileRead {
	readonly name: string;
	readonly parts: readonly PartRead[];
}

/** Reads all files of an item. When nothing of one of them can be read, the rows of none are handed on. */
export async function readFilesOfItem(
	run: ReadRun,
	item: INodeExecutionData,
	index: number,
): Promise<FileRead[]> {
	const begun: TableRows[] = [];
	const result = await settle(async () => {
		const files: FileRead[] = [];
		for await (const file of filesOf(run.context, item, index, run.nameFile))
			files.push(await readOne(run, file, begun));
		return files;
	});
	if ('value' in result) {
		for (const { parts } of result.value) for (const part of parts) noteIssues(run, part, index);
		return result.value;
	}
	for (const rows of begun) run.rows.discard(rows);
	throw result.error;
}

function noteIssues({ issues }: ReadRun, { source, table, error }: PartRead, index: number): void {
	if (error) issues.addUnreadable(error, source, index);
	if (table) issues.add(table.issues, source, index);
}

async function readOne(run: ReadRun, file: InputFile, begun: TableRows[]): Promise<FileRead> {
	const options = { ...readParseOptions(run.context, file.item), ...cancelSignal(run.context) };
	const parts: PartRead[] = [];
	for await (const part of readFile(file.source, options)) parts.push(await readPart(run, file, part, begun));
	if (parts.every(({ error }) => error !== undefined)) throw parts[0]?.error ?? nothingInside(file.name);
	return { name: file.name, parts };
}

/** Reads a table to its end. When that is not possible its rows are taken back, and the others of the file stay. */
async function readPart(
	run: ReadRun,
	file: InputFile,
	{ source, table, error }: FilePart,
	begun: TableRows[],
): Promise<PartRead> {
	if (table === undefined) return { source, count: 0, error };
	const { labels, dialect } = table;
	const extra = { file: aboutFile(source, dialect) };
	const rows = run.rows.begin({ labels, source, itemIndex: file.item, extra });
	begun.push(rows);
	const result = await settle(async () => await pass(table, rows));
	if ('value' in result) return { source, table, count: result.value };
	if (!isImportError(result.error)) throw result.error;
	run.rows.discard(rows);
	return { source, table, count: 0, error: result.error };
}

async function pass(table: Table, output: TableRows): Promise<number> {
	let count = 0;
	for await (const batch of table.batches) {
		count += batch.length;
		await output.add(batch);
		await yieldTurn();
	}
	await output.end();
	return count;
}

function aboutFile(name: string, dialect: FileDialect): IDataObject {
	const { format, encoding, delimiter, sheet } = dialect;
	return {
		name,
		format,
		...(encoding === undefined ? {} : { encoding }),
		...(delimiter === undefined ? {} : { delimiter }),
		...(sheet === undefined ? {} : { sheet }),
	};
}
