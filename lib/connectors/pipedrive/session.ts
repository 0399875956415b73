import { read } from '../http/body';
import type { ConnectorTools, HttpResponse } from '../http/client';
import { makePace } from '../http/pace';
import { makeSession, type Session, type Verdict } from '../http/session';

/** What a call costs of the account's tokens of a day, by kind (https://developers.pipedrive.com/docs/api/v1/Persons). */
export const COST = { list: 10, search: 20 } as const;

/** Records on a page of a list, and of a search; records that are asked for by their ids in one call. */
export const PAGE = 500;
const SEARCH_PAGE = 100;
export const MOST_IDS = 100;

/** Calls are counted in a window that slides. */
const WINDOW_MS = 2_000;

/** The search has a limit of its own, the same in every plan (https://pipedrive.readme.io/docs/core-api-concepts-rate-limiting). */
const SEARCHES = { calls: 10, perMs: WINDOW_MS };

/** How long an account that went on after its limit is kept out; Pipedrive does not say it. */
const BLOCK_MS = 60_000;

/** What has records that are listed, searched and asked for by id in the same way. */
export type Collection = 'persons' | 'organizations';

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export interface ListOptions {
	readonly query?: Query;
	/** Where to go on. */
	readonly cursor?: string | undefined;
	readonly signal?: AbortSignal | undefined;
}

/** A page, where the next one begins, and when it was given by the server's clock, in milliseconds since 1970. */
export interface Page {
	readonly items: readonly unknown[];
	readonly next?: string;
	readonly time?: number;
}

export interface Pipedrive {
	readonly session: Session;
	page(path: string, options?: ListOptions): Promise<Page>;
	/** Page after page, as long as there is one. */
	pages(path: string, options?: ListOptions): AsyncGenerator<readonly unknown[]>;
	/** The records of some ids, at most `MOST_IDS`; who is deleted is left out. */
	byIds(path: Collection, ids: readonly string[], query?: Query): Promise<readonly unknown[]>;
	/** The ids of the records that have a text as a whole in a kind of field, without regard to case. */
	search(path: Collection, term: string, fields: string): Promise<readonly string[]>;
}

export interface PipedriveOptions {
	/** Such as https://acme.pipedrive.com. */
	readonly baseUrl: string;
	/** Calls in two seconds. */
	readonly calls: number;
}

export function openPipedrive(tools: ConnectorTools, { baseUrl, calls }: PipedriveOptions): Pipedrive {
	const searches = makePace([SEARCHES], tools);
	const session = makeSession(tools, {
		title: 'Pipedrive',
		baseUrl: `${baseUrl}/api/v2`,
		limits: [{ calls, perMs: WINDOW_MS }],
		judge,
		messageOf,
		hints: {
			login:
				"Check the API token, and that 'Company Address' is the company of that token. A token ends when its user makes a new one.",
			permission:
				"Give the token's user the permission to use the API and to see, add and edit contacts; an app needs the scope contacts:full.",
			address: "Check 'Company Address', such as https://acme.pipedrive.com.",
		},
	});

	async function page(path: string, { query, cursor, signal }: ListOptions = {}): Promise<Page> {
		const { body, headers } = await session.read({
			method: 'GET',
			url: path,
			query: { limit: PAGE, ...query, cursor },
			...(signal ? { signal } : {}),
		});
		const next = read.text(body, 'additional_data', 'next_cursor');
		const time = Date.parse(headers['date'] ?? '');
		return {
			items: read.list(body, 'data'),
			...(next === undefined ? {} : { next }),
			...(Number.isNaN(time) ? {} : { time }),
		};
	}

	async function* pages(path: string, options: ListOptions = {}): AsyncGenerator<readonly unknown[]> {
		for (let cursor = options.cursor; ;) {
			const { items, next } = await page(path, { ...options, cursor });
			yield items;
			if (next === undefined) return;
			cursor = next;
		}
	}

	return {
		session,
		page,
		pages,
		byIds: async (path, ids, query = {}) => {
			if (ids.length === 0) return [];
			const found: unknown[] = [];
			const asked = { ...query, ids: ids.join(','), limit: MOST_IDS };
			for await (const items of pages(path, { query: asked })) found.push(...items);
			return found.filter((item) => read.value(item, 'is_deleted') !== true);
		},
		search: async (path, term, fields) => {
			const query = { term, fields, exact_match: true, limit: SEARCH_PAGE };
			const ids: string[] = [];
			for (let cursor: string | undefined; ;) {
				await searches.wait();
				const { body } = await session.read({
					method: 'GET',
					url: `${path}/search`,
					query: { ...query, cursor },
				});
				ids.push(
					...read.list(body, 'data', 'items').flatMap((found) => read.text(found, 'item', 'id') ?? []),
				);
				cursor = read.text(body, 'additional_data', 'next_cursor');
				if (cursor === undefined) return ids;
			}
		},
	};
}

/**
 * 429 is the limit of two seconds or that of the day. Who goes on all the same is kept out by the gateway, which
 * answers 403 with a page for people.
 */
function judge({ status, headers, body }: HttpResponse): Verdict | undefined {
	if (status === 402) return { kind: 'permission' };
	if (status === 403 && typeof body === 'string' && body.includes('<'))
		return { kind: 'throttled', retryAfterMs: BLOCK_MS };
	if (status !== 429) return undefined;
	if (isDayGone(headers)) return { kind: 'quota' };
	if (headers['retry-after'] !== undefined) return { kind: 'throttled' };
	const seconds = Number(headers['x-ratelimit-reset']);
	return { kind: 'throttled', retryAfterMs: seconds > 0 ? seconds * 1_000 : WINDOW_MS };
}

/** Whether the tokens that are left pay for no further call; the header is not always there. */
function isDayGone(headers: HttpResponse['headers']): boolean {
	const left = headers['x-daily-ratelimit-token-remaining'];
	return (left !== undefined && Number(left) < COST.search) || headers['x-daily-requests-left'] === '0';
}

function messageOf({ status, body }: HttpResponse): string | undefined {
	if (typeof body === 'string') return undefined;
	const error = read.text(body, 'error') ?? read.text(body, 'message');
	// The hint of a wrong login only points at the documentation.
	const further = status === 401 ? undefined : read.text(body, 'error_info');
	return [error, further].filter((part) => part !== undefined && part !== '').join('. ') || undefined;
}
