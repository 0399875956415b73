import { read } from '../../../../lib/connectors/http/body';
import type { FakeAnswer, FakeRequest } from './fakeServer';

type Partner = Record<string, unknown> & { id: number };

/**
 * Odoo's contacts as its documentation and its source describe them, by both of its interfaces: exceptions as the
 * body of a status in JSON-2 and inside an envelope with the status 200 in JSON-RPC, a list of new contacts made as
 * a whole or not at all, `false` where there is nothing, times in whole seconds without a zone, what a field points
 * at as its id and name, domains in Polish notation.
 */
export interface FakeOdoo {
	handle(request: FakeRequest): FakeAnswer;
	readonly partners: ReadonlyMap<number, Partner>;
	/** As a person does it. */
	archive(id: number): void;
	/** The model's methods that a request calls. */
	methodOf(request: FakeRequest): string;
}

/** An exception of Odoo's, with the status that JSON-2 gives it. */
class OdooError extends Error {
	constructor(
		readonly exception: string,
		message: string,
		readonly status: number,
	) {
		super(message);
	}
}

const char = (name: string, more: object = {}) => [name, { type: 'char', string: name, ...more }] as const;

const FIELDS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = Object.fromEntries([
	...['email', 'phone', 'ref', 'company_name', 'street', 'zip', 'city', 'x_first', 'x_last'].map((name) =>
		char(name),
	),
	char('name', { required: true }),
	['phone_sanitized', { type: 'char', string: 'Sanitized', readonly: true, store: true }],
	['comment', { type: 'html', string: 'Notes' }],
	[
		'lang',
		{
			type: 'selection',
			string: 'Language',
			selection: [
				['en_US', 'English'],
				['pl_PL', 'Polish'],
			],
		},
	],
	['country_id', { type: 'many2one', string: 'Country' }],
	['x_newsletter', { type: 'boolean', string: 'Newsletter' }],
	['x_newsletter_at', { type: 'datetime', string: 'Newsletter since' }],
	['points', { type: 'integer', string: 'Points' }],
	['active', { type: 'boolean', string: 'Active' }],
	['id', { type: 'integer', string: 'ID', readonly: true }],
	['create_date', { type: 'datetime', string: 'Created on', readonly: true }],
	['write_date', { type: 'datetime', string: 'Last Updated on', readonly: true }],
]);

const COUNTRIES = [
	{ id: 57, code: 'DE', name: 'Germany' },
	{ id: 179, code: 'PL', name: 'Poland' },
];

const KEY = 'fake-key';
const DATABASE = 'company';
const USER = { id: 7, login: 'import@example.com' };

export function fakeOdoo(): FakeOdoo {
	const partners = new Map<number, Partner>();
	let lastId = 40;
	let clock = Date.UTC(2026, 10, 22);

	const time = () => new Date((clock += 1_000)).toISOString().slice(0, 19).replace('T', ' ');

	function call(model: string, method: string, params: Readonly<Record<string, unknown>>): unknown {
		if (model === 'res.country' && method === 'search_read') return COUNTRIES;
		if (model !== 'res.partner')
			throw new OdooError('werkzeug.exceptions.NotFound', `no model ${model}`, 404);
		switch (method) {
			case 'fields_get':
				return FIELDS;
			case 'search_read':
				return searchRead(params);
			case 'create':
				return create(read.list(params, 'vals_list'));
			case 'write':
				return write(idsOf(params), read.object(params, 'vals'));
			case 'unlink':
				return unlink(idsOf(params));
			default:
				throw new OdooError('werkzeug.exceptions.NotFound', `no method ${method}`, 404);
		}
	}

	/** One that is wrong takes back all of them: the call is one transaction. */
	function create(list: readonly unknown[]): number[] {
		const made = list.map((values) => {
			const given = checked(read.object(values));
			if (!given['name']) throw refusal('The operation cannot be completed: Missing required value for Name');
			const id = (lastId += 1);
			const empty = Object.fromEntries(Object.keys(FIELDS).map((name) => [name, false]));
			const now = time();
			return { ...empty, active: true, ...given, id, create_date: now, write_date: now } as Partner;
		});
		for (const partner of made) partners.set(partner.id, partner);
		return made.map(({ id }) => id);
	}

	function write(ids: readonly number[], values: Readonly<Record<string, unknown>>): true {
		const given = checked(values);
		const there = ids.map(existing);
		for (const partner of there)
			partners.set(partner.id, { ...partner, ...given, id: partner.id, write_date: time() });
		return true;
	}

	function unlink(ids: readonly number[]): true {
		const there = ids.map(existing);
		if (there.some(({ ref }) => ref === 'INVOICED')) throw refusal('The record is referenced by an invoice');
		for (const { id } of there) partners.delete(id);
		return true;
	}

	function existing(id: number): Partner {
		const partner = partners.get(id);
		if (partner) return partner;
		throw new OdooError('odoo.exceptions.MissingError', 'Record does not exist or has been deleted.', 404);
	}

	function searchRead(params: Readonly<Record<string, unknown>>): unknown[] {
		const all = read.value(params, 'context', 'active_test') === false;
		const domain = read.list(params, 'domain');
		const limit = Number(read.value(params, 'limit') ?? Infinity);
		const fields = read.list(params, 'fields').map(String);
		for (const field of fields) known(field);
		const fitting = [...partners.values()].filter(
			(partner) => (all || partner['active'] === true) && fits(partner, domain),
		);
		const shown = fitting.sort((a, b) => a.id - b.id).slice(0, limit);
		return shown.map((partner) => ({
			id: partner.id,
			...Object.fromEntries(fields.map((field) => [field, shownValue(field, partner[field])])),
		}));
	}

	function answer(work: () => unknown): { readonly result: unknown } | { readonly error: OdooError } {
		try {
			return { result: work() };
		} catch (error) {
			return {
				error: error instanceof OdooError ? error : new OdooError('builtins.Exception', String(error), 500),
			};
		}
	}

	function json2({ headers, path, body }: FakeRequest): FakeAnswer {
		const [, , , model = '', method = ''] = path.split('/');
		const outcome = answer(() => {
			if (headers['authorization'] !== `bearer ${KEY}`)
				throw new OdooError('werkzeug.exceptions.Unauthorized', 'Invalid apikey', 401);
			return call(model, method, read.object(body));
		});
		if ('result' in outcome) return { status: 200, body: outcome.result };
		return { status: outcome.error.status, body: serialized(outcome.error) };
	}

	function jsonRpc({ body }: FakeRequest): FakeAnswer {
		const args = read.list(body, 'params', 'args');
		const outcome = answer(() =>
			read.text(body, 'params', 'service') === 'common' ? authenticate(args) : executeKw(args),
		);
		const envelope = { jsonrpc: '2.0', id: read.value(body, 'id') };
		if ('result' in outcome) return { status: 200, body: { ...envelope, result: outcome.result } };
		const error = { code: 200, message: 'Odoo Server Error', data: serialized(outcome.error) };
		return { status: 200, body: { ...envelope, error } };
	}

	function executeKw([database, user, key, model, method, args, params]: readonly unknown[]): unknown {
		if (database !== DATABASE) throw unknownDatabase(database);
		if (user !== USER.id || key !== KEY)
			throw new OdooError('odoo.exceptions.AccessDenied', 'Access Denied', 403);
		const [first] = args as readonly unknown[];
		const given = method === 'create' ? { vals_list: first } : first === undefined ? {} : { ids: first };
		return call(String(model), String(method), { ...given, ...(params as object) });
	}

	return {
		partners,
		archive: (id) => void write([id], { active: false }),
		handle: (request) => (request.path === '/jsonrpc' ? jsonRpc(request) : json2(request)),
		methodOf: ({ path, body }) =>
			path === '/jsonrpc'
				? String(read.list(body, 'params', 'args')[4] ?? '')
				: (path.split('/').at(-1) ?? ''),
	};
}

