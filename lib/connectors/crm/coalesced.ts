/**
 * Makes work that is asked for by several at once be done once for all of them, each time anew: whoever asks gets
 * work that began after he asked.
 */
export function coalesced(work: () => Promise<void>): () => Promise<void> {
	let running: Promise<void> = Promise.resolve();
	let next: Promise<void> | undefined;
	return async () => {
		next ??= running
			.catch(() => undefined)
			.then(async () => {
				running = next ?? running;
				next = undefined;
				await work();
			});
		await next;
	};
}
