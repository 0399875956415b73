import { read } from '../http/body';
import type { ConnectorTools, HttpResponse } from '../http/client';
import { makeSession, type Session, type Verdict } from '../http/session';

export function openZoho(
	tools: ConnectorTools,
	{ baseUrl, callsPerSecond }: { baseUrl: string; callsPerSecond: number },
): Session {
	return makeSession(tools, {
		title: 'Zoho CRM',
		baseUrl,
		limits: [{ calls: callsPerSecond, perMs: 1_000 }],
		judge,
		messageOf,
		hints: {
			login:
				"Check the client, the refresh token and 'Data Centre' in the credential: a token of one data centre counts in no other.",
			permission:
				'Give the token the scopes ZohoCRM.modules.ALL, ZohoCRM.settings.fields.READ and ZohoCRM.coql.READ, and the profile of its user the API access and the right to the module.',
			address: "Check 'Data Centre' and 'Module' in the credential.",
		},
	});
}

const VERDICTS: Readonly<Record<string, Verdict['kind']>> = {
	INVALID_TOKEN: 'login',
	AUTHENTICATION_FAILURE: 'login',
	OAUTH_SCOPE_MISMATCH: 'permission',
	AUTHORIZATION_FAILED: 'permission',
	NO_PERMISSION: 'permission',
	INVALID_MODULE: 'address',
	INVALID_URL_PATTERN: 'address',
};

/** The status says less than the code; and where every record was refused, their answers come as an error too. */
function judge({ status, body, headers }: HttpResponse): Verdict | undefined {
	if (status === 429) return limitOf(body, headers);
	if (status >= 400 && status < 500 && read.list(body, 'data').length > 0) return { kind: 'fine' };
	const kind = VERDICTS[read.text(body, 'code') ?? ''];
	return kind === 'login' || kind === 'permission' || kind === 'address' ? { kind } : undefined;
}

/** Credits are for 24 hours, calls at once for the moment; only the header or the text tells them apart. */
function limitOf(body: unknown, headers: HttpResponse['headers']): Verdict {
	const isUsedUp =
		headers['x-api-credits-remaining'] === '0' || /credit/i.test(read.text(body, 'message') ?? '');
	if (isUsedUp) return { kind: 'quota' };
	const seconds = Number(read.value(body, 'details', 'retry_after'));
	const isTold = headers['retry-after'] === undefined && seconds > 0;
	return { kind: 'throttled', ...(isTold ? { retryAfterMs: seconds * 1_000 } : {}) };
}

function messageOf({ body }: HttpResponse): string | undefined {
	const message = read.text(body, 'message');
	return message === undefined ? undefined : `${message} (${read.text(body, 'code') ?? 'no code'})`;
}
