import { ISSUES } from '../errors';
import { type ImportReport, type IssueCode, NO_OUTCOMES, type RowIssue, type RowOutcome } from '../model';

/** Issues shown in full. */
const EXAMPLES = 100;

type IssueCount = ImportReport['issues'][number];

/** Counts outcomes and issues as they come. */
export interface Tally {
	add(outcomes: readonly RowOutcome[]): void;
	rows(): number;
	report(account: Account): ImportReport;
}

/** What a report says besides the counts. */
export type Account = Pick<ImportReport, 'importId' | 'destination' | 'startedAt' | 'finishedAt' | 'stopped'>;

/** Starts counting at nothing. Memory does not depend on the number of rows. */
export function makeTally(): Tally {
	const outcomes = { ...NO_OUTCOMES };
	const issues = new Map<IssueCode, { issue: RowIssue; count: number }>();
	const examples: RowIssue[] = [];
	let rows = 0;

	function addIssue(issue: RowIssue): void {
		const known = issues.get(issue.code);
		if (known) known.count++;
		else issues.set(issue.code, { issue, count: 1 });
		if (examples.length < EXAMPLES) examples.push(issue);
	}

	return {
		add(batch) {
			rows += batch.length;
			for (const one of batch) {
				outcomes[one.outcome]++;
				for (const issue of one.issues) addIssue(issue);
			}
		},
		rows: () => rows,
		report: (account) => ({
			...account,
			rows,
			outcomes: { ...outcomes },
			issues: [...issues.values()].map(issueCount).sort((a, b) => b.count - a.count),
			examples: [...examples],
		}),
	};
}

/** The general wording of the code: a row's own names values that are not the others'. */
function issueCount({ issue: { code, severity }, count }: { issue: RowIssue; count: number }): IssueCount {
	const { message, hint } = ISSUES[code];
	return { code, severity, count, message, ...(hint === undefined ? {} : { hint }) };
}
