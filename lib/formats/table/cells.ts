import type { Cell, Row } from '../../model';

/** What a cell holds, as far as the shape of a table is judged by it. */
export type CellKind = 'empty' | 'email' | 'date' | 'number' | 'text';

type Cells = Row['cells'];

const EMAIL = /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i;
const DATE = /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}([T ].*)?$/;
/** Amounts, counts, phone and other numbers, with a currency or a percent sign. */
const NUMBER =
	/^[+\-(]?(?:[A-Z]{3} ?|[$€£¥] ?)?[\d\s().,'/-]*\d[\d\s().,'/-]*(?:%| ?[A-Z]{3}| ?[$€£¥]| ?zł)?$/;

/** Whether a cell holds nothing. */
export function isBlank(cell: Cell | undefined): boolean {
	return cell === '' || cell === undefined || cell === null;
}

/** Whether no cell holds anything. Called for every row, and done with the first cell of most. */
export function isEmpty(cells: Cells): boolean {
	for (let at = 0; at < cells.length; at++) if (!isBlank(cells[at])) return false;
	return true;
}

/** The cells that hold something, as text. */
export function filledTexts(cells: Cells): string[] {
	return cells.flatMap((cell) => (isBlank(cell) ? [] : [String(cell).trim()])).filter((text) => text !== '');
}

/** A row as a person would read it out: what its cells hold, at most a line of it. */
export function rowText(cells: Cells): string {
	const text = filledTexts(cells).join(' | ');
	return text.length <= 120 ? text : `${text.slice(0, 119)}…`;
}

/** What a cell holds. */
export function kindOf(cell: Cell | undefined): CellKind {
	if (isBlank(cell)) return 'empty';
	if (typeof cell !== 'string') return 'number';
	const text = cell.trim();
	if (text === '') return 'empty';
	if (EMAIL.test(text)) return 'email';
	if (DATE.test(text)) return 'date';
	return NUMBER.test(text) ? 'number' : 'text';
}

/** Whether a kind is of values and not of words. */
export function isData(kind: CellKind | undefined): boolean {
	return kind === 'email' || kind === 'date' || kind === 'number';
}

/** A column is of a kind when so many of its filled cells are. */
const MOST = 0.6;
/** So many rows tell the kind of a column. */
const JUDGED_ROWS = 50;

/** The kind of value that most cells of each column hold; `text` where they differ, `empty` where there are none. */
export function columnKinds(rows: readonly Row[], width: number): CellKind[] {
	return Array.from({ length: width }, (_, column) =>
		commonKind(rows.slice(0, JUDGED_ROWS).map(({ cells }) => kindOf(cells[column]))),
	);
}

function commonKind(kinds: readonly CellKind[]): CellKind {
	const filled = kinds.filter((kind) => kind !== 'empty');
	if (filled.length === 0) return 'empty';
	const found = (['email', 'date', 'number'] as const).find(
		(kind) => filled.filter((other) => other === kind).length >= filled.length * MOST,
	);
	return found ?? 'text';
}

/** The number in the middle: how many cells a usual row fills. */
export function median(numbers: readonly number[]): number {
	const sorted = [...numbers].sort((one, other) => one - other);
	return sorted[sorted.length >> 1] ?? 0;
}
