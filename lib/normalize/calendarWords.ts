import { foldText } from './foldText';

/**
 * Languages whose month names are read. Croatian is not among them: its
 * `lipanj` and `listopad` are June and October, where Polish and Czech mean
 * July and November by the same words.
 */
const LANGUAGES = 'en pl de fr es pt it ru uk be tr cs sk nl sv da nb fi ro hu bg el'.split(' ');

/** Shorter than this, a beginning of a month's name is not enough. */
const SHORTEST_BEGINNING = 3;

const AMBIGUOUS = 0;

function partOf(
	language: string,
	options: Intl.DateTimeFormatOptions,
	type: 'month' | 'weekday',
	time: number,
): string {
	const parts = new Intl.DateTimeFormat(`${language}-u-ca-gregory-nu-latn`, {
		...options,
		timeZone: 'UTC',
	}).formatToParts(time);
	return foldText(parts.find((part) => part.type === type)?.value ?? '');
}

/** In the forms in which names stand alone and beside a day: `wrzesień` and `września`. */
const MONTH_FORMS: readonly Intl.DateTimeFormatOptions[] = [
	{ month: 'long' },
	{ month: 'short' },
	{ month: 'long', day: 'numeric' },
	{ month: 'short', day: 'numeric' },
];

function monthNames(): Map<string, number> {
	const months = new Map<string, number>([['sept', 9]]);
	for (const language of LANGUAGES) {
		for (const form of MONTH_FORMS) {
			for (let month = 1; month <= 12; month++) {
				const word = partOf(language, form, 'month', Date.UTC(2021, month - 1, 15));
				if (!/^\p{L}{2,}$/u.test(word)) continue;
				months.set(word, (months.get(word) ?? month) === month ? month : AMBIGUOUS);
			}
		}
	}
	return months;
}

function weekdayNames(): Set<string> {
	const weekdays = new Set(['tues', 'thur', 'thurs', 'вск', 'сбт', 'птн', 'чтв', 'срд', 'втр', 'пнд']);
	for (const language of LANGUAGES) {
		for (const weekday of ['long', 'short'] as const) {
			for (let day = 3; day < 10; day++)
				weekdays.add(partOf(language, { weekday }, 'weekday', Date.UTC(2021, 0, day)));
		}
	}
	return weekdays;
}

let months: Map<string, number> | undefined;
let weekdays: Set<string> | undefined;

function monthByBeginning(word: string, names: Map<string, number>): number | undefined {
	if (word.length < SHORTEST_BEGINNING) return undefined;
	const found = new Set<number>();
	for (const [name, month] of names) if (name.startsWith(word)) found.add(month);
	const [month] = found;
	return found.size === 1 ? month : undefined;
}

/**
 * The month that a word names, from 1. Names come from the Unicode locale data
 * in Node; a beginning is enough where it fits one month only.
 */
export function monthOf(word: string): number | undefined {
	months ??= monthNames();
	const folded = foldText(word);
	const month = months.get(folded) ?? monthByBeginning(folded, months);
	return month === AMBIGUOUS ? undefined : month;
}

/** Whether a word names a day of the week; a date in words may carry one. */
export function isWeekday(word: string): boolean {
	weekdays ??= weekdayNames();
	return weekdays.has(foldText(word));
}
