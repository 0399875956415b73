import { read } from '../../../../lib/connectors/http/body';
import type { FakeAnswer, FakeRequest } from './fakeServer';

type Customer = Record<string, unknown> & { id: number };

/**
 * ExpertSender CDP as its help pages and its official shop plugins have it: modes Add, Update and AddOrUpdate, which
 * must name the account's own matching mode; look-ups of one customer; problems as RFC 7807 says; a batch that is
 * refused as a whole; attributes and consents that must be known; phones without spaces.
 */
export interface FakeExpertSender {
	handle(request: FakeRequest): FakeAnswer;
	readonly customers: ReadonlyMap<number, Customer>;
}

export interface FakeExpertSenderOptions {
	readonly apiKey?: string;
	/** The matching mode of the account. */
	readonly matchBy?: string;
	/** Whether the answer to a write tells the ids. */
	readonly tellsIds?: boolean;
	/** Properties that it does not empty. */
	readonly keeps?: readonly string[];
}

const FIELDS: Readonly<Record<string, string>> = { Email: 'email', PhoneNumber: 'phone', CrmId: 'crmId' };

const STANDARD = ['email', 'phone', 'crmId', 'visitorId', 'firstName', 'lastName', 'dateOfBirth', 'gender'];

const ATTRIBUTES = [
	{ id: 1, name: 'City', type: 'String' },
	{ id: 2, name: 'points', type: 'Number' },
	{ id: 3, name: 'Newsletter At', type: 'DateTime' },
	{ id: 4, name: 'Loyal', type: 'Boolean' },
];

const CONSENTS = [
	{ id: 11, name: 'Newsletter', type: 'Email' },
	{ id: 12, name: 'Text messages', type: 'Sms' },
	{ id: 13, name: 'Terms', type: 'General' },
];

export function fakeExpertSender({
	apiKey = 'fake-key',
	matchBy = 'Email',
	tellsIds = false,
	keeps = [],
}: FakeExpertSenderOptions = {}): FakeExpertSender {
	const customers = new Map<number, Customer>();
	let lastId = 53_000;

	function owner(customer: unknown): Customer | undefined {
		const field = FIELDS[matchBy] ?? '';
		return find(field, read.text(customer, field) ?? '');
	}

	function find(field: string, value: string): Customer | undefined {
		const same = (one: Customer) => String(one[field] ?? '').toLowerCase() === value.toLowerCase();
		return value === '' ? undefined : [...customers.values()].find(same);
	}

	function write(body: unknown): FakeAnswer {
		if (read.text(body, 'matchBy') !== matchBy)
			return problem('MatchingModeMismatch', 'matchBy is not the default');
		const data = read.list(body, 'data');
		const mode = read.text(body, 'mode') ?? '';
		const errors = data.flatMap((customer, place) => wrongs(customer, place, mode));
		if (errors.length > 0) return { status: 400, body: { ...PROBLEM, errors: Object.fromEntries(errors) } };
		const ids = data.map((customer) => save(customer));
		return { status: 201, body: { status: 0, data: tellsIds ? ids.map((id) => ({ id })) : null } };
	}

	function wrongs(customer: unknown, place: number, mode: string): (readonly [string, string[]])[] {
		const at = (name: string, what: string): readonly [string, string[]] => [
			`data[${place}].${name}`,
			[what],
		];
		const field = FIELDS[matchBy] ?? '';
		const email = read.text(customer, 'email') ?? '';
		const known = owner(customer);
		const attribute = read.list(customer, 'customAttributes').map((one) => read.text(one, 'name'));
		const unknown = attribute.find((name) => !ATTRIBUTES.some((one) => one.name === name));
		return [
			...(read.text(customer, field) ? [] : [at(field, `The ${field} field is required.`)]),
			...(email === '' || /^[^@\s]+@[^@\s]+$/.test(email) ? [] : [at('email', 'The email is not valid.')]),
			...(/\s/.test(read.text(customer, 'phone') ?? '') ? [at('phone', 'No spaces.')] : []),
			...(unknown === undefined ? [] : [at('customAttributes', `There is no attribute ${unknown}.`)]),
			...(mode === 'Add' && known ? [at(field, 'Customer already exists.')] : []),
			...(mode === 'Update' && !known ? [at(field, 'Customer not found.')] : []),
		];
	}

	function save(body: unknown): number {
		const before = owner(body) ?? { id: (lastId += 1) };
		const customer: Customer = { ...before };
		for (const [name, value] of Object.entries(read.object(body))) {
			if (!STANDARD.includes(name) || (isEmpty(value) && keeps.includes(name))) continue;
			if (isEmpty(value)) delete customer[name];
			else customer[name] = value;
		}
		customer['customAttributes'] = merged(before, body, 'name', 'customAttributes');
		customer['consentsData'] = { consents: merged(before, body, 'id', 'consentsData', 'consents') };
		customers.set(customer.id, customer);
		return customer.id;
	}

	function lookUp(kind: string, value: string): FakeAnswer {
		const customer = kind === 'id' ? customers.get(Number(value)) : find(kind, value);
		if (!customer) return { status: 404, body: { ...PROBLEM, status: 404, substatus: 'CustomerNotFound' } };
		return { status: 200, body: { status: 0, data: customer } };
	}

	return {
		customers,
		handle({ method, path, headers, body }) {
			if (headers['x-api-key'] !== apiKey) return { status: 401, body: { ...PROBLEM, status: 401 } };
			const [entity, kind = '', value = ''] = path.split('/').slice(1).map(decodeURIComponent);
			if (entity === 'customerattributes') return { status: 200, body: { status: 0, data: ATTRIBUTES } };
			if (entity === 'customerconsents') return { status: 200, body: { status: 0, data: CONSENTS } };
			if (entity !== 'customers') return { status: 404 };
			return method === 'POST' ? write(body) : lookUp(kind, value);
		},
	};
}

const PROBLEM = {
	type: 'about:blank',
	title: 'One or more errors occurred.',
	status: 400,
	substatus: 'Invalid',
};

function problem(substatus: string, detail: string): FakeAnswer {
	return { status: 400, body: { ...PROBLEM, substatus, detail } };
}

function isEmpty(value: unknown): boolean {
	return value === null || value === '' || value === 'NotSpecified';
}

/** What is named replaces what has that name; the rest stays. */
function merged(before: unknown, after: unknown, key: string, ...path: readonly string[]): unknown[] {
	const all = [...read.list(before, ...path), ...read.list(after, ...path)];
	const last = new Map(all.map((one) => [read.text(one, key), one]));
	return [...last.values()].filter((one) => read.value(one, 'value') !== '');
}
