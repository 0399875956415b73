import { setTimeout } from 'node:timers/promises';
import { read } from '../../../../lib/connectors/http/body';
import type { FakeAnswer, FakeRequest } from './fakeServer';
import { CATEGORIES, mergeFields } from './mailchimp/audience';
import { answerOf, type FakeMember, hashOf, md5, merge, tagId, timeText } from './mailchimp/members';
import {
	asProblem,
	BAD_KEY,
	NOT_ALLOWED,
	NOT_FOUND,
	problem,
	type Refusal,
	TOO_MANY,
} from './mailchimp/problems';
import { checkEmail, checkMember } from './mailchimp/validate';

/**
 * A Mailchimp audience as its documentation and its users describe it: members by the hash of their address, by the
 * address or by the id of the contact; batches that answer HTTP 200 with errors; people who unsubscribed themselves
 * and people who were deleted for good, whom nobody can bring back; archived ones, who are there and are not.
 */
export interface FakeMailchimp {
	handle(request: FakeRequest): FakeAnswer | Promise<FakeAnswer>;
	readonly members: ReadonlyMap<string, FakeMember>;
	/** Somebody unsubscribes himself in a mail. */
	unsubscribe(email: string): void;
	/** Somebody is deleted for good by a person. */
	forget(email: string): void;
	/** A mail to somebody comes back for good. */
	bounce(email: string): void;
	/** Somebody confirms his subscription. */
	confirm(email: string): void;
	/** Somebody adds a member in the app. */
	add(member: Readonly<Record<string, unknown>>): void;
	/** The most requests that were under way at once. */
	readonly mostAtOnce: number;
}

export interface FakeMailchimpOptions {
	readonly apiKey?: string;
	readonly accessToken?: string;
	readonly listId?: string;
	readonly required?: readonly string[];
	/** Without the empty texts that its document does not know. */
	readonly isStrict?: boolean;
	/** Whether the answers to batches have no ids of contacts, as the published document has it. */
	readonly hasNoContactIds?: boolean;
	/** Whether batches do nothing with tags, of which the published document says nothing. */
	readonly ignoresBatchTags?: boolean;
	/** So long every answer takes, in milliseconds; more than ten at once are refused. */
	readonly delayMs?: number;
}

const MOST_AT_ONCE = 10;

