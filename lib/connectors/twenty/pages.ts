import { read } from '../http/body';
import type { Session } from '../http/session';
import { MOST_RECORDS, recordsIn } from './session';

export interface PageQuery {
	readonly filter?: string;
	readonly signal?: AbortSignal;
}

/**
 * All records of an object, or those that fit. In the order of their ids: by time, those that were created together
 * come again on each page in older versions (https://github.com/twentyhq/twenty/issues/20520).
 * @param object in the plural, such as `people`
 */
export async function* recordPages(
	session: Session,
	object: string,
	{ filter, signal }: PageQuery,
): AsyncGenerator<readonly unknown[]> {
	for (let after: string | undefined; ;) {
		const { body } = await session.read({
			method: 'GET',
			url: object,
			query: { filter, order_by: 'id[AscNullsFirst]', limit: MOST_RECORDS, depth: 0, starting_after: after },
			...(signal ? { signal } : {}),
		});
		const records = recordsIn(body);
		if (records.length > 0) yield records;
		after = read.text(body, 'pageInfo', 'endCursor');
		if (after === undefined || read.value(body, 'pageInfo', 'hasNextPage') !== true) return;
	}
}

/** All records that fit, in one list. */
export async function allRecords(session: Session, object: string, filter: string): Promise<unknown[]> {
	const found: unknown[] = [];
	for await (const records of recordPages(session, object, { filter })) found.push(...records);
	return found;
}
