import { makeIssue } from '../../errors';
import type { WriteResult } from '../connector';
import type { CrmRecord } from '../crm/driver';

/** A member as he is after a write. */
export function writtenResult(outcome: 'created' | 'updated', { id, version }: CrmRecord): WriteResult {
	return { outcome, id, ...(version === undefined ? {} : { version }) };
}

/** Somebody else has the address. */
export function takenResult(email: string): WriteResult {
	return { outcome: 'conflict', issue: makeIssue('IDENTIFIER_TAKEN', { field: 'email', value: email }) };
}

/** @param message what Mailchimp says */
export function failedResult(message: string | undefined): WriteResult {
	return { outcome: 'failed', issue: makeIssue('WRITE_FAILED', message === undefined ? {} : { message }) };
}

export const UNKNOWN: WriteResult = { outcome: 'unknown' };
