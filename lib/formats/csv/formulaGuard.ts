import type { Row } from '../../model';
import type { ColumnType } from '../format';

/**
 * First characters that make a spreadsheet program run a cell, the full-width forms included (OWASP, "CSV
 * Injection"); and these behind apostrophes, so that taking one off again gives back every text.
 */
const GUARDED = /^'*[=+\-@\t\r\n＝＋－＠]/;
const TAKEN_OFF = /^'+[=+\-@\t\r\n＝＋－＠]/;
const APOSTROPHE = 0x27;
/** What starts like a formula and can only be a number or a phone: `+48501228855`, `+48 501 228 855`, `-12.5`, `+5,290.00`. */
const HARMLESS = /^\+\d[\d ]{4,19}$|^[+-]\d+([.,]\d+)*$/;
/** In columns that say so, also `+48 (22) 123-45-67` and `-12 345,67`. Digits and signs alone can reach nothing. */
const HARMLESS_PHONE = /^\+[\d ()./-]{5,30}$/;
const HARMLESS_NUMBER = /^[+-][\d .,'\u00A0\u202F]{1,40}%?$/;

/**
 * The text with `'` before it where a spreadsheet program would run it as a formula;
 * phones and numbers stay as they are.
 * @param type of the column, where it is known
 */
export function guardFormula(text: string, type?: ColumnType): string {
	return GUARDED.test(text) && !isHarmless(text, type) ? `'${text}` : text;
}

function isHarmless(text: string, type: ColumnType | undefined): boolean {
	if (HARMLESS.test(text)) return true;
	if (type === 'phone') return HARMLESS_PHONE.test(text);
	return type === 'number' && HARMLESS_NUMBER.test(text);
}

/** What `guardFormula` was given. */
export function takeGuardOff(text: string): string {
	return TAKEN_OFF.test(text) ? text.slice(1) : text;
}

/** Takes the guards of rows off, in place. Returns the rows it found one in. */
export function takeGuardsOff(rows: Row[]): Row[] {
	const found: Row[] = [];
	for (let index = 0; index < rows.length; index++) {
		const row = rows[index];
		if (row === undefined || !row.cells.some(isGuarded)) continue;
		found.push(row);
		const cells = row.cells.map((cell) => (typeof cell === 'string' ? takeGuardOff(cell) : cell));
		rows[index] = { ...row, cells };
	}
	return found;
}

function isGuarded(cell: Row['cells'][number]): boolean {
	return typeof cell === 'string' && cell.charCodeAt(0) === APOSTROPHE && TAKEN_OFF.test(cell);
}
