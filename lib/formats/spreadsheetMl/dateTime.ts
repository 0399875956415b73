import type { Cell } from '../../model';
import { isoOfDateCell } from '../xlsx/dateCell';
import { serialToIso } from '../xlsx/serialDate';
import type { DisplayNumber } from '../xlsx/sheetContext';
import type { CellStyle } from '../xlsx/styles';

const DAY_MS = 86_400_000;
/** What a time without a day is counted from. */
const DAY_0 = Date.UTC(1899, 11, 31);
const DAY_0_OF_1904 = Date.UTC(1904, 0, 1);
/** The day that never was lies before this one, so that from here on there is one more. */
const AFTER_LEAP_BUG = Date.UTC(1900, 2, 1);

/** A date as it is written in a workbook in XML, `2022-09-30T00:00:00.000`, as its format means it. */
export function dateTimeCell(
	text: string,
	style: CellStyle | undefined,
	{ date1904, display }: { readonly date1904: boolean; readonly display?: DisplayNumber | undefined },
): Cell {
	const kind = style?.kind.kind;
	const serial = serialOf(text, date1904);
	if (display && style && serial !== undefined) return display(serial, style.format);
	const isTime = kind === 'time' || kind === 'duration';
	if (isTime && serial !== undefined) return serialToIso(serial, kind, date1904) ?? text;
	return isoOfDateCell(text, kind === 'dateTime');
}

function serialOf(text: string, date1904: boolean): number | undefined {
	const ms = Date.parse(`${text.replace(/Z$/, '')}Z`);
	if (Number.isNaN(ms)) return undefined;
	const days = (ms - (date1904 ? DAY_0_OF_1904 : DAY_0)) / DAY_MS;
	return !date1904 && ms >= AFTER_LEAP_BUG ? days + 1 : days;
}
