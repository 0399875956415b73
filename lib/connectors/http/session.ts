import { asError, isImportError, transientError, userError } from '../../errors';
import {
	type ConnectorTools,
	failureCode,
	type HttpRequest,
	type HttpResponse,
	isCertificateFailure,
	isUnsent,
} from './client';
import { type CallLimit, makePace } from './pace';
import { retryAfterOf } from './retryAfter';

/** What an answer means for what to do next. */
export type Verdict =
	| { readonly kind: 'fine' }
	/** Too many calls: nothing was done. `retryAfterMs` where the body and not `Retry-After` tells it. */
	| { readonly kind: 'throttled'; readonly retryAfterMs?: number }
	/** No more calls today or this month: nothing was done. */
	| { readonly kind: 'quota'; readonly retryAfterMs?: number }
	/** Not just now: nothing was done. */
	| { readonly kind: 'unavailable' }
	/** It broke, and whether something was done cannot be told. */
	| { readonly kind: 'broken' }
	/** The key or the login is not right. */
	| { readonly kind: 'login' }
	/** The login may not do this. */
	| { readonly kind: 'permission' }
	/** There is no such address. */
	| { readonly kind: 'address' }
	/** What was sent is not right. */
	| { readonly kind: 'refused' };

export interface SessionOptions {
	/** How people know the destination. */
	readonly title: string;
	/** Where its paths begin. */
	readonly baseUrl: string;
	readonly limits?: readonly CallLimit[];
	/** What answers mean that mean something else here than by their status. */
	readonly judge?: (response: HttpResponse) => Verdict | undefined;
	/** What the other side says about an answer that is not fine, for people. */
	readonly messageOf?: (response: HttpResponse) => string | undefined;
	/** Headers of every request besides the authentication. */
	readonly headers?: Readonly<Record<string, string>>;
	/** What a person can do about a login or a permission that is missing. */
	readonly hints?: Partial<Record<'login' | 'permission' | 'address', string>>;
	/** How long to wait for an answer, in milliseconds. */
	readonly timeoutMs?: number;
}

/** An answer to a write; without one, whether it was done cannot be told. */
export type WriteAnswer = { readonly response: HttpResponse } | { readonly lost: Error };

/** Requests to one destination: paced, judged, with errors that say what to do. */
export interface Session {
	/**
	 * Reads. Statuses in `allowed` are answers for the caller.
	 * @throws transientError where a later try can pass, userError where a person has to change something
	 */
	read(request: HttpRequest, allowed?: readonly number[]): Promise<HttpResponse>;
	/**
	 * Writes. Throws only where nothing was written: `transientError`, `userError`, with the code `BATCH_REFUSED`
	 * where what was sent is not right.
	 */
	write(request: HttpRequest, allowed?: readonly number[]): Promise<WriteAnswer>;
}

const TIMEOUT_MS = 60_000;

