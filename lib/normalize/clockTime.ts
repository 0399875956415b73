/** A time of day, and its distance from UTC where it was written. */
export interface ClockTime {
	readonly hour: number;
	readonly minute: number;
	readonly second: number;
	readonly millisecond: number;
	/** Minutes east of UTC. */
	readonly offset?: number;
}

/** The zone names of RFC 5322 4.3; all others are ambiguous and are not guessed. */
const ZONE_HOURS: Readonly<Record<string, number>> = {
	Z: 0,
	UTC: 0,
	GMT: 0,
	UT: 0,
	EST: -5,
	EDT: -4,
	CST: -6,
	CDT: -5,
	MST: -7,
	MDT: -6,
	PST: -8,
	PDT: -7,
};

const CLOCK = new RegExp(
	[
		String.raw`^(?:[\s,T|@–-]|um\s|u\s|at\s|à\s|o\s|в\s|у\s|w\s|godz\.?\s)*`,
		String.raw`(?<chineseHalf>凌晨|早上|上午|早|中午|下午|晚上|晚)?\s*`,
		String.raw`(?<hour>\d{1,2})(?:[:.hH]|时|點|点)(?<minute>\d{2})`,
		String.raw`(?:(?:[:.]|分)(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?)?`,
		String.raw`\s*(?:分|秒|Uhr|h|ч\.?)?\s*(?:(?<half>[apAP])\.?\s?[mM]\b\.?)?`,
		String.raw`\s*(?<zone>[A-Z]{1,3})?\s*(?<offset>[+-]\d{2}(?::?\d{2})?)?\s*(?:\([^)]*\))?$`,
	].join(''),
);

function hourOf(hour: number, half: string | undefined, chineseHalf: string | undefined): number {
	if (half !== undefined) {
		if (hour < 1 || hour > 12) return -1;
		return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
	}
	return chineseHalf !== undefined && /[下晚]/.test(chineseHalf) && hour < 12 ? hour + 12 : hour;
}

/** Minutes east of UTC; `NaN` for a zone that is not understood. */
function offsetOf(zone: string | undefined, offset: string | undefined): number | undefined {
	if (offset !== undefined) {
		const hours = Number(offset.slice(1, 3));
		const minutes = Number(offset.slice(3).replace(':', '') || '0');
		const total = hours > 14 || minutes > 59 ? Number.NaN : hours * 60 + minutes;
		return offset.startsWith('-') ? -total : total;
	}
	return zone === undefined ? undefined : (ZONE_HOURS[zone] ?? Number.NaN) * 60;
}

/** Two figures at a place, or -1. */
function twoFigures(text: string, at: number): number {
	const tens = text.charCodeAt(at) - 48;
	const ones = text.charCodeAt(at + 1) - 48;
	return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

const COLON = 58;

/**
 * The short way for ` 10:09` and `T10:09:30` up to the end of the text.
 * @returns `undefined` where it is written otherwise; `readClock` may still read it
 */
export function readPlainClock(text: string, from: number): ClockTime | undefined {
	const length = text.length - from;
	if ((length !== 6 && length !== 9) || (text[from] !== ' ' && text[from] !== 'T')) return undefined;
	if (text.charCodeAt(from + 3) !== COLON || (length === 9 && text.charCodeAt(from + 6) !== COLON))
		return undefined;
	const hour = twoFigures(text, from + 1);
	const minute = twoFigures(text, from + 4);
	const second = length === 9 ? twoFigures(text, from + 7) : 0;
	if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return undefined;
	return { hour, minute, second, millisecond: 0 };
}

/**
 * Reads the time of day after a date: `10:09`, `T10:09:30.5+02:00`, `2:30 PM`, `10h11`, `09时30分`.
 * @returns `undefined` where it is none, or where its zone is not understood
 */
export function readClock(text: string): ClockTime | undefined {
	const found = CLOCK.exec(text)?.groups;
	if (found === undefined) return undefined;
	const hour = hourOf(Number(found.hour), found.half, found.chineseHalf);
	const minute = Number(found.minute);
	const second = Number(found.second ?? 0);
	const offset = offsetOf(found.zone, found.offset);
	if (hour < 0 || hour > 23 || minute > 59 || second > 59 || Number.isNaN(offset)) return undefined;
	const millisecond = Number((found.fraction ?? '').slice(0, 3).padEnd(3, '0'));
	return offset === undefined
		? { hour, minute, second, millisecond }
		: { hour, minute, second, millisecond, offset };
}
