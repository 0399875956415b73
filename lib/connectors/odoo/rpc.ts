import { userError } from '../../errors';
import { read } from '../http/body';
import type { ConnectorTools, HttpRequest, HttpResponse } from '../http/client';
import { makeSession, type Session, type Verdict } from '../http/session';

export interface OdooLogin {
	readonly baseUrl: string;
	/** `''` where the server has one alone. */
	readonly database: string;
	/** For JSON-RPC. */
	readonly userName: string;
	/** An API key; for JSON-RPC the password does too. */
	readonly apiKey: string;
	readonly callsPerSecond: number;
}

/** The parameters of a method by their names; `ids` are the records it is called on. */
export type OdooParams = Readonly<Record<string, unknown>>;

/** What came of a call that changes something. */
export type OdooAnswer =
	| { readonly result: unknown }
	/** One of the records is not there any more; nothing was done. */
	| { readonly missing: true }
	/** Whether it was done cannot be told. */
	| { readonly lost: Error };

/** Calls of Odoo's models; each is one transaction, done as a whole or not at all. */
export interface OdooRpc {
	/** @throws as `Session.read` does */
	read(model: string, method: string, params: OdooParams): Promise<unknown>;
	/** @throws as `Session.write` does */
	write(model: string, method: string, params: OdooParams): Promise<OdooAnswer>;
}

/** How a call is written, and its result read, in one of Odoo's two interfaces. */
interface Interface {
	request(model: string, method: string, params: OdooParams): Promise<HttpRequest>;
	resultOf(body: unknown): unknown;
}

/** The interface of Odoo 19 and later (https://www.odoo.com/documentation/19.0/developer/reference/external_api.html). */
export function openJson2(tools: ConnectorTools, login: OdooLogin): OdooRpc {
	const { apiKey, database } = login;
	const headers = {
		authorization: `bearer ${apiKey}`,
		...(database === '' ? {} : { 'x-odoo-database': database }),
	};
	return rpcOver(openSession(tools, login), {
		request: async (model, method, params) =>
			await Promise.resolve({ method: 'POST', url: `/json/2/${model}/${method}`, headers, body: params }),
		resultOf: (body) => body,
	});
}

/** The interface of Odoo 18 and before (https://www.odoo.com/documentation/18.0/developer/reference/external_api.html). */
export function openJsonRpc(tools: ConnectorTools, login: OdooLogin): OdooRpc {
	const session = openSession(tools, login);
	const { database, apiKey } = login;
	let user: Promise<number> | undefined;

	/** Asked for once, however many calls wait for it. */
	function userId(): Promise<number> {
		user ??= authenticate(session, login).catch((error: unknown) => {
			user = undefined;
			throw error;
		});
		return user;
	}

	return rpcOver(session, {
		request: async (model, method, params) => {
			const words = [database, await userId(), apiKey, model, method, ...positional(method, params)];
			return envelope('object', 'execute_kw', words);
		},
		resultOf: (body) => read.value(body, 'result'),
	});
}

function rpcOver(session: Session, { request, resultOf }: Interface): OdooRpc {
	return {
		read: async (model, method, params) =>
			resultOf((await session.read(await request(model, method, params))).body),
		write: async (model, method, params) => {
			const answer = await session.write(await request(model, method, params), [NOT_FOUND]);
			if ('lost' in answer) return answer;
			const { body } = answer.response;
			if (errorName(body) === MISSING) return { missing: true };
			return { result: resultOf(body) };
		},
	};
}

const NOT_FOUND = 404;
const MISSING = 'odoo.exceptions.MissingError';

function envelope(service: string, method: string, args: readonly unknown[]): HttpRequest {
	const params = { service, method, args };
	return { method: 'POST', url: '/jsonrpc', body: { jsonrpc: '2.0', id: 1, method: 'call', params } };
}

/** The records come first; the list of `create` has no name here. */
function positional(method: string, { ids, vals_list: list, ...params }: OdooParams): unknown[] {
	if (method === 'create') return [[list], params];
	return ids === undefined ? [[], params] : [[ids], params];
}

async function authenticate(session: Session, { database, userName, apiKey }: OdooLogin): Promise<number> {
	const { body } = await session.read(envelope('common', 'authenticate', [database, userName, apiKey, {}]));
	const id = read.value(body, 'result');
	if (typeof id === 'number') return id;
	throw userError('Odoo does not accept the login', HINTS.login, 'CRM_LOGIN');
}

const HINTS = {
	login: 'Check the API key, and for JSON-RPC the user name. Keys of Odoo 19 end after three months at most.',
	permission: "Give the user the right to create contacts: 'Extra Rights', 'Contact Creation'.",
	address: 'Check the address, the name of the database, and that the interface is the one of the version.',
};

function openSession(tools: ConnectorTools, { baseUrl, callsPerSecond }: OdooLogin): Session {
	return makeSession(tools, {
		title: 'Odoo',
		baseUrl,
		limits: [{ calls: callsPerSecond, perMs: 1_000 }],
		judge,
		messageOf: ({ body }) => read.text(errorOf(body), 'message') ?? read.text(body, 'error', 'message'),
		hints: HINTS,
	});
}

/** JSON-2 sends the exception as the body of its status, JSON-RPC inside an envelope with the status 200. */
function errorOf(body: unknown): unknown {
	return read.value(body, 'error', 'data') ?? body;
}

const errorName = (body: unknown): string | undefined => read.text(errorOf(body), 'name');

/** Errors of a transaction that was rolled back because of another one. */
const COLLIDED = /SerializationFailure|LockNotAvailable|DeadlockDetected|LockError/;

/**
 * What an exception of Odoo means. A call is one transaction, which every exception takes back, so that even an
 * error of the server's own has done nothing; but a proxy's is none of Odoo's and tells nothing.
 */
function judge({ status, body }: HttpResponse): Verdict | undefined {
	const name = errorName(body);
	const isOdoo = name !== undefined && (status >= 400 || read.value(body, 'error') !== undefined);
	if (!isOdoo) return undefined;
	if (/AccessDenied|Unauthorized/.test(name)) return { kind: 'login' };
	if (/AccessError|Forbidden/.test(name)) return { kind: 'permission' };
	if (name === MISSING) return status === NOT_FOUND ? { kind: 'address' } : undefined;
	if (/NotFound/.test(name) || isUnknownDatabase(body)) return { kind: 'address' };
	if (COLLIDED.test(name)) return { kind: 'unavailable' };
	return /OperationalError|InterfaceError/.test(name) ? { kind: 'broken' } : { kind: 'refused' };
}

function isUnknownDatabase(body: unknown): boolean {
	return /database .* does not exist/.test(read.text(errorOf(body), 'message') ?? '');
}
