import { asError } from '../../errors';
import type { ConnectorTools, HttpRequest, HttpResponse } from './client';

/** A request and its answer as a person may see them: no secrets, and not more than fits on a screen or two. */
export interface Exchange {
	readonly method: string;
	readonly url: string;
	readonly query?: unknown;
	readonly headers?: unknown;
	readonly body?: unknown;
	readonly answer?: { readonly status: number; readonly headers: unknown; readonly body: unknown };
	/** Why no answer came. */
	readonly failure?: string;
	readonly milliseconds: number;
}

/** Characters of a body that are shown. */
const LONGEST = 10_000;

const HIDDEN = '***';

/** Names of what nobody should see, in headers, queries and bodies. */
const SECRET_NAME = /authorization|cookie|token|secret|passw|api.?key|signature|session/i;

/** Shorter texts are no secrets but words that stand anywhere. */
const SHORTEST = 6;

/**
 * Keeps what goes over the wire.
 * @param secrets texts that are hidden wherever they stand
 */
export function recordExchanges(
	tools: ConnectorTools,
	secrets: readonly string[] = [],
): { readonly tools: ConnectorTools; readonly exchanges: readonly Exchange[] } {
	const exchanges: Exchange[] = [];
	const hide = makeHider(secrets);

	async function http(request: HttpRequest): Promise<HttpResponse> {
		const began = tools.now();
		const about = describe(request, hide);
		const note = (outcome: Pick<Exchange, 'answer' | 'failure'>) =>
			exchanges.push({ ...about, ...outcome, milliseconds: tools.now() - began });
		const sent = tools.http(request);
		await sent.then(
			({ status, headers, body }) =>
				note({ answer: { status, headers: hide(headers), body: shortened(hide(body)) } }),
			(error: unknown) => note({ failure: String(hide(asError(error).message)) }),
		);
		return await sent;
	}

	return { tools: { ...tools, http }, exchanges };
}

type Hide = (value: unknown) => unknown;

function describe({ method, url, query, headers, body }: HttpRequest, hide: Hide) {
	const plain = body instanceof URLSearchParams ? Object.fromEntries(body) : body;
	return {
		method,
		url: String(hide(url)),
		...(query === undefined || Object.keys(query).length === 0 ? {} : { query: hide(query) }),
		...(headers === undefined || Object.keys(headers).length === 0 ? {} : { headers: hide(headers) }),
		...(plain === undefined ? {} : { body: shortened(hide(plain)) }),
	};
}

/** Hides secrets by their texts, and whatever has the name of one. */
function makeHider(secrets: readonly string[]): Hide {
	const texts = secrets.filter((secret) => secret.length >= SHORTEST);

	function hide(value: unknown): unknown {
		if (typeof value === 'string')
			return texts.reduce((text, secret) => text.replaceAll(secret, HIDDEN), value);
		if (Array.isArray(value)) return value.map(hide);
		if (typeof value !== 'object' || value === null) return value;
		const entries = Object.entries(value).map(([name, inner]: [string, unknown]) => [
			name,
			SECRET_NAME.test(name) && typeof inner === 'string' ? HIDDEN : hide(inner),
		]);
		return Object.fromEntries(entries);
	}

	return hide;
}

function shortened(body: unknown): unknown {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	return text !== undefined && text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : body;
}
