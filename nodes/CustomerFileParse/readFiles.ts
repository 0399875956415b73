import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { addHint, countOf } from '../shared/execution';
import type { RowForm } from '../shared/rows';
import { eachItem } from './eachItem';
import { aboutRows } from './fileHints';
import { fileNamer } from './inputFiles';
import { issuesOutput } from './issuesOutput';
import { ITEMS_UP_TO } from './outputOptions';
import { readFilesOfItem } from './readFile';
import { rowsOutput } from './rowsOutput';
import { readOutputSettings } from './settings';

/** More files than this are not described one by one above the output. */
const MOST_HINTS = 5;

/** Reads the files of all input items into rows. A file that cannot be read fails its item only. */
export async function readFiles(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const rows = rowsOutput(context.helpers, readOutputSettings(context));
	const issues = issuesOutput();
	const run = { context, rows, issues, nameFile: fileNamer() };
	const { values, failed } = await eachItem(context, async (item, index) => {
		return await readFilesOfItem(run, item, index);
	});
	const items = await rows.finish();
	const hints = values.flat().flatMap(aboutRows);
	for (const { message, type } of hints.slice(0, MOST_HINTS)) addHint(context, message, type);
	addFormHint(context, rows.form, items.length);
	return [items.concat(failed), issues.finish()];
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
