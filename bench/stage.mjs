import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countCustomers, expectedChecks } from './customers.mjs';
import { dataSet, dropDataSet, isDistinct, ROWS } from './dataSets.mjs';
import { median } from './numbers.mjs';
import { expectedPhones } from './phones.mjs';
import { pulledTable } from './pulledTable.mjs';
import { measure } from './run.mjs';

/** Who reads a written file back. Not ours, so that a mistake of ours cannot hide behind itself. */
const JUDGES = { csv: 'csvParse.mjs', xlsx: 'sheetjsRead.mjs' };

/**
 * What was measured of one candidate on one data set.
 * @typedef {object} Measured
 * @property {import('./candidates/index.mjs').Candidate} candidate
 * @property {number} [ms] median over the rounds
 * @property {number} [rssMb] median of the peaks
 * @property {number[]} times
 * @property {string} [difference] what it got wrong; its times do not count then
 * @property {string} [failure]
 */

/**
 * Measures a stage on one size: all candidates once, then all again, so that a slow minute of the machine
 * hits all of them alike.
 * @returns {Promise<{ stage: object, size: string, rows: number, bytes: number, results: Measured[] }>}
 */
export async function measureStage(stage, size, rounds, say) {
	const inputs = await prepareInputs(stage, size);
	const server = stage.server ? await pulledTable(inputs.path) : undefined;
	inputs.url = server?.url;
	const runs = stage.candidates.map((candidate) => ({ candidate, samples: [] }));
	for (let round = 1; round <= rounds; round++) {
		for (const run of runs) {
			if (run.failed) continue;
			say(`${stage.title}, ${inputs.rows} rows, round ${round} of ${rounds}: ${run.candidate.name}`);
			await measureOnce(stage, run, inputs);
		}
	}
	await server?.stop();
	dropDataSet(size, inputs.path);
	return { stage, size, rows: inputs.rows, bytes: inputs.bytes, results: runs.map((run) => summary(run)) };
}

async function prepareInputs(stage, size) {
	const path = await dataSet(size, stage.input);
	const needsNdjson = stage.candidates.some(({ module }) => module === 'jsonParse.mjs');
	return {
		path,
		ndjsonPath: needsNdjson ? await dataSet(size, 'ndjson') : undefined,
		rows: ROWS[size],
		distinct: isDistinct(size),
		bytes: statSync(path).size,
	};
}

async function measureOnce(stage, run, inputs) {
	const folder = mkdtempSync(join(tmpdir(), 'customer-import-bench-'));
	try {
		const task = taskOf(stage, run.candidate, inputs, folder);
		const sample = await measure(task);
		run.samples.push(sample);
		if (sample.failure) run.failed = true;
		else if (needsCheck(stage, run))
			run.difference = await differenceOf(stage, run.candidate, inputs, task, sample);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** What is read is compared every time; reading a written file back takes longer than writing it, so once is enough. */
function needsCheck(stage, { difference, samples }) {
	return difference === undefined && (!stage.output || samples.length === 1);
}

function taskOf(stage, { module }, { path, ndjsonPath, rows, url }, folder) {
	return {
		module,
		path,
		ndjsonPath,
		rows,
		url,
		folder,
		format: stage.output ?? stage.input,
		outPath: join(folder, `out.${stage.output}`),
	};
}

/** What differs from the rows as they were generated, in words; undefined when nothing does. */
async function differenceOf(stage, candidate, inputs, task, sample) {
	if (!candidate.checks) return undefined;
	if (candidate.checks === 'customers') return customersDifference(inputs, sample.checks);
	if (candidate.checks === 'phones') return difference(expectedPhones(inputs.rows), sample.checks);
	if (candidate.checks === 'pulled')
		return difference({ rows: inputs.rows, last: String(inputs.rows) }, sample.checks);
	const checks = stage.output ? await readBack(stage, task) : sample.checks;
	return difference(expectedOf(inputs.rows, candidate.checks), checks);
}

async function readBack(stage, { outPath }) {
	const judged = await measure({ module: JUDGES[stage.output], path: outPath });
	return judged.checks ?? { unreadable: judged.failure };
}

const expected = new Map();

/** What the rows are, as text or with types: made once, because the biggest set takes seconds. */
function expectedOf(rows, kind) {
	const key = `${kind} ${rows}`;
	if (!expected.has(key)) expected.set(key, expectedChecks(rows, kind === 'typed'));
	return expected.get(key);
}

/** An import must account for every row, and end with one customer for each different id. */
function customersDifference({ rows, distinct }, checks) {
	if (!counted.has(rows)) counted.set(rows, distinct ? rows : countCustomers(rows));
	return difference({ rows, customers: counted.get(rows) }, checks);
}

const counted = new Map();

function difference(expected, found) {
	const wrong = Object.keys(expected).filter((key) => expected[key] !== found[key]);
	return wrong.length === 0
		? undefined
		: wrong.map((key) => `${key} ${found[key]}, not ${expected[key]}`).join('; ');
}

function summary({ candidate, samples, difference: wrong }) {
	const failure = samples.find((sample) => sample.failure)?.failure;
	const good = samples.filter((sample) => !sample.failure);
	return {
		candidate,
		times: good.map(({ ms }) => ms),
		...(good.length > 0
			? { ms: median(good.map(({ ms }) => ms)), rssMb: median(good.map(({ rssMb }) => rssMb)) }
			: {}),
		...(wrong ? { difference: wrong } : {}),
		...(failure ? { failure } : {}),
	};
}
