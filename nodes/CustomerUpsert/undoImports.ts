import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { undoImport } from '../../lib';
import { findImport } from './getReport';
import { giveAccount } from './giveAccount';
import { failIfUnwritten } from './hints';
import { forEach, namedBy, readId } from './ids';
import { makeOutputs } from './outputs';
import type { Account } from './reportItem';
import { readReportSettings } from './reportSettings';
import { type JournaledRun, withAccount } from './withDestination';

/** Takes back each import that the input names: who was created is removed, what was changed is given back. */
export async function undoImports(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const all = namedBy(context, (index) => ({ importId: readId(context, 'importId', 'Import ID', index) }));
	return await withAccount(
		context,
		async (options) =>
			await forEach(
				context,
				all,
				async ({ what, items }) => await undo(context, { ...options, ...what }, items),
			),
	);
}

async function undo(
	context: IExecuteFunctions,
	options: JournaledRun & { readonly importId: string },
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
	return await giveAccount(context, outputs, account, readReportSettings(context), items);
}
