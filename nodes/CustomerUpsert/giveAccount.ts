import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { addReportHints } from './hints';
import type { Outputs } from './outputs';
import { type Account, reportItem } from './reportItem';
import type { ReportSettings } from './reportSettings';

/** Says what became of a run's rows: above the output, in the items of the rows, and in the report's item. */
export async function giveAccount(
	context: IExecuteFunctions,
	outputs: Outputs,
	account: Account,
	settings: ReportSettings,
	items: Iterable<number>,
): Promise<INodeExecutionData[][]> {
	addReportHints(context, account);
	const item = await reportItem(context, account, settings, items);
	return [...(await outputs.finish()), [item]];
}
