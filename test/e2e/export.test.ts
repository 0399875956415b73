import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as XLSX from 'xlsx';
import { fileSource, localBase, parseFile, readFile, type CustomerRecord } from '../../lib';
import type { Execution, Item, Workflow } from '../../tools/n8n.mjs';
import { executeByCommand } from '../../tools/n8n.mjs';
import { readWithOpenpyxl, saveWithLibreOffice } from '../../tools/spreadsheets.mjs';
import { importChain } from './importChain';
import { itemsOf, realN8n, type RealN8n } from './realN8n';

const BASE = 'exporting';
const RESTORED = 'exporting-restored';
const EXPORT = 'n8n-nodes-customer-import.customerExport';

let n8n: RealN8n;
let folder: string;
/** Everybody in the base, as the library reads it. */
let everybody: readonly CustomerRecord[];

beforeAll(async () => {
	n8n = await realN8n();
	folder = join(n8n.files, 'exported');
	mkdirSync(folder, { recursive: true });
	for (const name of ['customers.csv', 'customers.xlsx'])
		await importFile('exportImport00001', join(n8n.files, name), BASE);
	everybody = await customersOf(BASE);
});

/** Runs Customer Export with these parameters and writes its files; gives the export's items. */
async function run(parameters: object): Promise<readonly Item[]> {
	const workflow = exportWorkflow(parameters);
	await n8n.session.saveWorkflow(workflow);
	const execution = await n8n.session.runWorkflow(String(workflow.id));
	expectSuccess(execution);
	return itemsOf(execution, 'Export');
}

function exportWorkflow(parameters: object, id = 'exportCustomers01'): Workflow {
	const node = (name: string, type: string, typeVersion: number, place: number, own: object) => ({
		id: name,
		name,
		type,
		typeVersion,
		position: [place * 220, 0],
		parameters: own,
	});
	const link = (to: string) => ({ main: [[{ node: to, type: 'main', index: 0 }]] });
	const writing = { operation: 'write', dataPropertyName: 'data', options: {} };
	const fileName = `=${folder}/{{ $json.file_name }}`;
	const hasFile = !('operation' in parameters && parameters.operation === 'count');
	return {
		id,
		name: id,
		settings: { executionOrder: 'v1', timezone: 'Europe/Warsaw' },
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, 0, {}),
			node('Export', EXPORT, 1, 1, { source: 'localBase', baseName: BASE, ...parameters }),
			node('Write', 'n8n-nodes-base.readWriteFile', 1.1, 2, { ...writing, fileName }),
		],
		connections: { Start: link('Export'), ...(hasFile ? { Export: link('Write') } : {}) },
	};
}

/** Imports with everything a file holds: columns that are no field of ours become custom ones. */
async function importFile(id: string, path: string, base: string): Promise<void> {
	const { nodes, ...chain } = importChain({ id, path, base, output: 'batch' });
	const mapping = { mappingMode: 'automatic', options: { unmapped: 'typedCustomField' } };
	const all = nodes.map((node) =>
		'name' in node && 'parameters' in node && node.name === 'Customer Map & Normalize'
			? { ...node, parameters: { ...Object(node.parameters), ...mapping } }
			: node,
	);
	await n8n.session.saveWorkflow({ ...chain, nodes: all });
	expectSuccess(await n8n.session.runWorkflow(id));
}

function expectSuccess({ status, error }: Execution): void {
	expect([status, error]).toEqual(['success', undefined]);
}

async function customersOf(base: string): Promise<CustomerRecord[]> {
	const path = join(n8n.userFolder, '.n8n', 'customer-import', `${base}.sqlite`);
	const opened = localBase({ path, readOnly: true });
	const customers: CustomerRecord[] = [];
	try {
		for await (const batch of opened.read?.({}) ?? [])
			for (const { record } of batch) customers.push({ ...record });
	} finally {
		await opened.close();
	}
	return customers;
}

const fieldOf = (value: string) => ({ __rl: true, mode: 'name', value });
const selected = (...names: string[]) => ({
	fieldMode: 'selected',
	fields: { column: names.map((name) => ({ field: fieldOf(name), label: '' })) },
});
const condition = (field: string, operator: string, value = '') => ({
	field: fieldOf(field),
	operator,
	value,
});
/** Who agreed to the newsletter and is more than a standard customer; one of the filters is in brackets. */
const AGREED = {
	conditions: { condition: [condition('Newsletter Consent', 'given')] },
	groups: {
		group: [
			{
				combine: 'or',
				conditions: {
					condition: [condition('level', 'equals', 'vip'), condition('level', 'equals', 'Gold')],
				},
			},
		],
	},
};
const agreed = () =>
	everybody.filter(
		({ newsletterConsent, level }) => newsletterConsent === true && (level === 'VIP' || level === 'Gold'),
	);

