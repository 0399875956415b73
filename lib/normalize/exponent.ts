const EXPONENT = /^(\d)(?:[.,](\d+))?[eE]\+?(\d{1,3})$/;

/** What a spreadsheet program made of a long number: `4.85E+10`. */
export interface ExponentReading {
	/** All digits where the exponent lost none of them. */
	readonly digits: string | undefined;
}

/**
 * Reads a whole number written with an exponent. Its digits are there only
 * where the mantissa has as many of them as the exponent asks for; zeros are
 * never filled in.
 * @returns `undefined` where the text is no such number
 */
export function readExponent(text: string): ExponentReading | undefined {
	const match = EXPONENT.exec(text);
	if (match === null) return undefined;
	const [, first = '', fraction = '', exponent = ''] = match;
	return { digits: fraction.length === Number(exponent) ? first + fraction : undefined };
}
