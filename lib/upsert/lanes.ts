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
