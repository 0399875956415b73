/** Runs pieces of work one after the other, in the order they were given. */
export type InOrder = <T>(work: () => T | Promise<T>) => Promise<T>;

/** Makes sure that no other work gets between the turns of one: a connection has one transaction. */
export function makeInOrder(): InOrder {
	let last: Promise<unknown> = Promise.resolve();
	return async (work) => {
		const before = last;
		const result = (async () => {
			await before;
			return await work();
		})();
		last = result.catch(() => undefined);
		return await result;
	};
}
