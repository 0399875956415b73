import { makeIssue } from '../errors';
import type { Cell, IssueCode, RowIssue } from '../model';
import type { Normalized } from './rule';

/** Shared by every value there is nothing to say about, so that clean values cost no array. */
export const NO_ISSUES: readonly RowIssue[] = [];

/** The value as it will be stored. */
export function kept(value: Cell | readonly Cell[], issues: readonly RowIssue[] = NO_ISSUES): Normalized {
	return { value, issues };
}

/** The value as it will be stored, with something a person should know. */
export function keptWith(
	value: Cell | readonly Cell[],
	code: IssueCode,
	details: Partial<Omit<RowIssue, 'code'>> = {},
): Normalized {
	return { value, issues: [makeIssue(code, details)] };
}

/** Nothing can be stored, and why. */
export function refused(code: IssueCode, details: Partial<Omit<RowIssue, 'code'>> = {}): Normalized {
	return { value: undefined, issues: [makeIssue(code, details)] };
}
