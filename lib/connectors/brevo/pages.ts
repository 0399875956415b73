import type { WholePage } from '../crm/directoryReading';
import { read } from '../http/body';
import type { HttpRequest, HttpResponse } from '../http/client';
import type { Session } from '../http/session';
import { CHANGED } from './contact';

/** Contacts in a page at most (https://developers.brevo.com/reference/get-contacts). */
export const PAGE = 1_000;

export const idOf = (contact: unknown): string => read.text(contact, 'id') ?? '';

/** Where a page begins, and who was on the one before. */
export interface Place {
	readonly offset: number;
	readonly before: ReadonlySet<string>;
}

/** Contacts who were not on the page before, and how many there are on all pages. */
export interface Page extends WholePage<Place> {
	readonly count: number;
}

export interface PageOptions {
	/** Only who was created or changed after this moment, in milliseconds since 1970. */
	readonly since?: number | undefined;
	readonly signal?: AbortSignal | undefined;
}

export interface Pages {
	/** One call. */
	ask(query: HttpRequest['query'], signal?: AbortSignal): Promise<readonly unknown[]>;
	/** A page in the order in which contacts were created; the first one without a place. */
	page(place: Place | undefined, options?: PageOptions): Promise<Page>;
	/** Page after page. */
	all(options: PageOptions): AsyncGenerator<Page>;
}

const FIRST: Place = { offset: 0, before: new Set() };

export function makePages(session: Session): Pages {
	async function answerTo(query: HttpRequest['query'], signal?: AbortSignal): Promise<HttpResponse> {
		const request = { method: 'GET', url: 'contacts', query: { ...query } } as const;
		return await session.read({ ...request, ...(signal ? { signal } : {}) });
	}

	/**
	 * Pages by number slip when somebody is removed meanwhile. So each begins with the contact that came last, and
	 * where it does not, one is asked for that is further back; where none helps, the first is as good.
	 */
	async function page(
		{ offset: start, before }: Place = FIRST,
		{ since, signal }: PageOptions = {},
	): Promise<Page> {
		const modifiedSince = since === undefined ? {} : { modifiedSince: new Date(since).toISOString() };
		const at = async (offset: number) =>
			await answerTo({ ...modifiedSince, limit: PAGE, offset, sort: 'asc' }, signal);
		const first = await at(start);
		const { offset, answer } = await joined(start, first, at, before);
		const contacts = contactsOf(answer);
		return {
			items: contacts.filter((one) => !before.has(idOf(one))),
			time: clockOf(first),
			count: Number(read.value(first.body, 'count') ?? NaN),
			...(contacts.length < PAGE
				? {}
				: { next: { offset: offset + PAGE - 1, before: new Set(contacts.map(idOf)) } }),
		};
	}

	return {
		ask: async (query, signal) => contactsOf(await answerTo(query, signal)),
		page,
		async *all(options) {
			let place: Place | undefined;
			do {
				const listed = await page(place, options);
				yield listed;
				place = listed.next;
			} while (place !== undefined);
		},
	};
}

const contactsOf = ({ body }: HttpResponse): readonly unknown[] => read.list(body, 'contacts');

/** A page that has somebody of the one before. */
async function joined(
	start: number,
	first: HttpResponse,
	at: (offset: number) => Promise<HttpResponse>,
	before: ReadonlySet<string>,
): Promise<{ readonly offset: number; readonly answer: HttpResponse }> {
	const isJoined = (answer: HttpResponse) => contactsOf(answer).some((one) => before.has(idOf(one)));
	let [offset, answer] = [start, first];
	for (let back = 1; before.size > 0 && !isJoined(answer); back *= 2) {
		if (back > PAGE) return { offset: start, answer: first };
		offset = Math.max(0, offset - back);
		answer = await at(offset);
	}
	return { offset, answer };
}

/** When an answer was given by Brevo's clock; without it, the newest change that it tells of, which is no later. */
function clockOf(answer: HttpResponse): number {
	const time = Date.parse(answer.headers['date'] ?? '');
	if (!Number.isNaN(time)) return time;
	const changes = contactsOf(answer).map((one) => Date.parse(read.text(one, CHANGED) ?? ''));
	return Math.max(...changes.filter((change) => !Number.isNaN(change)));
}
