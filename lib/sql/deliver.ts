import { userError } from '../errors';
import type { Watermark } from '../model';
import type { PulledChunk } from './pull';

/** One try to hand a chunk on. */
export interface Attempt {
	/** How often the rows after this watermark have been offered, this time included, from 1. */
	readonly number: number;
	/** Different for every try of every chunk; holds nothing of the data. */
	readonly token: string;
}

/** The watermark of a pull while nobody else may move it. `lib/state` has one. */
export interface WatermarkHold {
	/** Counts a try, before it begins. */
	beginAttempt(): Attempt;
	/** Moves the watermark if it is still at `from`; says whether it did. */
	compareAndSet(from: Watermark | undefined, to: Watermark): boolean;
}

export interface DeliveryOptions {
	/** `afterSuccess`: when `handOn` says that the rows are safe. `atOnce`: as soon as they are handed on. */
	readonly move: 'afterSuccess' | 'atOnce';
}

/** What became of the chunks of one run. */
export interface Delivery {
	readonly chunks: number;
	readonly rows: number;
	/** The chunk that was not accepted: it stays first in line, and nothing after it was handed on. */
	readonly refused: { readonly attempt: number; readonly rows: number } | undefined;
}

/**
 * Hands chunks on one after the other, and moves the watermark behind each: at least once each, in order.
 * A chunk that is not accepted ends the run and is offered again by the next, so that no row overtakes it.
 * @param handOn gives whether the rows are safe
 * @throws userError when somebody else moved the watermark meanwhile
 */
export async function deliverChunks(
	chunks: AsyncIterable<PulledChunk>,
	hold: WatermarkHold,
	handOn: (chunk: PulledChunk, attempt: Attempt) => Promise<boolean>,
	{ move }: DeliveryOptions,
): Promise<Delivery> {
	const done = { chunks: 0, rows: 0 };
	for await (const chunk of chunks) {
		const attempt = hold.beginAttempt();
		const accepted = await handOn(chunk, attempt);
		if (!accepted && move === 'afterSuccess') {
			return { ...done, refused: { attempt: attempt.number, rows: chunk.rows.length } };
		}
		if (!hold.compareAndSet(chunk.from, chunk.watermark)) throw movedByAnother();
		done.chunks += 1;
		done.rows += chunk.rows.length;
	}
	return { ...done, refused: undefined };
}

function movedByAnother(): Error {
	return userError(
		'Another run has moved the watermark of this pull meanwhile',
		'The rows of this run may have been handed on twice. Let only one n8n run the workflow.',
		'WATERMARK_MOVED',
	);
}
