import type { ColumnOrder } from './dialect';

/**
 * Which of two printed values comes first: negative, 0 or positive; `undefined` where only the
 * database knows, as for texts, whose order depends on its collation.
 * Numbers are compared exactly, however many digits they have.
 */
export function compareValues(order: ColumnOrder, a: string, b: string): number | undefined {
	if (a === b) return 0;
	switch (order) {
		case 'number':
			return compareNumbers(a, b);
		case 'dateTime':
			return PLAIN_DATE.test(a) && PLAIN_DATE.test(b) ? compareTexts(a, b) : undefined;
		case 'uuid':
			return compareTexts(a, b);
		case 'text':
			// Of 7 and 007, which are one number, only the database knows.
			return DIGITS.test(a) && DIGITS.test(b) ? compareNumbers(a, b) || undefined : undefined;
		case 'none':
			return undefined;
	}
}

/** Not `infinity`, not before Christ, not after the year 9999: those do not sort as texts. */
const PLAIN_DATE = /^(?:\d{4}-\d\d-\d\d(?!.*BC$)|\d\d:\d\d)/;
const DIGITS = /^-?\d+$/;
const DECIMAL = /^(-?)(\d+)(?:\.(\d*))?$/;

function compareTexts(a: string, b: string): number {
	return a < b ? -1 : Number(a > b);
}

/** Whole numbers of so many digits are exact as numbers, signs and all. */
const EXACT_DIGITS = 15;
const FEW_DIGITS = new RegExp(`^-?\\d{1,${EXACT_DIGITS}}$`);

function compareNumbers(a: string, b: string): number | undefined {
	// Nearly all numbers are such, and every row is compared with the one before.
	if (FEW_DIGITS.test(a) && FEW_DIGITS.test(b)) return Math.sign(Number(a) - Number(b));
	const [left, right] = [DECIMAL.exec(a), DECIMAL.exec(b)];
	if (left === null || right === null) return compareFloats(Number(a), Number(b));
	const scale = Math.max(left[3]?.length ?? 0, right[3]?.length ?? 0);
	const difference = scaled(left, scale) - scaled(right, scale);
	return difference < 0n ? -1 : Number(difference > 0n);
}

function scaled([, sign, whole, fraction]: RegExpExecArray, scale: number): bigint {
	const digits = BigInt(`${whole}${(fraction ?? '').padEnd(scale, '0')}`);
	return sign === '-' ? -digits : digits;
}

/** Floats as a database sorts them: what is not a number comes last. */
function compareFloats(a: number, b: number): number {
	if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
	return a < b ? -1 : Number(a > b);
}

const UUID_LENGTH = 36;

/** A UUID of version 4 is random: a new row can get one that is before the last. */
export function isRandomUuid(value: string): boolean {
	return value.length === UUID_LENGTH && /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab]/i.test(value);
}
