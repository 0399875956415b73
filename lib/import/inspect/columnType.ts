import { makeIssue } from '../../errors';
import { contentKind, valuesOf } from '../../mapping/columnContent';
import type { Cell, FieldType, RowBatch, RowIssue } from '../../model';
import { decideDateOrder, decideDecimal, findRule, type NormalizeOptions } from '../../normalize';
import type { InferredType, TypeReading } from './inspection';

/** So many of the values must be of a type; the mapping asks for the same share. */
const SHARE = 0.8;
const CLOCK = /\d{1,2}:\d{2}/;
/** Digits that a number would lose: an id, a postal code. */
const LEADING_ZERO = /^[+-]?0\d/;
const LETTER = /\p{L}/u;
const SEPARATED = /\d[.,]\d/;

type Value = Exclude<Cell, null>;

/**
 * Infers what the values of a column are, with the rules that will read them at the import.
 * @param sample the first rows
 * @param label for what is said about the column
 * @param fieldType what the field wants that the column would be; it decides what digits are
 */
export function readColumnType(
	sample: RowBatch,
	index: number,
	label: string,
	fieldType?: FieldType,
): TypeReading {
	const values = valuesOf(sample, index).filter((value) => value !== null);
	if (values.length === 0) return { type: 'empty', confidence: 1, ambiguities: [] };
	const kind = contentKind(sample, index);
	if (kind === 'email') return { type: kind, confidence: shareOf(values, kind), ambiguities: [] };
	if (kind === 'phone' || (fieldType === 'phone' && isMostly(values, isPhone)))
		return readPhones(values, label);
	if (kind === 'date' || isMostly(values, isWordedDate)) return readDates(values, label);
	if (isMostly(values, isAnswer))
		return { type: 'boolean', confidence: share(values, isAnswer), ambiguities: [] };
	return readNumbers(values, label) ?? { type: 'text', confidence: 1, ambiguities: [] };
}

/** Whose country nobody knows is a phone still, and the person can say which it is. */
function readPhones(values: readonly Value[], label: string): TypeReading {
	const national = values.find(lacksCountry);
	const ambiguities =
		national === undefined ? [] : [makeIssue('NO_COUNTRY_PREFIX', { label, value: national })];
	return { type: 'phone', confidence: share(values, isPhone), ambiguities };
}

function readDates(values: readonly Value[], label: string): TypeReading {
	const { order, code, proof } = decideDateOrder(values);
	const type: InferredType = isMostly(values, hasClock) ? 'dateTime' : 'date';
	// Where the order is open, either one shows which of the values are dates at all.
	const confidence = shareOf(values, type, { dateOrder: order ?? 'dayFirst' });
	const ambiguities =
		code === undefined ? [] : [makeIssue(code, { label, ...(proof ? { value: proof } : {}) })];
	return { type, confidence, ...(order === undefined ? {} : { dateOrder: order }), ambiguities };
}

function readNumbers(values: readonly Value[], label: string): TypeReading | undefined {
	const decimal = decideDecimal(values);
	const options = decimal === undefined ? {} : { decimal };
	const isNumber = (value: Value) =>
		!LEADING_ZERO.test(String(value)) && typeof readNumber(value, options) === 'number';
	if (!isMostly(values, isNumber)) return undefined;
	const doubtful = decimal === undefined ? values.find(leavesDoubt) : undefined;
	const ambiguities = doubtful === undefined ? [] : [ambiguousNumber(doubtful, label)];
	return { type: 'number', confidence: share(values, isNumber), ...options, ambiguities };
}

function ambiguousNumber(value: Value, label: string): RowIssue {
	const message = `${value} may group thousands or have decimals, and the column does not decide it; it is read as ${String(readNumber(value, {}))}`;
	return makeIssue('AMBIGUOUS_DECIMAL', { label, value, message });
}

/** Whether a separator may group thousands as well as begin decimals: `1.234`. */
function leavesDoubt(value: Value): boolean {
	return typeof value === 'string' && SEPARATED.test(value) && decideDecimal([value]) === undefined;
}

function readNumber(value: Value, options: NormalizeOptions) {
	return findRule('number').apply(value, options).value;
}

function isPhone(value: Value): boolean {
	return isRead(value, 'phone', {}) || lacksCountry(value);
}

function lacksCountry(value: Value): boolean {
	return findRule('phone')
		.apply(value, {})
		.issues.some(({ code }) => code === 'NO_COUNTRY_PREFIX');
}

/** With the name of a month; figures alone may be any number. */
function isWordedDate(value: Value): boolean {
	return typeof value === 'string' && LETTER.test(value) && isRead(value, 'date', {});
}

/** Yes or no in words or signs; 1 and 0 may be numbers. */
function isAnswer(value: Value): boolean {
	if (typeof value === 'boolean') return true;
	return typeof value === 'string' && !/^\d+$/.test(value) && isRead(value, 'boolean', {});
}

function hasClock(value: Value): boolean {
	return typeof value === 'string' && CLOCK.test(value);
}

function isRead(value: Value, type: FieldType, options: NormalizeOptions): boolean {
	return findRule(type).apply(value, options).value !== undefined;
}

function shareOf(values: readonly Value[], type: FieldType, options: NormalizeOptions = {}): number {
	return share(values, (value) => isRead(value, type, options));
}

function share(values: readonly Value[], test: (value: Value) => boolean): number {
	return values.filter(test).length / values.length;
}

function isMostly(values: readonly Value[], test: (value: Value) => boolean): boolean {
	return share(values, test) >= SHARE;
}
