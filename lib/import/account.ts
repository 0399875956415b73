import { randomUUID } from 'node:crypto';
import { userError } from '../errors';
import { NO_OUTCOMES, NOT_REACHED_CODES, type RowIssue } from '../model';
import { makeTally, type Tally } from '../report';
import type { ImportStart, Journal } from '../state/journal';
import type { Resume, RunOptions } from './options';

/** The account of a run, opened. */
export interface OpenAccount {
	readonly importId: string;
	/** ISO 8601. */
	readonly startedAt: string;
	readonly tally: Tally;
}

/** Opens the account of a run; without a journal it has an id and nothing is kept. */
export async function beginAccount(
	journal: Journal | undefined,
	start: ImportStart,
	{ now = () => new Date() }: RunOptions,
): Promise<OpenAccount> {
	const startedAt = now().toISOString();
	const importId = (await journal?.begin(start)) ?? randomUUID();
	return { importId, startedAt, tally: makeTally() };
}

/** Takes up an account that was opened again, with what it has counted. */
export async function goOnWith(
	journal: Journal | undefined,
	{ importId, done }: Resume,
): Promise<OpenAccount> {
	const entry = await journal?.entry(importId);
	if (!journal || !entry) {
		throw userError(
			`There is no account of the import ${importId}`,
			'Choose one of the import history.',
			'NO_IMPORT',
		);
	}
	const earlier = await journal.report(importId);
	const counted = Object.values(entry.outcomes).reduce((sum, count) => sum + count, 0);
	// A journal may count rows that were not reached as failed; they get another outcome now.
	const failed = Math.max(0, entry.outcomes.failed - Math.max(0, counted - done.count));
	const tally = makeTally({
		rows: done.count,
		outcomes: { ...NO_OUTCOMES, ...entry.outcomes, failed },
		issues: earlier?.issues.filter(isStill) ?? [],
		examples: earlier?.examples.filter(isStill) ?? [],
		...(earlier?.changes === undefined ? {} : { changes: earlier.changes }),
	});
	return { importId, startedAt: entry.startedAt, tally };
}

/** Whether an issue is of a row that has its outcome for good; the others are looked at again. */
function isStill({ code }: Pick<RowIssue, 'code'>): boolean {
	return code !== 'UNKNOWN_OUTCOME' && code !== 'MAY_EXIST' && !NOT_REACHED_CODES.includes(code);
}
