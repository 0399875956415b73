import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { type FileInspection, inspectFile } from '../../lib';
import { addHint, cancelSignal } from '../shared/execution';
import { eachItem } from './eachItem';
import { fileNamer, filesOf } from './inputFiles';
import { inspectionToJson, summarize } from './inspectionJson';
import { type IssuesOutput, issuesOutput } from './issuesOutput';
import { readParseOptions, readSampleRows } from './settings';

/** More files than this are not described one by one above the output. */
const MOST_HINTS = 5;

/** Says of every file what is in it: one item a file. A file that cannot be read fails its item only. */
export async function inspectFiles(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const issues = issuesOutput();
	const nameFile = fileNamer();
	const { values, failed } = await eachItem(context, async (item, index) => {
		const options = {
			...readParseOptions(context, index),
			sampleRows: readSampleRows(context, index),
			...cancelSignal(context),
		};
		const inspections: FileInspection[] = [];
		for await (const { source } of filesOf(context, item, index, nameFile))
			inspections.push(await inspectFile(source, options));
		return inspections.map((inspection) => ({ inspection, index }));
	});
	const inspected = values.flat();
	for (const { inspection, index } of inspected) addIssues(issues, inspection, index);
	for (const { inspection } of inspected.slice(0, MOST_HINTS)) addHint(context, summarize(inspection));
	const items = inspected.map(({ inspection, index }) => ({
		json: inspectionToJson(inspection),
		pairedItem: { item: index },
	}));
	return [[...items, ...failed], issues.finish()];
}

function addIssues(
	output: IssuesOutput,
	{ file, tables, unreadable, issues }: FileInspection,
	index: number,
): void {
	for (const { error, source } of unreadable) output.addUnreadable(error, source, index);
	output.add(issues, file.name, index);
	for (const table of tables) output.add(table.issues, table.source, index);
}
