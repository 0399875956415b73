/**
 * How many letters must be added, left out, replaced or swapped with their neighbour to make one word of the other
 * (optimal string alignment; Damerau 1964).
 * @param bound where the distance is more, `bound + 1` is the answer
 */
export function editDistance(one: string, other: string, bound: number): number {
	const tooMany = bound + 1;
	if (Math.abs(one.length - other.length) > bound) return tooMany;
	let last: number[] = [];
	let previous = Array.from({ length: other.length + 1 }, (_, column) => column);
	for (let row = 1; row <= one.length; row++) {
		const current = nextRow(one, other, row, previous, last);
		if (Math.min(...current) > bound) return tooMany;
		last = previous;
		previous = current;
	}
	return Math.min(previous[other.length] ?? tooMany, tooMany);
}

/** The distances of the first `row` letters of one word to every beginning of the other. */
function nextRow(
	one: string,
	other: string,
	row: number,
	previous: readonly number[],
	beforeThat: readonly number[],
): number[] {
	const current = [row];
	for (let column = 1; column <= other.length; column++) {
		const differs = one[row - 1] === other[column - 1] ? 0 : 1;
		const replaced = (previous[column - 1] ?? 0) + differs;
		const added = Math.min(previous[column] ?? 0, current[column - 1] ?? 0) + 1;
		const isSwap =
			row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
		const swapped = isSwap ? (beforeThat[column - 2] ?? 0) + 1 : replaced;
		current.push(Math.min(replaced, added, swapped));
	}
	return current;
}
