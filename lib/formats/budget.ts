import { isImportError } from '../errors';
import type { ByteSource } from '../model';
import type { ParseLimits } from './format';
import { formatBytes, tooLarge } from './limits';

/** From here on a ratio tells a bomb from honest text. */
const RATIO_FROM_BYTES = 32 * 1024 * 1024;

/** What everything in a file may expand to together, also of a workbook in an archive. */
export interface Budget {
	/** Of the file, for messages. */
	readonly name: string;
	readonly limit: number;
	readonly ratio: number;
	left: number;
}

/** From here on a ratio makes it worth to look ahead, before rows are made of what may be a bomb. */
const SUSPECT_FROM_BYTES = 1024 * 1024;

/** Further than the ratio needs, because some of what has gone in has not come out yet. */
const PROBED_BYTES = 2 * RATIO_FROM_BYTES;

/**
 * Counts one reading of packed content: bytes that came out, and bytes that have gone in so far. Says once
 * for each content that it may be a bomb; `probe` finds out.
 */
export type Count = (bytes: number, packed: number) => boolean;

const BUDGET: unique symbol = Symbol('budget');

/** A source that may have come out of another one, whose budget it shares. */
type MaybeInner = ByteSource & { readonly [BUDGET]?: Budget };

/** A full budget. */
export function makeBudget(limits: ParseLimits, name: string): Budget {
	return { name, limit: limits.expandedBytes, left: limits.expandedBytes, ratio: limits.ratio };
}

/** The same source; what it expands to counts for the file it came out of. */
export function withBudget<Source extends ByteSource>(source: Source, budget: Budget): Source {
	return { ...source, [BUDGET]: budget };
}

/** The budget of the file that a source came out of, or one of its own. */
export function budgetOf(source: MaybeInner, limits: ParseLimits, name: string): Budget {
	return source[BUDGET] ?? makeBudget(limits, name);
}

/**
 * Makes the counting for one piece of packed content, which may be read several times: each of its
 * bytes counts once. Sizes in headers are not looked at.
 * @returns begins a reading; what it returns throws userError `TOO_LARGE` beyond the budget or the ratio
 */
export function makeCounter(budget: Budget): () => Count {
	let reached = 0;
	let isSuspect = false;
	return () => {
		let size = 0;
		return (bytes, packed) => {
			size += bytes;
			if (size > reached) {
				budget.left -= size - reached;
				reached = size;
				if (budget.left < 0) throw tooLargeContent(budget);
			}
			if (size <= packed * budget.ratio) return false;
			if (size > RATIO_FROM_BYTES) throw bomb(budget.name);
			const wasSuspect = isSuspect;
			isSuspect ||= size > SUSPECT_FROM_BYTES;
			return isSuspect && !wasSuspect;
		};
	};
}

/**
 * Reads suspect content so far that it is known whether it is a bomb: expanding is much faster than making
 * rows of it. Damage is left to whoever reads it.
 * @throws userError `TOO_LARGE` for a bomb
 */
export async function probe(pieces: AsyncIterable<Uint8Array>): Promise<void> {
	const failure = await readAhead(pieces).catch((error: unknown) => error);
	if (isImportError(failure)) throw failure;
}

async function readAhead(pieces: AsyncIterable<Uint8Array>): Promise<void> {
	let size = 0;
	for await (const piece of pieces) {
		size += piece.length;
		if (size > PROBED_BYTES) return;
	}
}

function tooLargeContent({ name, limit }: Budget): Error {
	return tooLarge(
		`The content of ${name} is larger than ${formatBytes(limit)}`,
		'Split it into smaller files.',
	);
}

function bomb(name: string): Error {
	return tooLarge(`${name} expands far beyond any honest file`, 'Check where this file comes from.');
}
