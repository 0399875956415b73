import type { Cell, RowBatch } from '../model';
import { decideDateOrder, findRule } from '../normalize';

/** What the values of a column look like. */
export type ContentKind = 'email' | 'phone' | 'date' | 'subscription' | 'other' | 'empty';

/** So many of the values must look alike, and so many rows are looked at. */
const SHARE = 0.8;
const ROWS = 200;

/** With a plus or as a national number with separators: digits alone may be any number. */
const PHONE_LIKE =
	/^(?:\+|00)\d[\d\s().\-/]{6,}$|^\(?\d{2,4}\)?[\s.-]\d{2,4}[\s.-]\d{2,4}(?:[\s.-]\d{2,4})?$/;
const DATE_LIKE = /^(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{4}年\d)/;

/** The values of a column that hold anything, in order. */
export function valuesOf(sample: RowBatch, index: number, limit = Number.POSITIVE_INFINITY): Cell[] {
	const values: Cell[] = [];
	for (const row of sample) {
		const value = row.cells[index];
		if (value === undefined || value === null || value === '') continue;
		values.push(value);
		if (values.length >= limit) break;
	}
	return values;
}

function isEmail(value: Cell): boolean {
	return (
		typeof value === 'string' && value.includes('@') && findRule('email').apply(value, {}).value !== undefined
	);
}

function isDate(value: Cell): boolean {
	if (typeof value !== 'string' || !DATE_LIKE.test(value)) return false;
	const dateOrder = decideDateOrder([value]).order ?? 'dayFirst';
	return findRule('date').apply(value, { dateOrder }).value !== undefined;
}

function isPhone(value: Cell): boolean {
	return typeof value === 'string' && PHONE_LIKE.test(value.trim()) && !isDate(value);
}

/** Nobody but our own exports writes such a text, so that its label need not say so. */
function isSubscription(value: Cell): boolean {
	if (typeof value !== 'string' || !value.startsWith('[')) return false;
	return findRule('subscription').apply(value, {}).value !== undefined;
}

/** What most values of a column are. */
export function contentKind(sample: RowBatch, index: number): ContentKind {
	const values = valuesOf(sample, index, ROWS);
	if (values.length === 0) return 'empty';
	const isMostly = (test: (value: Cell) => boolean): boolean =>
		values.filter(test).length >= values.length * SHARE;
	// Before all: it has an address in it.
	if (isMostly(isSubscription)) return 'subscription';
	if (isMostly(isEmail)) return 'email';
	if (isMostly(isPhone)) return 'phone';
	return isMostly(isDate) ? 'date' : 'other';
}
