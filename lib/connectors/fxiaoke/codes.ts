import { read } from '../http/body';
import type { HttpResponse } from '../http/client';
import type { Verdict } from '../http/session';

/** The code of an answer: every answer comes with HTTP 200, and texts change. 0 is success. */
export function codeOf(body: unknown): number {
	return Number(read.text(body, 'errorCode') ?? 0);
}

/** The token does not count any more. */
const EXPIRED = new Set([20005, 20016, 20017]);

/** Too many calls just now. */
const THROTTLED = new Set([14001, 30004]);

/** Busy, or a timeout inside: whether something was done cannot be told. */
const BROKEN = new Set([-2, -1, 50009]);

/** No more calls today: it counts anew at midnight. */
const QUOTA_GONE = 30002;

/** No calls were bought, the app is switched off or not for this company, or the acting user may not do it. */
const FORBIDDEN = new Set([15003, 20014, 20020, 20021, 20022, 20023, 30003]);

const WINDOW_MS = 20_000;

/** Whether a new token has to be asked for. */
export const isExpired = (body: unknown): boolean => EXPIRED.has(codeOf(body));

/** What the code of an answer means (https://developer.fxiaoke.com/openapi_v2/start/guide/codes.html). */
export function judge({ status, headers, body }: HttpResponse): Verdict | undefined {
	if (status >= 400) return undefined;
	if (typeof body === 'string') return { kind: 'address' };
	const code = codeOf(body);
	if (code === 0 || isExpired(body)) return undefined;
	if (THROTTLED.has(code))
		return headers['retry-after'] === undefined
			? { kind: 'throttled', retryAfterMs: WINDOW_MS }
			: { kind: 'throttled' };
	if (code === QUOTA_GONE) return { kind: 'quota' };
	if (BROKEN.has(code)) return { kind: 'broken' };
	return { kind: FORBIDDEN.has(code) ? 'permission' : 'refused' };
}

/** What Fxiaoke says, with the code and the trace that its support asks for. */
export function messageOf({ body }: HttpResponse): string | undefined {
	const said = read.text(body, 'errorDescription') ?? read.text(body, 'errorMessage');
	if (said === undefined) return undefined;
	const trace = read.text(body, 'traceId');
	return `${said} (code ${codeOf(body)}${trace === undefined ? '' : `, trace ${trace}`})`;
}
