import { transientError, userError } from '../../errors';
import { read } from '../http/body';
import type { ConnectorTools, HttpRequest, HttpResponse } from '../http/client';
import { makeSession, type Session, type Verdict } from '../http/session';

export interface TrytonLogin {
	/** With the scheme, without the database. */
	readonly baseUrl: string;
	readonly database: string;
	readonly userName: string;
	readonly password: string;
	readonly callsPerSecond: number;
}

/** What came of a call that changes something. */
export type TrytonAnswer =
	| { readonly result: unknown }
	/** Somebody has changed a record meanwhile; nothing was done. */
	| { readonly changed: true }
	/** Tryton's own words; nothing was done. */
	| { readonly refused: string }
	/** Whether it was done cannot be told. */
	| { readonly lost: Error };

/** Calls of Tryton's models; each is one transaction, done as a whole or not at all. */
export interface TrytonRpc {
	/** @throws as `Session.read` does */
	read(method: string, ...params: readonly unknown[]): Promise<unknown>;
	/** @throws as `Session.write` does, but for what is refused */
	write(method: string, ...params: readonly unknown[]): Promise<TrytonAnswer>;
}

const LOGIN_ENDED = 401;

/** Logs in at the first call, and once more where Tryton has ended the session meanwhile. */
export function openTryton(tools: ConnectorTools, login: TrytonLogin): TrytonRpc {
	const session = openSession(tools, login);
	let key: Promise<string> | undefined;

	/** The session's header; asked for once, however many calls wait for it. */
	function authorization(): Promise<string> {
		key ??= logIn(session, login).catch((error: unknown) => {
			key = undefined;
			throw error;
		});
		return key;
	}

	/** Whether the session had ended; nothing was done then. */
	function hasEnded(response: HttpResponse, used: Promise<string>): boolean {
		if (response.status !== LOGIN_ENDED) return false;
		if (key === used) key = undefined;
		return true;
	}

	async function request(method: string, params: readonly unknown[]): Promise<HttpRequest> {
		return rpcRequest(method, params, { authorization: await authorization() });
	}

	return {
		read: async (method, ...params) => {
			const used = authorization();
			const first = await session.read(await request(method, params), [LOGIN_ENDED]);
			const again = hasEnded(first, used);
			const { body } = again ? await session.read(await request(method, params)) : first;
			const problem = problemOf(body);
			if (problem === undefined) return read.value(body, 'result');
			throw userError(`Tryton refused a question: ${problem}`, undefined, 'CRM_REFUSED');
		},
		write: async (method, ...params) => {
			const used = authorization();
			const first = await session.write(await request(method, params), [LOGIN_ENDED]);
			const again = 'response' in first && hasEnded(first.response, used);
			const answer = again ? await session.write(await request(method, params)) : first;
			return 'lost' in answer ? answer : answerOf(answer.response.body);
		},
	};
}

function openSession(tools: ConnectorTools, { baseUrl, database, callsPerSecond }: TrytonLogin): Session {
	return makeSession(tools, {
		title: 'Tryton',
		baseUrl: `${baseUrl}/${encodeURIComponent(database)}`,
		limits: [{ calls: callsPerSecond, perMs: 1_000 }],
		judge,
		messageOf: ({ status, body }) => problemOf(body) ?? `HTTP ${status}`,
		hints: {
			login: 'Check the user name, the password and the name of the database in the credential.',
			permission:
				'Give a group of the user the right to read, create and change parties: Administration, Models, Models Access.',
			address: 'Check the address and the name of the database in the credential.',
		},
	});
}

async function logIn(session: Session, { userName, password }: TrytonLogin): Promise<string> {
	const params = [userName, { password }, 'en'];
	const { body } = await session.read(rpcRequest('common.db.login', params));
	const [userId, key] = read.list(body, 'result');
	const pair = `${userName}:${String(userId)}:${String(key)}`;
	return `Session ${Buffer.from(pair, 'utf8').toString('base64')}`;
}

/** Tryton takes a body for a call only where it has these three names and no other. */
function rpcRequest(
	method: string,
	params: readonly unknown[],
	headers: Readonly<Record<string, string>> = {},
): HttpRequest {
	return { method: 'POST', url: '/', headers, body: { id: 1, method, params } };
}

/** Errors of the transaction that was rolled back because of another one. */
const COLLIDED = /could not serialize|deadlock|database is locked|lock timeout/i;
/** Errors after which nobody knows whether the transaction was committed. */
const TORN = /connection|terminat|server closed/i;
/** How Tryton words an access that the user's groups do not have. */
const FORBIDDEN = /not allowed to (access|read|create|write|modify|delete)/i;

/** Tryton sends its errors with the status 200: `["UserError", [message, …]]`, or what Python said. */
function judge({ status, body }: HttpResponse): Verdict | undefined {
	const [kind, details] = read.list(body, 'error');
	if (status !== 200 || typeof kind !== 'string') return undefined;
	switch (kind) {
		case 'UserError':
			return FORBIDDEN.test(firstText(details)) ? { kind: 'permission' } : undefined;
		case 'LoginException':
			return { kind: 'login' };
		case 'UserWarning':
		case 'ConcurrencyException':
			return undefined;
		default:
			if (COLLIDED.test(kind)) return { kind: 'unavailable' };
			return TORN.test(kind) ? { kind: 'broken' } : undefined;
	}
}

/** What went wrong, for people; `undefined` where nothing did. */
function problemOf(body: unknown): string | undefined {
	const [kind, details] = read.list(body, 'error');
	if (typeof kind !== 'string') return undefined;
	if (kind === 'UserError' || kind === 'LoginException') return firstText(details) || kind;
	if (kind === 'UserWarning') return `Tryton asks for a confirmation: ${String(listOf(details)[1])}`;
	if (kind === 'ConcurrencyException') return String(details);
	return kind;
}

function answerOf(body: unknown): TrytonAnswer {
	if (read.list(body, 'error')[0] === 'ConcurrencyException') return { changed: true };
	const problem = problemOf(body);
	if (problem !== undefined) return { refused: problem };
	if (typeof body !== 'object' || body === null) return { lost: transientError('Tryton sent no JSON') };
	return { result: read.value(body, 'result') };
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function firstText(details: unknown): string {
	const [message] = listOf(details);
	return typeof message === 'string' ? message : '';
}