export function makeSession(tools: ConnectorTools, options: SessionOptions): Session {
	const { title, baseUrl, limits = [], headers = {}, timeoutMs = TIMEOUT_MS } = options;
	const pace = makePace(limits, tools);

	async function send(request: HttpRequest): Promise<HttpResponse> {
		const url = /^https?:/.test(request.url) ? request.url : joinUrl(baseUrl, request.url);
		return await tools.http({ timeoutMs, ...request, url, headers: { ...headers, ...request.headers } });
	}

	/** Nothing came back. The error to throw where nothing was done. */
	function silence(error: unknown): Error {
		// The login that the connector does by itself has said already what is wrong.
		if (isImportError(error)) return error;
		const code = failureCode(error);
		const what = `${title} at ${hostOf(baseUrl)} did not answer: ${asError(error).message}`;
		if (isCertificateFailure(error))
			return userError(
				what,
				'Check the address, or have the certificate of the server renewed.',
				'CRM_CERTIFICATE',
				error,
			);
		if (code === 'ENOTFOUND')
			return userError(what, 'Check the address in the credential.', 'CRM_ADDRESS', error);
		return transientError(
			what,
			undefined,
			'Check the address in the credential, and that the server runs.',
			'CRM_SILENT',
			error,
		);
	}

	function check(response: HttpResponse, allowed: readonly number[]): Verdict {
		const verdict = options.judge?.(response) ?? verdictOf(response.status);
		const answer = allowed.includes(response.status) && verdict.kind === verdictOf(response.status).kind;
		if (verdict.kind === 'fine' || answer) return { kind: 'fine' };
		if (verdict.kind === 'broken') return verdict;
		throw asProblem(verdict, response);
	}

	function asProblem(verdict: Verdict, response: HttpResponse): Error {
		const said = options.messageOf?.(response) ?? `HTTP ${response.status}`;
		const { kind } = verdict;
		switch (kind) {
			case 'throttled':
			case 'quota':
			case 'unavailable': {
				const waitMs =
					('retryAfterMs' in verdict ? verdict.retryAfterMs : undefined) ??
					retryAfterOf(response, tools.now());
				if (waitMs !== undefined && kind !== 'quota') pace.holdUntil(tools.now() + waitMs);
				return transientError(
					`${title} asks to wait: ${said}`,
					waitMs,
					undefined,
					kind === 'quota' ? 'QUOTA_GONE' : 'THROTTLED',
				);
			}
			case 'login':
				return userError(
					`${title} does not accept the login: ${said}`,
					options.hints?.login ?? 'Check the key or the password in the credential.',
					'CRM_LOGIN',
				);
			case 'permission':
				return userError(
					`${title} does not allow this: ${said}`,
					options.hints?.permission ??
						'Give the user or the key of the credential the right to read and write contacts.',
					'CRM_PERMISSION',
				);
			case 'address':
				return userError(
					`${title} has nothing at ${hostOf(baseUrl)}: ${said}`,
					options.hints?.address ?? 'Check the address in the credential.',
					'CRM_ADDRESS',
				);
			default:
				return userError(
					`${title} refused what was sent: ${said}`,
					'Correct the row, or the field it is mapped to.',
					'BATCH_REFUSED',
				);
		}
	}

	async function read(request: HttpRequest, allowed: readonly number[] = []): Promise<HttpResponse> {
		await pace.wait();
		const response = await send(request).catch((error: unknown) => {
			request.signal?.throwIfAborted();
			throw silence(error);
		});
		if (check(response, allowed).kind !== 'broken') return response;
		throw transientError(`${title} broke: ${options.messageOf?.(response) ?? `HTTP ${response.status}`}`);
	}

	async function write(request: HttpRequest, allowed: readonly number[] = []): Promise<WriteAnswer> {
		await pace.wait();
		let response: HttpResponse;
		try {
			response = await send(request);
		} catch (error) {
			if (isUnsent(error) || isImportError(error)) throw silence(error);
			return { lost: asError(error) };
		}
		if (check(response, allowed).kind !== 'broken') return { response };
		return { lost: new Error(`${title} answered ${response.status}`) };
	}

	return { read, write };
}

/** What a status means where the destination says nothing else (https://www.rfc-editor.org/rfc/rfc9110#section-15). */
export function verdictOf(status: number): Verdict {
	if (status < 400) return { kind: 'fine' };
	if (status === 401) return { kind: 'login' };
	if (status === 403) return { kind: 'permission' };
	if (status === 404) return { kind: 'address' };
	if (status === 429) return { kind: 'throttled' };
	if (status === 503) return { kind: 'unavailable' };
	return { kind: status >= 500 ? 'broken' : 'refused' };
}

function joinUrl(base: string, path: string): string {
	return `${base.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;
}

/** The address for messages: never a path or a query, which may hold a key. */
function hostOf(url: string): string {
	return URL.canParse(url) ? new URL(url).host : url;
}
