import { read } from '../http/body';
import type { HttpResponse } from '../http/client';
import { makeSession, type Session, type Verdict } from '../http/session';
import type { MailchimpAccount } from './account';

/** Mailchimp itself gives up after two minutes. */
const TIMEOUT_MS = 130_000;

export function openMailchimp({ baseUrl, tools }: MailchimpAccount, audience: string): Session {
	return makeSession(tools, {
		title: 'Mailchimp',
		baseUrl: `${baseUrl}/3.0`,
		judge,
		messageOf,
		hints: {
			login: 'Check the API key in the credential, or connect the account again.',
			permission: 'Give the user whose key it is the role of a manager or an admin.',
			address: `Check 'Audience ID' in the credential: ${audience} is none of this account. Mailchimp shows it in the settings of the audience.`,
		},
		timeoutMs: TIMEOUT_MS,
	});
}

/**
 * Too many calls are answered without a body and with the status of a missing permission when there are very many of
 * them (https://mailchimp.com/developer/marketing/docs/fundamentals/#throttling).
 */
function judge({ status, body }: HttpResponse): Verdict | undefined {
	return status === 403 && read.text(body, 'title') === undefined ? { kind: 'throttled' } : undefined;
}

/** What is wrong, and with which fields. */
export function messageOf({ body }: HttpResponse): string | undefined {
	const detail = read.text(body, 'detail') ?? read.text(body, 'title');
	const fields = read
		.list(body, 'errors')
		.map((error) => fieldMessage(read.text(error, 'field'), read.text(error, 'message')))
		.filter((text) => text !== '');
	return fields.length > 0 ? fields.join('; ') : detail;
}

/** A complaint about a field: `merge_fields.ADDRESS: Please enter a complete address`. */
export function fieldMessage(field: string | undefined, message: string | undefined): string {
	return [field, message].filter((text) => text !== undefined && text !== '').join(': ');
}
