import { createRequire } from 'node:module';
import { LIBRARY } from '../library.mjs';

const { fileSource, mapRows, parseFile } = createRequire(import.meta.url)(LIBRARY);

/** Not measured: the rows are in memory, as from the node before. */
export async function prepare({ path }) {
	const { labels, batches } = await parseFile(fileSource(path));
	const read = [];
	for await (const batch of batches) read.push(batch);
	return { labels, read };
}

async function* given(read) {
	yield* read;
}

/** Every column is mapped, the dates and numbers without a field of their own too, and every rule is on. */
export const MAPPING = {
	mode: 'automatic',
	unmapped: 'typedCustomField',
	minimum: { rule: 'any', identifiers: ['email', 'phone', 'crmId'] },
	rules: [{ field: 'email', required: true, maxLength: 200 }],
	normalize: { defaultCountry: 'PL' },
	dateConsistency: 'warn',
};

/**
 * All rows mapped and normalized.
 * @returns {Promise<{ rows: number, customers: number }>}
 */
export async function run({ prepared: { labels, read } }) {
	const { batches } = await mapRows({ labels, batches: given(read) }, MAPPING);
	const ids = new Set();
	let rows = 0;
	for await (const batch of batches) {
		rows += batch.length;
		for (const { record } of batch) if (record !== undefined) ids.add(record.crmId);
	}
	return { rows, customers: ids.size };
}
