import { createRequire } from 'node:module';
import { makeTally } from '../customers.mjs';
import { LIBRARY } from '../library.mjs';

const { fileSource, readFile } = createRequire(import.meta.url)(LIBRARY);

/** What the cells are read as text from. */
const TEXT = ['csv', 'zip'];

/** Our reader, everything detected, every sheet and every file of an archive: the same call for every format. */
export async function run({ path, format }) {
	const tally = makeTally(!TEXT.includes(format));
	for await (const { table, error } of readFile(fileSource(path), { sheets: 'all' })) {
		if (error) throw error;
		for await (const batch of table.batches) {
			for (const { cells } of batch) tally.add(cells);
		}
	}
	return tally.checks();
}
