import { randomUUID } from 'node:crypto';
import { read } from '../../../../lib/connectors/http/body';
import type { FakeAnswer, FakeRequest } from './fakeServer';
import { COLUMNS, metadata } from './twenty/fields';
import { type Fits, parseFilter, type Row } from './twenty/filter';
import { inputOf } from './twenty/input';

/**
 * Twenty as its source shows it (github.com/twentyhq/twenty, packages/twenty-server): batches that are inserted as a
 * whole, unique values that deleted people keep, upserts that restore and move people, filters without escapes.
 */
export interface FakeTwenty {
	handle(request: FakeRequest): FakeAnswer;
	/** Everybody, also who was deleted. */
	readonly people: ReadonlyMap<string, Row>;
	readonly companies: ReadonlyMap<string, Row>;
	/** Deletes a person as a user does. */
	trash(id: string): void;
	/** Changes a person as a user does. */
	edit(id: string, data: Readonly<Record<string, unknown>>): void;
	addCompany(name: string): string;
}

export interface FakeTwentyOptions {
	readonly apiKey?: string;
	/** As it once was: no upsert in REST, one person destroyed in a call, metadata under a name. */
	readonly isOld?: boolean;
	/** What the role of the key may not see. */
	readonly hidden?: 'people' | 'metadata';
	/** Records on a page; 60 in the real one. */
	readonly pageSize?: number;
}

type Data = Readonly<Record<string, unknown>>;

const ROOT = '/rest/';

