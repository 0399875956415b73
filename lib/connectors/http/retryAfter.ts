import type { HttpResponse } from './client';

/**
 * How long an answer asks to wait, in milliseconds: seconds, also with a fraction, or an HTTP date
 * (https://www.rfc-editor.org/rfc/rfc9110#field.retry-after).
 * @param now the time in milliseconds since 1970
 */
export function retryAfterOf({ headers }: HttpResponse, now: number): number | undefined {
	const text = headers['retry-after']?.trim();
	if (text === undefined || text === '') return undefined;
	const seconds = Number(text);
	if (Number.isFinite(seconds)) return Math.max(0, Math.ceil(seconds * 1000));
	const time = Date.parse(text);
	return Number.isNaN(time) ? undefined : Math.max(0, time - now);
}