export function fakeMailchimp(options: FakeMailchimpOptions = {}): FakeMailchimp {
	const { apiKey = 'key-us21', accessToken = 'fake-token', listId = 'a1b2c3d4e5' } = options;
	const { required = [], isStrict = false, hasNoContactIds = false, delayMs = 0 } = options;
	const { ignoresBatchTags = false } = options;
	const fields = mergeFields(required);
	const members = new Map<string, FakeMember>();
	/** Their ids by the hashes of their addresses. */
	const ids = new Map<string, string>();
	/** Who cannot be subscribed any more: he unsubscribed himself, or his address bounced. */
	const blocked = new Set<string>();
	const forgotten = new Set<string>();
	let now = Date.UTC(2026, 10, 22, 12);
	let lastId = 0;
	let under = 0;
	let mostAtOnce = 0;

	const shown = (member: FakeMember) => answerOf(member, fields, { isStrict, listId });
	const byHash = (hash: string) => members.get(ids.get(hash) ?? '');
	const byEmail = (email: string) => byHash(hashOf(email));
	// Several changes in a second: `last_changed` does not tell them apart.
	const tick = () => (now += 300);

	const memberAt = (key: string) => members.get(key) ?? byHash(key) ?? byEmail(key);

	function save(before: FakeMember, body: unknown): FakeMember {
		const after = merge(before, body, fields, tick());
		ids.delete(hashOf(before.email));
		ids.set(hashOf(after.email), after.contactId);
		members.set(after.contactId, after);
		return after;
	}

	function newcomer(email: string): FakeMember {
		const contactId = md5(`contact ${(lastId += 1)}`);
		const empty = { merged: {}, interests: {}, tags: [], others: {}, optIn: '', changed: now };
		return { contactId, email, status: '', ...empty };
	}

	/** Why somebody cannot be made or changed so. */
	function refusalOf(
		body: unknown,
		before: FakeMember | undefined,
		skipsRequired: boolean,
	): Refusal | undefined {
		const email = read.text(body, 'email_address') ?? before?.email ?? '';
		const status = read.text(body, 'status');
		const isNew = before === undefined;
		if (isNew && status === undefined) return { title: 'Invalid Resource', detail: 'status is required' };
		const fake = email === before?.email ? undefined : checkEmail(email);
		if (fake) return fake;
		if (forgotten.has(hashOf(email))) return forgottenOne(email);
		if (status === 'subscribed' && blocked.has(hashOf(email))) return compliance(email);
		const other = byEmail(email);
		if (before && other && other.contactId !== before.contactId) return exists(email);
		return checkMember(body, fields, { isNew, skipsRequired });
	}

	function batch(body: unknown, query: URLSearchParams): FakeAnswer {
		const wanted = read.list(body, 'members');
		if (wanted.length > 500) return problem(400, 'Invalid Resource', 'Batch size exceeds 500 members.');
		if (read.value(body, 'update_existing') === true) throw new Error('Nobody may be changed by a batch');
		const errors: unknown[] = [];
		const created: unknown[] = [];
		for (const one of wanted) {
			const email = read.text(one, 'email_address') ?? '';
			const before = byEmail(email);
			const skips = query.get('skip_merge_validation') === 'true';
			const refusal = before ? exists(email) : refusalOf(one, undefined, skips);
			if (refusal) errors.push(batchError(email, refusal));
			else created.push(batchMember(save(newcomer(email), batchBody(one))));
		}
		const counts = { total_created: created.length, total_updated: 0, error_count: errors.length };
		return ok({ new_members: created.reverse(), updated_members: [], errors, ...counts });
	}

	function batchBody(one: unknown) {
		const { tags, ...others } = read.object(one);
		return ignoresBatchTags ? others : { ...others, tags };
	}

	function batchMember(member: FakeMember) {
		const { contact_id: contactId, ...others } = shown(member);
		return hasNoContactIds ? others : { ...others, contact_id: contactId };
	}

	function change(key: string, body: unknown, query: URLSearchParams): FakeAnswer {
		const before = memberAt(key);
		if (!before) return NOT_FOUND;
		const refusal = refusalOf(body, before, query.get('skip_merge_validation') === 'true');
		return refusal ? asProblem(refusal) : ok(shown(save(before, body)));
	}

	function put(key: string, body: unknown, query: URLSearchParams): FakeAnswer {
		if (memberAt(key)) return change(key, body, query);
		const refusal = refusalOf(
			{ ...read.object(body), status: read.value(body, 'status_if_new') },
			undefined,
			false,
		);
		return refusal
			? asProblem(refusal)
			: ok(shown(save(newcomer(read.text(body, 'email_address') ?? ''), body)));
	}

	function archive(key: string): FakeAnswer {
		const before = memberAt(key);
		if (!before) return NOT_FOUND;
		if (before.status === 'archived') return NOT_ALLOWED;
		save(before, { status: 'archived' });
		return { status: 204 };
	}

	function list(query: URLSearchParams): FakeAnswer {
		const count = Number(query.get('count') ?? 10);
		const offset = Number(query.get('offset') ?? 0);
		if (count > 1_000) return problem(400, 'Bad Request', 'count must be at most 1000');
		const status = query.get('status');
		const since = Date.parse(query.get('since_last_changed') ?? '') || -Infinity;
		const fitting = [...members.values()]
			.filter((one) => (status === null ? one.status !== 'archived' : one.status === status))
			.filter(({ changed }) => Date.parse(timeText(changed)) > since);
		const page = fitting.slice(offset, offset + count).map(shown);
		const asked = (query.get('fields') ?? '').split(',').filter((name) => name.startsWith('members.'));
		const answer = {
			members: page.map((one) => only(one, asked)),
			list_id: listId,
			total_items: fitting.length,
		};
		return ok(query.get('fields') === 'total_items' ? { total_items: fitting.length } : answer);
	}

	function tags(key: string, request: FakeRequest): FakeAnswer {
		const member = memberAt(key);
		if (!member) return NOT_FOUND;
		if (request.method === 'GET') {
			const count = Number(request.query.get('count') ?? 10);
			const all = member.tags.map((name) => ({ id: tagId(name), name, date_added: timeText(now) }));
			return ok({ tags: all.slice(0, count), total_items: all.length });
		}
		const names = new Set(member.tags);
		for (const tag of read.list(request.body, 'tags')) {
			const name = read.text(tag, 'name') ?? '';
			if (read.text(tag, 'status') === 'inactive') names.delete(name);
			else names.add(name);
		}
		members.set(member.contactId, { ...member, tags: [...names] });
		return { status: 204 };
	}

	function ofMember(key: string, rest: string | undefined, request: FakeRequest): FakeAnswer {
		if (rest === 'tags') return tags(key, request);
		const { method, body, query } = request;
		const member = memberAt(key);
		if (method === 'PATCH') return change(key, body, query);
		if (method === 'PUT') return put(key, body, query);
		if (method === 'DELETE') return archive(key);
		return member
			? ok(only(shown(member), (query.get('fields') ?? '').split(',').filter(Boolean)))
			: NOT_FOUND;
	}

	function ofAudience(path: readonly string[], request: FakeRequest): FakeAnswer {
		const [what, id, rest] = path;
		const { method, body, query } = request;
		if (what === undefined)
			return method === 'POST' ? batch(body, query) : ok({ id: listId, name: 'Friends' });
		if (what === 'members')
			return id === undefined ? list(query) : ofMember(decodeURIComponent(id), rest, request);
		if (what === 'merge-fields')
			return ok({ merge_fields: fields, list_id: listId, total_items: fields.length });
		if (what !== 'interest-categories') return NOT_FOUND;
		if (id === undefined)
			return ok({
				list_id: listId,
				categories: CATEGORIES.map(({ id: key, title, type }) => ({ id: key, title, type, list_id: listId })),
				total_items: 3,
			});
		const category = CATEGORIES.find((one) => one.id === id);
		const interests = Object.entries<string>(category?.interests ?? {});
		return ok({
			interests: interests.map(([key, name]) => ({ id: key, name, category_id: id, list_id: listId })),
		});
	}

	function answer(request: FakeRequest): FakeAnswer {
		const { path, headers } = request;
		if (path === '/oauth2/metadata')
			return ok({ dc: 'us21', api_endpoint: `http://${headers['host'] ?? ''}/us21`, accountname: 'Friends' });
		const [, user, pair] = /^(\w+) (.+)$/.exec(headers['authorization'] ?? '') ?? [];
		const [, key] = Buffer.from(pair ?? '', 'base64')
			.toString()
			.split(':');
		const isKnown = user === 'Bearer' ? pair === accessToken : key === apiKey;
		if (!isKnown) return BAD_KEY;
		const parts = path.split('/').slice(path.startsWith('/us21') ? 3 : 2);
		const [lists, audience, ...rest] = parts;
		return lists === 'lists' && audience === listId ? ofAudience(rest, request) : NOT_FOUND;
	}

	const set = (email: string, status: string) => save(byEmail(email) ?? newcomer(email), { status });

	return {
		members,
		get mostAtOnce() {
			return mostAtOnce;
		},
		async handle(request) {
			under += 1;
			mostAtOnce = Math.max(mostAtOnce, under);
			const isOver = under > MOST_AT_ONCE;
			if (delayMs > 0) await setTimeout(delayMs);
			under -= 1;
			return isOver ? TOO_MANY : answer(request);
		},
		unsubscribe: (email) => void blocked.add(hashOf(set(email, 'unsubscribed').email)),
		bounce: (email) => void blocked.add(hashOf(set(email, 'cleaned').email)),
		confirm: (email) => void set(email, 'subscribed'),
		add: (member) => void save(newcomer(String(member['email_address'])), member),
		forget(email) {
			const member = byEmail(email);
			if (member) members.delete(member.contactId);
			ids.delete(hashOf(email));
			forgotten.add(hashOf(email));
		},
	};
}

