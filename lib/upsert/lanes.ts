/** Cuts a list into pieces of at most `size`. */
export function chunksOf<T>(list: readonly T[], size: number): (readonly T[])[] {
	const chunks: (readonly T[])[] = [];
	for (let start = 0; start < list.length; start += size) chunks.push(list.slice(start, start + size));
	return chunks;
}

/** Runs `work` for each of `list`, at most `lanes` at once; the results in the order of the list. */
export async function inLanes<T, R>(
	list: readonly T[],
	lanes: number,
	work: (one: T) => Promise<R>,
): Promise<R[]> {
	const results: R[] = [];
	const queue = list.entries();
	async function lane(): Promise<void> {
		for (const [place, one] of queue) results[place] = await work(one);
	}
	await Promise.all(Array.from({ length: Math.min(lanes, list.length) }, lane));
	return results;
}
