import { fullYear, isRealDate } from './calendar';
import { type ClockTime, readClock, readPlainClock } from './clockTime';
import type { WrittenDate } from './writtenDate';

const ZERO = 48;
const SPACE = 32;

const isFigure = (code: number): boolean => code >= ZERO && code < ZERO + 10;

/** Three figures as they stand, and where they end. */
interface Figures {
	readonly values: readonly [number, number, number];
	readonly lengths: readonly [number, number, number];
	readonly separator: string;
	readonly end: number;
}

/** The separators, each with what must follow the second figure. */
const SECOND_SEPARATOR: Readonly<Record<string, string>> = {
	'-': '-',
	'.': '.',
	'/': '/',
	年: '月',
	년: '월',
	' ': ' ',
};

/** After the third figure: the sign for "day" and the abbreviations for "of the year". */
const AFTER_FIGURES = /^\s*(?:日|号|號|일|г\.?(?=\s|$)|r\.?(?=\s|$)|\.(?=\s|$))/;

function skipSpaces(text: string, from: number): number {
	let index = from;
	while (text.charCodeAt(index) === SPACE) index++;
	return index;
}

/** Scans `30.09.2022`, `2022-9-30`, `11. 12. 2014`, `2023年10月1日`. */
function scanFigures(text: string): Figures | undefined {
	const values: [number, number, number] = [0, 0, 0];
	const lengths: [number, number, number] = [0, 0, 0];
	let separator = '';
	let index = 0;
	for (let part = 0; part < 3; part++) {
		const start = index;
		let value = 0;
		for (let code = text.charCodeAt(index); isFigure(code); code = text.charCodeAt(++index))
			value = value * 10 + code - ZERO;
		if (index === start || index - start > 4) return undefined;
		values[part] = value;
		lengths[part] = index - start;
		if (part === 2) break;
		const at = text[index] === ' ' ? skipSpaces(text, index) : index;
		const sign = text[at] ?? '';
		const expected =
			part === 0 ? (sign in SECOND_SEPARATOR ? sign : ' ') : (SECOND_SEPARATOR[separator] ?? '');
		if (expected !== ' ' ? sign !== expected : at === index) return undefined;
		if (part === 0) separator = expected;
		index = expected === ' ' ? at : skipSpaces(text, at + 1);
	}
	return { values, lengths, separator, end: index };
}

/** The time after the figures; `false` where what follows is no time. */
function clockAfter(text: string, end: number): ClockTime | undefined | false {
	if (end === text.length) return undefined;
	const plain = readPlainClock(text, end);
	if (plain !== undefined) return plain;
	const rest = text.slice(end).replace(AFTER_FIGURES, '');
	if (rest.trim() === '') return undefined;
	return isFigure(rest.charCodeAt(0)) && rest.length === text.length - end
		? false
		: (readClock(rest) ?? false);
}

/**
 * Reads a date of figures with separators, and perhaps a time after it.
 * @param shortYearsFrom the first of the hundred years of which two figures name one
 * @returns `undefined` where the text is no such date
 */
export function readFigures(text: string, shortYearsFrom: number): WrittenDate | undefined {
	const figures = scanFigures(text);
	if (figures === undefined) return undefined;
	const clock = clockAfter(text, figures.end);
	if (clock === false) return undefined;
	const [first, second, third] = figures.values;
	const [firstLength, secondLength, thirdLength] = figures.lengths;
	if (secondLength > 2) return undefined;
	if (firstLength === 4)
		return thirdLength > 2
			? undefined
			: { kind: 'certain', date: { year: first, month: second, day: third }, clock };
	if (firstLength > 2 || thirdLength === 3 || thirdLength === 1) return undefined;
	if (figures.separator === '年') {
		const year = fullYear(first, 2, shortYearsFrom);
		return { kind: 'certain', date: { year, month: second, day: third }, clock };
	}
	return {
		kind: 'figures',
		first,
		second,
		third,
		dotted: figures.separator === '.',
		shortYear: thirdLength === 2,
		clock,
	};
}

const COMPACT =
	/^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?(?:\.(\d{1,9}))?(Z|[+-]\d{2}:?\d{2})?|[T ](\d.*))?$/;

/** `20231001`, `20231001T101500Z`, `20231001 10:15`. */
export function readCompact(text: string): WrittenDate | undefined {
	const match = COMPACT.exec(text);
	if (match === null) return undefined;
	const [, year, month, day, hour, minute, second = '00', fraction = '0', zone = '', writtenClock] = match;
	const date = { year: Number(year), month: Number(month), day: Number(day) };
	if (!isRealDate(date)) return undefined;
	if (hour === undefined && writtenClock === undefined) return { kind: 'certain', date, clock: undefined };
	const clock = readClock(writtenClock ?? `${hour}:${minute}:${second}.${fraction}${zone}`);
	return clock === undefined ? undefined : { kind: 'certain', date, clock };
}
