import type { ConnectorTools, HttpResponse } from '../http/client';
import { makeSession, type Session, type Verdict } from '../http/session';
import { read } from '../http/body';

/** Two paces: the search has a limit of its own. */
export interface HubSpotSession {
	readonly contacts: Session;
	readonly search: Session;
}

const WINDOW_MS = 10_000;

/** Searches a second; the limit is for the whole account, so one is left to others. */
const SEARCHES = { calls: 4, perMs: 1_000 };

export function openHubSpot(tools: ConnectorTools, baseUrl: string, callsPer10s: number): HubSpotSession {
	const options = {
		title: 'HubSpot',
		baseUrl,
		judge,
		messageOf,
		hints: {
			login: 'Check the access token of the private app in the credential.',
			permission:
				'Give the private app the scopes crm.objects.contacts.read, crm.objects.contacts.write and crm.schemas.contacts.read.',
		},
	};
	return {
		contacts: makeSession(tools, { ...options, limits: [{ calls: callsPer10s, perMs: WINDOW_MS }] }),
		search: makeSession(tools, { ...options, limits: [SEARCHES] }),
	};
}

/** How long to wait where a limit is met and HubSpot does not say it, by the limit's name. */
const WAITS_MS: Readonly<Record<string, number>> = { TEN_SECONDLY_ROLLING: WINDOW_MS, SECONDLY: 1_000 };

/** The daily limit has the same status as that of the second; only the body tells them apart. */
function judge({ status, headers, body }: HttpResponse): Verdict | undefined {
	if (status !== 429) return undefined;
	const policy = read.text(body, 'policyName') ?? '';
	if (policy === 'DAILY') return { kind: 'quota' };
	if (headers['retry-after'] !== undefined) return { kind: 'throttled' };
	return { kind: 'throttled', retryAfterMs: WAITS_MS[policy] ?? WINDOW_MS };
}

function messageOf({ body }: HttpResponse): string | undefined {
	return read.text(body, 'message');
}
