import type { Cell } from '../model';
import { firstShortYear } from './calendar';
import { readFigures } from './dateFigures';
import { plainText } from './plainText';
import type { NormalizeOptions } from './rule';

const ORDER_WORDS: Readonly<Record<NonNullable<NormalizeOptions['dateOrder']>, string>> = {
	dayFirst: 'day first',
	monthFirst: 'month first',
	yearFirst: 'year first',
};

/** How a date in figures was read: the order that is set or was decided for its column, and what a short year means. */
function orderReason(text: string, options: NormalizeOptions): readonly string[] {
	const figures = readFigures(plainText(text), firstShortYear(options));
	if (figures?.kind !== 'figures') return [];
	const order = options.dateOrder === undefined ? [] : [`read ${ORDER_WORDS[options.dateOrder]}`];
	const from = firstShortYear(options);
	return figures.shortYear ? [...order, `two figures are a year from ${from} to ${from + 99}`] : order;
}

/** What is to be said of a date that was written otherwise. */
export function dateReason(before: Cell, after: Cell, options: NormalizeOptions): string {
	if (typeof before === 'number') return 'a number of a spreadsheet or clock was read as a date';
	const zone = String(after).includes('T')
		? [`the time is in UTC, from the zone ${options.timeZone ?? 'UTC'}`]
		: [];
	const time =
		zone.length === 0 && /\d[:h时]\d/.test(String(before)) ? ['the time beside it was left out'] : [];
	return ['written as ISO 8601', ...orderReason(String(before), options), ...zone, ...time].join('; ');
}
