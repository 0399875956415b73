import { read } from '../../../../lib/connectors/http/body';
import type { FakeAnswer, FakeRequest } from './fakeServer';

type Contact = Record<string, unknown> & { id: string };

/**
 * EspoCRM 8.4 as a running one was seen to behave: 409 with the records that are alike, phones in E.164 only, `in`
 * on e-mail addresses breaking it, pages of at most 200, UTC times without a zone in whole seconds, an e-mail
 * address shown as its first writer wrote it, the main address alone in lists.
 */
export interface FakeEspoCrm {
	handle(request: FakeRequest): FakeAnswer;
	readonly contacts: ReadonlyMap<string, Contact>;
}

const FIELDS = {
	emailAddress: { type: 'email' },
	phoneNumber: { type: 'phone' },
	...Object.fromEntries(
		[
			'firstName',
			'lastName',
			'addressStreet',
			'addressPostalCode',
			'addressCity',
			'addressState',
			'addressCountry',
			'cCrmNumber',
		].map((name) => [name, { type: 'varchar', maxLength: 100 }]),
	),
	description: { type: 'text' },
	cNewsletter: { type: 'bool' },
	cNewsletterAt: { type: 'datetime' },
	points: { type: 'int' },
	createdAt: { type: 'datetime', readOnly: true },
	modifiedAt: { type: 'datetime', readOnly: true },
	account: { type: 'link' },
};

export function fakeEspoCrm({ apiKey = 'fake-key' } = {}): FakeEspoCrm {
	const contacts = new Map<string, Contact>();
	const firstForms = new Map<string, string>();
	let lastId = 0;
	let clock = Date.UTC(2026, 10, 22);

	const time = () => new Date((clock += 1_000)).toISOString().slice(0, 19).replace('T', ' ');

	function save(id: string, body: Readonly<Record<string, unknown>>, isNew: boolean): FakeAnswer {
		const wrong = invalid(body);
		if (wrong) return wrong;
		const before = contacts.get(id) ?? { id, createdAt: time() };
		const contact: Contact = { ...before };
		for (const [name, value] of Object.entries(body))
			if (name in FIELDS) contact[name] = value === '' ? null : value;
		Object.assign(contact, listed(before, body, 'emailAddress'), listed(before, body, 'phoneNumber'));
		const alike = isNew ? [...contacts.values()].filter((other) => shares(other, contact)) : [];
		if (alike.length > 0) return { status: 409, headers: { 'x-status-reason': 'duplicate' }, body: alike };
		for (const email of all(contact, 'emailAddress')) {
			if (!firstForms.has(email.toLowerCase())) firstForms.set(email.toLowerCase(), email);
		}
		contact['modifiedAt'] = time();
		contacts.set(id, contact);
		return { status: 200, body: shown(contact, true) };
	}

	/** Asked for in a list, a record has its main address; alone it has all. */
	function shown(contact: Contact, whole: boolean): Contact {
		const { emailAddressData, phoneNumberData, ...rest } = contact;
		const email = contact['emailAddress'];
		const first =
			typeof email === 'string' ? { emailAddress: firstForms.get(email.toLowerCase()) ?? email } : {};
		return { ...rest, id: contact.id, ...first, ...(whole ? { emailAddressData, phoneNumberData } : {}) };
	}

	function list(query: URLSearchParams): FakeAnswer {
		const size = Number(query.get('maxSize') ?? 20);
		if (size > 200) return { status: 403, headers: { 'x-status-reason': 'Max size should not exceed 200.' } };
		const where = Object.values(nested(query)['where'] ?? {});
		if (where.some(breaks)) return { status: 500 };
		const fitting = [...contacts.values()].filter((contact) => where.every((one) => fits(contact, one)));
		const page = fitting.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, size);
		return {
			status: 200,
			body: { total: fitting.length, list: page.map((contact) => shown(contact, false)) },
		};
	}

	return {
		contacts,
		handle({ method, path, headers, query, body }) {
			if (headers['x-api-key'] !== apiKey) return { status: 401 };
			const [entity, id] = path.replace('/api/v1/', '').split('/');
			if (entity === 'Metadata') return { status: 200, body: { fields: FIELDS } };
			if (entity !== 'Contact') return { status: 404 };
			if (id === undefined)
				return method === 'GET'
					? list(query)
					: save(String((lastId += 1)).padStart(17, '0'), read.object(body), true);
			const contact = contacts.get(id);
			if (!contact) return { status: 404 };
			if (method === 'PUT') return save(id, read.object(body), false);
			if (method === 'DELETE') contacts.delete(id);
			return { status: 200, body: method === 'DELETE' ? true : shown(contact, true) };
		},
	};
}

