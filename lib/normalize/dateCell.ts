import type { Cell, IssueCode } from '../model';
import { type CalendarDate, dateText, firstShortYear, isRealDate } from './calendar';
import type { ClockTime } from './clockTime';
import { readCompact, readFigures } from './dateFigures';
import { inOrder, provenOrder } from './dateOrder';
import { readWords } from './dateWords';
import { dateOfInstant, dateOfSerial } from './excelDate';
import { isCellError, isPlaceholder } from './placeholder';
import { isOverlong, plainText } from './plainText';
import type { NormalizeOptions } from './rule';
import type { DateFigures, WrittenDate } from './writtenDate';

/** What a cell of a date column holds. */
export type DateCell =
	| { readonly date: CalendarDate; readonly clock: ClockTime | undefined }
	| { readonly empty: true }
	| { readonly code: IssueCode; readonly message?: string };

/** Seconds and milliseconds since 1970 with ten and thirteen figures: 2001 to 2286. */
const UNIX_SECONDS = 1e9;
const UNIX_MILLISECONDS = 1e12;

/** Characters of a date in words, with its time and zone. */
const LONGEST_DATE = 100;

/** Days that programs write where no date is known. */
function isStandIn({ year, month, day }: CalendarDate): boolean {
	if (year === 0 || month === 0 || day === 0) return year % 100 === 0 || (month === 0 && day === 0);
	if (year === 1900 || year === 1) return month === 1 && day === 1;
	if (year === 1899 || year === 9999) return month === 12 && day >= 30;
	return false;
}

function readNumber(value: number): WrittenDate | undefined {
	if (value >= UNIX_MILLISECONDS && value < UNIX_MILLISECONDS * 10) return dateOfInstant(value, 0);
	if (value >= UNIX_SECONDS && value < UNIX_SECONDS * 10) return dateOfInstant(value * 1000, 0);
	return dateOfSerial(value) ?? readCompact(String(value));
}

/** Five figures, perhaps with a fraction: a spreadsheet's day that was exported as a number. */
const SERIAL_TEXT = /^[2-6]\d{4}(?:[.,]\d+)?$/;
const UNIX_TEXT = /^\d{10}(?:\d{3})?$/;

function readText(text: string, options: NormalizeOptions): WrittenDate | undefined {
	const shortYearsFrom = firstShortYear(options);
	const figures = readFigures(text, shortYearsFrom);
	if (figures !== undefined) return figures;
	if (SERIAL_TEXT.test(text)) return dateOfSerial(Number(text.replace(',', '.')));
	if (UNIX_TEXT.test(text)) return readNumber(Number(text));
	return readCompact(text) ?? readWords(text, shortYearsFrom);
}

function decide(figures: DateFigures, options: NormalizeOptions): CalendarDate | IssueCode {
	const proven = provenOrder(figures);
	const told = options.dateOrder;
	const from = firstShortYear(options);
	if (told !== undefined) {
		const date = inOrder(figures, told, from);
		if (isRealDate(date) || isStandIn(date)) return date;
		const isOther = proven !== undefined && isRealDate(inOrder(figures, proven, from));
		return isOther ? 'MIXED_DATE_ORDER' : 'INVALID_DATE';
	}
	if (proven !== undefined) return inOrder(figures, proven, from);
	const doubtless = figures.dotted || (figures.first === figures.second && !figures.shortYear);
	return doubtless ? inOrder(figures, 'dayFirst', from) : 'AMBIGUOUS_DATE_ORDER';
}

function ordered(written: WrittenDate, options: NormalizeOptions): DateCell {
	const date = written.kind === 'certain' ? written.date : decide(written, options);
	if (typeof date === 'string') return { code: date };
	if (isStandIn(date)) return { code: 'PLACEHOLDER' };
	if (!isRealDate(date)) return { code: 'INVALID_DATE' };
	const { latestDate } = options;
	return latestDate !== undefined && dateText(date) > latestDate
		? { code: 'PLACEHOLDER', message: `The date is later than ${latestDate} and was left out` }
		: { date, clock: written.clock };
}

/** Reads a cell of a date column: text, a serial number of a spreadsheet, or seconds since 1970. */
export function readDateCell(value: Exclude<Cell, null>, options: NormalizeOptions): DateCell {
	if (typeof value === 'boolean') return { code: 'INVALID_DATE' };
	if (typeof value === 'number') {
		const written = readNumber(value);
		return written === undefined ? { code: 'INVALID_DATE' } : ordered(written, options);
	}
	if (isOverlong(value, LONGEST_DATE)) return { code: 'INVALID_DATE' };
	const text = plainText(value);
	if (text === '') return { empty: true };
	const written = readText(text, options);
	if (written !== undefined) return ordered(written, options);
	if (isCellError(text)) return { code: 'CELL_ERROR' };
	return { code: isPlaceholder(text) ? 'PLACEHOLDER' : 'INVALID_DATE' };
}
