import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { ImportOptions, Journal, PlanEntry, RowOutcome } from '../../lib';
import { importCustomers, planImport } from '../../lib';
import { countRows } from '../shared/inputTables';
import { originFinder } from '../shared/outcomes';
import { giveAccount } from './giveAccount';
import { withJournal } from './journal';
import { makeOutputs, type Outcomes } from './outputs';
import type { Account } from './reportItem';
import { readReportSettings, type ReportSettings } from './reportSettings';
import { keepsPlan, keptFor, readImportSettings } from './settings';
import { inputOptions, knownFields } from './upsertCustomers';
import { withDestination } from './withDestination';

/**
 * Says what would become of every row and writes nothing to the destination. The plan is kept where it is to be
 * applied later; and also where a page or a file is asked for, which are made of its rows.
 */
export async function preview(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const settings = { ...readImportSettings(context), preview: true };
	const report = readReportSettings(context);
	return await withDestination(context, async (options) => {
		const input = inputOptions(context, settings, options);
		if (!keepsPlan(context) && !report.page && report.rowsFile === undefined) {
			return await showOutcomes(context, input, report);
		}
		return await withJournal(
			context,
			async (journal) => await showPlan(context, { ...input, journal }, report),
			keptFor(context),
		);
	});
}

async function showOutcomes(
	context: IExecuteFunctions,
	options: ImportOptions,
	settings: ReportSettings,
): Promise<INodeExecutionData[][]> {
	return await show(context, options, settings, importCustomers(options), () => noRows());
}

async function showPlan(
	context: IExecuteFunctions,
	options: ImportOptions & { readonly journal: Journal },
	settings: ReportSettings,
): Promise<INodeExecutionData[][]> {
	const { journal } = options;
	const plan = await planImport(options);
	const open = () => outcomesOf(journal, plan);
	async function* outcomes(): Outcomes {
		yield* open();
		return plan.report;
	}
	return await show(context, options, settings, outcomes(), open, plan);
}

async function show(
	context: IExecuteFunctions,
	options: ImportOptions,
	settings: ReportSettings,
	outcomes: Outcomes,
	open: Account['open'],
	plan?: PlanEntry,
): Promise<INodeExecutionData[][]> {
	const { source } = options;
	const items = context.getInputData();
	const outputs = makeOutputs(context, options.fields);
	const report = await outputs.take(outcomes, originFinder(items));
	const account: Account = {
		kind: 'preview',
		report,
		open,
		fields: await knownFields(options),
		...(source === undefined ? {} : { source }),
		...(options.settings.limit === undefined ? {} : { rowsLeftOut: countRows(items) - report.rows }),
		...(plan === undefined ? {} : { plan }),
	};
	return await giveAccount(context, outputs, account, settings, items.keys());
}

async function* outcomesOf(journal: Journal, { planId }: PlanEntry): AsyncGenerator<readonly RowOutcome[]> {
	for await (const rows of journal.planRows(planId)) yield rows.map(({ outcome }) => outcome);
}

async function* noRows(): AsyncGenerator<readonly RowOutcome[]> {}
