import { setImmediate } from 'node:timers/promises';
import type { CollapsedBatch } from '../dedupe';
import { asError, isImportError } from '../errors';
import type { ImportReport, RowOutcome } from '../model';
import type { Tally } from '../report';
import type { Journal } from '../state/journal';
import {
	type Begun,
	type OnWritten,
	outcomeOf,
	STOPPED_BY_LIMIT,
	type Upserted,
	type Upserter,
} from '../upsert';
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

/** A batch that is planned, and the outcomes of those of its rows that are decided already. */
interface BegunBatch {
	readonly decided: readonly RowOutcome[];
	readonly begun: Begun;
}

/** What became of a batch. */
interface EndedBatch extends Upserted {
	/** The outcomes of rows that were not decided before. */
	readonly own: readonly RowOutcome[];
	/** Why the run cannot go on, where nothing was written yet. */
	readonly failure: Error | undefined;
}

/** Puts the stages together: rows are gathered, upserted, counted and accounted for. */
export function makeRun(parts: RunParts): Run {
	const { options, settings, importId, tally } = parts;
	const { connector, now = () => new Date() } = options;
	const progress = makeProgress(tally, surroundingsOf(options).elapsed, options.onProgress);
	const upserter = parts.upserter(progress.written);
	const failures = watchFailures(settings.stopAtFailures);
	const wrote = () => parts.writes && upserter.wrote();
	const overlaps = mayOverlap(parts);

	async function save({ outcomes, versions }: Upserted): Promise<void> {
		tally.add(outcomes);
		try {
			await parts.account?.saveOutcomes(importId, outcomes, versions);
		} catch (error) {
			upserter.halt(asError(error));
		}
		progress.batch();
	}

	async function begin({ customers, duplicates }: CollapsedBatch): Promise<BegunBatch> {
		const rejected = customers.filter(({ record }) => !record).map((row) => outcomeOf(row, 'rejected', []));
		const usable = rejected.length === 0 ? customers : customers.filter(({ record }) => record);
		return { decided: [...rejected, ...duplicates], begun: await upserter.begin(usable) };
	}

	async function end({ decided, begun }: BegunBatch): Promise<EndedBatch> {
		const upserted = await begun.end();
		const own = parts.writes ? upserted.outcomes : upserted.outcomes.map(withoutPreviewIds);
		return {
			outcomes: [...decided, ...own],
			stepEnds: upserted.stepEnds.map((place) => decided.length + place),
			versions: upserted.versions,
			own,
			failure: failureBeforeFirstWrite(upserter.stopped(), wrote()),
		};
	}

	async function* account(batch: EndedBatch): AsyncGenerator<Upserted> {
		if (batch.failure) throw batch.failure;
		const exceeded = failures.add(parts.areDecided ? batch.own : batch.outcomes);
		if (exceeded) upserter.halt(exceeded);
		await save(batch);
		if (batch.outcomes.length > 0) yield batch;
	}

	/** Plans the next batch while one is being written, where that goes. */
	async function* batches(): AsyncGenerator<Upserted> {
		const source = untilFailure(parts.batches);
		let underWay: Promise<EndedBatch> | undefined;
		async function* landed(): AsyncGenerator<Upserted> {
			const batch = await underWay;
			underWay = undefined;
			if (batch) yield* account(batch);
		}
		try {
			for await (const batch of source.batches) {
				const begun = await begin(batch);
				const before = await underWay;
				underWay = end(begun);
				if (before) yield* account(before);
				if (!overlaps) yield* landed();
				await setImmediate();
			}
			yield* landed();
		} finally {
			// Whoever asked does not ask on, or the run ended: what is on its way is accounted for all the same.
			if (underWay) await save(await underWay);
		}
		source.throwFailure();
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
		await parts.account?.finish(importId, report).catch(() => undefined);
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
function failureBeforeFirstWrite(stopped: Error | undefined, wrote: boolean): Error | undefined {
	if (!stopped || wrote || (isImportError(stopped) && stopped.code === STOPPED_BY_LIMIT)) return undefined;
	return stopped;
}

/** Not where it depends on the outcomes of one batch whether the next may be written. */
function mayOverlap({ options: { connector }, settings, writes, areDecided }: RunParts): boolean {
	const { stopAtFailures, maxCreates = Infinity, maxUpdates = Infinity } = settings;
	const isLimited = stopAtFailures !== undefined || maxCreates !== Infinity || maxUpdates !== Infinity;
	return connector.capabilities.overlaps === true && writes && areDecided !== true && !isLimited;
}

/** The batches of a source up to its failure, which is thrown when those before it are accounted for. */
function untilFailure(source: AsyncIterable<CollapsedBatch>): {
	readonly batches: AsyncIterable<CollapsedBatch>;
	throwFailure(): void;
} {
	let failure: { readonly error: unknown } | undefined;
	async function* batches(): AsyncGenerator<CollapsedBatch> {
		try {
			yield* source;
		} catch (error) {
			failure = { error };
		}
	}
	return {
		batches: batches(),
		throwFailure() {
			if (failure) throw asError(failure.error);
		},
	};
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
