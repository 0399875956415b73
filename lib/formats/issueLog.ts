import { ISSUES, makeIssue } from '../errors';
import type { IssueCode, RowIssue } from '../model';

/** How many issues of a file are kept in full. A file with a defect in every row would fill the memory otherwise. */
export const KEPT_ISSUES = 1000;

type Details = Partial<Omit<RowIssue, 'code'>>;

/** Collects what is noticed in a file: the first thousand issues in full, the rest as a count. */
export interface IssueLog {
	readonly issues: RowIssue[];
	add(code: IssueCode, details?: Details): void;
	/** Keeps an issue whatever the count, for what is said once about the whole file. */
	addForFile(code: IssueCode, details?: Details): void;
	/** Says how many issues were not kept. Called once, after the last row. */
	finish(): void;
}

/** Makes an empty log. */
export function makeIssueLog(): IssueLog {
	const issues: RowIssue[] = [];
	const left = new Map<IssueCode, number>();
	let kept = 0;
	return {
		issues,
		add(code, details = {}) {
			if (kept++ < KEPT_ISSUES) issues.push(makeIssue(code, details));
			else left.set(code, (left.get(code) ?? 0) + 1);
		},
		addForFile(code, details = {}) {
			issues.push(makeIssue(code, details));
		},
		finish() {
			for (const [code, count] of left) issues.push(summary(code, count));
			left.clear();
		},
	};
}

function summary(code: IssueCode, count: number): RowIssue {
	const { message } = ISSUES[code];
	return makeIssue(code, { message: `${message}: ${count} more like this` });
}
