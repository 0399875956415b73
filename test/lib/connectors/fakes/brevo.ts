import { read } from '../../../../lib/connectors/http/body';
import {
	acceptable,
	type BrevoAttribute,
	type BrevoContact,
	changed,
	IDENTIFIERS,
	identifierOf,
	phoneOf,
	refusal,
} from './brevo/contacts';
import type { FakeAnswer, FakeRequest } from './fakeServer';

export type { BrevoAttribute, BrevoContact } from './brevo/contacts';

/**
 * Brevo as its reference says and its users report: one contact in a look-up, identifiers that no two contacts
 * share, attributes that are dropped when they do not exist or fit, a batch of changes that is refused as a whole, a
 * blocklist that an address leaves when it changes, pages by number, no `Retry-After`.
 */
export interface FakeBrevo {
	handle(request: FakeRequest): FakeAnswer;
	readonly contacts: ReadonlyMap<number, BrevoContact>;
	/** Puts people into the account, long ago. */
	fill(many: number): void;
	/** Lets time pass, in milliseconds. */
	wait(milliseconds: number): void;
	/** To whom a request for a confirmation was sent. */
	readonly mails: readonly string[];
	/** What a person does: the link in such a mail. */
	confirm(email: string): void;
	/** What a person does: the link in a newsletter, of one list or of all. */
	unsubscribe(email: string, listId?: number): void;
}

export interface FakeBrevoOptions {
	readonly apiKey?: string;
	readonly attributes?: readonly BrevoAttribute[];
	readonly lists?: readonly number[];
	/** Whether it ignores the ids that a list is asked for. */
	readonly ignoresIds?: boolean;
	/** Attributes that an empty text does not take away. */
	readonly keeps?: readonly string[];
	/** Time that passes with every write, in milliseconds. */
	readonly tick?: number;
	/** How long after a contact was created the list has him, in milliseconds; look-ups have him at once. */
	readonly listLag?: number;
	/** Whether the list says nothing of external IDs. */
	readonly hidesExtIds?: boolean;
	/** Answers a batch that has somebody who is not there with what was done and what not, as the reference says. */
	readonly batchInPart?: boolean;
}

const text = (name: string): BrevoAttribute => ({ name, category: 'normal', type: 'text' });

export const ATTRIBUTES: readonly BrevoAttribute[] = [
	...['LASTNAME', 'FIRSTNAME', 'SMS', 'WHATSAPP', 'LANDLINE_NUMBER', 'CITY', 'NEWSLETTER_AT', 'PHONE'].map(
		text,
	),
	{ name: 'POINTS', category: 'normal', type: 'float' },
	{ name: 'BIRTHDAY', category: 'normal', type: 'date' },
	{ name: 'OPT_IN', category: 'normal', type: 'boolean' },
	{
		name: 'DOUBLE_OPT-IN',
		category: 'category',
		enumeration: [
			{ value: 1, label: 'Yes', valueStr: '1' },
			{ value: 2, label: 'No', valueStr: '2' },
		],
	},
	{
		name: 'COUNTRIES',
		category: 'normal',
		type: 'multiple-choice',
		multiCategoryOptions: ['Poland', 'France'],
	},
	{ name: 'CONTACT_OWNER', category: 'normal', type: 'user' },
	{ name: 'ORDER_PRICE', category: 'transactional', type: 'float' },
	{ name: 'TOTAL', category: 'calculated' },
	{ name: 'BLACKLIST', category: 'global' },
];

const KINDS: Readonly<Record<string, string>> = {
	email_id: 'email',
	phone_id: 'SMS',
	ext_id: 'EXT_ID',
	whatsapp_id: 'WHATSAPP',
	landline_number_id: 'LANDLINE_NUMBER',
};

const RATE = {
	'x-sib-ratelimit-limit': '10',
	'x-sib-ratelimit-remaining': '9',
	'x-sib-ratelimit-reset': '1',
};

