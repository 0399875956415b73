import type { DeletedQuery } from '../connector';
import type { CrmDeleted, CrmDriver } from '../crm/driver';
import { readTime, writeTime } from '../crm/jsonForms';
import { read } from '../http/body';
import type { Session } from '../http/session';

/** Records on a page. */
const PAGE = 200;

/**
 * Lists the records that were deleted, those of the recycle bin and those that are gone for good: their ids, their
 * names and when (https://www.zoho.com/crm/developer/docs/api/v8/get-deleted-records.html).
 */
export function deletedRecords(session: Session, module: string): NonNullable<CrmDriver['listDeleted']> {
	return async function* ({ deletedAfter, signal }: DeletedQuery) {
		const headers = deletedAfter === undefined ? {} : { 'if-modified-since': writeTime(deletedAfter) };
		const seen = new Set<string>();
		for (let [page, token] = [1, '']; ; page += 1) {
			// Nothing deleted is HTTP 204, nothing since that moment 304, both without a body.
			const { body } = await session.read({
				method: 'GET',
				url: `${module}/deleted`,
				query: { type: 'all', per_page: PAGE, ...(token === '' ? { page } : { page_token: token }) },
				headers,
				...(signal ? { signal } : {}),
			});
			// Who is deleted meanwhile moves the others to later pages.
			const records = read.list(body, 'data').map(toDeleted);
			const fresh = records.filter(({ id }) => !seen.has(id) && seen.add(id));
			if (fresh.length > 0) yield fresh;
			if (records.length === 0 || read.value(body, 'info', 'more_records') !== true) return;
			token = read.text(body, 'info', 'next_page_token') ?? '';
		}
	};
}

function toDeleted(record: unknown): CrmDeleted {
	const deletedAt = readTime(read.value(record, 'deleted_time'));
	const name = read.text(record, 'display_name');
	return {
		id: read.text(record, 'id') ?? '',
		properties: {},
		...(deletedAt === undefined ? {} : { deletedAt }),
		...(name === undefined ? {} : { name }),
	};
}
