import type { ConnectorTools } from './client';

/**
 * Keeps to the most requests that the other side answers at the same time; the others wait their turn, first come
 * first served.
 * @param most requests under way at once
 */
export function limitConnections(tools: ConnectorTools, most: number): ConnectorTools {
	const waiting: (() => void)[] = [];
	let free = most;

	async function enter(): Promise<void> {
		if (free > 0) free -= 1;
		else await new Promise<void>((resolve) => waiting.push(resolve));
	}

	/** The place goes to who has waited longest, so that nobody can slip in between. */
	function leave(): void {
		const next = waiting.shift();
		if (next) next();
		else free += 1;
	}

	return {
		...tools,
		http: async (request) => {
			await enter();
			try {
				return await tools.http(request);
			} finally {
				leave();
			}
		},
	};
}
