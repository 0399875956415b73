import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileSource, localBase, parseFile, type CustomerRecord, type FieldValue } from '../../lib';
import { demoWorkflows } from '../../tools/demo/folder.mjs';
import { reportOf, type Report } from '../../tools/demo/imports.mjs';
import type { Workflow } from '../../tools/n8n.mjs';
import { realN8n, type RealN8n } from './realN8n';

interface Truth {
	readonly customers: number;
	readonly files: Readonly<
		Record<
			string,
			{
				readonly rows: number;
				readonly outcomes: Record<string, number>;
				readonly outcomesAgain: Record<string, number>;
				readonly rowIssues: Record<string, number>;
			}
		>
	>;
}

interface Person {
	readonly record: CustomerRecord;
}

const DEMO = resolve(__dirname, '../../demo');
const IMPORTS = [
	{ file: 'customers.csv', workflow: 'demoImportCsv0001' },
	{ file: 'customers.xlsx', workflow: 'demoImportXlsx001' },
];
const EXPORT = 'demoExport000001';
const BASE = 'demo-truth';

const truth = JSON.parse(readFileSync(join(DEMO, 'truth.json'), 'utf8')) as Truth;
const people = readFileSync(join(DEMO, 'truth-people.ndjson'), 'utf8')
	.trim()
	.split('\n')
	.map((line) => (JSON.parse(line) as Person).record);

let n8n: RealN8n;

beforeAll(async () => {
	n8n = await realN8n();
	for (const workflow of demoWorkflows(n8n.files)) await n8n.session.saveWorkflow(intoOwnBase(workflow));
});

/** Other tests import the demo files too; these begin with an empty customer base. */
function intoOwnBase(workflow: Workflow): Workflow {
	const text = JSON.stringify(workflow).replaceAll('"baseName":"customers"', `"baseName":"${BASE}"`);
	return JSON.parse(text) as Workflow;
}

describe('the demo import in the real n8n', () => {
	it.each(IMPORTS)('gives $file the outcomes of the truth, row for row', async ({ file, workflow }) => {
		const report = await runImport(workflow);
		expect(countsOf(report)).toEqual(countsOfTruth(file, 'outcomes'));
		expect(issuesOf(report)).toEqual(truth.files[file]?.rowIssues);
	});

	it('holds exactly the people of the truth, with every value in its one form', async () => {
		expect(byIdentity(await customersOfBase())).toEqual(byIdentity(people));
	});

	it.each(IMPORTS)('creates nobody when $file is imported again', async ({ file, workflow }) => {
		expect(countsOf(await runImport(workflow))).toEqual(countsOfTruth(file, 'outcomesAgain'));
	});

	it('still holds exactly the people of the truth', async () => {
		expect(byIdentity(await customersOfBase())).toEqual(byIdentity(people));
	});
});

describe('the demo export in the real n8n', () => {
	beforeAll(async () => {
		const { status, error } = await n8n.session.runWorkflow(EXPORT);
		expect([status, error]).toEqual(['success', undefined]);
	});

	it.each(['customers.csv', 'customers.xlsx'])('writes every customer into %s', async (name) => {
		const table = await parseFile(fileSource(join(n8n.files, 'out', name)));
		const ids: unknown[] = [];
		const column = table.labels.indexOf('Customer ID');
		const email = table.labels.findIndex((label) => /e-?mail/i.test(label));
		for await (const batch of table.batches)
			for (const { cells } of batch) ids.push(cells[email] ?? cells[column]);
		expect(ids.length).toBe(truth.customers);
		const written = new Set(ids.flatMap((value) => String(value).split(/[;,]\s*/)));
		const missing = people
			.flatMap(({ email: value }) => valuesOf(value))
			.filter((value) => !written.has(String(value)));
		expect(missing).toEqual([]);
	});
});

async function runImport(workflow: string): Promise<Report> {
	const execution = await n8n.session.runWorkflow(workflow);
	expect([execution.status, execution.error]).toEqual(['success', undefined]);
	const report = reportOf(execution);
	if (report === undefined) throw new Error(`${workflow} gave no report`);
	return report;
}

const countsOf = ({ rows, outcomes }: Report) => ({ rows, ...outcomes });

const countsOfTruth = (file: string, which: 'outcomes' | 'outcomesAgain') => ({
	rows: truth.files[file]?.rows,
	...truth.files[file]?.[which],
});

const issuesOf = ({ issues }: Report) => Object.fromEntries(issues.map(({ code, count }) => [code, count]));

async function customersOfBase(): Promise<CustomerRecord[]> {
	const base = localBase({
		path: join(n8n.userFolder, '.n8n', 'customer-import', `${BASE}.sqlite`),
		readOnly: true,
	});
	const customers: CustomerRecord[] = [];
	try {
		for await (const batch of base.read?.({}) ?? []) for (const { record } of batch) customers.push(record);
	} finally {
		await base.close();
	}
	return customers;
}

const valuesOf = (value: FieldValue | undefined) =>
	value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];

/** When the import ran is no part of the truth. */
const TIMES_OF_IMPORT = ['newsletterConsentAt', 'smsConsentAt'];

/** Both sides in one order and form: lists of one value as the value, nothing where nothing is. */
function byIdentity(records: readonly CustomerRecord[]): string[] {
	return records.map((record) => JSON.stringify(plain(record))).sort();
}

function plain(record: CustomerRecord): Record<string, unknown> {
	const filled = Object.entries(record).flatMap(([field, value]): [string, unknown][] => {
		if (TIMES_OF_IMPORT.includes(field)) return [];
		const values = valuesOf(value).filter((one) => one !== '' && one !== null);
		return values.length === 0 ? [] : [[field, values.length === 1 ? values[0] : values]];
	});
	return Object.fromEntries(filled.sort(([a], [b]) => (a < b ? -1 : 1)));
}
