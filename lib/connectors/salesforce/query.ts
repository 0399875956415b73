import type { CrmRecord } from '../crm/driver';
import { read } from '../http/body';
import type { Session } from '../http/session';

/** When a record was changed last, by anybody and by Salesforce itself. */
export const VERSION = 'SystemModstamp';

/** All pages of a query; with `queryAll` of the recycle bin too. */
export async function* queryPages(
	session: Session,
	resource: 'query' | 'queryAll',
	q: string,
	signal?: AbortSignal,
): AsyncGenerator<readonly CrmRecord[]> {
	let request: Parameters<Session['read']>[0] = { method: 'GET', url: resource, query: { q } };
	for (;;) {
		const { body } = await session.read({ ...request, ...(signal ? { signal } : {}) });
		yield read.list(body, 'records').map(toRecord);
		const next = read.text(body, 'nextRecordsUrl');
		if (next === undefined) return;
		// `/services/data/v62.0/query/01g…-2000`; the session's address ends before `query`.
		request = { method: 'GET', url: next.slice(next.search(/\/query(All)?\//)) };
	}
}

export function toRecord(record: unknown): CrmRecord {
	const properties = read.object(record);
	const version = read.text(properties, VERSION);
	return { id: read.text(properties, 'Id') ?? '', properties, ...(version === undefined ? {} : { version }) };
}
