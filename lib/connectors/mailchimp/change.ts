import { makeIssue } from '../../errors';
import type { WriteResult } from '../connector';
import type { CrmDriver, CrmRecord, CrmUpdate } from '../crm/driver';
import { writeSideBySide } from '../crm/sideBySide';
import { afterTheFirst } from '../crm/singly';
import { read } from '../http/body';
import type { HttpResponse } from '../http/client';
import { failedResult, takenResult, UNKNOWN, writtenResult } from './results';
import { messageOf } from './session';
import { changeTags } from './tags';
import type { MailchimpWriting } from './writer';

const REFUSED = 400;
const NOT_FOUND = 404;

/**
 * Changes go one by one, by the id of the contact and with nothing but what changes: a batch knows members by their
 * addresses, makes those anew who are missing, and wants the status of each, which would overwrite that of somebody
 * who unsubscribes at that moment.
 */
export function makeChange(writing: MailchimpWriting): CrmDriver['update'] {
	const { session, members, roster, at, changes, query } = writing;

	/** What is written is written, also where it cannot be read again. */
	async function told(id: string, reading: Promise<CrmRecord | undefined>): Promise<WriteResult> {
		const record = await reading.catch(() => undefined);
		if (record === undefined) return { outcome: 'updated', id };
		roster.put(record);
		return writtenResult('updated', record);
	}

	async function changeMember(id: string, body: Body): Promise<WriteResult> {
		const request = { method: 'PATCH', url: at(id), query, body } as const;
		const answer = await session.write(request, [REFUSED, NOT_FOUND]);
		if ('lost' in answer) return UNKNOWN;
		const { response } = answer;
		if (response.status >= REFUSED) return refusal(response, body['email_address']);
		return await told(id, members.record(response.body));
	}

	async function changeTagsOf({ id, properties }: CrmUpdate): Promise<WriteResult> {
		const tags = properties['tags'];
		const result = await changeTags(writing, id, Array.isArray(tags) ? tags.map(String) : []);
		return result.outcome === 'updated' ? await told(id, members.one(id)) : result;
	}

	/** Tags have a call of their own. */
	async function change(row: CrmUpdate): Promise<WriteResult> {
		const body = changes(row.properties);
		const hasTags = 'tags' in row.properties;
		if (Object.keys(body).length === 0 && hasTags) return await changeTagsOf(row);
		const result = await changeMember(row.id, body);
		if (result.outcome !== 'updated' || !hasTags) return result;
		return await changeTagsOf(row).catch(afterTheFirst);
	}

	return async (rows) => await writeSideBySide(rows, change);
}

type Body = Readonly<Record<string, unknown>>;

function refusal(response: HttpResponse, email: unknown): WriteResult {
	if (response.status === NOT_FOUND) return { outcome: 'conflict', issue: makeIssue('CHANGED_MEANWHILE') };
	if (read.text(response.body, 'title') === 'Member Exists') return takenResult(String(email));
	return failedResult(messageOf(response));
}
