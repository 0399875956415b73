import { setImmediate } from 'node:timers/promises';
import type { CollapsedBatch } from '../dedupe';
import { asError, isImportError } from '../errors';
import type { ImportReport, RowOutcome } from '../model';
import type { Tally } from '../report';
import type { Journal } from '../state/journal';
import { type OnWritten, outcomeOf, STOPPED_BY_LIMIT, type Upserted, type Upserter } from '../upsert';
import { watchFailures } from './failureLimit';
import type { ImportSettings, RunOptions } from './options';
import { withoutPreviewIds } from './preview';
import { makeProgress } from './progress';
import { surroundingsOf } from './surroundings';

/** What a run is made of. */
export interface RunParts {
	readonly options: RunOptions;
	readonly settings: ImportSettings;
	readonly importId: string;
	/** ISO 8601. */
	readonly startedAt: string;
	/** The rows to write, as many as are upserted at once, and the outcomes of those that are decided already. */
	readonly batches: AsyncIterable<CollapsedBatch>;
	/** Whether rows that come with an outcome were seen and approved, so that they are no reason to stop. */
	readonly areDecided?: boolean;
	/** How many rows must have an outcome in the end. */
	readonly rows: () => number;
	/** @param onWritten see `UpserterOptions` */
	readonly upserter: (onWritten: OnWritten) => Upserter;
	readonly tally: Tally;
	/** The journal, where the run has an account in it. */
	readonly account?: Journal | undefined;
	/** Whether anything of it is written: not so for a preview. */
	readonly writes: boolean;
	/** Called at the end, whatever came before. */
	readonly close?: (() => Promise<void>) | undefined;
}

/** An import under way. */
export interface Run {
	/** What becomes of all rows, batch by batch. Throws where the run cannot go on. */
	batches(): AsyncIterable<Upserted>;
	/** Whether anything was written to the destination yet. */
	wrote(): boolean;
	/** Closes the account. */
	finish(stopped?: Error): Promise<ImportReport>;
}

/** Puts the stages together: rows are gathered, upserted, counted and accounted for. */
export function makeRun(parts: RunParts): Run {
	const { options, settings, importId, tally, account } = parts;
	const { connector, now = () => new Date() } = options;
	const progress = makeProgress(tally, surroundingsOf(options).elapsed, options.onProgress);
	const upserter = parts.upserter(progress.written);
	const failures = watchFailures(settings.stopAtFailures);
	const wrote = () => parts.writes && upserter.wrote();

	async function save({ outcomes, versions }: Upserted): Promise<void> {
		tally.add(outcomes);
		try {
			await account?.saveOutcomes(importId, outcomes, versions);
		} catch (error) {
			upserter.halt(asError(error));
		}
		progress.batch();
	}

	async function* batches(): AsyncGenerator<Upserted> {
		for await (const { customers, duplicates } of parts.batches) {
			const rejected = customers.filter(({ record }) => !record).map((row) => outcomeOf(row, 'rejected', []));
			const usable = rejected.length === 0 ? customers : customers.filter(({ record }) => record);
			const upserted = await upserter.upsert(usable);
			throwBeforeFirstWrite(upserter.stopped(), wrote());
			const own = parts.writes ? upserted.outcomes : upserted.outcomes.map(withoutPreviewIds);
			const outcomes = [...rejected, ...duplicates, ...own];
			const before = outcomes.length - own.length;
			const stepEnds = upserted.stepEnds.map((end) => before + end);
			const batch = { outcomes, stepEnds, versions: upserted.versions };
			const exceeded = failures.add(parts.areDecided ? own : outcomes);
			if (exceeded) upserter.halt(exceeded);
			await save(batch);
			if (outcomes.length > 0) yield batch;
			await setImmediate();
		}
	}

	async function finish(stopped?: Error): Promise<ImportReport> {
		const reason = stopped ?? upserter.stopped() ?? missingRows(parts.rows(), tally.rows());
		const report = tally.report({
			importId,
			destination: connector.title,
			startedAt: parts.startedAt,
			finishedAt: now().toISOString(),
			...(reason ? { stopped: reasonOf(reason, options.signal) } : {}),
		});
		progress.end();
		await account?.finish(importId, report).catch(() => undefined);
		await parts.close?.();
		return report;
	}

	return { batches, wrote, finish };
}

/**
 * The outcomes of a run, and its report in the end. Until something was written errors are thrown; from then
 * on they end up in the report as `stopped` and in the outcomes of the rows they concern.
 */
export async function* driveRun(run: Run): AsyncGenerator<readonly RowOutcome[], ImportReport> {
	let stopped: Error | undefined = new Error('Whoever asked for the import did not wait for its end');
	let wrote = true;
	let report: ImportReport;
	try {
		for await (const { outcomes } of run.batches()) yield outcomes;
		stopped = undefined;
	} catch (error) {
		stopped = asError(error);
		wrote = run.wrote();
	} finally {
		report = await run.finish(stopped);
	}
	if (stopped && !wrote) throw stopped;
	return report;
}

/**
 * Until something was written, a destination that fails is an error of the run and not an outcome of rows. A
 * limit that the person has set is none: the report says how far it got.
 */
function throwBeforeFirstWrite(stopped: Error | undefined, wrote: boolean): void {
	if (!stopped || wrote || (isImportError(stopped) && stopped.code === STOPPED_BY_LIMIT)) return;
	throw stopped;
}

/** Rows in are outcomes out. Anything else is a bug of ours, and the person must know that the report is short. */
function missingRows(rows: number, outcomes: number): Error | undefined {
	if (rows === outcomes) return undefined;
	return new Error(
		`The source had ${rows} rows and the report accounts for ${outcomes}. Please report this bug.`,
	);
}

function reasonOf(error: Error, signal: AbortSignal | undefined): NonNullable<ImportReport['stopped']> {
	if (signal?.aborted) {
		return {
			message: 'The import was cancelled',
			hint: 'Resume it, or run it again, to import the rest.',
		};
	}
	const hint = isImportError(error) ? error.hint : undefined;
	return { message: error.message, ...(hint === undefined ? {} : { hint }) };
}
