import type { CustomerRow } from '../model';
import { withRoom } from './numberList';
import { makeRowPlaces, type RowPlaces } from './rowPlaces';

/** Which keys were together in a row, how many rows had them, and the last of these rows. */
export interface KeyLists {
	/** @returns the number of the list */
	add(ids: readonly number[], row: CustomerRow): number;
	/** How many different lists there are. */
	size(): number;
	/** The keys of a list. */
	keysOf(list: number): Uint32Array;
	rowsOf(list: number): number;
	/** The place among all rows of the last row that had it. */
	lastOf(list: number): number;
	readonly places: RowPlaces;
}

/**
 * Keeps a list once where rows with it are not interrupted by others of its first key. Takes 24 bytes a
 * list and 4 for each key in it: memory is bounded by the combinations of keys and not by the rows.
 */
export function makeKeyLists(): KeyLists {
	let ids = new Uint32Array(1 << 12);
	let starts = new Uint32Array(1 << 12);
	let rows = new Uint32Array(1 << 12);
	let lasts = new Float64Array(1 << 12);
	/** The list after the latest one of each first key. */
	let latest = new Uint32Array(1 << 12);
	const places = makeRowPlaces();
	let used = 0;
	let count = 0;
	let rowCount = 0;

	function equals(list: number, keys: readonly number[]): boolean {
		const start = starts[list] ?? 0;
		if ((starts[list + 1] ?? 0) - start !== keys.length) return false;
		return keys.every((id, place) => ids[start + place] === id);
	}

	function append(keys: readonly number[]): number {
		ids = withRoom(ids, used + keys.length);
		starts = withRoom(starts, count + 2);
		rows = withRoom(rows, count + 1);
		lasts = withRoom(lasts, count + 1);
		for (const id of keys) ids[used++] = id;
		starts[count + 1] = used;
		return count++;
	}

	function numberOf(keys: readonly number[]): number {
		const first = keys[0] ?? 0;
		latest = withRoom(latest, first + 1);
		const known = (latest[first] ?? 0) - 1;
		if (known >= 0 && equals(known, keys)) return known;
		const list = append(keys);
		latest[first] = list + 1;
		return list;
	}

	return {
		add(keys, row) {
			const list = numberOf(keys);
			rows[list] = (rows[list] ?? 0) + 1;
			lasts[list] = rowCount++;
			places.set(list, row);
			return list;
		},
		size: () => count,
		keysOf: (list) => ids.subarray(starts[list] ?? 0, starts[list + 1] ?? 0),
		rowsOf: (list) => rows[list] ?? 0,
		lastOf: (list) => lasts[list] ?? 0,
		places,
	};
}
