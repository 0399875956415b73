import { createReadStream } from 'node:fs';
import Papa from 'papaparse';
import { makeTally } from '../customers.mjs';

/** papaparse on a stream that is decoded before, because on a stream of bytes it damages characters at chunk ends. */
export async function run({ path }) {
	const tally = makeTally();
	let first = true;
	const addRows = ({ data }) => {
		for (const row of first ? data.slice(1) : data) tally.add(row);
		first = false;
	};
	await new Promise((complete, error) => {
		Papa.parse(createReadStream(path, { encoding: 'utf8' }), {
			skipEmptyLines: true,
			chunk: addRows,
			complete,
			error,
		});
	});
	return tally.checks();
}
