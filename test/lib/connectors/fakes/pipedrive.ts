import { read } from '../../../../lib/connectors/http/body';
import type { FakeAnswer, FakeRequest } from './fakeServer';
import { type FakeField, fieldsOf, SEARCHED } from './pipedrive/fields';
import { failure, personOf, refusal } from './pipedrive/person';
import { type Item, Store } from './pipedrive/store';

export { KEYS } from './pipedrive/fields';

/**
 * Pipedrive's second version of its interface as its documentation has it: tokens for every call, lists by cursor
 * that tell of a change at once and a search that tells of it later, lists and addresses that are replaced as a
 * whole, options by their ids, names as one or as two, deleted persons that are kept, values that are not made right.
 */
export interface FakePipedrive {
	handle(request: FakeRequest): FakeAnswer;
	readonly persons: Store;
	readonly organizations: Store;
	/** Tokens that calls have cost so far. */
	readonly spent: () => number;
	/** Lets time pass, in milliseconds. */
	wait(milliseconds: number): void;
}

export interface FakePipedriveOptions {
	readonly token?: string;
	/** Tokens of the day. */
	readonly budget?: number;
	readonly contactSync?: boolean;
	readonly campaigns?: boolean;
	/** How long after a write the search finds it, in milliseconds. */
	readonly lag?: number;
	/** Time that passes with every write, in milliseconds. */
	readonly tick?: number;
	/** Records on a page at most. */
	readonly page?: number;
	/** Whether the token's user may write. */
	readonly mayWrite?: boolean;
}

const UNAUTHORIZED = failure(401, 'unauthorized access', {
	errorCode: 401,
	error_info: 'Please check developers.pipedrive.com',
});

