import { userError } from '../errors';
import type { ImportReport, RowOutcome } from '../model';
import { fingerprintOf } from '../state/fingerprint';
import type { ImportEntry, Journal } from '../state/journal';
import { importCustomers } from '.';
import { readEarlierWrites } from './earlierWrites';
import type { ImportOptions } from './options';
import { sameRows } from './sameRows';
import { destinationName } from './start';

export interface ResumeOptions extends Omit<ImportOptions, 'resume'> {
	readonly importId: string;
	readonly journal: Journal;
}

/**
 * Goes on with an import that did not get to its end, of the same rows with the same settings. Rows that have
 * an outcome are not sent again; those that were not reached, and those of which nobody knows what became, are
 * looked up and imported. Where one of these has nothing to be looked up by, it is `unknown` and not sent again.
 *
 * Gives the outcomes of the rows that were left, and returns the report of the whole import.
 * @throws userError when there is no such import, it is finished, taken back or still running, or the
 * destination, the source or the settings are others
 */
export async function* resumeImport(
	options: ResumeOptions,
): AsyncGenerator<readonly RowOutcome[], ImportReport> {
	const { importId, journal } = options;
	const entry = await journal.entry(importId);
	if (entry) refuseOthers(entry, options);
	const done = await journal.reopen(importId);
	const { samples, lost } = await readEarlierWrites(journal, importId);
	const open = sameRows({ ...options, samples });
	return yield* importCustomers({ ...options, open, resume: { importId, done, lost } });
}

function refuseOthers(entry: ImportEntry, { connector, source, settings }: ResumeOptions): void {
	const { name, target, title } = connector;
	const start = { ...destinationName(connector), settings, ...(source === undefined ? {} : { source }) };
	if (entry.kind !== 'import') {
		throw userError(
			`${entry.importId} is no import of rows`,
			entry.kind === 'undo' ? 'Undo the same import again.' : 'Apply the same plan again.',
			'NOT_RESUMABLE',
		);
	}
	if (entry.destination !== name || entry.target !== target) {
		throw different('destination', entry.target ?? entry.destination, target ?? title);
	}
	if (entry.source !== source) throw different('source', entry.source ?? 'none', source ?? 'none');
	// Not the texts but the fingerprints: JSON has no infinity, and no order.
	if (entry.fingerprint !== fingerprintOf(start))
		throw different('settings', ...settingsText(entry, settings));
}

function different(what: string, then: string, now: string): Error {
	return userError(
		`The ${what} of the import was another one: ${then}, and now ${now}`,
		'Resume with what it was begun with, or begin a new import.',
		'OTHER_IMPORT',
	);
}

/** The settings that differ, as they were and as they are. */
function settingsText({ settings }: ImportEntry, now: object): readonly [string, string] {
	const [before, after] = [new Map(entriesOf(settings)), new Map(entriesOf(now))];
	const names = [...new Set([...before.keys(), ...after.keys()])];
	const other = names.filter((name) => before.get(name) !== after.get(name));
	const textOf = (values: ReadonlyMap<string, string>) =>
		other.map((name) => `${name} ${values.get(name) ?? 'not set'}`).join(', ');
	return [textOf(before), textOf(after)];
}

const entriesOf = (settings: unknown): Array<[string, string]> =>
	Object.entries(settings ?? {}).map(([name, value]) => [name, JSON.stringify(value)]);
