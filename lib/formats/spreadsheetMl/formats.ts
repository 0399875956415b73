import { kindOfCode } from '../xlsx/numberFormat';
import type { CellStyle } from '../xlsx/styles';

/** Formats that SpreadsheetML knows by a name, as codes. */
const NAMED: ReadonlyMap<string, string> = new Map([
	['general number', 'General'],
	['general date', 'm/d/yyyy h:mm'],
	['long date', 'd mmmm yyyy'],
	['medium date', 'd-mmm-yy'],
	['short date', 'm/d/yyyy'],
	['long time', 'h:mm:ss AM/PM'],
	['medium time', 'h:mm AM/PM'],
	['short time', 'h:mm'],
	['currency', '#,##0.00'],
	['euro currency', '#,##0.00'],
	['fixed', '0.00'],
	['standard', '#,##0.00'],
	['percent', '0.00%'],
	['scientific', '0.00E+00'],
	['yes/no', '"Yes";"Yes";"No"'],
	['true/false', '"True";"True";"False"'],
	['on/off', '"On";"On";"Off"'],
]);

/** What a number format of a workbook in XML means: a name or a code. */
export function styleOfFormat(format: string): CellStyle {
	const code = NAMED.get(format.toLowerCase()) ?? format;
	return { kind: kindOfCode(code), format: code };
}
