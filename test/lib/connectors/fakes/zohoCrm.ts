import { read } from '../../../../lib/connectors/http/body';
import type { FakeAnswer, FakeRequest } from './fakeServer';
import { parseQuery } from './zohoCrm/coql';
import { FIELDS, type FieldProblem, invalid, metadata } from './zohoCrm/fields';

type Row = Readonly<Record<string, unknown>> & { readonly id: string };

/**
 * Zoho CRM as documented: an answer for each record in order, 207 where they differ and 400 where all are wrong, the
 * same body in each; queries that answer 204 when nothing is found; unique fields; its own word before the token, or
 * that of the standard; what was deleted by id, name and time.
 */
export interface FakeZoho {
	handle(request: FakeRequest): FakeAnswer;
	readonly contacts: ReadonlyMap<string, Row>;
	/** Credits that were used. */
	readonly credits: () => number;
}

const ROOT = '/crm/v8/';

/** What may stand before a token (https://www.zoho.com/accounts/protocol/oauth/use-access-token.html). */
const SCHEMES = ['Zoho-oauthtoken', 'Bearer'];

export function fakeZoho({ token = 'fake-token' } = {}): FakeZoho {
	const contacts = new Map<string, Row>();
	const deleted: Readonly<Record<string, unknown>>[] = [];
	let [clock, lastId, credits] = [Date.UTC(2026, 10, 22), 5_725_767_000_000_000_000n, 0];

	/** In the zone of the organization, in whole seconds. */
	function time(): string {
		const local = new Date((clock += 1_000) + 2 * 3_600_000);
		return `${local.toISOString().slice(0, 19)}+02:00`;
	}

	function save(
		record: Readonly<Record<string, unknown>>,
		isNew: boolean,
	): Readonly<Record<string, unknown>> {
		const id = isNew ? String((lastId += 1n)) : String(record['id']);
		const before = contacts.get(id);
		if (!isNew && !before)
			return refused({
				code: 'INVALID_DATA',
				message: 'the id given seems to be invalid',
				details: { api_name: 'id' },
			});
		const wrong = invalid(record, isNew) ?? duplicate(record, id);
		if (wrong) return refused(wrong);
		const now = time();
		const known = Object.entries(record).filter(([name]) => FIELDS.some((field) => field.name === name));
		contacts.set(id, { Created_Time: now, ...before, ...Object.fromEntries(known), id, Modified_Time: now });
		const details = { id, Created_Time: contacts.get(id)?.['Created_Time'], Modified_Time: now };
		return {
			code: 'SUCCESS',
			status: 'success',
			message: isNew ? 'record added' : 'record updated',
			details,
		};
	}

	function duplicate(record: Readonly<Record<string, unknown>>, id: string): FieldProblem | undefined {
		const number = record['Number'];
		const other = [...contacts.values()].find((row) => row.id !== id && row['Number'] === number);
		if (typeof number !== 'string' || !other) return undefined;
		const details = {
			api_name: 'Number',
			duplicate_record: { id: other.id },
			id: other.id,
			more_records: false,
		};
		return { code: 'DUPLICATE_DATA', message: 'duplicate data', details };
	}

	function write(body: unknown, isNew: boolean): FakeAnswer {
		const records = read.list(body, 'data').map((record) => read.object(record));
		if (records.length === 0 || records.length > 100)
			return problem(400, 'INVALID_DATA', 'data: 1 to 100 records');
		credits += Math.ceil(records.length / 10);
		return answered(
			records.map((record) => save(record, isNew)),
			isNew ? 201 : 200,
		);
	}

	function query(text: string): FakeAnswer {
		credits += 1;
		if (!text.includes(' from Contacts where ')) return problem(400, 'INVALID_MODULE', 'invalid module');
		try {
			const { columns, limit, fits } = parseQuery(text);
			const found = [...contacts.values()].filter(fits);
			if (found.length === 0) return { status: 204 };
			const data = found.slice(0, Math.min(limit, 10)).map((row) => shown(row, columns));
			const info = { count: data.length, more_records: found.length > data.length };
			return { status: 200, body: { data, info } };
		} catch (thrown) {
			return problem(400, 'SYNTAX_ERROR', String(thrown));
		}
	}

	function removeOne(id: string): boolean {
		const row = contacts.get(id);
		if (!row) return false;
		const display_name = [row['First_Name'], row['Last_Name']].filter(Boolean).join(' ');
		deleted.unshift({ id, display_name, deleted_time: time(), type: 'recycle', deleted_by: null });
		return contacts.delete(id);
	}

	/** The last one first; after 2,000 records only with the token of the page before. */
	function deletedPage(query: URLSearchParams, since: string | undefined): FakeAnswer {
		credits += 1;
		const after = since === undefined ? -Infinity : Date.parse(since);
		const found = deleted.filter((row) => Date.parse(String(row['deleted_time'])) > after);
		if (found.length === 0) return { status: since === undefined ? 204 : 304 };
		const size = Number(query.get('per_page') ?? 200);
		const token = query.get('page_token');
		const start = token === null ? (Number(query.get('page') ?? 1) - 1) * size : Number(token);
		if (token === null && start >= 2_000)
			return problem(400, 'DISCRETE_PAGINATION_LIMIT_EXCEEDED', 'use page_token');
		const [data, more] = [found.slice(start, start + size), start + size < found.length];
		const next = more ? { next_page_token: String(start + size) } : {};
		return { status: 200, body: { data, info: { per_page: size, more_records: more, ...next } } };
	}

	function removeAll(ids: readonly string[]): FakeAnswer {
		const results = ids.map((id) =>
			removeOne(id)
				? { code: 'SUCCESS', status: 'success', message: 'record deleted', details: { id } }
				: { code: 'INVALID_DATA', status: 'error', message: 'record not deleted', details: { id } },
		);
		return answered(results, 200);
	}

	return {
		contacts,
		credits: () => credits,
		handle({ method, path, headers, query: parameters, body }) {
			if (!path.startsWith(ROOT))
				return problem(404, 'INVALID_URL_PATTERN', 'Please check if the URL is correct');
			if (!SCHEMES.some((scheme) => headers['authorization'] === `${scheme} ${token}`))
				return problem(401, 'INVALID_TOKEN', 'invalid oauth token');
			switch (`${method} ${path.slice(ROOT.length)}`) {
				case 'POST coql':
					return query(read.text(body, 'select_query') ?? '');
				case 'GET settings/fields':
					return { status: 200, body: { fields: metadata() } };
				case 'GET Contacts/deleted':
					return deletedPage(parameters, headers['if-modified-since']);
				case 'POST Contacts':
					return write(body, true);
				case 'PUT Contacts':
					return write(body, false);
				case 'DELETE Contacts':
					return removeAll((parameters.get('ids') ?? '').split(','));
				default:
					return problem(400, 'INVALID_MODULE', 'the module name given seems to be invalid');
			}
		},
	};
}

function refused({ code, message, details }: FieldProblem) {
	return { code, status: 'error', message, details };
}

function answered(data: readonly Readonly<Record<string, unknown>>[], good: number): FakeAnswer {
	const wrong = data.filter(({ status }) => status === 'error').length;
	return { status: wrong === 0 ? good : wrong === data.length ? 400 : 207, body: { data } };
}

function shown(row: Row, columns: readonly string[]): Row {
	const unknown = columns.find((column) => column !== 'id' && !FIELDS.some(({ name }) => name === column));
	if (unknown !== undefined) throw new Error(`INVALID_QUERY: no column ${unknown}`);
	return { ...Object.fromEntries(columns.map((column) => [column, row[column] ?? null])), id: row.id };
}

function problem(status: number, code: string, message: string): FakeAnswer {
	return { status, body: { code, details: {}, message, status: 'error' } };
}
