import type { Connector } from '../../../lib/connectors';
import { applyPlan, type ApplyOptions, type ImportSettings, planImport } from '../../../lib/import';
import type { CustomerRow, RowOutcome } from '../../../lib/model';
import type { Journal } from '../../../lib/state/journal';
import { type Imported, SETTINGS, sourceOf, summaryOf } from './rows';

const CLOCK = {
	now: () => new Date('2026-11-22T10:00:00.000Z'),
	sleep: async () => undefined,
	random: () => 0,
	elapsed: () => 0,
};

/** Keeps the plan of an import. */
export async function plan(
	connector: Connector,
	journal: Journal,
	rows: readonly CustomerRow[],
	settings: Partial<ImportSettings> = {},
	options: Partial<Parameters<typeof planImport>[0]> = {},
) {
	const all = { ...SETTINGS, ...settings };
	return await planImport({ open: sourceOf(rows), connector, journal, settings: all, ...CLOCK, ...options });
}

/** Applies a kept plan to its end, without waiting and without chance, a day later. */
export async function apply(
	connector: Connector,
	journal: Journal,
	planId: string,
	options: Partial<ApplyOptions> = {},
): Promise<Imported> {
	const outcomes: RowOutcome[] = [];
	const now = () => new Date('2026-11-23T10:00:00.000Z');
	const run = applyPlan({ connector, journal, planId, ...CLOCK, now, ...options });
	for (;;) {
		const step = await run.next();
		if (step.done) return { outcomes, report: step.value, summary: summaryOf(outcomes) };
		outcomes.push(...step.value);
	}
}
