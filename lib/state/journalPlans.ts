import { createHash, type Hash, randomUUID } from 'node:crypto';
import { userError } from '../errors';
import { NO_OUTCOMES, type Outcome } from '../model';
import { sortedJson } from './fingerprint';
import type { Journal, PlanEntry, PlanRow } from './journal';
import { cleanText, nextNumber } from './journalBegin';
import { countRows, optional, pagesOf, parseCounts, reviveOutcome } from './journalEntries';
import { pack, unpack } from './packing';
import type { StateRow, StateStore } from './store';

type Plans = Pick<Journal, 'savePlan' | 'plan' | 'planRows' | 'claimPlan'>;
type PlanStart = Parameters<Journal['savePlan']>[0];

/** Keeps plans. One is there once its last row is: until then its hash is empty. */
export function makePlans(store: StateStore, now: () => Date): Plans {
	async function rowOf(planId: string): Promise<StateRow | undefined> {
		return (await store.all("SELECT * FROM plans WHERE id = ? AND hash <> ''", [planId]))[0];
	}

	async function savePlan(plan: PlanStart, rows: AsyncIterable<readonly PlanRow[]>): Promise<PlanEntry> {
		const planId = randomUUID();
		const madeAt = now().toISOString();
		const number = await insertPlan(store, plan, planId, madeAt);
		const hash = hashOf(plan);
		const outcomes = { ...NO_OUTCOMES };
		let batch = 0;
		for await (const some of rows) {
			if (some.length === 0) continue;
			count(some, hash, outcomes);
			await store.insert(
				'plan_rows',
				['plan_number', 'number', 'data'],
				[[number, ++batch, await pack(some)]],
			);
		}
		const digest = hash.digest('hex');
		await store.run('UPDATE plans SET hash = ?, outcomes = ? WHERE number = ?', [
			digest,
			JSON.stringify(outcomes),
			number,
		]);
		return { planId, hash: digest, ...plan, rows: countRows(outcomes), outcomes, madeAt };
	}

	async function* planRows(planId: string): AsyncGenerator<readonly PlanRow[]> {
		const row = await rowOf(planId);
		if (!row) throw noPlan(planId);
		const entry = planOf(row);
		const hash = hashOf(entry);
		for await (const { data } of pagesOf(store, 'plan_rows', 'plan_number', Number(row['number']))) {
			const rows = await unpack<PlanRow[]>(data);
			count(rows, hash, { ...NO_OUTCOMES });
			for (const { outcome } of rows) reviveOutcome(outcome);
			yield rows;
		}
		if (hash.digest('hex') !== entry.hash) throw planChanged(planId);
	}

	return {
		savePlan,
		async plan(planId) {
			const row = await rowOf(planId);
			return row && planOf(row);
		},
		planRows,
		async claimPlan(planId, importId) {
			const claimed = await store.run(
				`UPDATE plans SET applied_by = ? WHERE id = ? AND hash <> '' AND (applied_by IS NULL OR applied_by = ?)`,
				[importId, planId, importId],
			);
			return claimed === 1;
		},
	};
}

async function insertPlan(
	store: StateStore,
	plan: PlanStart,
	planId: string,
	madeAt: string,
): Promise<number> {
	return await store.inTransaction(async (inside) => {
		const number = await nextNumber(inside, 'plans');
		await inside.insert(
			'plans',
			['number', 'id', 'hash', 'destination', 'target', 'source', 'settings', 'outcomes', 'made_at'],
			[
				[
					number,
					planId,
					'',
					cleanText(plan.destination),
					cleanText(plan.target),
					cleanText(plan.source),
					JSON.stringify(plan.settings ?? null),
					'{}',
					madeAt,
				],
			],
		);
		return number;
	});
}

function hashOf({
	destination,
	target,
	settings,
}: Pick<PlanEntry, 'destination' | 'target' | 'settings'>): Hash {
	return createHash('sha256').update(sortedJson([destination, target ?? null, settings ?? null]));
}

/** A line a row, so that the hash does not depend on the batches. */
function count(rows: readonly PlanRow[], hash: Hash, outcomes: Record<Outcome, number>): void {
	for (const row of rows) {
		hash.update('\n').update(JSON.stringify(row));
		outcomes[row.outcome.outcome] += 1;
	}
}

function planOf(row: StateRow): PlanEntry {
	const outcomes = parseCounts(row['outcomes']);
	return {
		planId: String(row['id']),
		hash: String(row['hash']),
		destination: String(row['destination']),
		...optional('target', row['target']),
		...optional('source', row['source']),
		settings: JSON.parse(String(row['settings'])),
		rows: countRows(outcomes),
		outcomes,
		madeAt: String(row['made_at']),
		...optional('appliedBy', row['applied_by']),
	};
}

const noPlan = (planId: string) =>
	userError(
		`There is no plan ${planId}`,
		'Make the plan again with the preview. Plans are forgotten after some months.',
		'NO_PLAN',
	);

const planChanged = (planId: string) =>
	userError(
		`The plan ${planId} is not as it was when it was made`,
		'Its rows were changed in the database. Make the plan again with the preview.',
		'PLAN_CHANGED',
	);
