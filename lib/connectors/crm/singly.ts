import { isImportError, makeIssue } from '../../errors';
import type { WriteResult } from '../connector';
import type { CrmCreation } from './driver';

/**
 * Writes one customer after the other, for a CRM that takes no more in a call. Nothing may be thrown once the
 * first of them was written: who is refused then has failed, and of the rest it is not known.
 */
export async function writeSingly<Row extends CrmCreation>(
	rows: readonly Row[],
	send: (row: Row) => Promise<WriteResult>,
): Promise<readonly WriteResult[]> {
	const results: WriteResult[] = [];
	for (const row of rows) {
		const sent = send(row);
		results.push(await (results.length === 0 ? sent : sent.catch(afterTheFirst)));
	}
	return results;
}

/** What became of a row whose call failed after others were written: refused, or not known. */
export function afterTheFirst(error: unknown): WriteResult {
	if (!isImportError(error) || error.code !== 'BATCH_REFUSED') return { outcome: 'unknown' };
	const hint = error.hint === undefined ? {} : { hint: error.hint };
	return { outcome: 'failed', issue: makeIssue('WRITE_FAILED', { message: error.message, ...hint }) };
}
