import type { ConnectorTools, HttpResponse } from '../http/client';
import { retryAfterOf } from '../http/retryAfter';
import { makeSession, type Session, type Verdict } from '../http/session';
import type { RestAnswers, RestDefinition } from './definition';
import { at, textAt } from './place';

/** So much of what a CRM says is shown to people and looked through for signals. */
const LONGEST = 2_000;

/** Requests to the CRM, judged by what the person has said about its answers. */
export function openRest(tools: ConnectorTools, baseUrl: string, definition: RestDefinition): Session {
	const { answers, callsPerSecond } = definition;
	return makeSession(tools, {
		title: 'The CRM',
		baseUrl,
		limits: [limitOf(callsPerSecond)],
		judge: (response) => judge(response, definition, tools.now()),
		messageOf: (response) => messageOf(response, answers),
		hints: {
			login: "Check 'Authentication' in the credential.",
			address: "Check 'Base URL' and the paths of 'Requests' in the credential.",
			permission: 'Give the user or the key of the credential the right to read and write customers.',
		},
	});
}

/** Fewer than one call a second are one call in more than a second. */
function limitOf(callsPerSecond: number): { calls: number; perMs: number } {
	return callsPerSecond >= 1
		? { calls: Math.floor(callsPerSecond), perMs: 1_000 }
		: { calls: 1, perMs: Math.ceil(1_000 / callsPerSecond) };
}

function judge(
	response: HttpResponse,
	{ signals, answers }: RestDefinition,
	now: number,
): Verdict | undefined {
	const { status } = response;
	const failed = status < 400 && answers.failure !== '' && isSaid(at(response.body, answers.failure));
	if (status < 400 && !failed) return undefined;
	const said = textOf(response);
	if (says(said, signals.quotaText)) return { kind: 'quota', ...waitOf(response, signals.waitHeader, now) };
	const throttled =
		signals.throttledText === ''
			? signals.throttledStatuses.includes(status)
			: says(said, signals.throttledText) || status === 429;
	if (throttled) return { kind: 'throttled', ...waitOf(response, signals.waitHeader, now) };
	return failed ? { kind: 'refused' } : undefined;
}

/** Whether there is something: not an empty list, a zero or a no. */
function isSaid(value: unknown): boolean {
	if (Array.isArray(value)) return value.length > 0;
	return (
		value !== undefined && value !== null && value !== '' && value !== false && value !== 0 && value !== '0'
	);
}

/** Whether a CRM says something, whatever the case. Nothing to look for is never said. */
export function says(text: string, wanted: string): boolean {
	return wanted !== '' && text.toLowerCase().includes(wanted.toLowerCase());
}

/** The body as text. */
export function textOf({ body }: HttpResponse): string {
	const text = typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
	return text.slice(0, LONGEST);
}

/**
 * How long the CRM's own header asks to wait: seconds, a date, or the moment as seconds since 1970, which nobody asks
 * to wait for.
 */
function waitOf({ headers, ...rest }: HttpResponse, name: string, now: number): { retryAfterMs?: number } {
	const value = headers[name];
	if (name === '' || value === undefined) return {};
	const seconds = Number(value);
	if (seconds > 1_000_000_000) return { retryAfterMs: Math.max(0, seconds * 1_000 - now) };
	const wait = retryAfterOf({ ...rest, headers: { 'retry-after': value } }, now);
	return wait === undefined ? {} : { retryAfterMs: wait };
}

/** What the CRM says about a failure. */
export function messageOf(response: HttpResponse, { message, failure }: RestAnswers): string | undefined {
	const places = [...message.split(','), failure]
		.map((place) => place.trim())
		.filter((place) => place !== '');
	const said = places.map((place) => textAt(response.body, place)).find((text) => text !== undefined);
	if (said !== undefined) return said.slice(0, LONGEST);
	const { body } = response;
	const isShort = typeof body === 'string' && body.trim() !== '' && !body.includes('<') && body.length < 300;
	return isShort ? body.trim() : undefined;
}
