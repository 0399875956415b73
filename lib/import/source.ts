import type { ConnectorCapabilities } from '../connectors/connector';
import type { CollapsedBatch } from '../dedupe';
import { makeIssue } from '../errors';
import type { CustomerBatch, CustomerRow, RowOutcome } from '../model';
import { outcomeOf } from '../upsert';
import { placeOf } from './earlierWrites';
import type { Resume } from './options';
import { makeTellApart } from './tellApart';

/** How long after a cancel rows are still read, so that each gets its outcome, in milliseconds. */
const GRACE_MS = 1_000;

/** The rows of a source, counted as they come. */
export interface CountedSource {
	/** Starts at the first row and counts from nothing again. */
	readonly open: () => AsyncIterable<CustomerBatch>;
	/** How many rows came since the latest `open`. */
	readonly rows: () => number;
}

/** What ends a source before its last row. */
export interface SourceEnd {
	/** The most rows that are taken. */
	readonly limit?: number | undefined;
	readonly signal?: AbortSignal | undefined;
	/** Milliseconds that never go back. */
	readonly elapsed: () => number;
}

/**
 * Takes the first `limit` rows of a source, each with a place of its own, and counts them; a second after a
 * cancel it is read no further.
 */
export function countRows(
	open: () => AsyncIterable<CustomerBatch>,
	{ limit = Infinity, signal, elapsed }: SourceEnd,
): CountedSource {
	let rows = 0;
	let cancelledAt: number | undefined;

	function isOver(): boolean {
		if (signal?.aborted) cancelledAt ??= elapsed();
		return rows >= limit || (cancelledAt !== undefined && elapsed() - cancelledAt >= GRACE_MS);
	}

	async function* counted(): AsyncGenerator<CustomerBatch> {
		rows = 0;
		if (isOver()) return;
		const tellApart = makeTellApart();
		for await (const batch of open()) {
			const taken = batch.slice(0, limit - rows).map(tellApart);
			rows += taken.length;
			yield taken;
			if (isOver()) return;
		}
	}
	return { open: counted, rows: () => rows };
}

/** Batches without the rows that have an outcome already. Those that are lost get theirs here. */
export async function* leaveOut(
	batches: AsyncIterable<CollapsedBatch>,
	{ done, lost = NONE }: Pick<Resume, 'done' | 'lost'>,
): AsyncGenerator<CollapsedBatch> {
	const isOpen = ({ source, rowNumber }: CustomerRow | RowOutcome) => !done.has(source, rowNumber);
	const isLost = (row: CustomerRow) => lost.size > 0 && lost.has(placeOf(row));
	for await (const batch of batches) {
		const customers = batch.customers.filter(isOpen);
		const unknown = customers
			.filter(isLost)
			.map((row) => outcomeOf(row, 'unknown', [makeIssue('MAY_EXIST')]));
		const open = unknown.length === 0 ? customers : customers.filter((row) => !isLost(row));
		yield { customers: open, duplicates: [...batch.duplicates.filter(isOpen), ...unknown] };
	}
}

const NONE: ReadonlySet<string> = new Set();

/** So many batches of the destination at least, so that the last one of them being half empty costs little. */
const BATCHES_AT_ONCE = 10;
/** For a destination that takes one customer in a call, so that its look-ups are full. */
const LEAST_AT_ONCE = 500;
/** More only where the destination takes more in one batch: they are in memory with all that is planned of them. */
const MOST_AT_ONCE = 5_000;

/** How many rows are looked up, planned and written together. */
export function rowsAtOnce({ batchSize, lanes }: ConnectorCapabilities): number {
	const filling = Math.min(batchSize * BATCHES_AT_ONCE, MOST_AT_ONCE);
	return Math.max(batchSize * lanes, filling, LEAST_AT_ONCE);
}

/**
 * Gathers batches to the size that the destination takes at once. When the source fails, what came before
 * is given first.
 */
export async function* gather(
	batches: AsyncIterable<CollapsedBatch>,
	size: number,
): AsyncGenerator<CollapsedBatch> {
	let customers: CustomerRow[] = [];
	let duplicates: RowOutcome[] = [];
	function take(count: number): CollapsedBatch {
		const batch = { customers: customers.slice(0, count), duplicates };
		customers = customers.slice(count);
		duplicates = [];
		return batch;
	}
	let failure: { readonly error: unknown } | undefined;
	try {
		for await (const batch of batches) {
			for (const row of batch.customers) customers.push(row);
			for (const outcome of batch.duplicates) duplicates.push(outcome);
			while (customers.length >= size || duplicates.length >= size) yield take(size);
		}
	} catch (error) {
		failure = { error };
	}
	yield take(customers.length);
	if (failure) throw failure.error;
}
