import { existsSync, globSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { installCommunityPackage, installN8n, startN8n } from '../tools/n8n.mjs';
import { packPackage } from '../tools/package.mjs';
import { countCustomers } from './customers.mjs';
import { dataSet, FOLDER, ROWS } from './dataSets.mjs';
import { runInN8n } from './n8nRun.mjs';
import { median, whole } from './numbers.mjs';
import { measure } from './run.mjs';
import { n8nExport, n8nWorkflow, ourExport, ourWorkflow } from './workflowFiles.mjs';

const OUTPUT = join(FOLDER, 'n8n-output.csv');

/** What goes through n8n: the file, and how often. */
const FULL = [
	{ size: 'c28', format: 'csv', rounds: 2 },
	{ size: 'x28', format: 'xlsx', rounds: 1 },
];
const QUICK = [{ size: 'tiny', format: 'csv', rounds: 1 }];

/** What is exported in n8n: the same CSV file, as a file of each format. */
const EXPORTS = ['csv', 'xlsx'];

/** Who counts the rows of an exported file. Not ours. */
const COUNTERS = { csv: 'csvParse.mjs', xlsx: 'sheetjsCount.mjs' };

const NOTE =
	'The real n8n with the packed package installed, started anew for every run. Time from the click until the execution is saved; ' +
	'memory is the peak of the n8n process, whose heap may grow to 8 GB. The two do not do the same work: n8n’s own nodes leave out ' +
	'repeated rows and write a file again; ours bring every value into one form, look each customer up in a database, write, and ' +
	'account for each row. Both must end with the same number of customers.';

const EXPORT_NOTE =
	'The same rows of a CSV file, written as another file: Read File → Parse → Export with row batches, against Read File → ' +
	'Extract from File → Convert to File with items. Both write the file to disk at the end, and it is read back.';

/**
 * Measures whole workflows in the real n8n, in the form of `measureStage`.
 * @param {{ quick: boolean, say: (text: string) => void }} options
 */
export async function measureWorkflows({ quick, say }) {
	const n8n = await prepare(say);
	const measured = [];
	for (const { size, format, rounds } of quick ? QUICK : FULL) {
		const path = await dataSet(size, format);
		const stage = { title: `A whole workflow in n8n, ${format.toUpperCase()}`, note: NOTE };
		const contenders = contendersFor(path, format, ROWS[size]);
		measured.push(await measureContenders({ n8n, stage, size, path, contenders, rounds, say }));
	}
	return measured;
}

/** Measures exports in the real n8n, in the form of `measureStage`. */
export async function measureExports({ quick, say }) {
	const n8n = await prepare(say);
	const size = quick ? 'tiny' : 'x28';
	const path = await dataSet(size, 'csv');
	const measured = [];
	for (const format of EXPORTS) {
		const stage = {
			title: `An export in n8n, to ${format.toUpperCase()}`,
			note: EXPORT_NOTE,
			output: format,
		};
		const contenders = exportersTo(format, path, ROWS[size]);
		measured.push(
			await measureContenders({ n8n, stage, size, path, contenders, rounds: quick ? 1 : 2, say }),
		);
	}
	return measured;
}

/** Measures contenders by turns on the same file, in the form of `measureStage`. */
export async function measureContenders({ n8n, stage, size, path, contenders, rounds, say }) {
	const results = await inTurns(contenders, rounds, async (contender) => {
		say(`${stage.title}, ${ROWS[size]} rows: ${contender.candidate.name}`);
		return await runInN8n({ ...n8n, ...contender });
	});
	return { stage, size, rows: ROWS[size], bytes: statSync(path).size, results };
}

function exportersTo(format, path, rows) {
	const output = join(FOLDER, `n8n-export.${format}`);
	const inspect = async () => await rowsOfFile(COUNTERS[format], output);
	return [
		{
			candidate: { name: 'ours', ours: true, remark: 'Read File → Parse → Export → Write File, row batches' },
			workflow: ourExport('benchExportOurs01', path, format, output),
			customers: rows,
			inspect,
		},
		{
			candidate: { name: "n8n's own nodes", remark: 'Read File → Extract → Convert → Write File', target: 5 },
			workflow: n8nExport('benchExportN8n001', path, format, output),
			customers: rows,
			inspect,
		},
	];
}

/** An n8n user folder with the package in it and an owner, to be copied for every run. */
export async function prepare(say) {
	const installation = await installN8n();
	const { tarball, hash } = await packPackage();
	const template = join(FOLDER, `n8n-${hash}`);
	if (!existsSync(template)) {
		say('Preparing an n8n with the package in it');
		for (const old of globSync('n8n-*/', { cwd: FOLDER })) rmSync(join(FOLDER, old), { recursive: true });
		await makeTemplate(installation, tarball, template);
	}
	return { installation, template, fileFolders: [FOLDER] };
}

async function makeTemplate(installation, tarball, template) {
	const unfinished = `${template}.part`;
	mkdirSync(unfinished, { recursive: true });
	await installCommunityPackage(unfinished, tarball);
	const n8n = await startN8n(installation, { userFolder: unfinished });
	await n8n.signIn();
	await n8n.stop();
	renameSync(unfinished, template);
}

function contendersFor(path, format, rows) {
	const customers = countCustomers(rows);
	return [
		{
			candidate: {
				name: 'ours',
				ours: true,
				remark: 'Read File → Parse → Map & Normalize → Upsert, row batches',
			},
			workflow: ourWorkflow('benchOurs0000001', path),
			customers,
			inspect: customersInBase,
		},
		{
			candidate: {
				name: "n8n's own nodes",
				remark: 'Read File → Extract → Remove Duplicates → Convert → Write File',
			},
			workflow: n8nWorkflow('benchN8n00000001', path, format, OUTPUT),
			customers,
			inspect: rowsOfOutput,
		},
	];
}

function customersInBase(userFolder) {
	const path = join(userFolder, '.n8n', 'customer-import', 'bench.sqlite');
	const database = new DatabaseSync(path, { readOnly: true });
	const { customers } = database.prepare('SELECT count(*) AS customers FROM customers').get();
	database.close();
	return customers;
}

const rowsOfOutput = async () => await rowsOfFile('csvParse.mjs', OUTPUT);

async function rowsOfFile(module, path) {
	const { checks, failure } = await measure({ module, path });
	rmSync(path, { force: true });
	return checks?.rows ?? failure;
}

/** All once, then all again. */
async function inTurns(contenders, rounds, run) {
	const samples = contenders.map(() => []);
	for (let round = 0; round < rounds; round++) {
		for (const [index, contender] of contenders.entries()) samples[index].push(await run(contender));
	}
	return contenders.map((contender, index) => summary(contender, samples[index]));
}

function summary({ candidate, customers }, samples) {
	const failure = samples.find((sample) => sample.failure)?.failure;
	const good = samples.filter((sample) => !sample.failure);
	if (good.length === 0) return { candidate, times: [], failure };
	const middle = (key) => median(good.map((sample) => sample[key]));
	const wrong = good.find(({ found }) => found !== customers);
	return {
		candidate: { ...candidate, remark: `${candidate.remark}; ${whole(middle('idleMb'))} MB before` },
		times: good.map(({ ms }) => ms),
		ms: middle('ms'),
		rssMb: middle('rssMb'),
		...(wrong ? { difference: `${wrong.found} rows, not ${customers}` } : {}),
		...(failure ? { failure } : {}),
	};
}
