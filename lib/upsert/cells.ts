import type { Cell, FieldValue } from '../model';

const NONE: readonly Cell[] = [];

/** Whether a value says nothing: absent, empty, NULL, or a list of such. */
export function isEmpty(value: FieldValue | undefined): boolean {
	if (value === undefined || value === null || value === '') return true;
	return isList(value) && value.every((cell) => cell === null || cell === '');
}

/** The cells of a value that say something, in their order. */
export function cellsOf(value: FieldValue | undefined): readonly Cell[] {
	if (value === undefined || value === null || value === '') return NONE;
	if (!isList(value)) return [value];
	return value.filter((cell) => cell !== null && cell !== '');
}

/** Some cells as the value of a field: one alone is not a list. */
export function valueOf(cells: readonly Cell[]): FieldValue {
	const [only] = cells;
	return cells.length === 1 && only !== undefined ? only : cells;
}

export function isList(value: FieldValue | undefined): value is readonly Cell[] {
	return Array.isArray(value);
}