async function rowsOf(name: string) {
	const table = await parseFile(fileSource(join(folder, name)));
	const rows: unknown[][] = [];
	for await (const batch of table.batches) rows.push(...batch.map(({ cells }) => [...cells]));
	return { labels: table.labels, rows };
}

/** Without case and accents, as people sort. */
function sortKey(text: string): string {
	const plain = text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
	return plain.replaceAll('ł', 'l').replaceAll('ß', 'ss');
}

describe('Customer Export in the real n8n', () => {
	it('counts before it exports', async () => {
		const [item] = await run({ operation: 'count', ...AGREED });
		expect(agreed().length).toBeGreaterThan(10);
		expect(item?.json).toMatchObject({
			count: agreed().length,
			all: everybody.length,
			filter: 'Newsletter Consent is given and (Level equals vip or Level equals Gold)',
		});
	});

	it.each(['csv', 'xlsx', 'json', 'jsonl'])(
		'writes who fits to %s, sorted, labelled in Polish',
		async (format) => {
			const [item] = await run({
				...AGREED,
				format,
				labels: 'pl',
				sort: { key: [{ field: fieldOf('lastName'), order: 'descending' }] },
				...selected('lastName', 'email', 'phone'),
				fileName: `vip_${format}`,
			});
			const { labels, rows } = await rowsOf(`vip_${format}.${format}`);
			expect(labels).toEqual(['Nazwisko', 'Adres e-mail', 'Telefon']);
			expect(item?.json).toMatchObject({
				rows: agreed().length,
				file_name: `vip_${format}.${format}`,
				columns: 3,
			});
			const names = rows.map(([name]) => String(name));
			expect(new Set(names)).toEqual(new Set(agreed().map(({ lastName }) => lastName)));
			expect(names).toEqual(names.toSorted((a, b) => (sortKey(a) < sortKey(b) ? 1 : -1)));
		},
	);

	it('writes parts into an archive, with every customer once', async () => {
		const [item] = await run({
			format: 'csv',
			...selected('email', 'phone', 'crmId'),
			fileName: 'parts',
			options: { partRows: 500, zip: true },
		});
		expect(item?.json).toMatchObject({ file_name: 'parts.zip', rows: everybody.length });
		const sizes: number[] = [];
		const people = new Set<string>();
		for await (const { table } of readFile(fileSource(join(folder, 'parts.zip')))) {
			let rows = 0;
			for await (const batch of table?.batches ?? []) {
				rows += batch.length;
				for (const { cells } of batch) people.add(cells.join('|'));
			}
			sizes.push(rows);
		}
		expect(sizes).toEqual(partSizes(everybody.length, 500));
		expect(people.size).toBe(everybody.length);
	});

	it('names the file in the language of the labels, with the time of the workflow', async () => {
		const [item] = await run({ format: 'csv', labels: 'zh', returnAll: false, limit: 1, fileName: '' });
		expect(item?.json['file_name']).toMatch(/^CRM客户数据_export \d{4}-\d\d-\d\d_\d\d-\d\d-\d\d\.csv$/);
		expect(item?.binary?.['data']?.['fileName']).toBe(item?.json['file_name']);
	});
});

function partSizes(rows: number, most: number): number[] {
	return rows > most ? [most, ...partSizes(rows - most, most)] : [rows];
}

