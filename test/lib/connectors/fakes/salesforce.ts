import { read } from '../../../../lib/connectors/http/body';
import type { FakeAnswer, FakeRequest } from './fakeServer';
import { fakeJobs, type Written } from './salesforce/jobs';
import {
	FIELDS,
	furtherFields,
	invalid,
	malformed,
	problem,
	type RecordError,
	type SObject,
} from './salesforce/records';
import { parseQuery } from './salesforce/soql';

/**
 * Salesforce as documented: errors in a list, collections of at most 200 with results in order, SOQL with its escapes,
 * queries in pages, with the recycle bin and without, e-mail addresses that are valid, a unique external id, jobs of the Bulk API, tokens that expire.
 */
export interface FakeSalesforce {
	handle(request: FakeRequest): FakeAnswer;
	readonly contacts: ReadonlyMap<string, SObject>;
	/** From now on the token that was given out last does not count. */
	expireToken(): void;
	/** How many tokens were given out. */
	readonly tokens: () => number;
	/** Jobs come no further than this row from now on. */
	stopJobsAfter(row: number): void;
}

const BASE = '/services/data/v62.0/';

export interface FakeSalesforceOptions {
	readonly token?: string;
	/** Records on a page of a query. */
	readonly page?: number;
	/** A duplicate rule: nobody has the e-mail address of somebody else. */
	readonly duplicateRule?: boolean;
	/** Whether only tokens that it gave out itself count. */
	readonly connectedApp?: boolean;
	/** How many more fields contacts have, `More_0__c` and so on. */
	readonly further?: number;
}

