import { dataSet, ROWS } from './dataSets.mjs';
import { executionStep } from './executionStep.mjs';
import { MAPPING_NODE, n8nEditFields, ourMapping } from './workflowFiles.mjs';
import { measureContenders, prepare } from './workflows.mjs';

const NOTE =
	'The same 14 columns in the real n8n: our Map & Normalize on row batches, and n8n’s Edit Fields with an expression for each ' +
	'field, as somebody writes them who knows the file. Time is that of this one node, as n8n measures it; memory is the peak of the ' +
	'n8n process. The expressions check nothing: a number that is none goes through. Only a part of the file is measured, because ' +
	'Edit Fields takes minutes for it; ours spends most of its time on this part with starting.';

/** 162,000 rows of expressions would not be finished within an hour. */
const SIZE = 'tiny';

/**
 * Measures our mapping against n8n's Edit Fields, in the form of `measureStage`.
 * @param {{ quick: boolean, say: (text: string) => void }} options
 */
export async function measureMapping({ quick, say }) {
	const n8n = await prepare(say);
	const path = await dataSet(SIZE, 'csv');
	const stage = { title: 'Mapping and normalizing in n8n', note: NOTE };
	const contenders = contendersFor(path, ROWS[SIZE]);
	return [await measureContenders({ n8n, stage, size: SIZE, path, contenders, rounds: quick ? 1 : 2, say })];
}

function contendersFor(path, rows) {
	const counted = { customers: rows, inspect: executionStep(MAPPING_NODE) };
	return [
		{
			candidate: { name: 'ours', ours: true, remark: 'Customer Map & Normalize, row batches' },
			workflow: ourMapping('benchMapOurs0001', path),
			...counted,
		},
		{
			candidate: { name: "n8n's own node", remark: 'Edit Fields, items, 14 expressions' },
			workflow: n8nEditFields('benchMapN8n00001', path),
			...counted,
		},
	];
}
