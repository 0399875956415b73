import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Connector, ImportOptions, ImportReport, ImportSettings, RowOutcome } from '../../lib';
import { importCustomers, openJournal, SAVED_OUTCOMES } from '../../lib';
import { readCustomers } from '../shared/customers';
import { readDestination, withConnector } from '../shared/destination';
import { attempt, cancelSignal, failUnlessContinued } from '../shared/execution';
import { stateDatabase } from '../shared/folder';
import { OUTCOME_CODEC } from '../shared/lineCodecs';
import { originFinder, outcomeToJson } from '../shared/outcomes';
import { countRows, sourceNames } from '../shared/inputTables';
import type { OutputForm, RowSink } from '../shared/sink';
import { pairedWith, rowSink } from '../shared/sink';
import { addReportHints, reportToJson, unwrittenError } from './report';
import { failsOnErrors, readImportSettings } from './settings';

interface Outputs {
	readonly saved: RowSink<RowOutcome>;
	readonly notSaved: RowSink<RowOutcome>;
}

/**
 * Imports all customers of the input in one go, so that one customer in two items is found to be one.
 * What cannot even begin fails all items; once a row was written, the report tells what happened.
 */
export async function upsertCustomers(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const settings = await attempt(context, items.keys(), async () => readImportSettings(context));
	if ('failed' in settings) return [[], settings.failed, []];
	const outputs = makeOutputs(context);
	const result = await attempt(context, items.keys(), async () => {
		const kind = String(context.getNodeParameter('destination', 0, 'localBase'));
		const destination = await readDestination(context, kind);
		return await withConnector(
			destination,
			async (connector) => await run(context, connector, settings.value, outputs),
		);
	});
	if ('failed' in result) return [[], result.failed, []];
	const unwritten = unwrittenError(result.value);
	if (unwritten !== undefined && failsOnErrors(context)) failUnlessContinued(context, unwritten);
	addReportHints(context, result.value, settings.value, countRows(items));
	const report = { json: reportToJson(result.value, settings.value), pairedItem: pairedWith(items.keys()) };
	return [await outputs.saved.finish(), await outputs.notSaved.finish(), [report]];
}

function makeOutputs(context: IExecuteFunctions): Outputs {
	const form = context.getNodeParameter('output', 0, 'same') as OutputForm;
	const options = { form, codec: OUTCOME_CODEC, toJson: outcomeToJson };
	return { saved: rowSink(context.helpers, options), notSaved: rowSink(context.helpers, options) };
}

/** Runs the import with its journal; a preview leaves no trace there. */
async function run(
	context: IExecuteFunctions,
	connector: Connector,
	settings: ImportSettings,
	outputs: Outputs,
): Promise<ImportReport> {
	const items = context.getInputData();
	const options: ImportOptions = {
		open: () => readCustomers(context, items),
		connector,
		settings,
		source: sourceNames(items),
		...cancelSignal(context),
	};
	if (settings.preview === true) return await distribute(importCustomers(options), items, outputs);
	const journal = openJournal(stateDatabase());
	try {
		return await distribute(importCustomers({ ...options, journal }), items, outputs);
	} finally {
		await journal.close();
	}
}

/** Hands each row's outcome to the output it belongs to, and gives the report that comes after the last. */
async function distribute(
	outcomes: ReturnType<typeof importCustomers>,
	items: readonly INodeExecutionData[],
	outputs: Outputs,
): Promise<ImportReport> {
	const findOrigin = originFinder(items);
	let step = await outcomes.next();
	for (; !step.done; step = await outcomes.next()) {
		for (const outcome of step.value) {
			const sink = SAVED_OUTCOMES.includes(outcome.outcome) ? outputs.saved : outputs.notSaved;
			const wait = sink.add(outcome, findOrigin(outcome));
			if (wait !== undefined) await wait;
		}
	}
	return step.value;
}
