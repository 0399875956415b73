import { fullYear } from './calendar';
import { isWeekday, monthOf } from './calendarWords';
import { type ClockTime, readClock } from './clockTime';
import { foldText } from './foldText';
import type { WrittenDate } from './writtenDate';

/** Words that stand in a date and say nothing. */
const FILLERS = new Set(
	(
		'st nd rd th er ère º ª de del da do di d of at the on um uhr am den le la el à г года год в у о u w dnia dn r rok roku year godz h hrs ' +
		'feira segunda terça quarta quinta sexta čtv'
	)
		.split(' ')
		.map(foldText),
);

const CLOCK_AT_START = /^(\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?)[\s,]+(?=\D*\d)/i;
const CLOCK_AT_END =
	/[\s,|@T-](\d{1,2}(?::\d{2}(?::\d{2}(?:[.,]\d+)?)?|h\d{2}|\.\d{2}(?=\s*[ap]\.?\s?m))\s*(?:[ap]\.?\s?m\b\.?)?(?:\s*Uhr)?\s*(?:[A-Z]{1,3})?\s*(?:[+-]\d{2}:?\d{2})?\s*(?:\([^)]*\))?)\.?$/i;

/** As programs of the Unix world write it, with the year last: `Wed Aug 05 12:00:00 2015`. */
const CLOCK_BEFORE_YEAR = /\s(\d{1,2}:\d{2}:\d{2})\s+(?:[A-Z]{3,4}\s+)?(?=\d{4}$)/;

interface Taken {
	readonly rest: string;
	readonly clock: ClockTime | undefined;
}

/** Takes the time of day out of the text; `undefined` where it is there and not understood. */
function takeClock(text: string): Taken | undefined {
	for (const pattern of [CLOCK_AT_END, CLOCK_BEFORE_YEAR, CLOCK_AT_START]) {
		const match = pattern.exec(text);
		if (match === null) continue;
		const clock = readClock((match[1] ?? '').replace(/^(\d{1,2})(\s)/, '$1:00$2'));
		return clock && { rest: text.replace(match[0], ' '), clock };
	}
	return { rest: text, clock: undefined };
}

/** The one month the words name; words that are also days of the week count only where no other names one. */
function monthAmong(words: readonly string[]): number | undefined {
	const sure = new Set<number>();
	const perhaps = new Set<number>();
	for (const word of words) {
		if (FILLERS.has(foldText(word))) continue;
		const month = monthOf(word);
		const weekday = isWeekday(word);
		if (month === undefined && !weekday) return undefined;
		if (month !== undefined) (weekday ? perhaps : sure).add(month);
	}
	const [month, another] = sure.size > 0 ? sure : perhaps;
	return another === undefined ? month : undefined;
}

/** Day and year: the one of four figures is the year, else the second. */
function dayAndYear(
	numbers: readonly string[],
	shortYearsFrom: number,
): { day: number; year: number } | undefined {
	const [one = '', two = ''] = numbers;
	if (numbers.length !== 2 || one.length > 4 || two.length > 4) return undefined;
	const [day, year] = one.length === 4 ? [two, one] : [one, two];
	if (day.length > 2 || (year.length !== 4 && year.length !== 2)) return undefined;
	return { day: Number(day), year: fullYear(Number(year), year.length, shortYearsFrom) };
}

/**
 * Reads a date with the month in letters: `15 Jan 2026`, `Jan 15, 2026`, `30 września 2022 10:09`.
 * @param shortYearsFrom the first of the hundred years of which two figures name one
 */
export function readWords(text: string, shortYearsFrom: number): WrittenDate | undefined {
	const taken = takeClock(text);
	if (taken === undefined) return undefined;
	const words = taken.rest.match(/[\p{L}\p{M}ºª]+/gu);
	if (words === null) return undefined;
	const month = monthAmong(words);
	const figures = dayAndYear(taken.rest.match(/\d+/g) ?? [], shortYearsFrom);
	if (month === undefined || figures === undefined) return undefined;
	return { kind: 'certain', date: { ...figures, month }, clock: taken.clock };
}