export function fakeTwenty(options: FakeTwentyOptions = {}): FakeTwenty {
	const { apiKey = 'fake-key', isOld = false, hidden, pageSize = 10 } = options;
	const people = new Map<string, Row>();
	const companies = new Map<string, Row>();
	let clock = Date.UTC(2026, 10, 22);
	const time = () => new Date((clock += 1)).toISOString();

	/** Who has a unique value of this one, deleted or not. */
	function holders(row: Data, among: Iterable<Row> = people.values()): Row[] {
		const email = read.text(row, 'emails', 'primaryEmail');
		const has = (one: Row, name: string) =>
			row[name] !== undefined && row[name] !== null && one[name] === row[name];
		return [...among].filter(
			(one) =>
				one.id === row['id'] ||
				(email !== undefined && read.text(one, 'emails', 'primaryEmail') === email) ||
				has(one, 'crmNumber') ||
				has(one, 'memberNumber'),
		);
	}

	/** All of them, or none. */
	function insertAll(list: readonly Data[]): Row[] {
		const now = time();
		const rows: Row[] = [];
		for (const data of list) {
			const id = read.text(data, 'id') ?? randomUUID();
			if (holders({ ...data, id }, [...people.values(), ...rows]).length > 0) throw duplicate();
			const position = firstPlace() - rows.length;
			rows.push({ createdAt: now, position, ...data, id, updatedAt: now, deletedAt: null });
		}
		for (const row of rows) people.set(row.id, row);
		return rows;
	}

	const firstPlace = () => Math.min(0, ...[...people.values()].map(({ position }) => Number(position))) - 1;

	function update(id: string, data: Data): Row {
		const before = people.get(id);
		if (!before) throw new Error('Record not found');
		if (holders({ ...data, id }).some((one) => one.id !== id)) throw duplicate();
		const row: Record<string, unknown> = { ...before };
		for (const [name, value] of Object.entries(data)) {
			row[name] = isParts(value) ? { ...read.object(before, name), ...value } : value;
		}
		const changed = { ...row, id, updatedAt: time() };
		people.set(id, changed);
		return changed;
	}

	/** Those that are there come first, restored; who has no place of his own goes to the head of the list. */
	function upsertAll(list: readonly Data[]): Row[] {
		const matched = list.map((data) => {
			const found = holders(data);
			if (found.length > 1) throw new Error('Multiple records found with the same unique field values');
			return { data, found: found[0] };
		});
		const updated = matched.flatMap(({ data, found }) =>
			found ? [update(found.id, { position: firstPlace(), ...data, id: found.id, deletedAt: null })] : [],
		);
		return [...updated, ...insertAll(matched.flatMap(({ data, found }) => (found ? [] : [data])))];
	}

	function batch(object: string, body: unknown, upsert: boolean): FakeAnswer {
		if (!Array.isArray(body)) throw new Error('Body must be an array');
		const list = (body as readonly unknown[]).map((data) => read.object(data));
		if (list.length > 60) throw new Error('Maximum number of records to upsert is 60.');
		if (list.some(({ id }) => companies.has(String(id)))) throw duplicate();
		if (object === 'companies') return { status: 201, body: { data: { createCompanies: list.map(addOne) } } };
		const inputs = list.map(inputOf);
		if (isOld && inputs.some(({ id }) => people.has(String(id)))) throw new Error('Record already exists');
		const rows = upsert && !isOld ? upsertAll(inputs) : insertAll(inputs);
		return { status: 201, body: { data: { createPeople: rows } } };
	}

	function addOne(data: Data): Row {
		const id = read.text(data, 'id') ?? randomUUID();
		if (companies.has(id)) throw duplicate();
		const row = { ...data, id, createdAt: time(), deletedAt: null };
		companies.set(id, row);
		return row;
	}

	function chosen(
		rows: ReadonlyMap<string, Row>,
		filter: string | null,
		types: Readonly<Record<string, string>>,
	): Row[] {
		const fits: Fits = filter === null ? () => true : parseFilter(filter, types);
		const withDeleted = filter?.includes('deletedAt[') === true;
		return [...rows.values()].filter((row) => (withDeleted || row['deletedAt'] === null) && fits(row));
	}

	function list(object: string, query: URLSearchParams): FakeAnswer {
		const isPeople = object === 'people';
		const types = isPeople ? COLUMNS : { id: 'UUID', name: 'TEXT' };
		const found = chosen(isPeople ? people : companies, query.get('filter'), types);
		const sorted = found.sort((a, b) => (a.id < b.id ? -1 : 1));
		const after = query.get('starting_after');
		const rest = after === null ? sorted : sorted.filter(({ id }) => id > cursorId(after));
		const page = rest.slice(0, Math.min(Number(query.get('limit') ?? 60), pageSize));
		const [first, last] = [page[0], page.at(-1)].map((row) => (row ? cursorOf(row.id) : null));
		const pageInfo = { hasNextPage: rest.length > page.length, startCursor: first, endCursor: last };
		return { status: 200, body: { data: { [object]: page }, totalCount: found.length, pageInfo } };
	}

	function destroy(id: string | undefined, query: URLSearchParams): FakeAnswer {
		const filter = query.get('filter');
		if (id === undefined && isOld) throw new Error('Record ID not found');
		if (id === undefined && filter === null)
			throw new Error('Filters are mandatory for bulk destroy operations.');
		const gone = id === undefined ? chosen(people, filter, COLUMNS).map((row) => row.id) : [id];
		if (id !== undefined && !people.has(id)) return problem(404, 'Record not found');
		const isSoft = query.get('soft_delete') === 'true';
		gone.forEach((one) => (isSoft ? trash(one) : people.delete(one)));
		return { status: 200, body: { data: { deletePeople: gone.map((one) => ({ id: one })) } } };
	}

	function trash(id: string): void {
		people.set(id, { ...(people.get(id) ?? { id }), deletedAt: time() });
	}

	function objects(query: URLSearchParams): FakeAnswer {
		if (hidden === 'metadata') return problem(403, 'Entity performing the request does not have permission');
		const all = ['company', 'note', 'person'].map((nameSingular) => ({
			id: nameSingular,
			nameSingular,
			fields: [],
		}));
		const from = all.findIndex(({ id }) => id === query.get('starting_after')) + 1;
		const page = all
			.slice(from, from + 2)
			.map((one) => (one.id === 'person' ? { ...one, fields: metadata() } : one));
		const pageInfo = { hasNextPage: from + 2 < all.length, endCursor: page.at(-1)?.id ?? null };
		return { status: 200, body: { data: isOld ? { objects: page } : page, pageInfo } };
	}

	function route({ method, path, query, body }: FakeRequest): FakeAnswer {
		const [object = '', second] = path.slice(ROOT.length).split('/');
		if (path === `${ROOT}metadata/objects` && method === 'GET') return objects(query);
		if (object === 'batch' && method === 'POST')
			return batch(second ?? '', body, query.get('upsert') === 'true');
		if (object !== 'people' && object !== 'companies')
			throw new Error(`object '${object}' not found. eg: companies`);
		if (hidden === object) return problem(403, 'Entity performing the request does not have permission');
		if (method === 'GET' && second === undefined) return list(object, query);
		if (method === 'DELETE' && object === 'people') return destroy(second, query);
		if (method !== 'PATCH' || second === undefined) return problem(405, 'Method not allowed');
		if (people.get(second)?.['deletedAt'] !== null) return problem(404, 'Record not found');
		return { status: 200, body: { data: { updatePerson: update(second, inputOf(read.object(body))) } } };
	}

	return {
		people,
		companies,
		trash,
		edit: (id, data) => void update(id, inputOf(data)),
		addCompany: (name) => addOne({ name }).id,
		handle(request) {
			// Whatever is no path of the interface is answered by the app.
			if (!request.path.startsWith(ROOT))
				return { status: 200, body: '<!DOCTYPE html><title>Twenty</title>' };
			const login = request.headers['authorization'];
			if (login === undefined) return problem(403, 'Missing authentication token', 'FORBIDDEN_EXCEPTION');
			if (login !== `Bearer ${apiKey}`) return problem(401, 'Token invalid.', 'UNAUTHENTICATED');
			try {
				return route(request);
			} catch (thrown) {
				return problem(400, thrown instanceof Error ? thrown.message : String(thrown));
			}
		},
	};
}

function isParts(value: unknown): value is Data {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const duplicate = (): Error => new Error('A duplicate entry was detected: unique constraint was violated');

const cursorOf = (id: string): string => Buffer.from(JSON.stringify({ id })).toString('base64');

function cursorId(cursor: string): string {
	const id = read.text(JSON.parse(Buffer.from(cursor, 'base64').toString('utf8')), 'id');
	if (id === undefined) throw new Error(`Invalid cursor: ${cursor}`);
	return id;
}

export function problem(status: number, message: string, error = 'BadRequestException'): FakeAnswer {
	return { status, body: { statusCode: status, error, messages: [message] } };
}
