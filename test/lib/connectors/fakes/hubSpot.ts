import { read } from '../../../../lib/connectors/http/body';
import type { FakeAnswer, FakeRequest } from './fakeServer';

/**
 * HubSpot's contacts as its documentation and its users describe them: e-mail addresses unique over first and
 * second ones, one conflict refusing a whole batch and naming one contact, the same contact twice in a batch
 * refused, trace ids echoed in any order, a search index that lags, properties that must be known, an archive.
 */
export interface FakeHubSpot {
	handle(request: FakeRequest): FakeAnswer;
	readonly contacts: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

interface Property {
	readonly name: string;
	readonly type: string;
	readonly fieldType?: string;
	readonly unique?: boolean;
	readonly readOnly?: boolean;
	readonly options?: readonly string[];
}

const TEXTS = [
	'firstname',
	'lastname',
	'company',
	'address',
	'zip',
	'city',
	'state',
	'country',
	'gender',
	'industry',
];

const PROPERTIES: readonly Property[] = [
	...['email', 'hs_language', 'hubspot_owner_id', ...TEXTS].map((name) => ({ name, type: 'string' })),
	{ name: 'phone', type: 'phone_number' },
	{ name: 'hs_additional_emails', type: 'enumeration', fieldType: 'checkbox' },
	{ name: 'date_of_birth', type: 'date' },
	{ name: 'hs_object_id', type: 'number', readOnly: true },
	{ name: 'createdate', type: 'datetime', readOnly: true },
	{ name: 'lastmodifieddate', type: 'datetime', readOnly: true },
	{ name: 'crm_number', type: 'string', unique: true },
	{ name: 'newsletter', type: 'bool' },
	{ name: 'newsletter_at', type: 'datetime' },
	{ name: 'points', type: 'number' },
	{ name: 'segment', type: 'enumeration', fieldType: 'checkbox', options: ['a', 'b', 'c'] },
];

export interface FakeHubSpotOptions {
	readonly token?: string;
	/** How many requests later a search finds what was written. */
	readonly lag?: number;
	/** Whether an empty property comes as `null`, as HubSpot sends it and its document does not know it. */
	readonly nulls?: boolean;
	/** So many calls in any ten seconds of this clock. */
	readonly limit?: { readonly calls: number; readonly now: () => number };
}

export function fakeHubSpot({
	token = 'fake-token',
	lag = 0,
	nulls = true,
	limit,
}: FakeHubSpotOptions = {}): FakeHubSpot {
	const contacts = new Map<string, Record<string, string>>();
	const changes: { at: number; id: string; contact: Record<string, string> | undefined }[] = [];
	const index = new Map<string, Record<string, string>>();
	const owners = new Map<string, string>();
	const archive = new Map<
		string,
		{ readonly contact: Record<string, string>; readonly archivedAt: string }
	>();
	let lastId = 100;
	let clock = Date.UTC(2026, 10, 22);
	let count = 0;

	const times: number[] = [];

	function isTooFast(): boolean {
		if (!limit) return false;
		const now = limit.now();
		times.push(now);
		return times.filter((one) => one > now - 10_000).length > limit.calls;
	}

	const known = (name: string) => PROPERTIES.some((property) => property.name === name);
	const time = () => new Date((clock += 1)).toISOString();

	function owner(email: string): string | undefined {
		return owners.get(email.toLowerCase());
	}

	function create(inputs: readonly unknown[]): FakeAnswer {
		const wrong = invalid(inputs);
		if (wrong) return wrong;
		const taken = inputs
			.map((input) => conflictOf(read.object(input, 'properties')))
			.find((id) => id !== undefined);
		if (taken !== undefined) return conflict(`Contact already exists. Existing ID: ${taken}`);
		return batch(
			201,
			inputs.map((input) => save(String((lastId += 1)), {}, input)),
		);
	}

	function conflictOf(properties: Readonly<Record<string, unknown>>, except?: string): string | undefined {
		const number = String(properties['crm_number'] ?? '');
		const ids = emailsOf(properties).map(owner);
		const same = number === '' ? undefined : idOf('crm_number', number);
		return [...ids, same].find((id) => id !== undefined && id !== except);
	}

	function update(inputs: readonly unknown[]): FakeAnswer {
		const wrong = invalid(inputs);
		if (wrong) return wrong;
		const ids = inputs.map((input) => read.text(input, 'id') ?? '');
		if (new Set(ids).size < ids.length)
			return refused(`Duplicate IDs found in batch input: ${ids.join(', ')}`);
		const done: unknown[] = [];
		const errors: unknown[] = [];
		inputs.forEach((input, place) => {
			const id = ids[place] ?? '';
			const before = contacts.get(id);
			const context = { objectWriteTraceId: [read.text(input, 'objectWriteTraceId') ?? ''] };
			if (!before) errors.push(problem('OBJECT_NOT_FOUND', 'Could not get some contacts', context));
			else if (conflictOf(read.object(input, 'properties'), id) !== undefined)
				errors.push(problem('CONFLICT', 'A contact has this value already', context));
			else done.push(save(id, before, input));
		});
		return batch(errors.length > 0 ? 207 : 200, done.reverse(), errors);
	}

	function save(id: string, before: Readonly<Record<string, string>>, input: unknown) {
		const contact: Record<string, string> = { ...before };
		for (const [name, value] of Object.entries(read.object(input, 'properties'))) {
			if (value === '' || value === null) delete contact[name];
			else contact[name] = name.includes('email') ? String(value).toLowerCase() : String(value);
		}
		const now = time();
		put(id, { createdate: now, ...contact, hs_object_id: id, lastmodifieddate: now });
		return {
			...contactOf(id, Object.keys(contact)),
			objectWriteTraceId: read.text(input, 'objectWriteTraceId'),
		};
	}

	function put(id: string, contact: Record<string, string> | undefined): void {
		for (const email of emailsOf(contacts.get(id) ?? {})) owners.delete(email);
		for (const email of emailsOf(contact ?? {})) owners.set(email, id);
		if (contact) contacts.set(id, contact);
		else contacts.delete(id);
		changes.push({ at: count + lag, id, contact });
	}

	/** What the search knows by now. */
	function indexed(): ReadonlyMap<string, Record<string, string>> {
		while ((changes[0]?.at ?? Infinity) < count) {
			const { id, contact } = changes.shift() ?? { id: '', contact: undefined };
			if (contact) index.set(id, contact);
			else index.delete(id);
		}
		return index;
	}

	function contactOf(id: string, properties: readonly string[], from: FakeHubSpot['contacts'] = contacts) {
		const contact = from.get(id) ?? archive.get(id)?.contact ?? {};
		const archived = archive.get(id);
		const asked = nulls ? properties : properties.filter((name) => contact[name] !== undefined);
		const shown = Object.fromEntries(asked.map((name) => [name, contact[name] ?? null]));
		return {
			id,
			properties: shown,
			createdAt: contact['createdate'],
			updatedAt: contact['lastmodifieddate'],
			archived: archived !== undefined,
			...(archived ? { archivedAt: archived.archivedAt } : {}),
		};
	}

	function invalid(inputs: readonly unknown[]): FakeAnswer | undefined {
		if (inputs.length > 100) return refused('The maximum number of inputs is 100');
		for (const input of inputs) {
			for (const [name, value] of Object.entries(read.object(input, 'properties'))) {
				if (!known(name)) return refused(`Property values were not valid: Property "${name}" does not exist`);
				if (name === 'email' && value !== '' && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(String(value)))
					return refused(`Property values were not valid: Email address ${String(value)} is invalid`);
				if (PROPERTIES.find((property) => property.name === name)?.readOnly)
					return refused(`Property values were not valid: "${name}" is a read only property`);
			}
		}
		return undefined;
	}

	function archiveOne(id: string): void {
		const contact = contacts.get(id);
		if (!contact) return;
		put(id, undefined);
		archive.set(id, { contact, archivedAt: time() });
	}

	function batchRead(body: unknown, archived: boolean): FakeAnswer {
		const inputs = read.list(body, 'inputs');
		if (inputs.length > 100) return refused('The maximum number of inputs is 100');
		const properties = read.list(body, 'properties').map(String);
		const idProperty = read.text(body, 'idProperty');
		const ids = inputs.map((input) => {
			const id = read.text(input, 'id') ?? '';
			if (archived) return archive.has(id) ? id : undefined;
			return idOf(idProperty, id);
		});
		const found = [...new Set(ids.filter((id) => id !== undefined))];
		const missing = ids.length - ids.filter((id) => id !== undefined).length;
		const errors = missing > 0 ? [problem('OBJECT_NOT_FOUND', 'Could not get some contacts')] : [];
		return batch(missing > 0 ? 207 : 200, found.map((id) => contactOf(id, properties)).reverse(), errors);
	}

	function idOf(idProperty: string | undefined, value: string): string | undefined {
		if (idProperty === undefined) return contacts.has(value) ? value : undefined;
		if (idProperty === 'email') return owner(value);
		return [...contacts].find(([, contact]) => contact[idProperty] === value)?.[0];
	}

	function search(body: unknown): FakeAnswer {
		const found = indexed();
		const groups = read.list(body, 'filterGroups');
		if (groups.length > 5) return refused('The maximum number of filter groups is 5');
		const limit = Number(read.value(body, 'limit'));
		if (limit > 200) return refused('limit must be at most 200');
		const start = Number(read.text(body, 'after') ?? 0);
		const fitting = [...found].filter(([, contact]) =>
			groups.some((group) => read.list(group, 'filters').every((filter) => fits(contact, filter))),
		);
		const properties = read.list(body, 'properties').map(String);
		const page = fitting.slice(start, start + limit).map(([id]) => contactOf(id, properties, found));
		const more = start + limit < fitting.length ? { paging: { next: { after: String(start + limit) } } } : {};
		return { status: 200, body: { total: fitting.length, results: page, ...more } };
	}

	function list(query: URLSearchParams): FakeAnswer {
		const limit = Number(query.get('limit') ?? 10);
		const after = Number(query.get('after') ?? 0);
		const properties = (query.get('properties') ?? 'email,firstname,lastname').split(',');
		const there = query.get('archived') === 'true' ? archive : contacts;
		const ids = [...there.keys()].filter((id) => Number(id) > after).sort((a, b) => Number(a) - Number(b));
		const page = ids.slice(0, limit);
		const more = ids.length > limit ? { paging: { next: { after: page.at(-1) } } } : {};
		return { status: 200, body: { results: page.map((id) => contactOf(id, properties)), ...more } };
	}

	return {
		contacts,
		handle({ method, path, headers, body, query }) {
			count += 1;
			if (isTooFast()) return TOO_FAST;
			if (headers['authorization'] !== `Bearer ${token}`)
				return {
					status: 401,
					body: {
						status: 'error',
						message: 'Authentication credentials not found',
						category: 'INVALID_AUTHENTICATION',
					},
				};
			const inputs = read.list(body, 'inputs');
			switch (`${method} ${path.replace('/crm/v3/', '')}`) {
				case 'GET properties/contacts':
					return { status: 200, body: { results: PROPERTIES.map(propertyOf) } };
				case 'GET objects/contacts':
					return list(query);
				case 'POST objects/contacts/batch/create':
					return create(inputs);
				case 'POST objects/contacts/batch/update':
					return update(inputs);
				case 'POST objects/contacts/batch/read':
					return batchRead(body, query.get('archived') === 'true');
				case 'POST objects/contacts/batch/archive':
					inputs.forEach((input) => archiveOne(read.text(input, 'id') ?? ''));
					return { status: 204 };
				case 'POST objects/contacts/search':
					return search(body);
				default:
					return { status: 404, body: { status: 'error', message: 'not found' } };
			}
		},
	};
}

function propertyOf({
	name,
	type,
	fieldType = 'text',
	unique = false,
	readOnly = false,
	options = [],
}: Property) {
	return {
		name,
		label: name,
		type,
		fieldType,
		hasUniqueValue: unique,
		hidden: false,
		calculated: false,
		options: options.map((value) => ({ label: value.toUpperCase(), value })),
		modificationMetadata: { readOnlyValue: readOnly },
	};
}

function emailsOf(contact: Readonly<Record<string, unknown>>): string[] {
	const texts = [contact['email'], contact['hs_additional_emails']].map((value) =>
		String(value ?? '').toLowerCase(),
	);
	return texts.flatMap((text) => text.split(';')).filter((text) => text !== '');
}

function fits(contact: Readonly<Record<string, string>>, filter: unknown): boolean {
	const value = contact[read.text(filter, 'propertyName') ?? ''];
	if (value === undefined) return false;
	if (read.text(filter, 'operator') === 'IN') return read.list(filter, 'values').includes(value);
	return value.split(';').includes(read.text(filter, 'value') ?? '');
}

function batch(status: number, results: readonly unknown[], errors: readonly unknown[] = []): FakeAnswer {
	const times = { startedAt: '2026-11-22T00:00:00Z', completedAt: '2026-11-22T00:00:00Z' };
	const failed = errors.length > 0 ? { numErrors: errors.length, errors } : {};
	return { status, body: { status: 'COMPLETE', results, ...failed, ...times } };
}

const TOO_FAST: FakeAnswer = {
	status: 429,
	body: {
		status: 'error',
		message: 'You have reached your ten_secondly_rolling limit.',
		policyName: 'TEN_SECONDLY_ROLLING',
	},
};

function problem(
	category: string,
	message: string,
	context: Readonly<Record<string, readonly string[]>> = {},
) {
	return { status: 'error', category, message, context, errors: [], links: {} };
}

const CORRELATION = { correlationId: '4a68e7a3-2b50-4c6f-9d6b-3a2a4f1d8c11' };

function refused(message: string): FakeAnswer {
	return { status: 400, body: { ...CORRELATION, status: 'error', category: 'VALIDATION_ERROR', message } };
}

function conflict(message: string): FakeAnswer {
	return { status: 409, body: { ...CORRELATION, status: 'error', category: 'CONFLICT', message } };
}
