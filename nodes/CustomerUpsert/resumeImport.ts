import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { ImportEntry, ImportSettings } from '../../lib';
import { resumeImport as goOnWithRows, userError } from '../../lib';
import { applyKept } from './applyPlans';
import { findImport } from './getReport';
import { readId } from './ids';
import { importInput, inputOptions } from './upsertCustomers';
import { type JournaledRun, withAccount } from './withDestination';

/**
 * Goes on with an import that did not get to its end, with the settings it had: of the same rows as input, or of
 * the plan that was kept. Rows that have an outcome are not sent again.
 */
export async function resumeImport(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const importId = readId(context, 'importId', 'Import ID', 0);
	return await withAccount(
		context,
		async (options) => await goOn(context, await findImport(options.journal, importId), options),
	);
}

async function goOn(
	context: IExecuteFunctions,
	{ importId, kind, of, settings }: ImportEntry,
	options: JournaledRun,
): Promise<INodeExecutionData[][]> {
	const { journal } = options;
	if (kind === 'apply' && of !== undefined) {
		const resume = { importId, done: await journal.reopen(importId) };
		return await applyKept(context, { ...options, planId: of, resume }, [...context.getInputData().keys()]);
	}
	if (kind !== 'import' || !isSettings(settings)) throw notResumable(importId, kind);
	const input = { ...inputOptions(context, revive(settings), options), journal };
	return await importInput(context, input, goOnWithRows({ ...input, importId }));
}

function isSettings(settings: unknown): settings is ImportSettings {
	return (
		typeof settings === 'object' &&
		settings !== null &&
		'importType' in settings &&
		'identifiers' in settings &&
		Array.isArray(settings.identifiers)
	);
}

/** JSON has no infinity: a limit without end comes back as NULL. */
function revive(settings: ImportSettings): ImportSettings {
	return { ...settings, ...(settings.sharedFrom === null ? { sharedFrom: Infinity } : {}) };
}

function notResumable(importId: string, kind: string): Error {
	return userError(
		`'${importId}' cannot be resumed, because it is no import of rows`,
		kind === 'undo' ? "Run 'Undo' again for the same import." : "'Get History' lists those that can be.",
		'NOT_RESUMABLE',
	);
}
