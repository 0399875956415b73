import { userError } from '../../errors';
import { read } from '../http/body';
import type { ConnectorTools, HttpResponse } from '../http/client';
import { makeSession, type Session, type Verdict } from '../http/session';

/** People and companies in a call, and on a page (https://docs.twenty.com/developers/extend/api). */
export const MOST_RECORDS = 60;

const MINUTE_MS = 60_000;

/** Twenty fills up what may be asked bit by bit; an older one does not say how long that takes. */
const REFILL_MS = 10_000;

export function openTwenty(
	tools: ConnectorTools,
	{ baseUrl, callsPerMinute }: { baseUrl: string; callsPerMinute: number },
): Session {
	return makeSession(tools, {
		title: 'Twenty',
		baseUrl: `${baseUrl}/rest`,
		limits: [{ calls: callsPerMinute, perMs: MINUTE_MS }],
		judge,
		messageOf,
		hints: {
			login:
				'Check the API key in the credential, and in Twenty whether it has expired (Settings > APIs & Webhooks).',
			permission:
				'Give the role of the API key the right to see, edit and destroy people and companies, and the permission Data Model (Settings > Roles).',
			address:
				"Write https://api.twenty.com for Twenty's cloud, and the address of your server for one of your own; neither that of a workspace in the cloud nor a path.",
		},
	});
}

/** What is behind the address of a workspace in the cloud answers everything with the page of the app. */
function judge({ status, headers, body }: HttpResponse): Verdict | undefined {
	const message = messageOf({ status, headers, body }) ?? '';
	if (status < 400 && typeof body === 'string') return { kind: 'address' };
	if (status === 402 || read.text(body, 'error') === 'QUOTA_EXHAUSTED') return { kind: 'quota' };
	if (status === 403 && /missing authentication/i.test(message)) return { kind: 'login' };
	const isLimit = status === 429 || (status === 400 && /^limit reached/i.test(message));
	return isLimit && headers['retry-after'] === undefined
		? { kind: 'throttled', retryAfterMs: REFILL_MS }
		: undefined;
}

export function messageOf({ body }: HttpResponse): string | undefined {
	const [message] = read.list(body, 'messages');
	return typeof message === 'string' ? message : read.text(body, 'message');
}

/** What a call that was refused throws where the status alone does not say it. */
export function refusal(response: HttpResponse): Error {
	return userError(
		`Twenty refused what was sent: ${messageOf(response) ?? `HTTP ${response.status}`}`,
		'Correct the row, or the field it is mapped to.',
		'BATCH_REFUSED',
	);
}

/** Whether somebody has a value already that Twenty keeps unique. The wording differs between versions. */
export function isDuplicate(response: HttpResponse): boolean {
	const message = messageOf(response) ?? '';
	return /duplicate (?:entry|key)|unique constraint|same unique field|^duplicate |^record already exists/i.test(
		message,
	);
}

/** Whether there is no such record, or not any more. */
export function isMissing(response: HttpResponse): boolean {
	return response.status === 404 || /record not found|could not find any/i.test(messageOf(response) ?? '');
}

/** The records of an answer: whatever the operation is called in it, they are the only thing there. */
export function recordsIn(body: unknown): readonly unknown[] {
	const [records] = Object.values(read.object(body, 'data'));
	if (Array.isArray(records)) return records as readonly unknown[];
	return records === undefined || records === null ? [] : [records];
}
