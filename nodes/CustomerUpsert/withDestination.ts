import type { IExecuteFunctions } from 'n8n-workflow';
import type { Connector, Journal, JournalOptions, RunOptions } from '../../lib';
import { type Destination, readDestination, withConnector } from '../shared/destination';
import { cancelSignal } from '../shared/execution';
import { withJournal } from './journal';
import { PLANNING } from './operations';
import { progressTeller } from './progress';
import { readIdentifiers, readOperation } from './settings';

/** Opens the destination that the node names for work, and closes it afterwards. */
export async function withDestination<T>(
	context: IExecuteFunctions,
	work: (options: RunOptions) => Promise<T>,
): Promise<T> {
	const kind = String(context.getNodeParameter('destination', 0, 'localBase'));
	const { settings, ...destination } = await readDestination(context, kind);
	const all = { ...settings, ...planSettings(context) };
	return await withConnector(
		{ ...destination, settings: all },
		async (connector) => await work(runOptions(context, connector)),
	);
}

/** What a run needs that leaves an account. */
export type JournaledRun = RunOptions & { readonly journal: Journal };

/**
 * Opens the destination and the journal for work that leaves an account, and closes both afterwards.
 * @param options of the journal, where the work keeps something new
 */
export async function withAccount<T>(
	context: IExecuteFunctions,
	work: (options: JournaledRun) => Promise<T>,
	options?: JournalOptions,
): Promise<T> {
	return await withDestination(
		context,
		async (run) => await withJournal(context, async (journal) => await work({ ...run, journal }), options),
	);
}

/** What a destination may look at before rows are planned: by what customers will be recognised. */
function planSettings(context: IExecuteFunctions): Destination['settings'] {
	if (!PLANNING.includes(readOperation(context))) return {};
	return {
		identifiers: readIdentifiers(context),
		requireUniqueIndex: context.getNodeParameter('requireUniqueIndex', 0, true),
	};
}

/** What every run needs of n8n: the stop button, and somebody to tell how far it has come. */
function runOptions(context: IExecuteFunctions, connector: Connector): RunOptions {
	return { connector, ...cancelSignal(context), onProgress: progressTeller(context) };
}
