/** Digits that a spreadsheet program keeps of a number. */
const KEPT_DIGITS = 15;
/** A whole number that long with fewer digits before its zeros is taken as round and not as cut. */
const LEAST_CUT_DIGITS = 12;
const WHOLE = /^-?0*(\d+)(?:\.0*)?$/;
const EXPONENT = /^-?(\d+)(?:\.(\d*))?e/i;

/** Whether a number says what its text says. Excel writes 17 digits of a fraction; whole numbers must be exact. */
export function isExact(text: string, value: number): boolean {
	if (!Number.isInteger(value)) return true;
	const digits = WHOLE.exec(text)?.[1];
	return digits === undefined ? Math.abs(value) <= Number.MAX_SAFE_INTEGER : digits.length <= KEPT_DIGITS;
}

/**
 * Whether a long whole number shows that its last digits are lost: they are zeros behind the fifteenth,
 * or an exponent stands for them.
 */
export function hasLostDigits(text: string): boolean {
	const [, whole, decimals = ''] = EXPONENT.exec(text) ?? [];
	if (whole !== undefined) return `${whole}${decimals}`.length >= LEAST_CUT_DIGITS;
	const kept = (WHOLE.exec(text)?.[1] ?? '').replace(/0+$/, '').length;
	return kept >= LEAST_CUT_DIGITS && kept <= KEPT_DIGITS;
}
