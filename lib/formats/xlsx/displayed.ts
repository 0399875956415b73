import type { DisplayNumber } from './sheetContext';

/** Beyond this, spreadsheet programs write a whole number with an exponent. */
const GENERAL = /^(general|standard)?$/i;

/** What of SheetJS is used; its types say nothing about it. */
interface NumberFormatter {
	format(format: string | number, value: number, options: { readonly date1904: boolean }): unknown;
}

/**
 * Makes the text that a person sees of a number, as SheetJS renders number formats.
 * Whole numbers without a format keep all their digits: what a narrow column shows as
 * `4,85012E+11` is a phone number.
 */
export async function numberDisplay(date1904: boolean): Promise<DisplayNumber> {
	const { SSF }: { SSF: NumberFormatter } = await import('xlsx');
	return (value, format) => {
		if (isGeneral(format) && Number.isInteger(value)) return String(value);
		try {
			return String(SSF.format(format, value, { date1904 }));
		} catch {
			// A format that no program can show; the number is what remains.
			return String(value);
		}
	};
}

function isGeneral(format: string | number): boolean {
	return format === 0 || (typeof format === 'string' && GENERAL.test(format));
}
