import { read } from '../http/body';
import type { ConnectorTools, HttpResponse } from '../http/client';
import { makeSession, type Session } from '../http/session';

export function openExpertSender(tools: ConnectorTools, baseUrl: string, callsPerSecond: number): Session {
	return makeSession(tools, {
		title: 'ExpertSender CDP',
		baseUrl,
		limits: [{ calls: callsPerSecond, perMs: 1_000 }],
		messageOf,
		hints: {
			login: 'Check the API key of the credential; it is shown in ExpertSender under Settings > API.',
			permission: 'Let the API key read and write customers, attributes and consents.',
			address: "Set 'Base URL' to https://api.ecdp.app.",
		},
	});
}

/** What a problem says: each thing that is wrong, or else the whole (https://www.rfc-editor.org/rfc/rfc7807). */
export function messageOf({ body }: HttpResponse): string | undefined {
	const errors = Object.values(read.object(body, 'errors')).flat().map(String);
	if (errors.length > 0) return errors.join(' ');
	return read.text(body, 'detail') ?? read.text(body, 'title') ?? read.text(body, 'message');
}

/** Whether a refusal says that the customer is there already. */
export function saysTaken(response: HttpResponse): boolean {
	return response.status === 409 || /exist|duplicat|taken/i.test(wordsOf(response));
}

/** Whether a refusal says that there is no such customer. */
export function saysMissing(response: HttpResponse): boolean {
	return response.status === 404 || /not.?found|not.?exist/i.test(wordsOf(response));
}

function wordsOf(response: HttpResponse): string {
	const names = ['substatus', 'title', 'detail'].map((name) => read.text(response.body, name) ?? '');
	return [...names, messageOf(response) ?? ''].join(' ');
}