const ok = (body: unknown): FakeAnswer => ({ status: 200, body });

/** The fields that were asked for; all of them where none were. */
function only(member: Readonly<Record<string, unknown>>, asked: readonly string[]) {
	const names = asked.map((name) => name.replace('members.', ''));
	if (names.length === 0) return member;
	return Object.fromEntries(Object.entries(member).filter(([name]) => names.includes(name)));
}

/** As they come in the answer to a batch. */
function batchError(email: string, { detail, field, message, code }: Refusal) {
	return {
		email_address: email,
		error: detail,
		error_code: code ?? 'ERROR_GENERIC',
		...(field === undefined ? {} : { field, field_message: message }),
	};
}

function exists(email: string): Refusal {
	const detail = `${email} is already a list member. Use PUT to insert or update list members.`;
	return { title: 'Member Exists', detail, code: 'ERROR_CONTACT_EXISTS' };
}

function forgottenOne(email: string): Refusal {
	const detail = `${email} was permanently deleted and cannot be re-imported. The contact must re-subscribe to get back on the list.`;
	return { title: 'Forgotten Email Not Subscribed', detail };
}

function compliance(email: string): Refusal {
	const detail = `${email} is in a compliance state due to unsubscribe, bounce, or compliance review and cannot be subscribed.`;
	return { title: 'Member In Compliance State', detail };
}