export function fakeSalesforce({
	token = 'fake-token',
	page = 10,
	duplicateRule = false,
	connectedApp = false,
	further = 0,
}: FakeSalesforceOptions = {}): FakeSalesforce {
	const contacts = new Map<string, SObject>();
	const fields = [...furtherFields(further), ...FIELDS];
	const bin = new Map<string, SObject>();
	const cursors = new Map<string, readonly SObject[]>();
	let clock = Date.UTC(2026, 10, 22);
	let [lastId, given, valid, lastRow] = [0, 0, connectedApp ? 'none yet' : token, Infinity];

	const time = () => new Date((clock += 1_000)).toISOString().replace('Z', '+0000');

	function taken(
		fields: Readonly<Record<string, unknown>>,
		id: string,
		allow: boolean,
	): RecordError | undefined {
		const others = [...contacts.values()].filter((one) => one.Id !== id);
		const same = (name: string) =>
			typeof fields[name] === 'string' &&
			others.find((one) => String(one[name] ?? '').toLowerCase() === String(fields[name]).toLowerCase());
		const number = same('Nr__c');
		if (number) {
			const message = `duplicate value found: Nr__c duplicates value on record with id: ${number.Id}`;
			return problem('DUPLICATE_VALUE', message, 'Nr__c');
		}
		if (!duplicateRule || allow || !same('Email')) return undefined;
		return problem('DUPLICATES_DETECTED', 'Use one of these records?');
	}

	function save(id: string | undefined, fields: Readonly<Record<string, unknown>>, allow = false): Written {
		const before = id === undefined ? undefined : contacts.get(id);
		if (id !== undefined && !before) return { error: problem('ENTITY_IS_DELETED', 'entity is deleted') };
		const error = invalid(fields, id === undefined) ?? taken(fields, id ?? '', allow);
		if (error) return { error };
		const now = time();
		const Id = id ?? `003${String((lastId += 1)).padStart(15, '0')}`;
		const whole: SObject = { CreatedDate: now, Newsletter__c: false, ...before, ...fields, Id };
		const stamped = { ...whole, LastModifiedDate: now, SystemModstamp: now };
		const kept = Object.entries(stamped).filter(([, value]) => value !== null && value !== '');
		contacts.set(Id, { ...Object.fromEntries(kept), Id });
		return { id: Id };
	}

	function collection(body: unknown, isNew: boolean, allow: boolean): FakeAnswer {
		const records = read.list(body, 'records').map((record) => read.object(record));
		if (records.length > 200) return error(400, 'EXCEEDED_ID_LIMIT', 'record limit reached.');
		const wrong = records.map((record) => malformed(fieldsOf(record))).find((one) => one !== undefined);
		if (wrong) return error(400, wrong.errorCode, wrong.message);
		const results = records.map((record) => {
			const result = save(isNew ? undefined : read.text(record, 'id'), fieldsOf(record), allow);
			return 'id' in result
				? { id: result.id, success: true, errors: [] }
				: { success: false, errors: [result.error] };
		});
		return { status: 200, body: results };
	}

	function query(text: string, among: Iterable<SObject>): FakeAnswer {
		try {
			const { columns, fits } = parseQuery(text);
			const unknown = columns.find((column) => !fields.some(({ name }) => name === column));
			if (unknown !== undefined) return error(400, 'INVALID_FIELD', `No such column '${unknown}'`);
			const found = [...among].filter(fits).map((record) => shown(record, columns));
			return pageOf(found, `01g${cursors.size}-0`);
		} catch (thrown) {
			return error(400, 'MALFORMED_QUERY', String(thrown));
		}
	}

	function pageOf(found: readonly SObject[], cursor: string): FakeAnswer {
		const [key = '', start = '0'] = cursor.split('-');
		cursors.set(key, found);
		const end = Number(start) + page;
		const done = end >= found.length;
		const next = done ? {} : { nextRecordsUrl: `${BASE}query/${key}-${end}` };
		const records = found.slice(Number(start), end);
		return { status: 200, body: { totalSize: found.length, done, ...next, records } };
	}

	function nextPage(cursor: string): FakeAnswer {
		const found = cursors.get(cursor.split('-')[0] ?? '');
		return found ? pageOf(found, cursor) : error(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
	}

	function retrieve(body: unknown): FakeAnswer {
		const ids = read.list(body, 'ids').map(String);
		if (ids.some((id) => !/^\w{15}(\w{3})?$/.test(id))) return error(400, 'MALFORMED_ID', 'malformed id');
		const fields = read.list(body, 'fields').map(String);
		const found = ids.map((id) => contacts.get(id));
		return { status: 200, body: found.map((record) => (record ? shown(record, fields) : null)) };
	}

	function removeOne(id: string): boolean {
		const record = contacts.get(id);
		if (!record) return false;
		const now = time();
		bin.set(id, { ...record, IsDeleted: true, LastModifiedDate: now, SystemModstamp: now });
		return contacts.delete(id);
	}

	function removeAll(ids: readonly string[]): FakeAnswer {
		const gone = problem('ENTITY_IS_DELETED', 'entity is deleted');
		return {
			status: 200,
			body: ids.map((id) =>
				removeOne(id) ? { id, success: true, errors: [] } : { id, success: false, errors: [gone] },
			),
		};
	}

	function giveToken(body: unknown): FakeAnswer {
		const form = new URLSearchParams(String(body));
		if (form.get('client_secret') !== 'fake-secret')
			return {
				status: 400,
				body: { error: 'invalid_client', error_description: 'invalid client credentials' },
			};
		valid = `token-${(given += 1)}`;
		return { status: 200, body: { access_token: valid, token_type: 'Bearer' } };
	}

	const jobs = fakeJobs(
		(operation, { Id, ...fields }) => save(operation === 'insert' ? undefined : String(Id), typed(fields)),
		(name) => FIELDS.some((one) => one.name === name),
		() => lastRow,
	);

	return {
		contacts,
		expireToken: () => void (valid = 'expired'),
		tokens: () => given,
		stopJobsAfter: (row) => void (lastRow = row),
		handle({ method, path, headers, query: parameters, body }) {
			if (path === '/services/oauth2/token') return giveToken(body);
			if (!path.startsWith(BASE)) return error(404, 'NOT_FOUND', 'The requested resource does not exist');
			if (headers['authorization'] !== `Bearer ${valid}`)
				return error(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
			const rest = path.slice(BASE.length);
			const allow = /allowSave=true/.test(headers['sforce-duplicate-rule-header'] ?? '');
			const q = parameters.get('q') ?? '';
			if (encodeURIComponent(q).length > 16_000) return error(414, 'URI_TOO_LONG', 'URI Too Long');
			if (rest === 'query') return query(q, contacts.values());
			if (rest === 'queryAll') return query(q, [...contacts.values(), ...bin.values()]);
			if (rest.startsWith('query/')) return nextPage(rest.slice('query/'.length));
			if (rest === 'sobjects/Contact/describe') return { status: 200, body: { fields } };
			if (rest === 'composite/sobjects/Contact') return retrieve(body);
			if (rest.startsWith('jobs/ingest')) return jobs.handle(method, rest, body);
			if (rest !== 'composite/sobjects')
				return error(404, 'NOT_FOUND', 'The requested resource does not exist');
			if (method === 'DELETE') return removeAll((parameters.get('ids') ?? '').split(','));
			return collection(body, method === 'POST', allow);
		},
	};
}

function fieldsOf(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
	const own = Object.entries(record).filter(([name]) => name !== 'attributes' && name !== 'id');
	return Object.fromEntries(own);
}

/** A job has text only. */
function typed(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(fields).map(([name, value]) => {
			const type = FIELDS.find((field) => field.name === name)?.type;
			if (type === 'boolean' && value !== null) return [name, value === 'true'];
			return [name, type === 'double' && value !== null ? Number(value) : value];
		}),
	);
}

/** Every field that was asked for; `null` where it is empty. */
function shown(record: SObject, columns: readonly string[]): SObject {
	const values = columns.map((column) => [column, record[column] ?? null] as const);
	return { attributes: { type: 'Contact' }, ...Object.fromEntries(values), Id: record.Id };
}

function error(status: number, errorCode: string, message: string): FakeAnswer {
	return { status, body: [{ errorCode, message }] };
}
