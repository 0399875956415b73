import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../upsert';
import type { RunOptions } from './options';

/** Time and chance for a run: what was handed in, or those of the process. */
export function surroundingsOf({
	signal,
	random = Math.random,
	elapsed = () => performance.now(),
	sleep = async (milliseconds) => await setTimeout(milliseconds, undefined, signal ? { signal } : {}),
}: RunOptions): Clock {
	return { sleep, random, elapsed };
}
