import { userError } from '../errors';
import type { CustomerBatch, CustomerRow, FieldValue, ImportReport, RowOutcome } from '../model';
import { fingerprintOf } from '../state/fingerprint';
import type { ImportEntry, Intent, Journal } from '../state/journal';
import { cellsOf } from '../upsert/cells';
import { importCustomers } from '.';
import type { ImportOptions } from './options';
import { destinationName } from './start';
import { makeTellApart } from './tellApart';

export interface ResumeOptions extends Omit<ImportOptions, 'resume'> {
	readonly importId: string;
	readonly journal: Journal;
}

/**
 * Goes on with an import that did not get to its end, of the same rows with the same settings. Rows that have
 * an outcome are not sent again; those that were not reached, and those of which nobody knows what became, are
 * looked up and imported.
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
	const open = await sameRows(options);
	return yield* importCustomers({ ...options, open, resume: { importId, done } });
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

/**
 * Opens the rows, and makes sure on the way that they are those the import was begun with: of the last batch
 * that was written, each row that is met again must have something of what was written for it. That costs no
 * reading of its own, and a file that has got more rows at its end passes.
 */
async function sameRows({ journal, importId, open }: ResumeOptions): Promise<ImportOptions['open']> {
	const known = new Map<string, Intent>();
	for await (const batch of journal.written(importId)) {
		for (const { intent } of batch) known.set(placeOf(intent), intent);
		break;
	}
	if (known.size === 0) return open;
	return async function* (): AsyncGenerator<CustomerBatch> {
		const tellApart = makeTellApart();
		for await (const batch of open()) {
			const rows = batch.map(tellApart);
			for (const row of rows) requireSame(row, known.get(placeOf(row)));
			yield rows;
		}
	};
}

const placeOf = ({ source, rowNumber }: Pick<CustomerRow, 'source' | 'rowNumber'>): string =>
	`${rowNumber}\0${source ?? ''}`;

function requireSame({ rowNumber, source, record }: CustomerRow, intent: Intent | undefined): void {
	if (!intent || !record) return;
	// Cells and not values: rows of one customer may have been merged, and lists put together.
	const shared = Object.entries(valuesOf(intent))
		.map(([field, value]) => [cellsOf(value), cellsOf(record[field])] as const)
		.filter(([written, row]) => written.length > 0 && row.length > 0);
	if (shared.length === 0 || shared.some(([written, row]) => row.some((cell) => written.includes(cell))))
		return;
	throw userError(
		`Row ${rowNumber}${source === undefined ? '' : ` of ${source}`} is not the row that the import was begun with`,
		'Resume with the same rows in the same order, or begin a new import.',
		'OTHER_ROWS',
	);
}

function valuesOf(intent: Intent): Readonly<Record<string, FieldValue | undefined>> {
	if (intent.action === 'create') return intent.record;
	return Object.fromEntries(intent.changes.map(({ field, after }) => [field, after]));
}