function invalid(body: Readonly<Record<string, unknown>>): FakeAnswer | undefined {
	const { phoneNumber: phone, emailAddress: email } = body;
	const failure = (field: string) => ({
		status: 400,
		headers: { 'x-status-reason': 'validationFailure' },
		body: { messageTranslation: { label: 'validationFailure', data: { field, type: 'valid' } } },
	});
	if (typeof phone === 'string' && phone !== '' && !/^\+\d{7,15}$/.test(phone)) return failure('phoneNumber');
	if (typeof email === 'string' && email !== '' && !/^[^@\s]+@[^@\s]+$/.test(email))
		return failure('emailAddress');
	return undefined;
}

/** The main one alone replaces the main one; a list replaces them all. */
function listed(before: Contact, body: Readonly<Record<string, unknown>>, name: string) {
	const key = `${name}Data`;
	if (Array.isArray(body[key])) return { [key]: body[key] };
	if (typeof body[name] !== 'string') return {};
	const others = entries(before, name).filter(
		(entry) => entry['primary'] !== true && entry[name] !== body[name],
	);
	return { [key]: [{ [name]: body[name], primary: true }, ...others] };
}

function entries(contact: Contact, name: string): Record<string, unknown>[] {
	return read.list(contact, `${name}Data`).map((entry) => ({ ...read.object(entry) }));
}

function all(contact: Contact, name: string): string[] {
	return entries(contact, name).map((entry) => String(entry[name]));
}

function shares(one: Contact, other: Contact): boolean {
	const emails = new Set(all(one, 'emailAddress').map((email) => email.toLowerCase()));
	return all(other, 'emailAddress').some((email) => emails.has(email.toLowerCase()));
}

/** `where[0][type]=or` as PHP reads it. */
function nested(query: URLSearchParams): Record<string, Record<string, unknown>> {
	const root: Record<string, Record<string, unknown>> = {};
	for (const [name, value] of query) {
		const path = name.split(/[[\]]+/).filter((part) => part !== '');
		const last = path.pop() ?? '';
		let place: Record<string, unknown> = root;
		for (const part of path) place = (place[part] ??= {}) as Record<string, unknown>;
		place[last] = value;
	}
	return root;
}

function breaks(where: unknown): boolean {
	return read.text(where, 'type') === 'in' && read.text(where, 'attribute') === 'emailAddress';
}

function fits(contact: Contact, where: unknown): boolean {
	const attribute = read.text(where, 'attribute') ?? '';
	const wanted = read.text(where, 'value') ?? '';
	const value = contact[attribute];
	switch (read.text(where, 'type')) {
		case 'or':
			return Object.values(read.object(where, 'value')).some((one) => fits(contact, one));
		case 'in':
			return Object.values(read.object(where, 'value')).map(String).includes(String(value));
		case 'equals':
			if (attribute === 'emailAddress')
				return all(contact, attribute).some((email) => email.toLowerCase() === wanted.toLowerCase());
			return attribute === 'phoneNumber'
				? all(contact, attribute).includes(wanted)
				: String(value) === wanted;
		case 'greaterThan':
		case 'after':
			return String(value) > wanted;
		default:
			return false;
	}
}
