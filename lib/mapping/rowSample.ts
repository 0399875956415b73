import type { RowBatch } from '../model';

/** The first rows of a source, and the source as if nobody had looked. */
export interface Sampled {
	readonly sample: RowBatch;
	readonly batches: AsyncIterable<RowBatch>;
}

/**
 * Reads batches until `size` rows are there, and gives them again with the rest.
 * Whoever stops early closes the source too.
 */
export async function sampleRows(source: AsyncIterable<RowBatch>, size: number): Promise<Sampled> {
	const iterator = source[Symbol.asyncIterator]();
	const first: RowBatch[] = [];
	let count = 0;
	while (count < size) {
		const next = await iterator.next();
		if (next.done === true) break;
		first.push(next.value);
		count += next.value.length;
	}
	return { sample: first.flat().slice(0, size), batches: resume(first, iterator) };
}

async function* resume(first: RowBatch[], iterator: AsyncIterator<RowBatch>): AsyncGenerator<RowBatch> {
	try {
		for (let batch = first.shift(); batch !== undefined; batch = first.shift()) yield batch;
		for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
	} finally {
		await iterator.return?.();
	}
}
