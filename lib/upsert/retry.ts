import { type ImportError, isImportError } from '../errors';

/** How often something is tried in all before it is given up. */
export const ATTEMPTS = 6;

/** The first wait is up to half a second, each further one up to twice as long, none over half a minute. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/** Time, as it comes from outside. */
export interface Clock {
	/** Waits, in milliseconds; rejects when the import is cancelled. */
	readonly sleep: (milliseconds: number) => Promise<void>;
	/** From 0 to 1, for the jitter. */
	readonly random: () => number;
}

/**
 * How long to wait before the next try: what the other side asked for, or else exponential backoff with
 * full jitter, so that many imports do not come back at once
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 * @param tried how many tries have failed, from 1
 */
export function waitBefore(tried: number, error: unknown, random: () => number): number {
	const asked = isImportError(error) ? error.retryAfterMs : undefined;
	return asked ?? random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tried);
}

export function isTransient(error: unknown): error is ImportError {
	return isImportError(error) && error.kind === 'transient';
}

/** Runs `work` again while it fails in a way that can pass. */
export async function withRetries<T>(work: () => Promise<T>, { sleep, random }: Clock): Promise<T> {
	for (let tried = 1; ; tried++) {
		const result = await attempt(work);
		if ('value' in result) return result.value;
		const { error } = result;
		if (!isTransient(error) || tried >= ATTEMPTS) throw error;
		await sleep(waitBefore(tried, error, random));
	}
}

async function attempt<T>(work: () => Promise<T>): Promise<{ value: T } | { error: unknown }> {
	try {
		return { value: await work() };
	} catch (error) {
		return { error };
	}
}
