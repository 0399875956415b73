import { asError, type ImportError, isImportError, transientError } from '../errors';

/** How often something is tried in all before it is given up. */
export const ATTEMPTS = 6;

/** The first wait is up to half a second, each further one up to twice as long, none over half a minute. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/** Whoever asks for more has closed for today: the import is resumed another time and does not sit there. */
const LONGEST_ASKED_MS = 300_000;

/** The most that is waited in a row, without anything being done in between. */
const MOST_WAITING_MS = 900_000;

/** The code of errors that say that no more calls are allowed today. */
export const QUOTA_GONE = 'QUOTA_GONE';

/** Time and chance, as they come from outside. */
export interface Clock {
	/** Waits, in milliseconds; rejects when the import is cancelled. */
	readonly sleep: (milliseconds: number) => Promise<void>;
	/** From 0 to 1, for the jitter. */
	readonly random: () => number;
	/** Milliseconds since some moment; never goes back, whatever is done to the clock on the wall. */
	readonly elapsed: () => number;
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

/** Adds up the waits of a run since it last got on. */
export interface Patience {
	/** The error with which the run ends where this wait would be too long; `undefined` where it is not. */
	exceededBy(waitMs: number, error: unknown): ImportError | undefined;
	waited(milliseconds: number): void;
	/** Something was done. */
	restore(): void;
}

/** A daily quota that is gone, or a destination that is always busy, ends the run with an account to resume. */
export function makePatience(): Patience {
	let total = 0;
	return {
		exceededBy(waitMs, error) {
			const isGone = isImportError(error) && error.code === QUOTA_GONE;
			if (!isGone && waitMs <= LONGEST_ASKED_MS && total + waitMs <= MOST_WAITING_MS) return undefined;
			const reason = error instanceof Error ? error.message : 'The destination is not ready';
			const hint = `Resume the import ${laterText(waitMs)}: rows that have an outcome are not sent again.`;
			const asked = isImportError(error) ? error.retryAfterMs : undefined;
			return transientError(reason, asked, hint, isGone ? QUOTA_GONE : 'TOO_LONG_A_WAIT', error);
		},
		waited: (milliseconds) => void (total += milliseconds),
		restore: () => void (total = 0),
	};
}

function laterText(waitMs: number): string {
	const minutes = Math.ceil(waitMs / 60_000);
	if (minutes <= 1) return 'later';
	return minutes < 120 ? `in ${minutes} minutes` : `in ${Math.ceil(minutes / 60)} hours`;
}

/** Runs `work` again while it fails in a way that can pass. */
export async function withRetries<T>(
	work: () => Promise<T>,
	{ sleep, random }: Pick<Clock, 'sleep' | 'random'>,
	patience: Patience = makePatience(),
): Promise<T> {
	for (let tried = 1; ; tried++) {
		const result = await attempt(work);
		if ('value' in result) return result.value;
		const { error } = result;
		if (!isTransient(error) || tried >= ATTEMPTS) throw error;
		const waitMs = waitBefore(tried, error, random);
		const exceeded = patience.exceededBy(waitMs, error);
		if (exceeded) throw exceeded;
		patience.waited(waitMs);
		await sleep(waitMs);
	}
}

/** What work came to: a value, or what it threw. */
export type Attempt<T> = { readonly value: T } | { readonly error: unknown };

/** Does something and never throws. */
export async function attempt<T>(work: () => Promise<T>): Promise<Attempt<T>> {
	try {
		return { value: await work() };
	} catch (error) {
		return { error };
	}
}

/** The value of an attempt; throws what it threw. */
export function valueOf<T>(attempted: Attempt<T>): T {
	if ('value' in attempted) return attempted.value;
	throw asError(attempted.error);
}
