import type { Cell } from '../../model';

/** What is a number and nothing else: no leading zero, no plus, so that an id or a phone stays text. */
const NUMBER = /^-?(0|[1-9]\d{0,14})(\.\d{1,10})?$/;
/** Digits that a double keeps. */
const EXACT_DIGITS = 15;

/** The digits of a cell that a spreadsheet keeps exactly as a number; nothing for any other cell. */
export function exactNumber(cell: Cell): string | undefined {
	if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : undefined;
	if (typeof cell !== 'string' || !NUMBER.test(cell)) return undefined;
	return cell.replace(/\D/g, '').length <= EXACT_DIGITS ? cell : undefined;
}