export function fakePipedrive(options: FakePipedriveOptions = {}): FakePipedrive {
	const { token = 'fake-token', budget = Infinity, mayWrite = true } = options;
	const { contactSync = false, campaigns = false, lag = 8 * 60_000, tick = 1_000, page = 500 } = options;
	const fields = fieldsOf({ contactSync, campaigns });
	let spent = 0;
	let clock = Date.UTC(2026, 10, 22);
	const searched = (item: Item, kind: string) => searchedValues(item, kind, fields);
	const shared = { now: () => clock, lag, page };
	const persons = new Store({ ...shared, searched });
	const organizations = new Store({ ...shared, searched: (item) => [String(item['name'])] });

	function answer(data: unknown, next: string | null = null): FakeAnswer {
		const left = Number.isFinite(budget) ? budget - spent : 1_000_000;
		return {
			status: 200,
			headers: { 'x-daily-ratelimit-token-remaining': String(left), date: new Date(clock).toUTCString() },
			body: { success: true, data, additional_data: { next_cursor: next } },
		};
	}

	function isAffordable(cost: number): boolean {
		if (spent + cost > budget) return false;
		spent += cost;
		return true;
	}

	function search(store: Store, query: URLSearchParams): FakeAnswer {
		const term = query.get('term') ?? '';
		const isExact = query.get('exact_match') === 'true';
		const limit = Number(query.get('limit') ?? 100);
		if (term.length < (isExact ? 1 : 2) || limit > 100) return failure(400, 'Validation failed');
		const found = store.search(term, query.get('fields') ?? '');
		const start = Number(query.get('cursor') ?? 0);
		const items = found
			.slice(start, start + limit)
			.map(({ id, name }) => ({ result_score: 1, item: { id, name } }));
		return answer({ items }, start + limit < found.length ? String(start + limit) : null);
	}

	function list(store: Store, query: URLSearchParams): FakeAnswer {
		const asked = query.get('include_fields')?.split(',') ?? [];
		if (asked.includes('marketing_status') && !campaigns)
			return failure(400, 'Validation failed: include_fields');
		const page = store.list(query);
		return page
			? answer(
					page.items.map((item) => shown(item, asked)),
					page.next,
				)
			: failure(400, 'Validation failed');
	}

	function shown(item: Item, asked: readonly string[] = ['marketing_status']): Item {
		const { marketing_status: status, ...rest } = item;
		return {
			...rest,
			id: item.id,
			...(campaigns && asked.includes('marketing_status') ? { marketing_status: status } : {}),
		};
	}

	function savePerson(body: Readonly<Record<string, unknown>>, before?: Item): FakeAnswer {
		const refused = refusal(body, before, { fields, contactSync, campaigns, organizations });
		if (refused) return refused;
		const values = personOf(body, before, fields);
		return answer(shown(before ? persons.change(before, values) : persons.add(values)));
	}

	function saveOrganization({ name }: Readonly<Record<string, unknown>>): FakeAnswer {
		if (typeof name !== 'string' || name === '') return failure(400, 'Organization name must be given.');
		return answer(organizations.add({ name, owner_id: 1 }));
	}

	function persona({ method, query, body }: FakeRequest, id: number): FakeAnswer {
		const person = persons.items.get(id);
		if (!person) return failure(404, 'Person not found');
		if (method === 'GET') return answer(shown(person, query.get('include_fields')?.split(',') ?? []));
		if (person['is_deleted'] === true) return failure(404, 'Person not found');
		if (method === 'PATCH') return savePerson(read.object(body), person);
		persons.change(person, { is_deleted: true });
		return answer({ id });
	}

	return {
		persons,
		organizations,
		spent: () => spent,
		wait: (milliseconds) => void (clock += milliseconds),
		handle(request) {
			const { method, path, headers, query, body } = request;
			const [collection = '', id] = path.replace('/api/v2/', '').split('/');
			if (headers['x-api-token'] !== token && headers['authorization'] !== `Bearer ${token}`)
				return UNAUTHORIZED;
			if (!path.startsWith('/api/v2/')) return failure(404, 'Unknown method .');
			if (!isAffordable(costOf(method, id))) {
				const left = { 'x-daily-ratelimit-token-remaining': String(Math.max(0, budget - spent)) };
				return { ...failure(429, 'Daily API token budget exceeded'), headers: left };
			}
			if (method !== 'GET' && !mayWrite) return failure(403, 'You do not have permissions to do this.');
			if (collection === 'personFields') return fieldPage(fields, query, answer);
			if (method !== 'GET') clock += tick;
			const store =
				collection === 'persons' ? persons : collection === 'organizations' ? organizations : undefined;
			if (!store) return failure(404, 'Unknown method .');
			if (id === 'search') return search(store, query);
			if (id !== undefined) return persona(request, Number(id));
			if (method === 'GET') return list(store, query);
			return store === persons ? savePerson(read.object(body)) : saveOrganization(read.object(body));
		},
	};
}

function costOf(method: string, id: string | undefined): number {
	if (id === 'search') return 20;
	if (method === 'GET') return id === undefined ? 10 : 1;
	return method === 'DELETE' ? 3 : 5;
}

/** Two pages, so that the second one is asked for. */
function fieldPage(
	fields: readonly FakeField[],
	query: URLSearchParams,
	answer: (data: unknown, next: string | null) => FakeAnswer,
): FakeAnswer {
	const isSecond = query.get('cursor') === 'second';
	const half = Math.ceil(fields.length / 2);
	return answer(isSecond ? fields.slice(half) : fields.slice(0, half), isSecond ? null : 'second');
}

function searchedValues(item: Item, kind: string, fields: readonly FakeField[]): string[] {
	const values = (name: string) => read.list(item, name).map((entry) => read.text(entry, 'value') ?? '');
	if (kind === 'email') return values('emails');
	if (kind === 'phone') return values('phones');
	if (kind !== 'custom_fields') return [String(item['name'])];
	const searchable = fields.filter((field) => field.is_custom_field && SEARCHED.includes(field.field_type));
	return searchable.flatMap(({ field_code }) => read.text(item, 'custom_fields', field_code) ?? []);
}
