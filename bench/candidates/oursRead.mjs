import { createRequire } from 'node:module';
import { makeTally } from '../customers.mjs';
import { LIBRARY } from '../library.mjs';

const { fileSource, parseFile } = createRequire(import.meta.url)(LIBRARY);

/** Our reader, everything detected: the same call for CSV and XLSX. */
export async function run({ path, format }) {
	const tally = makeTally(format === 'xlsx');
	const table = await parseFile(fileSource(path));
	for await (const batch of table.batches) {
		for (const { cells } of batch) tally.add(cells);
	}
	return tally.checks();
}
