import type { Cell, Watermark } from '../model';
import { compareValues } from './compare';
import type { PagePlan } from './pages';
import type { PlaceColumn } from './placeColumns';

/** The cells of a row. */
export type Cells = ReadonlyArray<Cell | undefined>;

/** The columns that say where a row stands. */
export const placeColumns = ({ start, key }: PagePlan): readonly PlaceColumn[] =>
	key === undefined ? [start] : [start, key];

/** Where a row stands. */
export function placeOf(cells: Cells, { start, key }: PagePlan): Watermark {
	const value = printed(cells, start);
	return key === undefined ? { value } : { value, key: printed(cells, key) };
}

const printed = (cells: Cells, { index }: PlaceColumn): string => String(cells[index]);

/** Which of two places comes first; `undefined` where only the database knows. */
export function comparePlaces(a: Watermark, b: Watermark, { start, key }: PagePlan): number | undefined {
	const order = compareValues(start.order, a.value, b.value);
	// A watermark of the time before the key column was set has no key.
	if (order !== 0 || key === undefined || a.key === undefined || b.key === undefined) return order;
	return compareValues(key.order, a.key, b.key);
}
