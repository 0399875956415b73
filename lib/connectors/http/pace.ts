/** At most so many calls within any stretch of time. */
export interface CallLimit {
	readonly calls: number;
	/** In milliseconds. */
	readonly perMs: number;
}

export interface Pace {
	/** Waits until one more call keeps every limit, and counts it. */
	wait(): Promise<void>;
	/** Makes no call before a time, in milliseconds since 1970: the other side has asked for it. */
	holdUntil(time: number): void;
}

/**
 * Spaces calls so that no stretch of time has more of them than a limit allows. A window that slides, and not
 * one that begins anew: a destination counts by its own clock.
 */
export function makePace(
	limits: readonly CallLimit[],
	{ now, sleep }: { now: () => number; sleep: (milliseconds: number) => Promise<void> },
): Pace {
	const kept = Math.max(0, ...limits.map(({ calls }) => calls));
	const times: number[] = [];
	let held = 0;
	let turn: Promise<void> = Promise.resolve();

	/** The time from which one more call keeps every limit. */
	function nextTime(): number {
		let next = held;
		for (const { calls, perMs } of limits) {
			const oldest = times[times.length - calls];
			if (oldest !== undefined) next = Math.max(next, oldest + perMs);
		}
		return next;
	}

	async function takeTurn(): Promise<void> {
		for (let wait = nextTime() - now(); wait > 0; wait = nextTime() - now()) await sleep(wait);
		times.push(now());
		if (times.length > 2 * kept) times.splice(0, times.length - kept);
	}

	return {
		wait() {
			const mine = turn.then(takeTurn);
			// A cancelled wait is its caller's; who comes after waits on.
			turn = mine.catch(() => undefined);
			return mine;
		},
		holdUntil(time) {
			held = Math.max(held, time);
		},
	};
}
