const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** What a clock of a zone shows, as the instant it would be in UTC. */
type OffsetReader = (instant: number) => number;

function offsetReader(timeZone: string): OffsetReader {
	const format = new Intl.DateTimeFormat('en-US-u-nu-latn-ca-gregory', {
		timeZone,
		hourCycle: 'h23',
		era: 'short',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	});
	return (instant) => {
		const part = new Map<string, string>(
			format.formatToParts(instant).map(({ type, value }) => [type, value]),
		);
		const figure = (name: string): number => Number(part.get(name));
		const shown = Date.UTC(
			figure('year'),
			figure('month') - 1,
			figure('day'),
			figure('hour'),
			figure('minute'),
			figure('second'),
		);
		return shown - Math.floor(instant / 1000) * 1000;
	};
}

/** The offset from UTC of a zone, by instants; asked of `Intl` once a day of the calendar. */
interface Zone {
	readonly offsetAt: OffsetReader;
	readonly offsetOfDay: OffsetReader;
}

function makeZone(timeZone: string): Zone {
	const offsetAt = offsetReader(timeZone);
	const cache = new Map<number, number>();
	return {
		offsetAt,
		offsetOfDay(day) {
			const known = cache.get(day);
			if (known !== undefined) return known;
			const offset = offsetAt(day * DAY_MS);
			cache.set(day, offset);
			return offset;
		},
	};
}

const zones = new Map<string, Zone | undefined>();

function zoneOf(timeZone: string): Zone | undefined {
	if (!zones.has(timeZone)) {
		try {
			zones.set(timeZone, makeZone(timeZone));
		} catch {
			zones.set(timeZone, undefined);
		}
	}
	return zones.get(timeZone);
}

/** Whether `Intl` knows this IANA name. */
export function isTimeZone(timeZone: string): boolean {
	return zoneOf(timeZone) !== undefined;
}

/** The instant of a local time. */
export interface LocalInstant {
	/** Milliseconds since 1970. */
	readonly instant: number;
	/** What the clock did at that time: jumped over it, or showed it twice. */
	readonly clockChange?: 'gap' | 'overlap';
}

function atClockChange(local: number, before: number, after: number, zone: Zone): LocalInstant {
	const early = local - before;
	const late = local - after;
	const earlyHolds = zone.offsetAt(early) === before;
	const lateHolds = zone.offsetAt(late) === after;
	if (earlyHolds && lateHolds && early !== late)
		return { instant: Math.min(early, late), clockChange: 'overlap' };
	if (earlyHolds) return { instant: early };
	return lateHolds ? { instant: late } : { instant: early, clockChange: 'gap' };
}

/**
 * The instant at which the clocks of a zone show a time. A time that was jumped
 * over is moved forward by as much as the clock was; of a time that came twice
 * the earlier one is taken. As `java.time` and Luxon do.
 * @param local the time as if it were in UTC, in milliseconds
 * @param timeZone an IANA name; one that `Intl` does not know counts as UTC
 */
export function instantOfLocal(local: number, timeZone: string): LocalInstant {
	const zone = timeZone === 'UTC' ? undefined : zoneOf(timeZone);
	if (zone === undefined) return { instant: local };
	const day = Math.floor(local / DAY_MS);
	const before = zone.offsetOfDay(day - 1);
	const after = zone.offsetOfDay(day + 2);
	return before === after ? { instant: local - before } : atClockChange(local, before, after, zone);
}

/** What the clocks of a zone show at an instant, as if it were in UTC, in milliseconds. */
export function localOfInstant(instant: number, timeZone: string): number {
	return instant + (zoneOf(timeZone)?.offsetAt(instant) ?? 0);
}

/** Minutes as milliseconds. */
export function minutesToMs(minutes: number): number {
	return minutes * MINUTE_MS;
}
