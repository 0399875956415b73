import { makeIssue } from '../../errors';
import type { WriteResult } from '../connector';
import type { CrmCreation, CrmDriver, CrmUpdate } from '../crm/driver';
import { read } from '../http/body';
import type { HttpResponse } from '../http/client';
import type { WriteAnswer } from '../http/session';
import { type Finder, FURTHER_EMAILS } from './find';
import type { HubSpotSession } from './session';

const CONFLICT = 409;

export interface Writer {
	readonly create: CrmDriver['create'];
	readonly update: CrmDriver['update'];
	readonly remove: NonNullable<CrmDriver['remove']>;
}

export function makeWriter({ contacts }: HubSpotSession, finder: Finder): Writer {
	async function post(
		action: string,
		inputs: readonly unknown[],
		allowed: readonly number[] = [],
	): Promise<WriteAnswer> {
		const url = `/crm/v3/objects/contacts/batch/${action}`;
		return await contacts.write({ method: 'POST', url, body: { inputs } }, allowed);
	}

	/** HubSpot refuses a whole batch for one contact that is there already, and names only that one. */
	async function create(rows: readonly CrmCreation[]): Promise<readonly WriteResult[]> {
		const conflicts = new Set<CrmCreation>();
		for (let left = rows; left.length > 0; left = left.filter((row) => !conflicts.has(row))) {
			const answer = await post('create', left.map(creationInput), [CONFLICT]);
			const taken = 'response' in answer && answer.response.status === CONFLICT;
			if (!taken) return merged(rows, conflicts, left, resultsOf(answer, left, 'created'));
			conflicts.add(await conflicting(answer.response, left));
		}
		return rows.map(conflictOf);
	}

	/** Whose address it is; the first row where it cannot be told, which then is looked up again. */
	async function conflicting(response: HttpResponse, rows: readonly CrmCreation[]): Promise<CrmCreation> {
		const id = /Existing ID: (\d+)/.exec(read.text(response.body, 'message') ?? '')?.[1];
		const [contact] = id === undefined ? [] : await finder.get([id], ['email', FURTHER_EMAILS]);
		const emails = [contact?.properties['email'], contact?.properties[FURTHER_EMAILS]].flatMap((value) =>
			typeof value === 'string' ? value.toLowerCase().split(';') : [],
		);
		const row = rows.find((one) => emails.includes(emailOf(one))) ?? rows[0];
		if (row === undefined) throw new Error('HubSpot told of a conflict where nothing was sent');
		finder.lookFurther([emailOf(row)]);
		return row;
	}

	return {
		create,
		update: async (rows) => resultsOf(await post('update', rows.map(updateInput)), rows, 'updated'),
		remove: async (ids) => {
			const there = (await finder.get(ids, [])).map(({ id }) => id);
			if (there.length > 0)
				await post(
					'archive',
					there.map((id) => ({ id })),
				);
			return there;
		},
	};
}

function emailOf({ properties }: CrmCreation): string {
	const email = properties['email'];
	return typeof email === 'string' ? email.toLowerCase() : '';
}

function creationInput({ properties }: CrmCreation, place: number) {
	return { properties, associations: [], objectWriteTraceId: String(place) };
}

function updateInput({ id, properties }: CrmUpdate, place: number) {
	return { id, properties, objectWriteTraceId: String(place) };
}

function merged(
	rows: readonly CrmCreation[],
	conflicts: ReadonlySet<CrmCreation>,
	sent: readonly CrmCreation[],
	results: readonly WriteResult[],
): WriteResult[] {
	return rows.map((row) =>
		conflicts.has(row) ? conflictOf(row) : (results[sent.indexOf(row)] ?? { outcome: 'unknown' }),
	);
}

function conflictOf(row: CrmCreation): WriteResult {
	return {
		outcome: 'conflict',
		issue: makeIssue('IDENTIFIER_TAKEN', { field: 'email', value: emailOf(row) }),
	};
}

/** Answers come in any order; the trace id that was sent with each tells whose it is. */
function resultsOf(
	answer: WriteAnswer,
	rows: readonly CrmCreation[],
	outcome: 'created' | 'updated',
): WriteResult[] {
	if ('lost' in answer) return rows.map(() => ({ outcome: 'unknown' }));
	const { body } = answer.response;
	const results: WriteResult[] = rows.map(() => ({ outcome: 'unknown' }));
	for (const contact of read.list(body, 'results')) {
		const place = Number(read.text(contact, 'objectWriteTraceId') ?? NaN);
		const id = read.text(contact, 'id');
		const version = read.text(contact, 'updatedAt');
		if (place in results && id !== undefined) {
			results[place] = { outcome, id, ...(version === undefined ? {} : { version }) };
		}
	}
	for (const error of read.list(body, 'errors')) {
		for (const trace of read.list(error, 'context', 'objectWriteTraceId')) {
			if (Number(trace) in results) results[Number(trace)] = failure(error);
		}
	}
	return results;
}

function failure(error: unknown): WriteResult {
	const message = read.text(error, 'message');
	if (read.text(error, 'category') === 'CONFLICT')
		return { outcome: 'conflict', issue: makeIssue('CHANGED_MEANWHILE') };
	return { outcome: 'failed', issue: makeIssue('WRITE_FAILED', message === undefined ? {} : { message }) };
}
