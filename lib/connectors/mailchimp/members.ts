import { createHash } from 'node:crypto';
import type { CrmRecord } from '../crm/driver';
import { writeTime } from '../crm/jsonForms';
import { read } from '../http/body';
import type { Session } from '../http/session';
import type { Layout } from './layout';
import { MEMBER_FIELDS, toRecord } from './member';

/** The most that Mailchimp gives at once. */
export const PAGE = 1_000;

/** So many of a page come again with the next: whoever is archived meanwhile moves the others up. */
const AGAIN = 50;

const NOT_FOUND = 404;

export interface PageQuery {
	/** Only who was changed after this moment; ISO 8601. */
	readonly since?: string | undefined;
	/** Only who was archived; everybody else when left out. */
	readonly archived?: boolean;
	readonly signal?: AbortSignal | undefined;
}

/** The members of an audience as records. Who was archived is not there, unless he is asked for. */
export interface Members {
	/** @param key the id, the e-mail address or its hash */
	one(key: string): Promise<CrmRecord | undefined>;
	/** The same, also where he was archived. */
	any(key: string): Promise<CrmRecord | undefined>;
	pages(query: PageQuery): AsyncGenerator<readonly CrmRecord[]>;
	/** How many there are, those who were archived left out. */
	count(): Promise<number>;
	/** A member of an answer. */
	record(member: unknown): Promise<CrmRecord>;
	/** The names of all tags that a member has. */
	tagsOf(id: string): Promise<readonly string[]>;
}

/** By what Mailchimp knows an e-mail address (https://mailchimp.com/developer/marketing/docs/methods-parameters/#path-parameters). */
export function hashOf(email: string): string {
	return createHash('md5').update(email.toLowerCase()).digest('hex');
}

const idOf = (member: unknown): string => read.text(member, 'contact_id') ?? '';

export const isArchived = ({ properties }: CrmRecord): boolean => properties['status'] === 'archived';

/**
 * Two changes within one second have one `last_changed`, and some change nothing of it: what a member has tells them
 * apart.
 */
function withVersion(record: CrmRecord): CrmRecord {
	const text = JSON.stringify({ ...record.properties, last_changed: '' });
	return { ...record, version: createHash('md5').update(text).digest('hex') };
}

/** @param layout what the members have, once it was asked for */
export function makeMembers(session: Session, audience: string, layout: () => Layout): Members {
	const at = (key: string) => `${audience}/members/${encodeURIComponent(key)}`;

	async function tagsOf(id: string): Promise<readonly string[]> {
		const { body } = await session.read({ method: 'GET', url: `${at(id)}/tags`, query: { count: PAGE } });
		return read.list(body, 'tags').map((tag) => read.text(tag, 'name') ?? '');
	}

	/** With a member come fifty of his tags. */
	async function record(member: unknown): Promise<CrmRecord> {
		const found = toRecord(member, layout());
		const given = read.list(member, 'tags').length;
		if (Number(read.value(member, 'tags_count') ?? 0) <= given) return withVersion(found);
		return withVersion({ ...found, properties: { ...found.properties, tags: await tagsOf(found.id) } });
	}

	async function any(key: string): Promise<CrmRecord | undefined> {
		const query = { fields: MEMBER_FIELDS.join(',') };
		const { status, body } = await session.read({ method: 'GET', url: at(key), query }, [NOT_FOUND]);
		return status === NOT_FOUND ? undefined : await record(body);
	}

	async function page(offset: number, { since, archived, signal }: PageQuery): Promise<readonly unknown[]> {
		const { body } = await session.read({
			method: 'GET',
			url: `${audience}/members`,
			query: {
				fields: MEMBER_FIELDS.map((field) => `members.${field}`).join(','),
				count: PAGE,
				offset,
				status: archived ? 'archived' : undefined,
				since_last_changed: since === undefined ? undefined : writeTime(since),
			},
			...(signal ? { signal } : {}),
		});
		return read.list(body, 'members');
	}

	async function* pages(query: PageQuery): AsyncGenerator<readonly CrmRecord[]> {
		const { archived = false } = query;
		let last = new Set<string>();
		for (let offset = 0; ; offset += PAGE - AGAIN) {
			const members = await page(offset, query);
			const fresh = members.filter((one) => !last.has(idOf(one)));
			const records = await Promise.all(fresh.map(record));
			yield records.filter((one) => isArchived(one) === archived);
			if (members.length < PAGE) return;
			last = new Set(members.map(idOf));
		}
	}

	return {
		any,
		one: async (key) => {
			const found = await any(key);
			return found === undefined || isArchived(found) ? undefined : found;
		},
		pages,
		count: async () => {
			const query = { count: 1, fields: 'total_items' };
			const { body } = await session.read({ method: 'GET', url: `${audience}/members`, query });
			return Number(read.value(body, 'total_items') ?? 0);
		},
		record,
		tagsOf,
	};
}
