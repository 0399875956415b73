import { userError } from '../../errors';
import type { WriteOptions } from '../format';
import { makeDatePattern } from '../write/datePattern';
import { escapeText } from './escapeText';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const ISO_DATE = 'YYYY-MM-DD';
const ISO_DATE_TIME = 'YYYY-MM-DD hh:mm:ss';
const DATE_ID = 164;
const DATE_TIME_ID = 165;
const NUMBER_ID = 166;
/** Format 49 is text: Excel leaves what is typed into such a cell alone, and runs nothing in it. */
const TEXT_ID = 49;
/** Characters of a number format that Excel takes. */
const MAX_CODE = 255;

/** The indexes of the cell styles. */
export const STYLE = { plain: 0, header: 1, text: 2, wrapped: 3, date: 4, dateTime: 5, number: 6 } as const;

/**
 * The part with the looks of cells: a bold header on a light ground, text, and dates and numbers as the user wants them.
 * @throws userError `BAD_SETTING` for a date or number format that Excel would not take
 */
export function styleSheet({ dateFormat, dateTimeFormat, numberFormat }: WriteOptions): string {
	const formats = [
		formatElement(DATE_ID, makeDatePattern(dateFormat ?? ISO_DATE).excelCode),
		formatElement(DATE_TIME_ID, makeDatePattern(dateTimeFormat ?? ISO_DATE_TIME).excelCode),
		formatElement(NUMBER_ID, numberCode(numberFormat)),
	];
	return `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="${formats.length}">${formats.join('')}</numFmts>${FONTS}${FILLS}${BORDERS}<cellStyleXfs count="1"><xf/></cellStyleXfs>${CELL_STYLES}<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}

const FONTS =
	'<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>';
/** The first two are always these, ECMA-376 part 1, 18.8.21. */
const FILLS =
	'<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFDDEBF7"/><bgColor indexed="64"/></patternFill></fill></fills>';
const BORDERS =
	'<borders count="2"><border/><border><left/><right/><top/><bottom style="thin"><color rgb="FF9BC2E6"/></bottom><diagonal/></border></borders>';
/** In the order of `STYLE`. */
const CELL_STYLES = `<cellXfs count="7"><xf/><xf numFmtId="${TEXT_ID}" fontId="1" fillId="2" borderId="1" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"/><xf numFmtId="${TEXT_ID}" applyNumberFormat="1"/><xf numFmtId="${TEXT_ID}" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="${DATE_ID}" applyNumberFormat="1"/><xf numFmtId="${DATE_TIME_ID}" applyNumberFormat="1"/><xf numFmtId="${NUMBER_ID}" applyNumberFormat="1"/></cellXfs>`;

function formatElement(id: number, code: string): string {
	return `<numFmt numFmtId="${id}" formatCode="${escapeText(code)}"/>`;
}

function numberCode(code = 'General'): string {
	const wellFormed = /^(?:General|[^"\\]|\\.|"[^"]*")+$/u.test(code) && /General|[0#?@]/.test(code);
	if (wellFormed && code.length <= MAX_CODE && !/\p{Cc}/u.test(code)) return code;
	const hint = "Write it as Excel's number formats are written, such as 0.00 or #,##0.00.";
	throw userError(`${JSON.stringify(code)} is not a number format`, hint, 'BAD_SETTING');
}
