import { setImmediate } from 'node:timers/promises';
import { asError, isImportError, userError } from '../errors';
import type { ImportReport, RowOutcome } from '../model';
import type { ImportEntry, Journal, Written } from '../state/journal';
import { beginAccount, goOnWith, type OpenAccount } from './account';
import { makeFieldKey } from './fieldKey';
import type { RunOptions } from './options';
import { makeProgress } from './progress';
import { destinationName } from './start';
import { surroundingsOf } from './surroundings';
import { makeUndoer } from './undoBatch';
import { findWritten } from './undoFind';
import type { UndoContext } from './undoStep';

export interface UndoOptions extends RunOptions {
	readonly importId: string;
	/** Where the import's account is, and where that of its undo goes. */
	readonly journal: Journal;
}

/**
 * Takes an import back, the last write first: who was created is removed, what was changed is given back.
 * Whatever somebody else changed since is kept and flagged with `CHANGED_SINCE`. The account of it is an entry
 * of the journal of its own; an undo that did not get to its end is gone on with when it is called again.
 *
 * Gives an outcome for each write of the import: what it was where it was taken back (`created`: removed,
 * `updated`: given back), `unchanged` where there was nothing to take back, `skipped` where it was kept, and
 * `failed` where the destination refused.
 * @throws userError when there is no such import, it was taken back already or is still running, is an undo
 * itself, or belongs to another destination
 */
export async function* undoImport(options: UndoOptions): AsyncGenerator<readonly RowOutcome[], ImportReport> {
	const entry = await requireEntry(options);
	await options.connector.check();
	const context = await undoContext(options, entry);
	const undo = await openUndo(options, entry);
	const run = makeUndoRun(options, entry, context, undo);
	let stopped: unknown = new Error('Whoever asked for the undo did not wait for its end');
	let report: ImportReport;
	try {
		stopped = yield* run.outcomes();
	} catch (error) {
		stopped = error;
	} finally {
		report = await run.finish(stopped);
	}
	if (stopped && report.rows === 0) throw asError(stopped);
	return report;
}

async function requireEntry({ journal, importId, connector }: UndoOptions): Promise<ImportEntry> {
	const entry = await journal.entry(importId);
	if (!entry) {
		throw userError(`There is no import ${importId}`, 'Choose one of the import history.', 'NO_IMPORT');
	}
	const { destination, target } = entry;
	if (destination === connector.name && (target === undefined || target === connector.target)) return entry;
	throw userError(
		`The import ${importId} went to ${target ?? destination}, not to ${connector.target ?? connector.title}`,
		'Choose the destination that it went to.',
		'OTHER_DESTINATION',
	);
}

async function undoContext({ connector }: UndoOptions, { settings }: ImportEntry): Promise<UndoContext> {
	const fields = new Map((await connector.discoverFields()).map((field) => [field.name, field]));
	const { identifiers, remove } = connector.capabilities;
	return {
		fields,
		keyOf: makeFieldKey(fields),
		identifiers,
		chosen: listOf(settings, 'identifiers') ?? identifiers,
		canRemove: remove && connector.remove !== undefined,
	};
}

/** A list of the settings that were kept, where it is one. */
function listOf(settings: unknown, name: string): readonly string[] | undefined {
	const value = settingOf(settings, name);
	return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : undefined;
}

function settingOf(settings: unknown, name: string): unknown {
	if (typeof settings !== 'object' || settings === null) return undefined;
	return Object.entries(settings).find(([key]) => key === name)?.[1];
}

/** The account of an undo, and how many writes earlier runs of it have dealt with. */
interface OpenUndo extends OpenAccount {
	readonly done: number;
}

/** Begins an undo, or goes on with one that did not get to its end. */
async function openUndo(options: UndoOptions, entry: ImportEntry): Promise<OpenUndo> {
	const { journal, connector } = options;
	const { importId, undoneBy, source, settings } = entry;
	const earlier = undoneBy === undefined ? undefined : await journal.entry(undoneBy);
	if (earlier && earlier.status !== 'finished') {
		const done = await journal.reopen(earlier.importId);
		return { ...(await goOnWith(journal, { importId: earlier.importId, done })), done: done.count };
	}
	const start = { kind: 'undo', of: importId, ...destinationName(connector), settings } as const;
	const account = await beginAccount(journal, source === undefined ? start : { ...start, source }, options);
	return { ...account, done: 0 };
}

/** An undo under way. */
interface UndoRun {
	/** The outcomes, and what stopped it in the end, where something did. */
	outcomes(): AsyncGenerator<readonly RowOutcome[], unknown>;
	finish(stopped: unknown): Promise<ImportReport>;
}

function makeUndoRun(
	options: UndoOptions,
	entry: ImportEntry,
	context: UndoContext,
	{ importId, startedAt, tally, done }: OpenUndo,
): UndoRun {
	const { connector, journal, signal, now = () => new Date() } = options;
	const clock = surroundingsOf(options);
	const progress = makeProgress(tally, clock.elapsed, options.onProgress);
	const quiet =
		connector.capabilities.suppressTriggers && settingOf(entry.settings, 'suppressTriggers') === true;
	const undoer = makeUndoer({
		connector,
		context,
		...clock,
		suppressTriggers: quiet,
		...(signal ? { signal } : {}),
	});

	async function* outcomes(): AsyncGenerator<readonly RowOutcome[], unknown> {
		const { batchSize, lanes } = connector.capabilities;
		// What an earlier run was about to take back when it ended may be taken back already.
		let again = done > 0 || entry.undoneBy !== undefined;
		for await (const writes of slicesFrom(journal.written(entry.importId), done, batchSize * lanes)) {
			signal?.throwIfAborted();
			const ids = await findWritten(writes, connector, context, { journal, entry, clock });
			const result = await undoer.undo(writes, ids, again);
			again = false;
			tally.add(result.outcomes);
			await journal.saveOutcomes(importId, result.outcomes);
			progress.batch();
			if (result.outcomes.length > 0) yield result.outcomes;
			if (result.stopped !== undefined) return result.stopped;
			await setImmediate();
		}
		return undefined;
	}

	async function finish(stopped: unknown): Promise<ImportReport> {
		const report = tally.report({
			importId,
			destination: connector.title,
			startedAt,
			finishedAt: now().toISOString(),
			...(stopped === undefined ? {} : { stopped: reasonOf(asError(stopped), signal) }),
		});
		progress.end();
		await journal.finish(importId, report).catch(() => undefined);
		return report;
	}

	return { outcomes, finish };
}

/** The writes after the first `skip` ones, some at a time. */
async function* slicesFrom(
	batches: AsyncIterable<readonly Written[]>,
	skip: number,
	size: number,
): AsyncGenerator<readonly Written[]> {
	let left = skip;
	for await (const batch of batches) {
		const first = Math.min(left, batch.length);
		left -= first;
		for (let start = first; start < batch.length; start += size) yield batch.slice(start, start + size);
	}
}

function reasonOf(error: Error, signal: AbortSignal | undefined): NonNullable<ImportReport['stopped']> {
	const hint = 'Undo the import again to go on: what was taken back stays so.';
	if (signal?.aborted) return { message: 'The undo was cancelled', hint };
	return {
		message: error.message,
		hint: [isImportError(error) ? error.hint : undefined, hint].filter(Boolean).join(' '),
	};
}