export function fakeBrevo(options: FakeBrevoOptions = {}): FakeBrevo {
	const { apiKey = 'xkeysib-fake', attributes = ATTRIBUTES, lists = [2, 5, 7], keeps = [] } = options;
	const { tick = 1_000, listLag = 0 } = options;
	const known = new Map(attributes.map((attribute) => [attribute.name, attribute]));
	const contacts = new Map<number, BrevoContact>();
	const owners = makeOwners();
	const mails: string[] = [];
	const waiting = new Map<string, readonly number[]>();
	let lastId = 0;
	let clock = Date.UTC(2026, 10, 22);

	const time = () => new Date((clock += tick)).toISOString();
	const missing = (message = 'Contact does not exist') =>
		refusal('document_not_found', message, undefined, 404);

	function withIdentifier(name: string, value: string): BrevoContact | undefined {
		return contacts.get(owners.of(name, value) ?? 0);
	}

	function byPath(identifier: string, kind: string | null): BrevoContact | FakeAnswer | undefined {
		if (kind === 'contact_id' || (kind === null && /^\d{1,9}$/.test(identifier)))
			return contacts.get(Number(identifier));
		const name = KINDS[kind ?? (identifier.includes('@') ? 'email_id' : 'phone_id')];
		if (name === undefined) return refusal('invalid_parameter', 'Invalid identifier type');
		if (name === 'email') return withIdentifier(name, identifier.toLowerCase());
		if (name === 'EXT_ID') return withIdentifier(name, identifier);
		const phone = phoneOf(identifier);
		if (phone === undefined) return refusal('invalid_parameter', 'Invalid phone number');
		return withIdentifier(name, phone);
	}

	function takenBy(candidate: BrevoContact): readonly string[] {
		return IDENTIFIERS.filter((name) => {
			const value = identifierOf(candidate, name);
			const owner = value === undefined ? undefined : owners.of(name, value);
			return owner !== undefined && owner !== candidate.id;
		});
	}

	/** The contact as he will be, or why he cannot. */
	function draft(before: BrevoContact, body: unknown, verb: 'create' | 'update'): BrevoContact | FakeAnswer {
		const accepted = acceptable(body, known);
		if ('status' in accepted) return accepted;
		const asked = [...read.list(body, 'listIds'), ...read.list(body, 'unlinkListIds')].map(Number);
		if (asked.some((id) => !lists.includes(id)))
			return refusal('invalid_parameter', 'List ID does not exist');
		const { email } = accepted;
		const moved = email !== undefined && verb === 'update' && email !== before.email;
		const left = read.list(body, 'unlinkListIds').map(Number);
		const joined = [...before.listIds, ...read.list(body, 'listIds').map(Number)];
		const change = Object.fromEntries(
			Object.entries(accepted.attributes).filter(([name, value]) => value !== '' || !keeps.includes(name)),
		);
		const kept = email ?? before.email;
		const after: BrevoContact = {
			...before,
			attributes: changed(before.attributes, change),
			// A new address is one that never objected, whatever else the change says.
			emailBlacklisted: moved ? false : flag(body, 'emailBlacklisted', before.emailBlacklisted),
			smsBlacklisted: flag(body, 'smsBlacklisted', before.smsBlacklisted),
			listIds: [...new Set(joined)].filter((id) => !left.includes(id)),
			listUnsubscribed: before.listUnsubscribed,
			modifiedAt: time(),
		};
		if (kept === undefined || kept === '') delete after.email;
		else after.email = kept;
		const taken = takenBy(after);
		if (taken.length === 0) return after;
		const message = `Unable to ${verb} contact, ${taken.join(', ')} is already associated with another Contact`;
		const code = verb === 'create' ? 'duplicate_parameter' : 'invalid_parameter';
		return refusal(code, message, { duplicate_identifiers: taken });
	}

	function create(body: unknown): FakeAnswer {
		const email = read.text(body, 'email');
		const there = email === undefined ? undefined : withIdentifier('email', email.toLowerCase());
		if (there && read.value(body, 'updateEnabled') === true) return save(draft(there, body, 'update'), 204);
		const id = lastId + 1;
		const now = time();
		const empty = { emailBlacklisted: false, smsBlacklisted: false, whatsappBlacklisted: false };
		const blank = { id, ...empty, attributes: {}, listIds: [], listUnsubscribed: [], createdAt: now };
		const drafted = draft({ ...blank, modifiedAt: now }, body, 'create');
		if ('status' in drafted) return drafted;
		if (!IDENTIFIERS.some((name) => identifierOf(drafted, name) !== undefined))
			return refusal('missing_parameter', 'Either one of email, ext_id or SMS is required');
		lastId = id;
		return { ...save(drafted, 201), body: { id } };
	}

	function keep(contact: BrevoContact): void {
		owners.forget(contacts.get(contact.id));
		contacts.set(contact.id, contact);
		owners.learn(contact);
	}

	function save(drafted: BrevoContact | FakeAnswer, status: number): FakeAnswer {
		if ('status' in drafted) return drafted;
		keep(drafted);
		return { status };
	}

	/** All of them or, where one is wrong, none. */
	function changeAll(entries: readonly unknown[]): FakeAnswer {
		const found = entries.map((entry) => contacts.get(Number(read.value(entry, 'id'))));
		const unknown = entries.flatMap((_, place) => (found[place] === undefined ? [place] : []));
		if (unknown.length > 0 && options.batchInPart !== true)
			return missing(`No contact found for indexes ${unknown.join(',')}`);
		const drafts = entries.map((entry, place) => {
			const before = found[place];
			return before && draft(before, entry, 'update');
		});
		const wrong = drafts.find((one): one is FakeAnswer => one !== undefined && 'status' in one);
		if (wrong) return wrong;
		drafts.forEach((one) => one && save(one, 204));
		if (unknown.length === 0) return { status: 204 };
		const idsOf = (isThere: boolean) =>
			entries
				.filter((_, place) => (found[place] !== undefined) === isThere)
				.map((one) => read.value(one, 'id'));
		return { status: 207, body: { successIds: idsOf(true), failureIds: idsOf(false) } };
	}

	function list(query: URLSearchParams): FakeAnswer {
		const [limit, offset] = [Number(query.get('limit') ?? 50), Number(query.get('offset') ?? 0)];
		if (limit > 1_000) return refusal('out_of_range', 'Limit exceeds max value');
		const ids = options.ignoresIds === true ? [] : query.getAll('ids').map(Number);
		if (ids.length > 20) return refusal('out_of_range', 'Maximum 20 ids are allowed');
		const since = Date.parse(query.get('modifiedSince') ?? '');
		const [, name, value] = /^equals\(([^,]+),"([^"]*)"\)$/.exec(query.get('filter') ?? '') ?? [];
		const asked = ids.length === 0 ? [...contacts.values()] : ids.flatMap((id) => contacts.get(id) ?? []);
		const all = asked
			.filter(({ createdAt }) => listLag === 0 || Date.parse(createdAt) + listLag < clock)
			.filter(({ modifiedAt }) => Number.isNaN(since) || Date.parse(modifiedAt) > since)
			.filter(({ attributes: have }) => name === undefined || String(have[name]) === value);
		const sorted = all.sort((a, b) => (query.get('sort') === 'asc' ? a.id - b.id : b.id - a.id));
		const page = sorted.slice(offset, offset + limit).map(listed);
		return { status: 200, body: { contacts: page, count: all.length } };
	}

	function listed(contact: BrevoContact): BrevoContact {
		if (options.hidesExtIds !== true) return contact;
		const shown = Object.entries(contact.attributes).filter(([name]) => name !== 'EXT_ID');
		return { ...contact, attributes: Object.fromEntries(shown) };
	}

	function ask(body: unknown): FakeAnswer {
		const email = read.text(body, 'email')?.toLowerCase() ?? '';
		const asked = read.list(body, 'includeListIds').map(Number);
		if (Number(read.value(body, 'templateId')) !== 4)
			return refusal('invalid_parameter', 'Template does not exist or is not a double opt-in template');
		if (asked.length === 0 || !URL.canParse(read.text(body, 'redirectionUrl') ?? ''))
			return refusal('missing_parameter', 'includeListIds and redirectionUrl are required');
		mails.push(email);
		waiting.set(email, asked);
		return { status: withIdentifier('email', email) ? 204 : 201 };
	}

	function contact(request: FakeRequest, identifier: string): FakeAnswer {
		const found = byPath(decodeURIComponent(identifier), request.query.get('identifierType'));
		if (found === undefined) return missing();
		if ('status' in found) return found;
		if (request.method === 'PUT') return save(draft(found, request.body, 'update'), 204);
		if (request.method === 'GET') return { status: 200, body: { ...found, statistics: {} } };
		if (found.email === 'owner@example.com')
			return refusal('method_not_allowed', "You're not allowed to delete a registered email", undefined, 405);
		contacts.delete(found.id);
		owners.forget(found);
		return { status: 204 };
	}

	function route(request: FakeRequest): FakeAnswer {
		const { method, path, headers, query, body } = request;
		if (!path.startsWith('/v3/')) return { status: 404, body: 'Not Found' };
		if (headers['api-key'] === undefined || headers['api-key'] === '')
			return refusal('unauthorized', 'authentication not found in headers', undefined, 401);
		if (headers['api-key'] !== apiKey) return refusal('unauthorized', 'Key not found', undefined, 401);
		const [top, name, further] = path.slice('/v3/'.length).split('/');
		if (top !== 'contacts') return missing('not found');
		if (name === undefined) return method === 'GET' ? list(query) : create(body);
		if (name === 'attributes') return { status: 200, body: { attributes } };
		if (name === 'lists')
			return lists.includes(Number(further))
				? { status: 200, body: { id: Number(further) } }
				: missing('List ID does not exist');
		if (name === 'batch') return changeAll(read.list(body, 'contacts'));
		if (name === 'doubleOptinConfirmation') return ask(body);
		return contact(request, name);
	}

	return {
		contacts,
		mails,
		handle: (request) => {
			const answer = route(request);
			return { ...answer, headers: { ...RATE, date: new Date(clock).toUTCString(), ...answer.headers } };
		},
		wait: (milliseconds) => void (clock += milliseconds),
		fill(many) {
			const [before, kinds] = [time(), { emailBlacklisted: false, smsBlacklisted: false }];
			for (let number = 0; number < many; number++) {
				keep({
					...{ id: (lastId += 1), email: `old${number}@example.com`, attributes: {}, ...kinds },
					...{ whatsappBlacklisted: false, listIds: [], listUnsubscribed: [] },
					...{ createdAt: before, modifiedAt: before },
				});
			}
			clock += 24 * 3_600_000;
		},
		confirm(email) {
			const found = withIdentifier('email', email);
			if (!found)
				return void create({ email, listIds: waiting.get(email), attributes: { 'DOUBLE_OPT-IN': 1 } });
			found.listIds = [...new Set([...found.listIds, ...(waiting.get(email) ?? [])])];
			found.attributes['DOUBLE_OPT-IN'] = 1;
			found.emailBlacklisted = false;
		},
		unsubscribe(email, listId) {
			const found = withIdentifier('email', email);
			if (!found) return;
			if (listId === undefined) found.emailBlacklisted = true;
			else found.listUnsubscribed.push(listId);
			found.listIds = found.listIds.filter((id) => id !== listId);
			found.modifiedAt = time();
		},
	};
}

/** Who has an identifier. */
function makeOwners() {
	const ids = new Map<string, number>();
	const keysOf = (contact: BrevoContact) =>
		IDENTIFIERS.flatMap((name) => {
			const value = identifierOf(contact, name);
			return value === undefined ? [] : [`${name} ${value}`];
		});
	return {
		of: (name: string, value: string) => ids.get(`${name} ${value}`),
		learn: (contact: BrevoContact) => keysOf(contact).forEach((key) => ids.set(key, contact.id)),
		forget: (contact: BrevoContact | undefined) =>
			contact && keysOf(contact).forEach((key) => ids.delete(key)),
	};
}

function flag(body: unknown, name: string, otherwise: boolean): boolean {
	const value = read.value(body, name);
	return typeof value === 'boolean' ? value : otherwise;
}
