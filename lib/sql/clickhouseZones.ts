const MONTH_MS = 30 * 86_400_000;
const FROM = Date.UTC(2000, 0);
const TO = Date.UTC(2045, 0);

/** Whether the clocks of a time zone are put back now and then; zones that are not known are taken for such. */
export function changesClock(zone: string): boolean {
	try {
		const first = offsetMs(zone, FROM);
		for (let at = FROM; at < TO; at += MONTH_MS) if (offsetMs(zone, at) !== first) return true;
		return false;
	} catch {
		return true;
	}
}

/** What the clocks of a zone showed at the beginning of 1970 in UTC, before which a DateTime cannot count. */
export function printedEpoch(zone: string): string {
	return new Date(offsetMs(zone, 0)).toISOString().slice(0, 19).replace('T', ' ');
}

/** How far the clocks of a zone are ahead of UTC. */
function offsetMs(zone: string, at: number): number {
	const printed = new Intl.DateTimeFormat('sv-SE', {
		timeZone: zone,
		dateStyle: 'short',
		timeStyle: 'medium',
	}).format(at);
	return Date.parse(`${printed.replace(' ', 'T')}Z`) - at;
}