describe('the files, opened by other programs', () => {
	const FIELDS = ['crmId', 'email', 'phone', 'lastName', 'birthDate', 'newsletterConsent', 'city'];
	const people = () => everybody.map((record) => FIELDS.map((field) => [record[field]].flat().join('; ')));
	/** A cell as text, whatever type a program gave it. */
	const plain = (value: unknown): string => {
		if (value === null || value === undefined) return '';
		if (typeof value === 'object' && 'date' in value) return String(value.date).slice(0, 10);
		const formula = typeof value === 'object' && 'formula' in value ? value.formula : undefined;
		if (formula === '=TRUE()' || formula === '=FALSE()') return formula === '=TRUE()' ? 'true' : 'false';
		return String(value);
	};

	beforeAll(async () => {
		for (const format of ['csv', 'xlsx'])
			await run({ format, ...selected(...FIELDS), fileName: 'opened', options: { bom: true } });
	});

	it('have the customers in openpyxl', async () => {
		const [sheet] = await readWithOpenpyxl(readFileSync(join(folder, 'opened.xlsx')));
		expect(sheet).toMatchObject({ frozenAt: 'A2', filter: `A1:G${everybody.length + 1}` });
		expect(sheet?.rows.slice(1).map((row) => row.map(plain))).toEqual(people());
	});

	it('have the customers in SheetJS', () => {
		const book = XLSX.readFile(join(folder, 'opened.xlsx'), { cellDates: false });
		const sheet = book.Sheets[book.SheetNames[0] ?? ''] ?? {};
		const rows = XLSX.utils.sheet_to_json<string[]>(sheet, { header: 1, raw: false, defval: '' });
		expect(
			rows
				.slice(1)
				.map((row) => row.map((cell) => cell.replace(/^(TRUE|FALSE)$/, (text) => text.toLowerCase()))),
		).toEqual(people());
	});

	it('have the customers after LibreOffice has saved them, and no formula', async () => {
		const saved = await saveWithLibreOffice({ 'opened.xlsx': readFileSync(join(folder, 'opened.xlsx')) });
		const [sheet] = await readWithOpenpyxl(saved['opened.xlsx'] ?? Buffer.alloc(0));
		expect(sheet?.rows.slice(1).map((row) => row.map(plain))).toEqual(people());
	});

	it('have the customers of the CSV file in LibreOffice', async () => {
		// Comma, quote, UTF-8, from the first line, all columns as text.
		const asText = `CSV:44,34,76,1,${FIELDS.map((_, index) => `${index + 1}/2`).join('/')}`;
		const saved = await saveWithLibreOffice(
			{ 'opened.csv': readFileSync(join(folder, 'opened.csv')) },
			asText,
		);
		const [sheet] = await readWithOpenpyxl(saved['opened.csv'] ?? Buffer.alloc(0));
		expect(sheet?.rows.slice(1).map((row) => row.map(plain))).toEqual(people());
	});
});

describe('only what has changed since the last export', () => {
	const CHANGING = 'exporting-changes';
	const ID = 'exportChanged0001';
	const parameters = {
		baseName: CHANGING,
		onlyChanged: true,
		format: 'jsonl',
		fileName: 'changed',
		...selected('email'),
	};
	/** Runs as a schedule would and not as somebody who tries it out. */
	const rows = async () => {
		const options = { userFolder: n8n.userFolder, fileFolders: [n8n.files] };
		const outputs = await executeByCommand(n8n.installation, options, ID);
		return outputs['Export']?.at(-1)?.outputs[0]?.[0]?.json['rows'];
	};

	it('is everybody at first, then nobody, then who came or changed', async () => {
		await importFile('exportImport00002', join(n8n.files, 'customers.csv'), CHANGING);
		await n8n.session.saveWorkflow(exportWorkflow(parameters, ID));
		expectSuccess(await n8n.session.runWorkflow(ID));
		const first = Number(await rows());
		expect(first).toBe((await customersOf(CHANGING)).length);
		expect(await rows()).toBe(0);
		await importFile('exportImport00003', join(n8n.files, 'customers.xlsx'), CHANGING);
		const changed = Number(await rows());
		expect(changed).toBeGreaterThan(0);
		expect(changed).toBeLessThan(first);
		expect(await rows()).toBe(0);
	});
});

describe('a backup', () => {
	it('restores the base it was taken from', async () => {
		rmSync(join(folder, 'backup.zip'), { force: true });
		const [item] = await run({ operation: 'backup', fileName: 'backup' });
		expect(item?.json).toMatchObject({ file_name: 'backup.zip', rows: everybody.length });
		await importFile('exportRestore0001', join(folder, 'backup.zip'), RESTORED);
		expect(await customersOf(RESTORED)).toEqual(everybody);
	});
});

describe('a template', () => {
	it.each([
		['en', 'customers_template.xlsx', 'E-mail'],
		['pl', 'klienci_szablon.xlsx', 'Adres e-mail'],
		['zh', '客户导入模板.xlsx', '邮箱'],
	])('in %s has the fields of the base, and no row', async (labels, name, label) => {
		const [item] = await run({ operation: 'template', labels, fileName: '' });
		expect(item?.json['file_name']).toBe(name);
		expect(readdirSync(folder)).toContain(name);
		const [sheet] = await readWithOpenpyxl(readFileSync(join(folder, name)));
		expect(sheet?.rows).toHaveLength(1);
		expect(sheet?.rows[0]).toEqual(expect.arrayContaining([label, 'Wartość zamówień']));
	});
});
