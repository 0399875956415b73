import { transientError, userError } from '../../errors';
import { read } from './body';
import type { ConnectorTools, HttpRequest, HttpResponse } from './client';
import { makeSession } from './session';

export interface AccessTokenOptions {
	/** How people know the destination. */
	readonly title: string;
	/** Asks for a token; answered as OAuth 2.0 has it (https://www.rfc-editor.org/rfc/rfc6749#section-5). */
	readonly request: HttpRequest;
	/** The word before the token in the header; `Bearer` when left out. */
	readonly scheme?: string;
	/** Whether an answer says that the token has expired. By its status when left out. */
	readonly isExpired?: (response: HttpResponse) => boolean;
}

/** Renewed so long before it ends that a request on its way still comes in time, in milliseconds. */
const BEFORE_END_MS = 60_000;

/** An answer that says nothing of how long its token lives is taken for this long, in milliseconds. */
const LIFE_MS = 3_600_000;

interface Token {
	readonly text: string;
	/** In milliseconds since 1970. */
	readonly end: number;
}

/**
 * Requests with an access token that is asked for when it is first needed, kept in memory, shared by all requests
 * and renewed before it ends, or once where it is refused: a request that was not let in has done nothing.
 */
export function withAccessToken(tools: ConnectorTools, options: AccessTokenOptions): ConnectorTools {
	const { scheme = 'Bearer', isExpired = ({ status }) => status === 401 } = options;
	let token: Promise<Token> | undefined;

	/** One question for all who wait for it; it is asked again where it could not be answered. */
	function ask(): Promise<Token> {
		const asked = askForToken(tools, options).catch((error: unknown) => {
			token = undefined;
			throw error;
		});
		token = asked;
		return asked;
	}

	async function current(): Promise<Token> {
		const mine = token ?? ask();
		const known = await mine;
		if (tools.now() < known.end) return known;
		drop(mine);
		return await (token ?? ask());
	}

	/** Forgets a token, unless somebody has a newer one by now. */
	function drop(old: Promise<Token>): void {
		if (token === old) token = undefined;
	}

	async function send(request: HttpRequest): Promise<HttpResponse> {
		const { text } = await current();
		const headers = { ...request.headers, authorization: `${scheme} ${text}` };
		return await tools.http({ ...request, headers });
	}

	return {
		...tools,
		http: async (request) => {
			const used = token;
			const response = await send(request);
			if (!isExpired(response)) return response;
			if (used) drop(used);
			else token = undefined;
			return await send(request);
		},
	};
}

async function askForToken(tools: ConnectorTools, options: AccessTokenOptions): Promise<Token> {
	const { title, request } = options;
	const asked = tools.now();
	const session = makeSession(tools, { title, baseUrl: request.url, messageOf });
	const { status, body } = await session.read(request, [400, 401]);
	const text = read.text(body, 'access_token');
	if (text === undefined) throw noToken(title, messageOf({ status, headers: {}, body }) ?? `HTTP ${status}`);
	const seconds = Number(read.value(body, 'expires_in'));
	const life = seconds > 0 ? seconds * 1_000 - BEFORE_END_MS : LIFE_MS;
	return { text, end: asked + life };
}

function messageOf({ body }: HttpResponse): string | undefined {
	return read.text(body, 'error_description') ?? read.text(body, 'error');
}

function noToken(title: string, said: string): Error {
	if (/temporarily|too many|rate|Access Denied/i.test(said)) {
		return transientError(`${title} gives no access token just now: ${said}`);
	}
	return userError(
		`${title} gives no access token: ${said}`,
		'Check the client ID, the client secret and the refresh token in the credential, and the address they belong to.',
		'CRM_LOGIN',
	);
}
