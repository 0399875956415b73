import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { ApplyOptions } from '../../lib';
import { applyPlan } from '../../lib';
import { giveAccount } from './giveAccount';
import { failIfUnwritten } from './hints';
import { forEach, namedBy, readId } from './ids';
import { makeOutputs } from './outputs';
import type { Account } from './reportItem';
import { readReportSettings } from './reportSettings';
import { keptFor } from './settings';
import { withAccount } from './withDestination';

/** Writes exactly what previews have shown: the plan of each ID that the input names, once. */
export async function applyPlans(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const all = namedBy(context, (index) => {
		const expectedHash = String(context.getNodeParameter('planHash', index, '') ?? '').trim();
		const planId = readId(context, 'planId', 'Plan ID', index);
		return { planId, ...(expectedHash === '' ? {} : { expectedHash }) };
	});
	return await withAccount(
		context,
		async (options) =>
			await forEach(
				context,
				all,
				async ({ what, items }) => await applyKept(context, { ...options, ...what }, items),
			),
		keptFor(context),
	);
}

/** Applies a plan that was kept, from its beginning or from where it was stopped. */
export async function applyKept(
	context: IExecuteFunctions,
	options: ApplyOptions,
	items: readonly number[],
): Promise<INodeExecutionData[][]> {
	const { journal, planId, connector } = options;
	const [item = 0] = items;
	const plan = await journal.plan(planId);
	const outputs = makeOutputs(context);
	const report = await outputs.take(applyPlan(options), () => ({ item, form: 'item', last: true }));
	const account: Account = {
		kind: 'apply',
		report,
		open: () => journal.unsaved(report.importId),
		fields: await connector.discoverFields(),
		...(plan === undefined ? {} : { plan }),
		...(plan?.source === undefined ? {} : { source: plan.source }),
	};
	failIfUnwritten(context, account);
	return await giveAccount(context, outputs, account, readReportSettings(context), items);
}
