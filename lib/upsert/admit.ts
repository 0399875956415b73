import type { WriteCounter } from './limits';
import type { Planned, Task } from './task';

/** What may be sent of what was planned. */
export interface Admitted {
	readonly ready: readonly Planned[];
	/** Rows from the first one on that goes beyond a limit, in their order. */
	readonly held: readonly Task[];
	/** Why the run ends after this, unless something of it is refused. */
	readonly stop?: Error;
}

/**
 * Counts what is about to be written. From the first row on that goes beyond a limit nothing is written before
 * it is known whether the destination took all those before it.
 */
export function admitWrites(planned: readonly Planned[], counter: WriteCounter): Admitted {
	let stop: Error | undefined;
	const held: Task[] = [];
	const ready = planned.filter((one) => {
		const [task, plan] = one;
		takeBackEarlier(one, counter);
		if (plan.kind === 'decided') return true;
		stop ??= counter.admit(plan);
		if (stop) held.push(uncounted(task));
		return stop === undefined;
	});
	return { ready, held, ...(stop ? { stop } : {}) };
}

function uncounted(task: Task): Task {
	const { counted, ...rest } = task;
	return counted === undefined ? task : rest;
}

/** A row is counted once, however often it is sent; and not where it turned out that nothing was to be written. */
function takeBackEarlier([task, plan]: Planned, counter: WriteCounter): void {
	const counted: Task['counted'] = task.counted;
	if (!counted) return;
	const happened = plan.kind === 'decided' && plan.outcome.outcome === counted.outcome.outcome;
	if (!happened) counter.takeBack(counted);
}
