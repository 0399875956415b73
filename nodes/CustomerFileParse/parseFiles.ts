import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { FileDialect, RowBatch, Table } from '../../lib';
import { parseFile } from '../../lib';
import { addHint, attempt, cancelSignal, countOf, settle, yieldTurn } from '../shared/execution';
import type { InputFile } from './inputFiles';
import { fileNamer, findFiles, toSource } from './inputFiles';
import type { IssuesOutput } from './issuesOutput';
import { issuesOutput } from './issuesOutput';
import type { FileRows, RowsOutput } from './rowsOutput';
import { rowsOutput } from './rowsOutput';
import type { RowForm } from '../shared/rows';
import { ITEMS_UP_TO } from './description';
import { readOutputSettings, readParseOptions } from './settings';

/** More files than this are not described one by one above the output. */
const MOST_HINTS = 5;

/** What one run of the node works on. */
interface ParseRun {
	readonly context: IExecuteFunctions;
	readonly rows: RowsOutput;
	readonly issues: IssuesOutput;
	readonly nameFile: ReturnType<typeof fileNamer>;
	readonly hints: string[];
}

/** Reads the files of all input items. A file that cannot be read fails its item only. */
export async function parseFiles(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const run: ParseRun = {
		context,
		rows: rowsOutput(context.helpers, readOutputSettings(context)),
		issues: issuesOutput(),
		nameFile: fileNamer(),
		hints: [],
	};
	const failed: INodeExecutionData[][] = [];
	for (const [index, item] of context.getInputData().entries()) {
		const result = await attempt(context, [index], async () => await parseItem(run, item, index));
		if ('failed' in result) failed.push(result.failed);
	}
	const rows = await run.rows.finish();
	for (const hint of run.hints.slice(0, MOST_HINTS)) addHint(context, hint);
	addFormHint(context, run.rows.form, rows.length);
	return [rows.concat(failed.flat()), run.issues.finish()];
}

/** Says in which form many rows leave, because people look for their rows and n8n for its memory. */
function addFormHint(context: IExecuteFunctions, form: RowForm, items: number): void {
	if (form === 'batch') {
		addHint(
			context,
			`The rows are in ${countOf(items, 'row batch', 'row batches')}: the other customer nodes read them`,
		);
	} else if (items > ITEMS_UP_TO) {
		const message = `${countOf(items, 'item')}: n8n keeps all of them in memory and stores them with the execution`;
		addHint(context, `${message}. Set 'Output' to Row Batches to avoid that.`, 'warning');
	}
}

/** Reads all files of an item. When one of them cannot be read, the rows of none are handed on. */
async function parseItem(run: ParseRun, item: INodeExecutionData, index: number): Promise<void> {
	const { context } = run;
	const fieldNames = String(context.getNodeParameter('binaryField', index, 'data'));
	const begun: FileRows[] = [];
	const result = await settle(async () => {
		const parsed: ParsedFile[] = [];
		for (const binary of findFiles(context, item, index, fieldNames)) {
			const name = run.nameFile(binary);
			const file = { item: index, name, source: await toSource(context, index, binary, name) };
			parsed.push(await parseOne(run, file, begun));
		}
		return parsed;
	});
	if ('value' in result) return result.value.forEach((file) => report(run, file, index));
	for (const file of begun) run.rows.discard(file);
	throw result.error;
}

interface ParsedFile {
	readonly name: string;
	readonly table: Table;
	readonly count: number;
}

async function parseOne(run: ParseRun, file: InputFile, begun: FileRows[]): Promise<ParsedFile> {
	const options = { ...readParseOptions(run.context, file.item), ...cancelSignal(run.context) };
	const table = await parseFile(file.source, options);
	const rows = run.rows.beginFile(table.labels, file.item, { file: aboutFile(file.name, table.dialect) });
	begun.push(rows);
	const count = await readRows(table, rows, file.name);
	return { name: file.name, table, count };
}

function report(run: ParseRun, { name, table, count }: ParsedFile, itemIndex: number): void {
	run.issues.add(table.issues, name, itemIndex);
	run.hints.push(`${name}: ${countOf(count, 'row')}, ${describe(table.dialect)}`);
}

async function readRows(table: Table, output: FileRows, fileName: string): Promise<number> {
	let count = 0;
	for await (const batch of table.batches) {
		count += batch.length;
		await output.add(withSource(batch, fileName));
		await yieldTurn();
	}
	return count;
}

/** Every row says which file it is of, so that rows of several files can be mixed and told apart again. */
function withSource(rows: RowBatch, fileName: string): RowBatch {
	return rows.map((row) => ({ ...row, source: row.source ?? fileName }));
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

function describe(dialect: FileDialect): string {
	const { format, encoding, delimiter, sheet } = dialect;
	const parts = [
		format.toUpperCase(),
		encoding,
		delimiter === undefined ? undefined : `delimiter ${delimiter === '\t' ? 'tab' : `'${delimiter}'`}`,
		sheet === undefined ? undefined : `sheet '${sheet}'`,
	];
	return parts.filter((part) => part !== undefined).join(', ');
}
