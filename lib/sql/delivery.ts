import type { DeliveredRow, DeliveryStep, ParkedChunk, PullRange, RowBatch, Watermark } from '../model';
import type { Remembered } from './repeats';

/** One try to hand a chunk on. */
export interface Attempt {
	/** How often the rows have been offered, this time included, from 1. */
	readonly number: number;
	/** Different for every try of every chunk; holds nothing of the data. */
	readonly token: string;
}

/** The place of a pull while nobody else may move it. `lib/state` has one. */
export interface WatermarkHold {
	place(): Promise<{ readonly watermark: Watermark | undefined; readonly unplacedDone: boolean }>;
	/** Counts a try, before it begins. */
	beginAttempt(): Promise<Attempt>;
	/** Moves the watermark if it is still at `from`, and keeps the rest of the step; says whether it did. */
	settle(step: DeliveryStep): Promise<boolean>;
	readonly remembered: Remembered;
	/** Forgets what was delivered of these rows, or of all. */
	forget(rows: readonly string[] | 'all'): Promise<void>;
	/** The parked chunks that are to be offered again. */
	offered(): Promise<readonly ParkedChunk[]>;
	/** A parked chunk was accepted, and these rows delivered; or it was not, and waits again. */
	settleParked(id: string, accepted: readonly DeliveredRow[] | undefined): Promise<void>;
}

export interface DeliveryOptions {
	/** `afterSuccess`: when `handOn` says that the rows are safe. `atOnce`: as soon as they are handed on. */
	readonly move: 'afterSuccess' | 'atOnce';
	/** After so many tries a chunk is left behind and reported, and the pull goes on after it; never where it is 0. */
	readonly parkAfter?: number;
	/** Says that no further chunk is wanted. */
	readonly signal?: AbortSignal;
	/** Waits between two chunks. */
	readonly pause?: () => Promise<void>;
	/** Is told of a chunk that was left behind. */
	readonly onPark?: (parked: { readonly rows: number; readonly attempts: number } & PullRange) => void;
}

/** Rows on their way to an execution. */
export interface OfferedChunk {
	/** `next` in line, offered `again` after it was parked, or `unplaced`: without a start value. */
	readonly kind: 'next' | 'again' | 'unplaced';
	readonly rows: RowBatch;
	readonly labels: readonly string[];
	readonly types: readonly string[];
	readonly from: Watermark | undefined;
	/** The watermark once these rows are safe. */
	readonly to: Watermark | undefined;
}

/** Gives whether the rows are safe. */
export type HandOn = (chunk: OfferedChunk, attempt: Attempt) => Promise<boolean>;

/** What became of the chunks of one run. */
export interface Delivery {
	readonly chunks: number;
	readonly rows: number;
	/** Rows that were left out because they had been delivered as they are. */
	readonly unchanged: number;
	/** Chunks that were left behind. */
	readonly parked: number;
	readonly from: Watermark | undefined;
	readonly to: Watermark | undefined;
	/** The chunk that was not accepted: it stays first in line, and nothing after it was handed on. */
	readonly refused: { readonly attempt: number; readonly rows: number } | undefined;
}
