import { read } from '../http/body';
import type { ConnectorTools, HttpResponse } from '../http/client';
import { makeSession, type Session, type Verdict } from '../http/session';

export const [BAD_REQUEST, NOT_FOUND, NOT_ALLOWED] = [400, 404, 405];
const [PAYMENT_REQUIRED, TOO_EARLY, TOO_MANY] = [402, 425, 429];

/** A wait longer than this is for the limit of the hour, and no longer for that of the second. */
const LONGEST_WAIT_MS = 300_000;

/**
 * Ten calls a second to everything about contacts, more in the larger plans
 * (https://developers.brevo.com/docs/api-limits).
 */
export function openBrevo(tools: ConnectorTools, baseUrl: string, callsPerSecond: number): Session {
	return makeSession(tools, {
		title: 'Brevo',
		baseUrl,
		limits: [{ calls: callsPerSecond, perMs: 1_000 }],
		judge,
		messageOf,
		hints: {
			login:
				'Check the API key in the credential: it begins with xkeysib-, that for SMTP with xsmtpsib- is another one. Where Brevo names an IP address, allow it in Brevo under Security > Authorised IPs.',
			permission: 'See in Brevo whether the account is validated and the API key may manage contacts.',
			address: "Check 'Base URL' in the credential: it ends in /v3.",
		},
	});
}

function judge({ status, headers }: HttpResponse): Verdict | undefined {
	if (status === TOO_MANY) return tooMany(headers);
	// The plan has no room for more contacts, or no credits: no call of today changes that.
	if (status === PAYMENT_REQUIRED) return { kind: 'quota' };
	// Brevo is busy with the account or the contact, and has done nothing.
	return status === TOO_EARLY ? { kind: 'unavailable' } : undefined;
}

/** Brevo tells the seconds in a header of its own (https://developers.brevo.com/docs/limit-headers). */
function tooMany(headers: HttpResponse['headers']): Verdict {
	const seconds = Number(headers['x-sib-ratelimit-reset'] ?? NaN);
	if (headers['retry-after'] !== undefined || !Number.isFinite(seconds)) return { kind: 'throttled' };
	const retryAfterMs = Math.max(0, Math.ceil(seconds * 1_000));
	return { kind: retryAfterMs > LONGEST_WAIT_MS ? 'quota' : 'throttled', retryAfterMs };
}

/** What Brevo says about an answer that is not fine. */
export function messageOf({ body }: HttpResponse): string | undefined {
	return read.text(body, 'message');
}

/** The word for programs that comes with a refusal. */
export function codeOf({ body }: HttpResponse): string {
	return read.text(body, 'code') ?? '';
}
