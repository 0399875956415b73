import type { HttpClient, HttpRequest, HttpResponse } from './client';

/**
 * Sends requests with Node's own `fetch`, for scripts and tests; in n8n the nodes hand in n8n's helper, which
 * knows the credential.
 * @param authorize adds the authentication
 */
export function fetchClient(
	authorize: (request: HttpRequest) => HttpRequest = (request) => request,
): HttpClient {
	return async (request) => {
		const { method, url, query, headers = {}, body, timeoutMs, signal } = authorize(request);
		const timeout = timeoutMs === undefined ? [] : [AbortSignal.timeout(timeoutMs)];
		const response = await fetch(withQuery(url, query), {
			method,
			headers: { ...contentType(body), ...headers },
			...(body === undefined ? {} : { body: asBody(body) }),
			redirect: 'manual',
			signal: AbortSignal.any([...timeout, ...(signal ? [signal] : [])]),
		});
		return await readResponse(response);
	};
}

function withQuery(url: string, query: HttpRequest['query'] = {}): string {
	const address = new URL(url);
	for (const [name, value] of Object.entries(query)) {
		if (value === undefined) continue;
		for (const one of Array.isArray(value) ? value : [value]) address.searchParams.append(name, String(one));
	}
	return address.href;
}

function contentType(body: unknown): Record<string, string> {
	const isPlain = body === undefined || typeof body === 'string' || body instanceof URLSearchParams;
	return isPlain ? {} : { 'content-type': 'application/json' };
}

function asBody(body: unknown): string | URLSearchParams {
	return typeof body === 'string' || body instanceof URLSearchParams ? body : JSON.stringify(body);
}

async function readResponse(response: Response): Promise<HttpResponse> {
	const text = await response.text();
	return { status: response.status, headers: Object.fromEntries(response.headers), body: parseBody(text) };
}

/** JSON whatever the content type says: proxies and old servers send it as text. */
export function parseBody(text: string): unknown {
	if (!/^\s*[[{"\d\-tfn]/.test(text)) return text;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
