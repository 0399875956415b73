import type { PullId } from '../../../lib/state/watermarks';

/** Runs a pull in a process of its own, kills it in the middle, and gives the last number it had moved to. */
export function runAndKill(path: string, id: PullId): Promise<number>;
