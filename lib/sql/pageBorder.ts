import type { Cell } from '../model';
import { compareValues } from './compare';
import type { PagePlan } from './pages';
import type { Cells } from './place';
import { placeColumns } from './place';
import type { PlaceColumn } from './placeColumns';

/** Says whether the database takes two values of a column that look different for different ones. */
export type AreDifferent = (column: PlaceColumn, a: string, b: string) => Promise<boolean>;

/** Two values of a column. */
type Pair = readonly [column: PlaceColumn, a: string, b: string];

/**
 * Whether two rows stand at the same place, so that nothing may end between them. `maybe` where only the database
 * knows: for a collation, 'Ann' and 'ANN' may be one value.
 */
export function isSamePlace(a: Cells | undefined, b: Cells | undefined, plan: PagePlan): boolean | 'maybe' {
	const doubtful = doubtfulPairs(a, b, plan);
	return doubtful === 'different' ? false : doubtful.length === 0 || 'maybe';
}

/** The values in which two rows may differ, in the eyes of the database. */
function doubtfulPairs(a: Cells | undefined, b: Cells | undefined, plan: PagePlan): Pair[] | 'different' {
	const doubtful: Pair[] = [];
	for (const column of placeColumns(plan)) {
		const [left, right] = [a?.[column.index], b?.[column.index]];
		if (left === right) continue;
		const [before, after] = [printed(left), printed(right)];
		const compared = compareValues(column.order, before, after);
		if (compared === undefined) doubtful.push([column, before, after]);
		else if (compared !== 0) return 'different';
	}
	return doubtful;
}

const printed = (cell: Cell | undefined): string => String(cell);

/**
 * Where a page can end: a border between two places within the chunk's size, or else one after it; all rows where
 * there is none.
 */
export async function findBorder(
	rows: readonly Cells[],
	plan: PagePlan,
	areDifferent: AreDifferent,
): Promise<number> {
	const isBorder = async (index: number): Promise<boolean> => {
		const doubtful = doubtfulPairs(rows[index - 1], rows[index], plan);
		if (doubtful === 'different') return true;
		for (const pair of doubtful) if (await areDifferent(...pair)) return true;
		return false;
	};
	const isAsked = (index: number) => isSamePlace(rows[index - 1], rows[index], plan) === 'maybe';
	const { chunkRows } = plan;
	const within = await walk(chunkRows, -1, (index) => index > 0, isBorder, isAsked);
	const beyond = async () => await walk(chunkRows + 1, 1, (index) => index < rows.length, isBorder, isAsked);
	return within ?? (await beyond()) ?? rows.length;
}

/** The first border in a direction; with larger and larger steps, where the database is asked each time. */
async function walk(
	from: number,
	direction: 1 | -1,
	goesOn: (index: number) => boolean,
	isBorder: (index: number) => Promise<boolean>,
	isAsked: (index: number) => boolean,
): Promise<number | undefined> {
	let step = 1;
	for (let index = from; goesOn(index);) {
		if (await isBorder(index)) return index;
		index += isAsked(index) ? direction * step : direction;
		if (isAsked(index)) step *= 2;
	}
	return undefined;
}
