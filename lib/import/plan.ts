import type { ImportReport, RowOutcome } from '../model';
import type { Journal, PlanEntry, PlanRow } from '../state/journal';
import type { Upserted } from '../upsert';
import type { ImportOptions } from './options';
import type { PlanSettings } from './planSettings';
import type { Run } from './run';
import { destinationName, startRun } from './start';

/** A plan that was kept, with the report that says what would become of the rows. */
export interface KeptPlan extends PlanEntry {
	readonly report: ImportReport;
}

/** An import of which the plan is kept. */
export type PlanOptions = Omit<ImportOptions, 'journal' | 'resume'> & { readonly journal: Journal };

/**
 * Makes the plan of an import and keeps it in the journal, to be shown, approved and applied: the preview,
 * row by row. Nothing is written to the destination. Memory does not depend on the number of rows.
 * @throws userError or transientError when the import could not begin or the plan did not get to its end
 */
export async function planImport(options: PlanOptions): Promise<KeptPlan> {
	const { connector, journal, source, fields, now = () => new Date() } = options;
	const { settings } = options;
	// One time for all, so that the same rows make the same plan when it is applied.
	const plannedAt = now();
	const run = await startRun({
		...options,
		settings: { ...settings, preview: true },
		now: () => plannedAt,
	});
	const kept: PlanSettings = {
		...settings,
		plannedAt: plannedAt.toISOString(),
		...(fields === undefined ? {} : { fields }),
	};
	const start = {
		...destinationName(connector),
		settings: kept,
		...(source === undefined ? {} : { source }),
	};
	const entry = await keep(journal, start, run);
	const report = await run.finish();
	return { ...entry, report: { ...report, finishedAt: now().toISOString() } };
}

/** Keeps the plan; where it does not get to its end, nothing stays behind. */
async function keep(
	journal: Journal,
	start: Parameters<Journal['savePlan']>[0],
	run: Run,
): Promise<PlanEntry> {
	let isKept = false;
	try {
		const entry = await journal.savePlan(start, planRows(run));
		isKept = true;
		return entry;
	} finally {
		if (!isKept) await run.finish();
	}
}

async function* planRows(run: Run): AsyncGenerator<readonly PlanRow[]> {
	let step = 0;
	for await (const { outcomes, stepEnds, versions } of run.batches()) {
		let start = 0;
		const rows: PlanRow[] = [];
		for (const end of [...stepEnds, outcomes.length]) {
			for (const outcome of outcomes.slice(start, end)) rows.push(planRow(outcome, versions, step));
			start = end;
			step++;
		}
		yield rows;
	}
}

/** The versions that a preview tells are those that the plan was made of. */
function planRow(outcome: RowOutcome, versions: Upserted['versions'], step: number): PlanRow {
	if (outcome.outcome === 'created') return { outcome, step };
	if (outcome.outcome !== 'updated') return { outcome };
	const version = versions.get(outcome.id ?? '');
	return { outcome, ...(version === undefined ? {} : { version }), step };
}