function authenticate([database, login, key]: readonly unknown[]): number | false {
	if (database !== DATABASE) throw unknownDatabase(database);
	return login === USER.login && key === KEY ? USER.id : false;
}

function unknownDatabase(database: unknown): OdooError {
	const message = `connection to server failed: FATAL:  database "${String(database)}" does not exist`;
	return new OdooError('psycopg2.OperationalError', message, 500);
}

const refusal = (message: string) => new OdooError('odoo.exceptions.ValidationError', message, 422);

const serialized = ({ exception, message }: OdooError) => ({
	name: exception,
	message,
	arguments: [message],
	context: {},
	debug: 'Traceback (most recent call last): …',
});

const idsOf = (params: unknown): number[] => read.list(params, 'ids').map(Number);

function known(field: string): void {
	if (field in FIELDS) return;
	throw new OdooError('builtins.ValueError', `Invalid field '${field}' on model 'res.partner'`, 500);
}

function checked(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
	const given = Object.entries(values).map(([field, value]) => {
		known(field);
		if (field === 'email' && value !== false && !/^[^@\s]+@[^@\s]+$/.test(String(value)))
			throw refusal(`'${String(value)}' is no address`);
		if (field === 'country_id' && value !== false && typeof value !== 'number')
			throw new OdooError(
				'builtins.ValueError',
				`Wrong value for res.partner.country_id: '${String(value)}'`,
				500,
			);
		if (FIELDS[field]?.['type'] === 'integer' && typeof value !== 'number')
			throw new OdooError('builtins.ValueError', `could not convert '${String(value)}' to int`, 500);
		return [field, value === '' || value === null ? false : value];
	});
	const phone = values['phone'];
	const sanitized = typeof phone === 'string' ? phone.replace(/[^\d+]/g, '') : false;
	return { ...Object.fromEntries(given), ...('phone' in values ? { phone_sanitized: sanitized } : {}) };
}

function shownValue(field: string, value: unknown): unknown {
	if (field !== 'country_id' || value === false) return value;
	return [value, COUNTRIES.find(({ id }) => id === value)?.name];
}

/** A domain in Polish notation; what stands without an operator goes together. */
function fits(partner: Partner, domain: readonly unknown[]): boolean {
	const stack: boolean[] = [];
	for (const term of [...domain].reverse()) {
		if (term === '|') stack.push([stack.pop(), stack.pop()].includes(true));
		else stack.push(fitsLeaf(partner, term as readonly unknown[]));
	}
	return stack.every(Boolean);
}

function fitsLeaf(partner: Partner, [field, operator, wanted]: readonly unknown[]): boolean {
	known(String(field));
	const value = partner[String(field)];
	switch (operator) {
		case 'in':
			return (wanted as readonly unknown[]).includes(value);
		case '=':
			return value === wanted;
		case '=ilike':
			return typeof value === 'string' && pattern(String(wanted)).test(value);
		case '>':
			return typeof value === 'number' ? value > Number(wanted) : String(value) > String(wanted);
		default:
			throw new OdooError('builtins.ValueError', `Invalid operator ${String(operator)}`, 500);
	}
}

/** `_` is any one character, `%` are any. */
function pattern(text: string): RegExp {
	const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	return new RegExp(`^${escaped.replace(/_/g, '.').replace(/%/g, '.*')}$`, 'i');
}
