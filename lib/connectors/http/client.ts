/** A request to a destination. Who sends it adds the authentication. */
export interface HttpRequest {
	readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** The whole address, or a path below the session's base address. */
	readonly url: string;
	/** Values that are `undefined` are left out; a list is the same name several times. */
	readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
	readonly headers?: Readonly<Record<string, string>>;
	/** Text and URL parameters go as they are, everything else as JSON. */
	readonly body?: unknown;
	/** How long to wait for the whole answer, in milliseconds. */
	readonly timeoutMs?: number;
	readonly signal?: AbortSignal;
}

export interface HttpResponse {
	readonly status: number;
	/** By lower-case name. */
	readonly headers: Readonly<Record<string, string>>;
	/** The parsed body where it is JSON, otherwise its text. */
	readonly body: unknown;
}

/**
 * Sends one request with the credential's authentication. Every status is an answer. Rejects only where no
 * whole answer came; the error's `code` is that of Node, such as `ECONNREFUSED`.
 */
export type HttpClient = (request: HttpRequest) => Promise<HttpResponse>;

/** What a connector over HTTP is given from outside. */
export interface ConnectorTools {
	readonly http: HttpClient;
	/** Milliseconds since 1970. */
	readonly now: () => number;
	/** Waits, in milliseconds; rejects where the import is cancelled. */
	readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Failures before the first byte of a request went out: nothing can have been written. */
const UNSENT = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'CERT_HAS_EXPIRED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'ERR_TLS_CERT_ALTNAME_INVALID',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Failures that no later try mends. */
const LASTING = new Set(
	[...UNSENT].filter((code) => code.includes('CERT') || code === 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
);

/** The code of a failure; of the failure that caused it where it has none of its own. */
export function failureCode(error: unknown): string {
	if (!(error instanceof Error)) return '';
	if ('code' in error && typeof error.code === 'string') return error.code;
	return failureCode(error.cause);
}

/** Whether a request that failed so cannot have reached the other side. */
export const isUnsent = (error: unknown): boolean => UNSENT.has(failureCode(error));

/** Whether a certificate is what failed: trying again does not help. */
export const isCertificateFailure = (error: unknown): boolean => LASTING.has(failureCode(error));
