import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
} from 'n8n-workflow';
import { setTimeout } from 'node:timers/promises';
import type { ConnectorTools, HttpClient, HttpRequest, HttpResponse } from '../../lib';
import { asError, failureCode, parseBody } from '../../lib';
import type { CrmCredential } from './crmLogin';
import { settle } from './execution';

type Context = IExecuteFunctions | ILoadOptionsFunctions;

/** The status by which n8n sees that an access token has expired. */
const TOKEN_EXPIRED = 401;

/** What a connector over HTTP needs: n8n's requests with the login of a credential, n8n's cancel button, time. */
export function connectorTools(context: Context, credential: CrmCredential): ConnectorTools {
	const signal = 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	return {
		http: n8nHttpClient(context, credential),
		now: Date.now,
		sleep: async (milliseconds) => {
			await setTimeout(milliseconds, undefined, signal ? { signal } : {});
		},
	};
}

/**
 * Sends requests through n8n's own helper, which adds the login of the credential, renews tokens and goes through
 * the proxy that n8n was set up with.
 */
function n8nHttpClient(context: Context, credential: CrmCredential): HttpClient {
	const answers = answeredStatuses(credential);
	return async (request) => {
		const options = { ...toOptions(request), ...answers };
		const sent = await settle(
			async () =>
				(await context.helpers.httpRequestWithAuthentication.call(context, credential, options)) as unknown,
		);
		if ('value' in sent) return toResponse(sent.value);
		const refused = refusedLogin(sent.error);
		if (refused === undefined) throw asFailure(sent.error);
		return refused;
	};
}

/**
 * Every status is an answer; but n8n renews an access token only where the status is an error to it. Where the
 * login is refused in spite of that, the error is made an answer again.
 */
function answeredStatuses(credential: CrmCredential): Pick<IHttpRequestOptions, 'ignoreHttpStatusErrors'> {
	const isRenewed = credential === 'customerCrmOAuth2Api';
	return { ignoreHttpStatusErrors: isRenewed ? { ignore: true, except: [TOKEN_EXPIRED] } : true };
}

/**
 * Why no answer came, in n8n's words and with Node's code. Not n8n's error itself, which would be stored with the
 * execution together with what it holds of the request.
 */
function asFailure(error: unknown): Error {
	const code = failureCode(error);
	return Object.assign(new Error(asError(error).message), code === '' ? {} : { code });
}

/** The answer inside an error that n8n made of its status. */
function refusedLogin(error: unknown): HttpResponse | undefined {
	if (!(error instanceof Error)) return undefined;
	const { response, cause } = error as {
		response?: { status?: number; headers?: unknown; data?: unknown };
	} & Error;
	if (response?.status !== TOKEN_EXPIRED) return refusedLogin(cause);
	return toResponse({ statusCode: response.status, headers: response.headers ?? {}, body: response.data });
}

function toOptions({
	method,
	url,
	query,
	headers = {},
	body,
	timeoutMs,
	signal,
}: HttpRequest): IHttpRequestOptions {
	const isPlain = body === undefined || typeof body === 'string' || body instanceof URLSearchParams;
	return {
		method,
		url,
		headers: { ...(isPlain ? {} : { 'content-type': 'application/json' }), ...headers },
		...(query === undefined ? {} : { qs: withoutGaps(query), arrayFormat: 'repeat' }),
		...(body === undefined ? {} : { body: isPlain ? body : JSON.stringify(body) }),
		...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
		...(signal === undefined ? {} : { abortSignal: signal }),
		encoding: 'text',
		disableFollowRedirect: true,
		returnFullResponse: true,
	};
}

function withoutGaps(query: NonNullable<HttpRequest['query']>): IDataObject {
	const given = Object.entries(query).filter(([, value]) => value !== undefined);
	return Object.fromEntries(
		given.map(([name, value]) => [name, Array.isArray(value) ? [...value] : value]),
	) as IDataObject;
}

function toResponse(answer: unknown): HttpResponse {
	const { statusCode, headers, body } = answer as { statusCode: number; headers: IDataObject; body: unknown };
	const texts = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
	return {
		status: statusCode,
		headers: Object.fromEntries(texts),
		body: typeof body === 'string' ? parseBody(body) : body,
	};
}
