import { makeIssue } from '../../errors';
import type { WriteResult } from '../connector';
import type { CrmDriver } from '../crm/driver';
import { writeSingly } from '../crm/singly';
import { read } from '../http/body';
import type { Session, WriteAnswer } from '../http/session';
import { toRecord } from './find';

const [NOT_FOUND, DUPLICATE] = [404, 409];

/** Creates, changes and removes records of an entity, one in a call. */
export function makeEspoWriter(
	session: Session,
	entity: string,
): Pick<CrmDriver, 'create' | 'update'> & Required<Pick<CrmDriver, 'remove'>> {
	return {
		create: async (rows) =>
			await writeSingly(rows, async ({ properties }) => {
				const answer = await session.write({ method: 'POST', url: entity, body: properties }, [DUPLICATE]);
				return resultOf(answer, 'created');
			}),
		update: async (rows) =>
			await writeSingly(rows, async ({ id, properties }) => {
				const request = { method: 'PUT', url: `${entity}/${id}`, body: properties } as const;
				return resultOf(await session.write(request, [NOT_FOUND, DUPLICATE]), 'updated');
			}),
		remove: async (ids) => {
			const removed: string[] = [];
			for (const id of ids) if (await removeOne(session, `${entity}/${id}`)) removed.push(id);
			return removed;
		},
	};
}

/** Removing twice does no harm, so an answer that was lost is asked for again. */
async function removeOne(session: Session, url: string): Promise<boolean> {
	const { status } = await session.read({ method: 'DELETE', url }, [NOT_FOUND]);
	return status !== NOT_FOUND;
}

function resultOf(answer: WriteAnswer, outcome: 'created' | 'updated'): WriteResult {
	if ('lost' in answer) return { outcome: 'unknown' };
	const { status, body } = answer.response;
	if (status === DUPLICATE) return { outcome: 'conflict', issue: takenBy(body) };
	if (status === NOT_FOUND) return { outcome: 'conflict', issue: makeIssue('CHANGED_MEANWHILE') };
	const { id, version } = toRecord(body);
	return { outcome, id, ...(version === undefined ? {} : { version }) };
}

/** The body of a duplicate is the list of the records that are alike. */
function takenBy(body: unknown) {
	const [other] = Array.isArray(body) ? (body as readonly unknown[]) : [];
	const value = read.text(other, 'emailAddress') ?? '';
	return makeIssue('IDENTIFIER_TAKEN', { field: 'email', value });
}
