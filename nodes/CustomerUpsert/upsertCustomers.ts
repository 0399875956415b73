import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { FieldSpec, ImportOptions, ImportSettings, Journal, RunOptions } from '../../lib';
import { importCustomers } from '../../lib';
import { carriedFields } from '../shared/carriedFields';
import { readCustomers } from '../shared/customers';
import { countRows, sourceNames } from '../shared/inputTables';
import { originFinder } from '../shared/outcomes';
import { giveAccount } from './giveAccount';
import { failIfUnwritten } from './hints';
import { makeOutputs, type Outcomes } from './outputs';
import type { Account } from './reportItem';
import { readReportSettings } from './reportSettings';
import { forgottenBefore, keptFor, readImportSettings } from './settings';
import { withAccount } from './withDestination';

/** Imports all customers of the input in one go, so that one customer in two items is found to be one. */
export async function upsertCustomers(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const settings = readImportSettings(context);
	return await withAccount(
		context,
		async (options) => {
			const input = { ...inputOptions(context, settings, options), journal: options.journal };
			const outputs = await importInput(context, input, importCustomers(input));
			const before = forgottenBefore(context);
			if (before !== undefined) await options.journal.prune(before);
			return outputs;
		},
		keptFor(context),
	);
}

/** An import of the node's input. */
export function inputOptions(
	context: IExecuteFunctions,
	settings: ImportSettings,
	options: RunOptions,
): ImportOptions {
	const items = context.getInputData();
	return {
		...options,
		open: () => readCustomers(context, items),
		settings,
		source: sourceNames(items),
		fields: carriedFields(items),
	};
}

/**
 * Does the import and gives the items of all outputs. Once a row was written, the report tells what happened.
 * @param outcomes what the import gives, which begins when it is asked
 */
export async function importInput(
	context: IExecuteFunctions,
	options: ImportOptions & { readonly journal: Journal },
	outcomes: Outcomes,
): Promise<INodeExecutionData[][]> {
	const { journal, source, settings } = options;
	const items = context.getInputData();
	const outputs = makeOutputs(context, options.fields);
	const report = await outputs.take(outcomes, originFinder(items));
	const account: Account = {
		kind: 'import',
		report,
		open: () => journal.unsaved(report.importId),
		fields: await knownFields(options),
		...(source === undefined ? {} : { source }),
		...(settings.limit === undefined ? {} : { rowsLeftOut: countRows(items) - report.rows }),
	};
	failIfUnwritten(context, account);
	return await giveAccount(context, outputs, account, readReportSettings(context), items.keys());
}

/** The fields of the destination, and what came in with the rows about new ones. */
export async function knownFields({
	connector,
	fields = [],
}: Pick<ImportOptions, 'connector' | 'fields'>): Promise<readonly FieldSpec[]> {
	return [...(await connector.discoverFields()), ...fields];
}
