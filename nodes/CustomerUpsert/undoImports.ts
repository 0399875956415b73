import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Journal, RunOptions } from '../../lib';
import { undoImport } from '../../lib';
import { findImport } from './getReport';
import { addReportHints, failIfUnwritten } from './hints';
import { forEach, namedBy, readId } from './ids';
import { withJournal } from './journal';
import { makeOutputs } from './outputs';
import { type Account, reportItem } from './reportItem';
import { readReportSettings } from './reportSettings';
import { withDestination } from './withDestination';

/** Takes back each import that the input names: who was created is removed, what was changed is given back. */
export async function undoImports(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const all = namedBy(context, (index) => ({ importId: readId(context, 'importId', 'Import ID', index) }));
	return await withDestination(
		context,
		async (options) =>
			await withJournal(
				context,
				async (journal) =>
					await forEach(
						context,
						all,
						async ({ what, items }) => await undo(context, { ...options, journal, ...what }, items),
					),
			),
	);
}

async function undo(
	context: IExecuteFunctions,
	options: RunOptions & { readonly journal: Journal; readonly importId: string },
	items: readonly number[],
): Promise<INodeExecutionData[][]> {
	const { journal, importId, connector } = options;
	const [item = 0] = items;
	const { source } = await findImport(journal, importId);
	const outputs = makeOutputs(context);
	const report = await outputs.take(undoImport(options), () => ({ item, form: 'item', last: true }));
	const account: Account = {
		kind: 'undo',
		report,
		of: importId,
		open: () => journal.unsaved(report.importId),
		fields: await connector.discoverFields(),
		...(source === undefined ? {} : { source }),
	};
	failIfUnwritten(context, account);
	addReportHints(context, account);
	const given = await reportItem(context, account, readReportSettings(context), items);
	return [...(await outputs.finish()), [given]];
}
