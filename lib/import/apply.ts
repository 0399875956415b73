import type { CollapsedBatch } from '../dedupe';
import { type ImportError, userError } from '../errors';
import type { ImportReport, RowOutcome } from '../model';
import type { Journal, PlanEntry, PlanRow } from '../state/journal';
import { makeUpserter } from '../upsert';
import { beginAccount, goOnWith, type OpenAccount } from './account';
import { readEarlierWrites } from './earlierWrites';
import type { Resume, RunOptions } from './options';
import { contextOf, withoutShared } from './planContext';
import { makePlanReview, type PlanReview } from './planReview';
import { planSettingsOf } from './planSettings';
import { driveRun, makeRun, type Run } from './run';
import { checkDestination } from './settingsCheck';
import { leaveOut, rowsAtOnce } from './source';
import { destinationName, upserterOptions } from './start';

export interface ApplyOptions extends RunOptions {
	readonly planId: string;
	/** The hash of the plan that was approved; refused when the plan has another one. */
	readonly expectedHash?: string;
	/** Where the plan is kept, and where the account of applying it goes. */
	readonly journal: Journal;
	/** Goes on with a plan whose application did not get to its end. */
	readonly resume?: Resume;
}

/**
 * Runs exactly a kept plan. What was planned is written as it was planned, to customers who are as they were;
 * a customer who changed since, and one who was not there and is now, is planned again from the row and
 * flagged with `PLAN_CHANGED_CUSTOMER`. Rows that were decided keep their outcome. No plan is applied twice.
 *
 * Gives outcomes and the report as `importCustomers` does.
 * @throws userError when there is no such plan, it was changed or applied, or is of another destination
 */
export async function* applyPlan(options: ApplyOptions): AsyncGenerator<readonly RowOutcome[], ImportReport> {
	const run = await startApplying(options);
	return yield* driveRun(run);
}

async function startApplying(options: ApplyOptions): Promise<Run> {
	const { connector, journal, planId, resume } = options;
	const plan = requirePlan(await journal.plan(planId), options);
	const settings = planSettingsOf(plan);
	await checkDestination(connector, settings);
	const shared = await readThrough(journal, planId);
	const plannedAt = new Date(settings.plannedAt);
	const known = await contextOf({ ...options, now: () => plannedAt }, settings, settings.fields ?? []);
	const context = withoutShared(known, (field, key) => shared.has(sharedText(field, key)));
	const account = resume ? await goOnWith(journal, resume) : await claim(plan, options);
	const { take, review } = makePlanReview();
	const batches = taken(plannedBatches(journal, planId, rowsAtOnce(connector.capabilities)), take);
	return makeRun({
		options,
		settings,
		...account,
		batches: resume ? leaveOut(batches, await withLost(journal, resume)) : batches,
		areDecided: true,
		rows: () => plan.rows,
		upserter: (onWritten) =>
			makeUpserter({
				...upserterOptions(options, settings, journal, account.importId),
				...(settings.fields === undefined ? {} : { fields: settings.fields }),
				connector,
				context,
				review,
				onWritten,
			}),
		account: journal,
		writes: true,
	});
}

/** What is known of the rows of an application that did not get to its end. */
async function withLost(journal: Journal, resume: Resume): Promise<Resume> {
	const { lost } = await readEarlierWrites(journal, resume.importId);
	return { ...resume, lost };
}

/** The plan, if it may be applied here and now. */
function requirePlan(
	plan: PlanEntry | undefined,
	{ planId, expectedHash, connector, resume }: ApplyOptions,
): PlanEntry {
	if (!plan) {
		throw userError(`There is no plan ${planId}`, 'Make the plan again; old ones are forgotten.', 'NO_PLAN');
	}
	if (expectedHash !== undefined && expectedHash !== plan.hash) {
		throw userError(
			`The plan ${planId} is not the one that was approved`,
			'Have the plan as it is now approved, or make a new one.',
			'PLAN_CHANGED',
		);
	}
	const { name, target, title } = connector;
	if (plan.destination !== name || plan.target !== target) {
		throw userError(
			`The plan ${planId} was made for ${placeText(plan.destination, plan.target)}, not for ${placeText(title, target)}`,
			'Choose the destination that it was made for, or make a plan for this one.',
			'PLAN_OF_ANOTHER_DESTINATION',
		);
	}
	if (plan.appliedBy !== undefined && plan.appliedBy !== resume?.importId) throw appliedError(plan);
	return plan;
}

function placeText(destination: string, target: string | undefined): string {
	return target === undefined ? destination : `${destination} (${target})`;
}

function appliedError({ planId, appliedBy }: PlanEntry): ImportError {
	const by = appliedBy === undefined ? '' : ` by the import ${appliedBy}`;
	return userError(
		`The plan ${planId} was applied already${by}`,
		'Resume that import if it did not get to its end, or make a new plan.',
		'PLAN_APPLIED',
	);
}

/** Opens the account and makes the plan its own; of several at once, one succeeds. */
async function claim(plan: PlanEntry, options: ApplyOptions): Promise<OpenAccount> {
	const { connector, journal, now = () => new Date() } = options;
	const { planId, settings, source } = plan;
	const start = { ...destinationName(connector), settings, ...(source === undefined ? {} : { source }) };
	const account = await beginAccount(journal, { kind: 'apply', of: planId, ...start }, options);
	if (await journal.claimPlan(planId, account.importId)) return account;
	const error = appliedError(plan);
	const { importId, startedAt, tally } = account;
	const times = { startedAt, finishedAt: now().toISOString() };
	const stopped = { message: error.message, hint: error.hint ?? '' };
	await journal.finish(importId, tally.report({ importId, destination: connector.title, ...times, stopped }));
	throw error;
}

/**
 * Reads the plan to its end before anything of it is written, because its hash is compared there. Gives the
 * values by which its rows were not recognised, since many people have them.
 */
async function readThrough(journal: Journal, planId: string): Promise<ReadonlySet<string>> {
	const shared = new Set<string>();
	for await (const rows of journal.planRows(planId)) {
		for (const { outcome } of rows) {
			for (const { code, field, value } of outcome.issues) {
				if (code === 'SHARED_VALUE' && field !== undefined) shared.add(sharedText(field, String(value)));
			}
		}
	}
	return shared;
}

function sharedText(field: string, key: string): string {
	return `${field}\0${key}`;
}

/** The rows of a plan, a step at a time, so that what depended on each other comes in the same order again. */
async function* plannedBatches(
	journal: Journal,
	planId: string,
	size: number,
): AsyncGenerator<readonly PlanRow[]> {
	let rows: PlanRow[] = [];
	let current: number | undefined;
	for await (const batch of journal.planRows(planId)) {
		for (const row of batch) {
			const isNext = row.step !== undefined && current !== undefined && row.step !== current;
			if (isNext || rows.length >= size) {
				yield rows;
				rows = [];
			}
			current = row.step ?? current;
			rows.push(row);
		}
	}
	yield rows;
}

async function* taken(
	batches: AsyncIterable<readonly PlanRow[]>,
	take: PlanReview['take'],
): AsyncGenerator<CollapsedBatch> {
	for await (const rows of batches) yield take(rows);
}
