import type { Cell } from '../../model';
import { attributeOf } from '../markup/attributes';
import type { CellValues } from '../xls/cellValues';
import { isoOfDateCell } from '../xlsx/dateCell';
import { serialToIso } from '../xlsx/serialDate';

const ERROR = /^(?:#(?:N\/A|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|NULL!)|Err:\d{3})$/;
const PERIOD = /^(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/;
/** Digits that a format puts before a number or between its digits: what is shown is the value. */
const MASKED = /^(?:0\d+|\d+(?:[-\s/]\d+)+)$/;
const DAY_SECONDS = 86_400;

/** The value of a cell: as its type says, or the text that a person sees where that is wanted. */
export function odsValue(
	attributes: string,
	shown: string,
	displayed: boolean,
	values: CellValues,
	row: number,
	column: number,
): Cell {
	const type = attributeOf(attributes, 'office:value-type');
	const hasFormula = attributeOf(attributes, 'table:formula') !== undefined;
	if (attributeOf(attributes, 'calcext:value-type') === 'error' || (hasFormula && ERROR.test(shown))) {
		return values.error(shown, row, column);
	}
	if (type === undefined && shown === '') {
		if (hasFormula) values.notes.formulaWithoutValue(row, column);
		return '';
	}
	if (displayed) return values.text(shown, row, column);
	if (type === 'date') return isoOfDateCell(attributeOf(attributes, 'office:date-value') ?? shown, false);
	if (type === 'time') return timeText(attributeOf(attributes, 'office:time-value')) ?? shown;
	if (type === 'boolean') return attributeOf(attributes, 'office:boolean-value') === 'true';
	const number = attributeOf(attributes, 'office:value');
	if (number !== undefined && type !== 'string') return numberValue(number, shown, values, row, column);
	return values.text(attributeOf(attributes, 'office:string-value') ?? shown, row, column);
}

function numberValue(number: string, shown: string, values: CellValues, row: number, column: number): Cell {
	const isMasked = MASKED.test(shown) && Number(shown.replace(/\D/g, '')) === Number(number);
	return isMasked ? shown : values.numberText(number, undefined, row, column);
}

/** `PT10H09M00S` as `10:09:00`. */
function timeText(period: string | undefined): string | undefined {
	const match = PERIOD.exec(period ?? '');
	if (!match) return undefined;
	const [days, hours, minutes, seconds] = match.slice(2).map((part) => Number(part ?? 0));
	const total = (((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0);
	return serialToIso((match[1] === '-' ? -total : total) / DAY_SECONDS, 'duration', false);
}
