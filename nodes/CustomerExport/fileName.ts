/** What no file system takes in a name, and control characters. */
const FORBIDDEN = /[\p{Cc}<>:"/\\|?*]/gu;

/**
 * The name of an exported file: `{date}` becomes `2026-11-22` and `{time}` `10-09-30`, characters that
 * no file system takes become underscores, and the ending of the format is added.
 * @param timeZone IANA name of the zone whose date it is
 */
export function exportFileName(pattern: string, extension: string, now: Date, timeZone: string): string {
	// The Swedish form of a date is the one of ISO 8601.
	const [date = '', time = ''] = now.toLocaleString('sv-SE', { timeZone }).split(' ');
	const filled = pattern.replaceAll('{date}', date).replaceAll('{time}', time.replaceAll(':', '-'));
	const safe = filled.replace(FORBIDDEN, '_').trim() || 'customers';
	const ending = `.${extension}`;
	return safe.toLowerCase().endsWith(ending) ? safe : `${safe}${ending}`;
}
