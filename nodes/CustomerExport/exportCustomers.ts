import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { ExportColumn, ReadQuery } from '../../lib';
import { coreColumns, describeQuery, exportColumns, exportTable, inTimeZone } from '../../lib';
import { addHint, countOf } from '../shared/execution';
import { pairedWith } from '../shared/sink';
import { sinceLastExport } from './changes';
import { readQuery } from './query';
import type { ContentSettings, FileSettings } from './settings';
import { readContentSettings, readFileSettings } from './settings';
import type { OpenSource } from './source';
import { withSource } from './source';
import type { Exported } from './writeExport';
import { writeExport } from './writeExport';

/** Everything that is known when an export is done. */
interface Done extends Exported {
	readonly open: OpenSource;
	readonly query: ReadQuery;
	readonly columns: number;
	readonly started: number;
}

/** Writes the customers that fit into one file or several, and says in an item for each what is in it. */
export async function exportCustomers(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const started = Date.now();
	const file = readFileSettings(context);
	const content = readContentSettings(context);
	const done = await withSource(context, content.importDetails, async (open) => {
		const query = readQuery(context, open.source.fields);
		const write = async (which: ReadQuery) => await writeSource(context, open, which, content, file);
		const written = content.onlyChanged
			? await sinceLastExport(context, open, query, content.restartLabel, write)
			: await write(query);
		return { ...written, open, query, started };
	});
	addHints(context, done, content);
	return toItems(context, file, done);
}

async function writeSource(
	context: IExecuteFunctions,
	open: OpenSource,
	query: ReadQuery,
	content: ContentSettings,
	file: FileSettings,
): Promise<Exported & { readonly columns: number }> {
	const { source } = open;
	const columns = columnsOf(open, content);
	const count = file.pattern.includes('{count}') ? await source.count(query) : undefined;
	const table = inTimeZone(exportTable(source, columns, query), content.timeZone);
	const exported = await writeExport(context, table, file, count);
	return { ...exported, columns: columns.length };
}

/** Rows that are no customers of a base are labelled as they came, unless a language was chosen. */
function columnsOf(
	{ source: { fields }, isBase }: OpenSource,
	{ fieldMode, columns, labels }: ContentSettings,
): ExportColumn[] {
	const form = labels === 'source' ? (isBase ? 'en' : 'name') : labels;
	const wished = fieldMode === 'selected' ? columns : fieldMode === 'core' ? coreColumns(fields) : [];
	return exportColumns(fields, wished, form);
}

function addHints(
	context: IExecuteFunctions,
	{ files, issues }: Done,
	{ onlyChanged }: ContentSettings,
): void {
	for (const { message, hint } of issues)
		addHint(context, [message, hint].filter(Boolean).join(' '), 'warning');
	for (const { fileName, rows, bytes } of files)
		addHint(context, `${fileName}: ${countOf(rows, 'row')}, ${countOf(bytes, 'byte')}`);
	if (rowsIn(files) > 0) return;
	const why = onlyChanged ? 'Nothing has changed since the last export' : 'Nothing fits the conditions';
	addHint(context, `${why}, so there is no row in the file.`, 'warning');
}

function toItems(context: IExecuteFunctions, file: FileSettings, done: Done): INodeExecutionData[] {
	const { files, issues, columns, open, started } = done;
	const pairedItem = pairedWith(context.getInputData().keys());
	const rows = rowsIn(files);
	const filter = filterText(file, done);
	return files.map(({ binary, fileName, ...counts }, index) => {
		const json: IDataObject = {
			message: `${countOf(rows, open.isBase ? 'customer' : 'row')} exported from ${open.title}`,
			file_name: fileName,
			format: file.format,
			...counts,
			columns,
			...(files.length === 1 ? {} : { part: index + 1, parts: files.length, all_rows: rows }),
			source: open.title,
			...(filter === '' ? {} : { filter }),
			exported_at: new Date(started).toISOString(),
			seconds: (Date.now() - started) / 1000,
			...(issues.length === 0 ? {} : { warnings: issues.map(({ message }) => message) }),
		};
		return { json, binary: { [file.binaryField]: binary }, pairedItem };
	});
}

/** What the user calls the conditions, or the conditions in words. */
function filterText({ filterName }: FileSettings, { open, query }: Done): string {
	return filterName !== '' ? filterName : describeQuery(query, open.source.fields);
}

function rowsIn(files: Exported['files']): number {
	return files.reduce((sum, { rows }) => sum + rows, 0);
}
