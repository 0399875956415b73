import { read } from '../http/body';
import type { ConnectorTools, HttpResponse } from '../http/client';
import { makeSession, type Session, type Verdict } from '../http/session';

export interface SalesforceAddress {
	/** Where paths begin, such as `https://acme.my.salesforce.com/services/data/v62.0`. */
	readonly baseUrl: string;
	/** `Contact` or `Lead`. */
	readonly object: string;
	readonly callsPerSecond: number;
}

export function openSalesforce(
	tools: ConnectorTools,
	{ baseUrl, object, callsPerSecond }: SalesforceAddress,
): Session {
	return makeSession(tools, {
		title: 'Salesforce',
		baseUrl,
		limits: [{ calls: callsPerSecond, perMs: 1_000 }],
		judge,
		messageOf,
		hints: {
			login: 'Check the access token, or the client ID and secret of the connected app, in the credential.',
			permission: `Give the user of the credential the permission 'API Enabled', and the right to read, create and edit ${object} records.`,
			address: "Check 'Instance URL' and 'API Version' in the credential.",
		},
		// A call may take ten minutes there; collections that start many automations take more than one.
		timeoutMs: 120_000,
	});
}

/** Limits come as 403, which elsewhere means a permission, and never with `Retry-After`. */
function judge({ status, body, headers }: HttpResponse): Verdict | undefined {
	const [code, message] = [errorCode(body), messageText(body)];
	if (code === 'REQUEST_LIMIT_EXCEEDED') {
		const isDaily = /TotalRequests/i.test(message) || isUsedUp(headers['sforce-limit-info'] ?? '');
		return { kind: isDaily ? 'quota' : 'throttled' };
	}
	if (code === 'SERVER_UNAVAILABLE') return { kind: 'unavailable' };
	if (code === 'INVALID_SESSION_ID') return { kind: 'login' };
	return status === 400 && code === 'INVALID_TYPE' ? { kind: 'permission' } : undefined;
}

/** `api-usage=100000/100000`: the calls of the last 24 hours and how many there may be. */
function isUsedUp(header: string): boolean {
	const [, used, allowed] = /api-usage=(\d+)\/(\d+)/.exec(header) ?? [];
	return used !== undefined && Number(used) >= Number(allowed);
}

/** Errors come as a list of one. */
function firstError(body: unknown): unknown {
	const errors: readonly unknown[] = Array.isArray(body) ? body : [];
	return errors[0];
}

function errorCode(body: unknown): string {
	return read.text(firstError(body), 'errorCode') ?? '';
}

function messageText(body: unknown): string {
	return read.text(firstError(body), 'message') ?? '';
}

function messageOf({ body }: HttpResponse): string | undefined {
	const code = errorCode(body);
	return code === '' ? undefined : `${messageText(body)} (${code})`;
}
