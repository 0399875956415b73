import { read } from '../../../../lib/connectors/http/body';
import { batchAnswer, requestsIn } from './dynamics/batch';
import { parseFilter } from './dynamics/filter';
import { COLUMNS, invalid, metadataOf } from './dynamics/metadata';
import type { FakeAnswer, FakeRequest } from './fakeServer';

type Row = Readonly<Record<string, unknown>> & { readonly contactid: string };

/**
 * Dataverse as documented: batches whose requests are done one after the other and each for itself, row versions
 * with `If-Match`, an alternate key, duplicate detection that answers 500, choices by number, pages with links.
 */
export interface FakeDynamics {
	handle(request: FakeRequest): FakeAnswer;
	readonly contacts: ReadonlyMap<string, Row>;
	/** Every request inside a batch. */
	readonly parts: readonly FakeRequest[];
	/** What goes wrong with single requests of a batch. */
	failParts(fault: ((part: FakeRequest) => FakeAnswer | undefined) | undefined): void;
	/** Somebody else changes a row. */
	touch(id: string): void;
}

export interface FakeDynamicsOptions {
	readonly token?: string;
	/** Rows on a page, whatever is asked for. */
	readonly page?: number;
	readonly privileges?: readonly string[];
}

const ROOT = '/api/data/v9.2/';

export function fakeDynamics({
	token = 'fake-token',
	page = 10,
	privileges = [],
}: FakeDynamicsOptions = {}): FakeDynamics {
	const contacts = new Map<string, Row>();
	const parts: FakeRequest[] = [];
	let failPart: ((part: FakeRequest) => FakeAnswer | undefined) | undefined;
	let [clock, lastId, version] = [Date.UTC(2026, 10, 22), 0, 1_000];

	const etag = () => `W/"${(version += 1)}"`;
	const time = () => new Date((clock += 1_000)).toISOString().replace('.000Z', 'Z');

	function save(id: string, before: Row | undefined, { headers, query, body }: FakeRequest): FakeAnswer {
		const given = read.object(body);
		const wrong = invalid(given);
		if (wrong !== undefined) return error(400, '0x80048d19', wrong);
		const refusal = duplicate(given, id, headers) ?? forbidden(headers);
		if (refusal) return refusal;
		const now = time();
		const row = {
			createdon: now,
			...before,
			...given,
			contactid: id,
			modifiedon: now,
			'@odata.etag': etag(),
		};
		contacts.set(id, row);
		const address = { 'odata-entityid': `http://fake${ROOT}contacts(${id})`, etag: row['@odata.etag'] };
		if (headers['prefer'] !== 'return=representation') return { status: 204, headers: address };
		const columns = (query.get('$select') ?? '').split(',');
		return { status: before ? 200 : 201, headers: address, body: shown(row, columns) };
	}

	function duplicate(
		given: Readonly<Record<string, unknown>>,
		id: string,
		headers: FakeRequest['headers'],
	): FakeAnswer | undefined {
		const others = [...contacts.values()].filter(({ contactid }) => contactid !== id);
		const same = (column: string) =>
			typeof given[column] === 'string' &&
			others.some((row) => String(row[column] ?? '').toLowerCase() === String(given[column]).toLowerCase());
		if (same('crm_number')) {
			const message =
				'A record that has the attribute values Number already exists. The entity key crm_number requires that this set of attributes contains unique values. Select unique values and try again.';
			return error(412, '0x80060892', message);
		}
		if (headers['mscrm.suppressduplicatedetection'] !== 'false' || !same('emailaddress1')) return undefined;
		const message =
			'A record was not created or updated because a duplicate of the current record already exists.';
		return error(500, '0x80040333', message);
	}

	function forbidden(headers: FakeRequest['headers']): FakeAnswer | undefined {
		const bypasses = headers['mscrm.bypassbusinesslogicexecution'] !== undefined;
		if (!bypasses || privileges.includes('prvBypassCustomBusinessLogic')) return undefined;
		return error(403, '0x80040220', 'The user is missing prvBypassCustomBusinessLogic privilege');
	}

	function one(part: FakeRequest): FakeAnswer {
		parts.push(part);
		const failed = failPart?.(part);
		if (failed) return failed;
		const id = /^contacts\(([\da-f-]{36})\)$/.exec(part.path.slice(ROOT.length))?.[1];
		if (part.method === 'POST') return save(newId(), undefined, part);
		const before = contacts.get(id ?? '');
		if (id === undefined || !before)
			return error(404, '0x80040217', `Entity 'Contact' With Id = ${id} Does Not Exist`);
		if (part.method === 'DELETE') {
			contacts.delete(id);
			return { status: 204 };
		}
		const wanted = part.headers['if-match'];
		if (wanted === undefined || wanted === '*' || wanted === before['@odata.etag'])
			return save(id, before, part);
		return error(
			412,
			'0x80060882',
			"The version of the existing record doesn't match the RowVersion property provided.",
		);
	}

	function newId(): string {
		return `00000000-0000-0000-0000-${String((lastId += 1)).padStart(12, '0')}`;
	}

	function list({ query, headers, path }: FakeRequest): FakeAnswer {
		try {
			const filter = query.get('$filter');
			const fits = filter === null ? () => true : parseFilter(filter);
			const columns = (query.get('$select') ?? '').split(',');
			const unknown = columns.find((column) => !COLUMNS.some(({ name }) => name === column));
			if (unknown !== undefined) throw new Error(`Could not find a property named '${unknown}'`);
			const start = Number(query.get('$skiptoken') ?? 0);
			const found = [...contacts.values()].filter(fits);
			const rows = found.slice(start, start + page).map((row) => shown(row, columns));
			if (start + page >= found.length) return { status: 200, body: { value: rows } };
			const next = new URL(`http://${headers['host'] ?? ''}${path}?${query.toString()}`);
			next.searchParams.set('$skiptoken', String(start + page));
			return { status: 200, body: { value: rows, '@odata.nextLink': next.href } };
		} catch (thrown) {
			return error(400, '0x80060888', String(thrown));
		}
	}

	return {
		contacts,
		parts,
		failParts: (fault) => void (failPart = fault),
		touch(id) {
			const row = contacts.get(id);
			if (row) contacts.set(id, { ...row, '@odata.etag': etag() });
		},
		handle(request) {
			const { method, path, headers } = request;
			if (headers['authorization'] !== `Bearer ${token}`) return { status: 401 };
			if (!path.startsWith(ROOT)) return { status: 404, body: 'Resource not found' };
			const rest = path.slice(ROOT.length);
			if (rest === '$batch') {
				const requests = requestsIn(request);
				if (!requests || requests.length > 1_000) return error(400, '0x80060888', 'The batch is malformed');
				return batchAnswer(requests.map(one));
			}
			if (rest === 'contacts' && method === 'GET') return list(request);
			const found = metadataOf(rest.replace("EntityDefinitions(LogicalName='contact')/", ''));
			return found ? { status: 200, body: { value: found } } : error(404, '0x80060888', 'Resource not found');
		},
	};
}

function shown(row: Row, columns: readonly string[]): Row {
	const values = columns.map((column) => [column, row[column] ?? null] as const);
	return { '@odata.etag': row['@odata.etag'], ...Object.fromEntries(values), contactid: row.contactid };
}

function error(status: number, code: string, message: string): FakeAnswer {
	return { status, body: { error: { code, message } } };
}
