import { userError } from '../../errors';
import { read } from '../http/body';
import type { ConnectorTools, HttpResponse } from '../http/client';
import { makeSession, type Verdict, type WriteAnswer } from '../http/session';

type Parameters = Readonly<Record<string, unknown>>;

/** Calls of the one kind that Altcraft has: a method's name, and its parameters with token and database. */
export interface AltcraftSession {
	readonly database: string;
	/** The answer's body. */
	read(method: string, parameters?: Parameters): Promise<unknown>;
	/** The same for one profile; `undefined` where it is not there. */
	find(method: string, parameters: Parameters): Promise<unknown>;
	write(method: string, parameters: Parameters): Promise<WriteAnswer>;
}

export interface AltcraftAccess {
	readonly baseUrl: string;
	readonly token: string;
	readonly database: string;
	readonly callsPerSecond: number;
}

export function openAltcraft(
	tools: ConnectorTools,
	{ baseUrl, token, database, callsPerSecond }: AltcraftAccess,
): AltcraftSession {
	const options = {
		title: 'Altcraft',
		baseUrl: `${baseUrl}/api/v1.1`,
		limits: [{ calls: callsPerSecond, perMs: 1_000 }],
		messageOf,
		hints: {
			login: 'Check the API token of the credential; it is made in Altcraft under Settings > Tokens.',
			permission: "Give the token's role access to the database, and the rights to read and write profiles.",
			address: "Set 'Base URL' to where Altcraft is opened in the browser.",
		},
	};
	const session = makeSession(tools, { ...options, judge });
	const request = (method: string, parameters: Parameters) => ({
		method: 'POST' as const,
		url: method,
		body: { token, db_id: idOf(database), format: 'json', ...parameters },
	});
	return {
		database,
		read: async (method, parameters = {}) => {
			const { body } = await session.read(request(method, parameters));
			if (isMissing(body)) throw nothingThere(body, database);
			return body;
		},
		find: async (method, parameters) => {
			const { body } = await session.read(request(method, parameters));
			return isMissing(body) ? undefined : body;
		},
		write: async (method, parameters) => {
			const answer = await session.write(request(method, parameters));
			if ('response' in answer && isMissing(answer.response.body))
				throw nothingThere(answer.response.body, database);
			return answer;
		},
	};
}

/** Where no profile is asked for, it is the database that is missing. */
function nothingThere(body: unknown, database: string): Error {
	return userError(
		`Altcraft does not find what it needs: ${read.text(body, 'error_text') ?? ''}`,
		`Check that there is a database with the ID ${database}, and that the token may use it.`,
		'CRM_ADDRESS',
	);
}

/** Databases and resources go by numbers. */
export function idOf(text: string): number | string {
	return /^\d+$/.test(text) ? Number(text) : text;
}

/** Whether an error says that there is no such profile. */
export function isMissing(body: unknown): boolean {
	return isError(body) && /not.?found|no.?such|not.?exist/i.test(read.text(body, 'error_text') ?? '');
}

/** Whether an answer, or the part of it that is about one profile, tells of an error: its code is not 0. */
export function isError(body: unknown): boolean {
	return (read.text(body, 'error') ?? '0') !== '0';
}

/**
 * Errors come with HTTP 200, and their codes are not published; so the text tells the few that have to be told
 * apart. That something is not there is for the caller.
 */
function judge({ status, body }: HttpResponse): Verdict | undefined {
	if (status >= 400 || !isError(body) || isMissing(body)) return undefined;
	const text = read.text(body, 'error_text') ?? '';
	if (/token|unauthori[sz]ed|authenticat/i.test(text)) return { kind: 'login' };
	if (/permission|forbidden|denied|access|rights/i.test(text)) return { kind: 'permission' };
	if (/too many|rate|limit exceeded|throttl/i.test(text)) return { kind: 'throttled' };
	return /internal|timeout|unavailable/i.test(text) ? { kind: 'broken' } : { kind: 'refused' };
}

function messageOf({ body }: HttpResponse): string | undefined {
	const text = read.text(body, 'error_text');
	return text === undefined ? undefined : `${text} (error ${read.text(body, 'error') ?? 'unknown'})`;
}
