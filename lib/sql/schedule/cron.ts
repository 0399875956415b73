import { userError } from '../../errors';

/** A cron expression, read. Months are from 1, weekdays from 0, which is Sunday. */
export interface CronFields {
	readonly seconds: ReadonlySet<number>;
	readonly minutes: ReadonlySet<number>;
	readonly hours: ReadonlySet<number>;
	readonly months: ReadonlySet<number>;
	readonly days: ReadonlySet<number>;
	/** `L`: the last day of the month. */
	readonly lastDay: boolean;
	readonly weekdays: ReadonlySet<number>;
	/** `5#2`: the second Friday; `5L`: the last one, with -1. */
	readonly nthWeekdays: ReadonlyArray<{ readonly weekday: number; readonly nth: number }>;
	/** A day has to meet both of its fields, or one of them where both say something (as Vixie cron does). */
	readonly anyDay: boolean;
	readonly anyWeekday: boolean;
	/** The hour is left open: the rule is about intervals, and not about times of day. */
	readonly anyHour: boolean;
	readonly hasSeconds: boolean;
}

interface Field {
	readonly name: string;
	readonly least: number;
	readonly most: number;
	readonly names?: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const SECOND: Field = { name: 'second', least: 0, most: 59 };
const MINUTE: Field = { name: 'minute', least: 0, most: 59 };
const HOUR: Field = { name: 'hour', least: 0, most: 23 };
const DAY: Field = { name: 'day of month', least: 1, most: 31 };
const MONTH: Field = { name: 'month', least: 1, most: 12, names: ['', ...MONTHS] };
// Sunday is 0 and 7.
const WEEKDAY: Field = { name: 'day of week', least: 0, most: 7, names: WEEKDAYS };

const SHORTHANDS: Readonly<Record<string, string>> = {
	'@yearly': '0 0 1 1 *',
	'@annually': '0 0 1 1 *',
	'@monthly': '0 0 1 * *',
	'@weekly': '0 0 * * 0',
	'@daily': '0 0 * * *',
	'@midnight': '0 0 * * *',
	'@hourly': '0 * * * *',
};

/**
 * Checks a cron expression.
 * @throws userError (`SCHEDULE`) that says which field is wrong
 */
export function checkExpression(expression: string): void {
	parseCron(expression);
}

/**
 * Reads a cron expression of five fields, or of six with the seconds first: lists, ranges, steps, names of
 * months and weekdays, `L` for the last day, `5L` for the last Friday and `5#2` for the second.
 * @throws userError (`SCHEDULE`) that says which field is wrong
 */
export function parseCron(expression: string): CronFields {
	const written = SHORTHANDS[expression.trim().toLowerCase()] ?? expression.trim();
	const parts = written.split(/\s+/);
	if (parts.length < 5 || parts.length > 6 || written === '') throw notCron(expression);
	const hasSeconds = parts.length === 6;
	const [second = '', minute = '', hour = '', day = '', month = '', weekday = ''] = hasSeconds
		? parts
		: ['0', ...parts];
	const read = (text: string, field: Field) => numbersOf(text, field, expression);
	return {
		seconds: read(second, SECOND),
		minutes: read(minute, MINUTE),
		hours: read(hour, HOUR),
		months: read(month, MONTH),
		days: read(without(day, /^L$/i), DAY),
		lastDay: day.split(',').some((part) => /^L$/i.test(part)),
		weekdays: new Set([...read(without(weekday, NTH), WEEKDAY)].map((number) => number % 7)),
		nthWeekdays: nthWeekdays(weekday, expression),
		anyDay: isOpen(day),
		anyWeekday: isOpen(weekday),
		anyHour: isOpen(hour),
		hasSeconds,
	};
}

const NTH = /^([a-z]{3}|[0-7])(?:#([1-5])|L)$/i;

/** `*`, `?`, and steps over all of them. */
const isOpen = (text: string): boolean => /^[*?](\/\d+)?$/.test(text);

/** The parts of a list that are plain numbers and ranges. */
const without = (text: string, special: RegExp): string =>
	text
		.split(',')
		.filter((part) => !special.test(part))
		.join(',');

function nthWeekdays(text: string, expression: string): CronFields['nthWeekdays'] {
	return text.split(',').flatMap((part) => {
		const match = NTH.exec(part);
		if (match === null) return [];
		const weekday = numberOf(match[1] ?? '', WEEKDAY, expression) % 7;
		return [{ weekday, nth: match[2] === undefined ? -1 : Number(match[2]) }];
	});
}

function numbersOf(text: string, field: Field, expression: string): ReadonlySet<number> {
	// A field of `L` alone has no plain numbers.
	if (text === '') return new Set();
	return new Set(text.split(',').flatMap((part) => [...rangeOf(part, field, expression)]));
}

function* rangeOf(part: string, field: Field, expression: string): Generator<number> {
	const [range = '', step, more] = part.split('/');
	const every = step === undefined ? 1 : Number(step);
	if (more !== undefined || !Number.isInteger(every) || every < 1) throw wrongField(field, part, expression);
	const [from, to] = endsOf(range, step !== undefined, field, expression);
	if (from > to) throw wrongField(field, part, expression);
	for (let number = from; number <= to; number += every) yield number;
}

function endsOf(range: string, hasStep: boolean, field: Field, expression: string): [number, number] {
	if (range === '*' || range === '?') return [field.least, field.most];
	const [first = '', last, more] = range.split('-');
	if (more !== undefined) throw wrongField(field, range, expression);
	const from = numberOf(first, field, expression);
	if (last === undefined) return [from, hasStep ? field.most : from];
	const to = numberOf(last, field, expression);
	// Sunday ends the week where a range ends with it.
	return [from, field === WEEKDAY && to === 0 && from > 0 ? 7 : to];
}

function numberOf(text: string, field: Field, expression: string): number {
	const named = field.names?.indexOf(text.toLowerCase()) ?? -1;
	if (named >= 0 && text !== '') return named;
	const number = /^\d+$/.test(text) ? Number(text) : NaN;
	if (number >= field.least && number <= field.most) return number;
	throw wrongField(field, text, expression);
}

const HOW =
	'Write five or six fields: (second) minute hour day-of-month month day-of-week, as 0 6 * * 1-5. https://crontab.guru helps.';

function notCron(expression: string): Error {
	return userError(`'${expression}' is not a cron expression`, HOW, 'SCHEDULE');
}

function wrongField({ name, least, most }: Field, text: string, expression: string): Error {
	return userError(
		`'${expression}' is not a cron expression: '${text}' cannot be a ${name}, which goes from ${least} to ${most}`,
		HOW,
		'SCHEDULE',
	);
}
