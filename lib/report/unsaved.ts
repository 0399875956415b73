import { type CustomerRow, NOT_REACHED_CODES, type RowIssue, type RowOutcome } from '../model';

/** A row that may be in need of correction: one that mapping rejected, or one with its outcome. */
export type UnsavedRow = Pick<CustomerRow, 'rowNumber' | 'source' | 'record' | 'raw' | 'issues'> &
	Partial<Pick<RowOutcome, 'outcome' | 'id'>>;

/**
 * Whether a person can do something about a row that was not saved. Not about a customer who was to be left as he
 * is, nor about a row of a customer who was saved by another row of the file: sent alone, it would change him.
 */
export function needsCorrection({ outcome, issues }: Pick<RowOutcome, 'outcome' | 'issues'>): boolean {
	if (outcome === 'skipped') return !issues.some(({ code }) => code === 'EXISTING_CUSTOMER');
	return outcome === 'rejected' || outcome === 'ambiguous' || outcome === 'failed' || outcome === 'unknown';
}

/** Whether a run got to a row at all. Nothing is wrong with those that it did not get to. */
export function wasReached({ issues }: Pick<RowOutcome, 'issues'>): boolean {
	return !issues.some(({ code }) => NOT_REACHED_CODES.includes(code));
}

/**
 * What kept a row from being saved: the row that it went into, or its errors, or all its issues where none is an
 * error. Each said once.
 */
export function reasonsOf({ issues, outcome }: Pick<UnsavedRow, 'issues' | 'outcome'>): readonly RowIssue[] {
	const errors = issues.filter(({ severity }) => severity === 'error');
	const wentInto = issues.filter(({ code }) => code === 'DUPLICATE_IN_FILE');
	const isMerged = (outcome === undefined || outcome === 'duplicate') && wentInto.length > 0;
	const reasons = isMerged ? wentInto : errors.length > 0 ? errors : issues;
	const texts = new Set<string>();
	return reasons.filter((issue) => {
		const text = reasonText(issue);
		return !texts.has(text) && texts.add(text);
	});
}

/** An issue in a sentence, after the column it is about. */
export function reasonText({ label, message }: RowIssue): string {
	return label === undefined ? message : `${label}: ${message}`;
}

/** What to do about the reasons, each advice once. */
export function hintsOf(row: Pick<UnsavedRow, 'issues' | 'outcome'>): string {
	const hints = reasonsOf(row).flatMap(({ hint }) => (hint === undefined ? [] : [hint]));
	return [...new Set(hints)].join(' ');
}
