import { dataSet, ROWS } from './dataSets.mjs';
import { executionStep } from './executionStep.mjs';
import { n8nExtract, ourParse, PARSING_NODE } from './workflowFiles.mjs';
import { measureContenders, prepare } from './workflows.mjs';

const NOTE =
	'Read File and one node behind it, in the real n8n. Time is that of this node alone, as n8n measures it; memory is the peak of ' +
	'the n8n process, of which the most was there before. Ours hands on row batches, n8n’s own node one item a row.';

/**
 * Measures our parsing against n8n's own, in the form of `measureStage`.
 * @param {{ quick: boolean, say: (text: string) => void }} options
 */
export async function measureParsing({ quick, say }) {
	const n8n = await prepare(say);
	const size = quick ? 'quick' : 'c28';
	const path = await dataSet(size, 'csv');
	const stage = { title: 'Parsing in n8n, CSV', note: NOTE };
	const contenders = contendersFor(path, ROWS[size]);
	return [await measureContenders({ n8n, stage, size, path, contenders, rounds: quick ? 1 : 3, say })];
}

function contendersFor(path, rows) {
	const counted = { customers: rows, inspect: executionStep(PARSING_NODE) };
	return [
		{
			candidate: { name: 'ours', ours: true, remark: 'Customer File Parse, row batches' },
			workflow: ourParse('benchParseOurs001', path),
			...counted,
		},
		{
			candidate: { name: "n8n's own node", remark: 'Extract from File, items', target: 5 },
			workflow: n8nExtract('benchParseN8n0001', path),
			...counted,
		},
	];
}
