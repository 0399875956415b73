import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { attempt, addHint, countOf } from '../shared/execution';
import { messageOf } from '../shared/errors';
import { inputTables } from '../shared/inputTables';
import { pairedWith } from '../shared/sink';
import { mapMerged } from './mapMerged';
import { mapTables } from './mapTables';
import type { Run } from './run';
import { startRun } from './run';
import type { Settings } from './settings';
import { readSettings } from './settings';

/**
 * Maps the columns of the input to fields and brings the values into one form, file by file.
 * Gives the customers, the rejected rows, and the summary.
 */
export async function mapCustomers(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const prepared = await attempt(context, items.keys(), async () => {
		const settings = await readSettings(context);
		return { settings, tables: inputTables(context, items, { leaveOut: settings.profileItem }) };
	});
	if ('failed' in prepared) return [[], prepared.failed, []];
	const { settings, tables } = prepared.value;
	const run = startRun(context, settings, tables);
	const { duplicates } = settings;
	const mapped =
		duplicates === undefined ? await mapTables(run, tables) : await mapMerged(run, tables, duplicates);
	addCountHints(run);
	return [mapped.customers, mapped.rejected, [await summaryItem(run, settings)]];
}

/** The account of the run, with the file of rejected rows where one was asked for. */
async function summaryItem({ context, summary, file }: Run, settings: Settings): Promise<INodeExecutionData> {
	const written = await file?.finish();
	if (written !== undefined && 'error' in written) {
		addHint(context, `The file of rejected rows was not written: ${messageOf(written.error)}`, 'warning');
	}
	const binary = written !== undefined && 'value' in written ? { rejected: written.value } : undefined;
	return {
		json: summary.toJson(settings.settings),
		...(binary === undefined ? {} : { binary }),
		pairedItem: pairedWith(context.getInputData().keys()),
	};
}

function addCountHints({ context, summary: { rejected, duplicates } }: Run): void {
	if (duplicates > 0)
		addHint(context, `${countOf(duplicates, 'row')} of customers in other rows, see 'Rejected'`);
	if (rejected > 0) addHint(context, `${countOf(rejected, 'row')} rejected, see 'Rejected'`, 'warning');
}
