import { ISSUES } from '../errors';
import {
	type FieldChange,
	type ImportReport,
	type IssueCode,
	NO_OUTCOMES,
	type Outcome,
	type RowIssue,
	type RowOutcome,
} from '../model';

/** Issues shown in full, and beyond them the first of each kind, so that many of one kind do not hide the others. */
const EXAMPLES = 100;
const MOST_EXAMPLES = 2 * EXAMPLES;
/** Changes of a field that are shown. */
const CHANGE_EXAMPLES = 3;

type IssueCount = ImportReport['issues'][number];

/** Counts outcomes and issues as they come. */
export interface Tally {
	add(outcomes: readonly RowOutcome[]): void;
	rows(): number;
	/** How many rows had each outcome so far. */
	outcomes(): Readonly<Record<Outcome, number>>;
	report(account: Account): ImportReport;
}

/** What a report says besides the counts. */
export type Account = Pick<ImportReport, 'importId' | 'destination' | 'startedAt' | 'finishedAt' | 'stopped'>;

/** What was counted before, where an import is gone on with. */
export type Earlier = Pick<ImportReport, 'rows' | 'outcomes' | 'issues' | 'examples' | 'changes'>;

/** Starts counting at nothing, or where it was left off. Memory does not depend on the number of rows. */
export function makeTally(earlier?: Earlier): Tally {
	const outcomes = { ...NO_OUTCOMES, ...earlier?.outcomes };
	const issues = new Map<IssueCode, { issue: RowIssue; count: number }>();
	for (const { count, ...issue } of earlier?.issues ?? []) issues.set(issue.code, { issue, count });
	const examples: RowIssue[] = [...(earlier?.examples ?? [])];
	const kinds = new Set(examples.map(kindOf));
	const changes = makeChangeTally(earlier?.changes);
	let rows = earlier?.rows ?? 0;

	function addIssue(issue: RowIssue): void {
		const known = issues.get(issue.code);
		if (known) known.count++;
		else issues.set(issue.code, { issue, count: 1 });
		if (examples.length >= MOST_EXAMPLES) return;
		const kind = kindOf(issue);
		if (examples.length >= EXAMPLES && kinds.has(kind)) return;
		kinds.add(kind);
		examples.push(issue);
	}

	return {
		add(batch) {
			rows += batch.length;
			for (const one of batch) {
				outcomes[one.outcome]++;
				for (const issue of one.issues) addIssue(issue);
				if (one.changes !== undefined && one.outcome === 'updated') changes.add(one.changes);
			}
		},
		rows: () => rows,
		outcomes: () => ({ ...outcomes }),
		report: (account) => ({
			...account,
			rows,
			outcomes: { ...outcomes },
			issues: [...issues.values()].map(issueCount).sort((a, b) => b.count - a.count),
			examples: [...examples],
			...changes.counts(),
		}),
	};
}

/** What is wrong, and with what. */
function kindOf({ code, field, label = '' }: RowIssue): string {
	return `${code} ${field ?? label}`;
}

interface ChangeTally {
	add(changes: readonly FieldChange[]): void;
	counts(): Pick<ImportReport, 'changes'>;
}

function makeChangeTally(earlier: ImportReport['changes'] = []): ChangeTally {
	const fields = new Map<string, { count: number; readonly examples: FieldChange[] }>();
	for (const { field, count, examples } of earlier) fields.set(field, { count, examples: [...examples] });
	return {
		add(changes) {
			for (const change of changes) {
				const known = fields.get(change.field);
				if (known === undefined) fields.set(change.field, { count: 1, examples: [change] });
				else if (++known.count <= CHANGE_EXAMPLES) known.examples.push(change);
			}
		},
		counts() {
			if (fields.size === 0) return {};
			const changes = [...fields].map(([field, { count, examples }]) => ({
				field,
				count,
				examples: [...examples],
			}));
			return { changes: changes.sort((a, b) => b.count - a.count) };
		},
	};
}

/** The general wording of the code: a row's own names values that are not the others'. */
function issueCount({ issue: { code, severity }, count }: { issue: RowIssue; count: number }): IssueCount {
	const { message, hint } = ISSUES[code];
	return { code, severity, count, message, ...(hint === undefined ? {} : { hint }) };
}
