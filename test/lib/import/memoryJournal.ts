import { createHash, randomUUID } from 'node:crypto';
import { userError } from '../../../lib/errors';
import {
	type ImportReport,
	NO_OUTCOMES,
	NOT_REACHED_CODES,
	type Outcome,
	type RowOutcome,
	SAVED_OUTCOMES,
} from '../../../lib/model';
import type {
	ImportEntry,
	ImportStart,
	Intent,
	Journal,
	PlanEntry,
	PlanRow,
	Written,
} from '../../../lib/state/journal';

interface Kept {
	readonly start: ImportStart;
	readonly startedAt: string;
	readonly intents: Intent[];
	outcomes: RowOutcome[];
	readonly versions: Map<string, string>;
	report?: ImportReport;
}

interface KeptPlan {
	entry: PlanEntry;
	rows: string[];
}

/** A journal as the contract wants it, for tests of the engine alone. What goes in comes out as JSON gives it. */
export interface MemoryJournal extends Journal {
	/** What was about to be written, in its order. */
	intents(importId: string): readonly Intent[];
	/** The outcomes kept, in their order. */
	outcomes(importId: string): readonly RowOutcome[];
	versions(importId: string): ReadonlyMap<string, string>;
	/** Changes a kept plan behind its hash. */
	tamper(planId: string, change: (row: PlanRow) => PlanRow): void;
}

export function memoryJournal(): MemoryJournal {
	const imports = new Map<string, Kept>();
	const plans = new Map<string, KeptPlan>();

	function kept(importId: string): Kept {
		const found = imports.get(importId);
		if (!found) throw userError(`There is no import ${importId}`);
		return found;
	}

	return {
		begin: async (start) => {
			const importId = randomUUID();
			const startedAt = '2026-11-22T10:00:00.000Z';
			imports.set(importId, { start, startedAt, intents: [], outcomes: [], versions: new Map() });
			return importId;
		},
		reopen: async (importId) => {
			const one = kept(importId);
			one.outcomes = one.outcomes.filter(isReached);
			const done = new Set(one.outcomes.map(placeOf));
			return { has: (source, rowNumber) => done.has(placeOf({ source, rowNumber })), count: done.size };
		},
		saveIntents: async (importId, intents) => void kept(importId).intents.push(...copyOf(intents)),
		saveOutcomes: async (importId, outcomes, versions = new Map()) => {
			kept(importId).outcomes.push(...copyOf(outcomes));
			for (const [id, version] of versions) kept(importId).versions.set(id, version);
		},
		finish: async (importId, report) => void (kept(importId).report = copyOf(report)),
		history: async (limit) => [...imports.keys()].reverse().slice(0, limit).map(entryOf),
		entry: async (importId) => (imports.has(importId) ? entryOf(importId) : undefined),
		report: async (importId) => imports.get(importId)?.report,
		unsaved: async function* (importId) {
			yield kept(importId).outcomes.filter(({ outcome }) => !SAVED_OUTCOMES.includes(outcome));
		},
		written: async function* (importId) {
			yield writtenOf(kept(importId));
		},
		savePlan: async (start, rows) => {
			const texts: string[] = [];
			const outcomes = { ...NO_OUTCOMES };
			for await (const batch of rows) {
				for (const row of batch) {
					texts.push(JSON.stringify(row));
					outcomes[row.outcome.outcome]++;
				}
			}
			const planId = randomUUID();
			const hash = hashOf(texts);
			const made = { rows: texts.length, outcomes, madeAt: '2026-11-22T10:00:00.000Z' };
			const entry: PlanEntry = { ...copyOf(start), ...made, planId, hash };
			plans.set(planId, { entry, rows: texts });
			return entry;
		},
		plan: async (planId) => plans.get(planId)?.entry,
		planRows: async function* (planId) {
			const { rows = [], entry } = plans.get(planId) ?? {};
			for (let start = 0; start < rows.length; start += 7) {
				yield rows.slice(start, start + 7).map((text): PlanRow => JSON.parse(text));
			}
			if (hashOf(rows) !== entry?.hash) throw userError('The plan was changed', undefined, 'PLAN_CHANGED');
		},
		claimPlan: async (planId, importId) => {
			const plan = plans.get(planId);
			if (!plan || plan.entry.appliedBy !== undefined) return false;
			plan.entry = { ...plan.entry, appliedBy: importId };
			return true;
		},
		prune: async () => 0,
		close: async () => undefined,
		intents: (importId) => kept(importId).intents,
		outcomes: (importId) => kept(importId).outcomes,
		versions: (importId) => kept(importId).versions,
		tamper: (planId, change) => {
			const plan = plans.get(planId);
			if (plan) plan.rows = plan.rows.map((text) => JSON.stringify(change(JSON.parse(text))));
		},
	};

	function entryOf(importId: string): ImportEntry {
		const { start, startedAt, outcomes, report } = kept(importId);
		const counts: Record<Outcome, number> = { ...NO_OUTCOMES };
		for (const { outcome } of outcomes) counts[outcome]++;
		return {
			...start,
			kind: start.kind ?? 'import',
			importId,
			fingerprint: '',
			status: report === undefined ? 'running' : report.stopped ? 'stopped' : 'finished',
			startedAt,
			aliveAt: startedAt,
			rows: outcomes.length,
			outcomes: counts,
		};
	}
}

function writtenOf({ intents, outcomes, versions }: Kept): Written[] {
	const byPlace = new Map(outcomes.map((one) => [placeOf(one), one]));
	return [...intents].reverse().flatMap((intent): Written[] => {
		const outcome = byPlace.get(placeOf(intent));
		const result = outcome?.outcome ?? 'unknown';
		if (result !== 'created' && result !== 'updated' && result !== 'unknown') return [];
		const customerId = intent.action === 'update' ? intent.customerId : outcome?.id;
		const version = versions.get(customerId ?? '');
		const who = { ...(customerId === undefined ? {} : { customerId }) };
		return [{ intent, result, ...who, ...(version === undefined ? {} : { version }) }];
	});
}

function isReached({ outcome, issues }: RowOutcome): boolean {
	if (outcome === 'unknown') return false;
	return outcome !== 'failed' || !issues.some(({ code }) => NOT_REACHED_CODES.includes(code));
}

function placeOf({ source, rowNumber }: { source?: string | undefined; rowNumber: number }): string {
	return `${rowNumber} ${source ?? ''}`;
}

function copyOf<T>(value: T): T {
	return JSON.parse(JSON.stringify(value));
}

function hashOf(rows: readonly string[]): string {
	return createHash('sha256').update(rows.join('\n')).digest('hex');
}
