import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { ImportEntry, Journal } from '../../lib';
import { userError } from '../../lib';
import { forEach, namedBy, readId } from './ids';
import { withJournal } from './journal';
import { type Account, reportItem } from './reportItem';
import { readReportSettings } from './reportSettings';

/** Gives the report of each import that the input names, with its page and its file of rows to correct. */
export async function getReport(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const all = namedBy(context, (index) => ({ importId: readId(context, 'importId', 'Import ID', index) }));
	const settings = readReportSettings(context);
	return await withJournal(
		context,
		async (journal) =>
			await forEach(context, all, async ({ what: { importId }, items }) => {
				const account = await readAccount(journal, importId);
				return [[], [], [await reportItem(context, account, settings, items)]];
			}),
	);
}

async function readAccount(journal: Journal, importId: string): Promise<Account> {
	const entry = await findImport(journal, importId);
	const report = await journal.report(importId);
	if (report === undefined) throw noImport(importId);
	const { kind, of, source } = entry;
	return {
		kind,
		report,
		open: () => journal.unsaved(importId),
		...(of === undefined ? {} : { of }),
		...(source === undefined ? {} : { source }),
	};
}

/**
 * The entry of an import.
 * @throws userError where there is none
 */
export async function findImport(journal: Journal, importId: string): Promise<ImportEntry> {
	const entry = await journal.entry(importId);
	if (entry === undefined) throw noImport(importId);
	return entry;
}

function noImport(importId: string): Error {
	return userError(
		`There is no account of the import ${importId}`,
		"'Get History' and the report of the import have the ID. Check 'Keep State In' too.",
		'NO_IMPORT',
	);
}
