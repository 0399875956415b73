import { makeIssue } from '../../errors';
import type { WriteResult } from '../connector';
import type { CrmCreation, CrmDriver, CrmUpdate } from '../crm/driver';
import { writeSingly } from '../crm/singly';
import { read } from '../http/body';
import type { HttpRequest } from '../http/client';
import type { Session } from '../http/session';
import { type Current, MARKETING, needsCurrent, toBody } from './body';
import { isPersonId, type PersonFinder, type World } from './find';
import type { Organizations } from './organizations';
import { entriesOf } from './person';

const NOT_THERE = [404, 410];

export interface WriterOptions {
	readonly finder: PersonFinder;
	readonly organizations: Organizations;
	readonly world: () => World;
}

export type PersonWriter = Pick<CrmDriver, 'create' | 'update'> & Required<Pick<CrmDriver, 'remove'>>;

/** Creates, changes and deletes persons, one in a call: the second version of the interface takes no more. */
export function makePersonWriter(
	session: Session,
	{ finder, organizations, world }: WriterOptions,
): PersonWriter {
	/** With the id of the organization in place of its name; `undefined` where it cannot be told. */
	async function linked({ properties }: CrmCreation): Promise<Readonly<Record<string, unknown>> | undefined> {
		const name = properties['org_id'];
		if (typeof name !== 'string') return properties;
		const id = await organizations.idOf(name);
		return id === undefined ? undefined : { ...properties, org_id: id };
	}

	function bodyOf(properties: Readonly<Record<string, unknown>>, current?: Current): Record<string, unknown> {
		const { places, identifiers } = world();
		const numbers = [...identifiers.values()].filter((property) => places.has(property));
		return toBody(properties, places, numbers, current);
	}

	async function send(
		request: Pick<HttpRequest, 'method' | 'url' | 'body'>,
		outcome: 'created' | 'updated',
	): Promise<WriteResult> {
		const answer = await session.write(request, NOT_THERE);
		if ('lost' in answer) return { outcome: 'unknown' };
		const { status, body } = answer.response;
		if (NOT_THERE.includes(status)) return goneMeanwhile();
		const [id, version] = ['id', 'update_time'].map((name) => read.text(body, 'data', name));
		if (id === undefined) return { outcome: 'unknown' };
		return { outcome, id, ...(version === undefined ? {} : { version }) };
	}

	async function create(row: CrmCreation): Promise<WriteResult> {
		const properties = await linked(row);
		if (properties === undefined) return { outcome: 'unknown' };
		return await send(
			{ method: 'POST', url: 'persons', body: withoutNothing(bodyOf(properties)) },
			'created',
		);
	}

	async function update(row: CrmUpdate): Promise<WriteResult> {
		const properties = await linked(row);
		if (properties === undefined) return { outcome: 'unknown' };
		const isReplacing = needsCurrent(properties, world().places);
		const current = isReplacing ? await currentOf(row.id) : undefined;
		if (isReplacing && current === undefined) return goneMeanwhile();
		return await change(row.id, bodyOf(properties, current ?? { person: {}, properties: {} }), current);
	}

	/** A consent goes first, unless the e-mail address that it needs comes with it. */
	async function change(
		id: string,
		body: Readonly<Record<string, unknown>>,
		current: Current | undefined,
	): Promise<WriteResult> {
		const { [MARKETING]: status, ...rest } = body;
		const url = `persons/${id}`;
		const isApart = status !== undefined && entriesOf(current?.properties['emails']).length > 0;
		const consent: WriteResult = isApart ? await setConsent(url, status) : { outcome: 'updated', id };
		const further = isApart ? rest : body;
		if (consent.outcome !== 'updated' || Object.keys(further).length === 0) return consent;
		return await send({ method: 'PATCH', url, body: further }, 'updated');
	}

	async function currentOf(id: string): Promise<Current | undefined> {
		const person = await finder.one(id);
		if (person === undefined) return undefined;
		const [record] = await finder.toRecords([person]);
		return record && { person, properties: record.properties };
	}

	/**
	 * By itself and first: a status can be changed only once from one to another, and Pipedrive keeps it as it is
	 * without a word where that is not allowed. Then nothing of the row is written.
	 */
	async function setConsent(url: string, status: unknown): Promise<WriteResult> {
		const answer = await session.write({ method: 'PATCH', url, body: { [MARKETING]: status } }, NOT_THERE);
		if ('lost' in answer) return { outcome: 'unknown' };
		const { status: code, body } = answer.response;
		if (NOT_THERE.includes(code)) return goneMeanwhile();
		const [id, version, kept] = ['id', 'update_time', MARKETING].map((name) => read.text(body, 'data', name));
		if (kept !== undefined && kept !== status) return keptConsent(kept, String(status));
		return {
			outcome: 'updated',
			...(id === undefined ? {} : { id }),
			...(version === undefined ? {} : { version }),
		};
	}

	async function remove(ids: readonly string[]): Promise<readonly string[]> {
		const removed: string[] = [];
		for (const id of ids.filter(isPersonId)) {
			// Deleting twice does no harm, so an answer that was lost is asked for again.
			const { status } = await session.read({ method: 'DELETE', url: `persons/${id}` }, NOT_THERE);
			if (status < 400) removed.push(id);
		}
		return removed;
	}

	return {
		create: async (rows) => await writeSingly(rows, create),
		update: async (rows) => await writeSingly(rows, update),
		remove,
	};
}

/** Nobody has anything to clear yet. */
function withoutNothing(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
	const isNothing = (value: unknown) => value === null || (Array.isArray(value) && value.length === 0);
	const kept = Object.entries(body).filter(([, value]) => !isNothing(value));
	const custom = Object.entries(read.object(body, 'custom_fields')).filter(([, value]) => !isNothing(value));
	return {
		...Object.fromEntries(kept),
		...(custom.length > 0 ? { custom_fields: Object.fromEntries(custom) } : {}),
	};
}

function goneMeanwhile(): WriteResult {
	return { outcome: 'conflict', issue: makeIssue('CHANGED_MEANWHILE') };
}

function keptConsent(kept: string, wanted: string): WriteResult {
	const message = `Pipedrive keeps the marketing status '${kept}' and does not change it to '${wanted}'`;
	const hint =
		'It lets a status be changed only once. The person can subscribe again by a form of Campaigns.';
	return { outcome: 'failed', issue: makeIssue('WRITE_FAILED', { message, hint }) };
}
