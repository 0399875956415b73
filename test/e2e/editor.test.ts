import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { demoWorkflows } from '../../tools/demo/folder.mjs';
import { openEditor, type Editor } from './editor';
import { nightlyPull } from './nightlyPull';
import type { PulledTable } from './pulledTable';
import { pulledTable } from './pulledTable';
import { realN8n, type RealN8n } from './realN8n';

/** The pictures of the README; only written where they are asked for, so that a test run changes no file. */
const PICTURES =
	process.env['SCREENSHOTS'] === undefined ? undefined : resolve(__dirname, '../../docs/images');
const IMPORT = 'demoImportCsv0001';
const IMPORT_WORKBOOK = 'demoImportXlsx001';
const EXPORT = 'demoExport000001';
const PULL = 'demoNightlyPull01';

let n8n: RealN8n;
let editor: Editor;
let pictures: string;

beforeAll(async () => {
	n8n = await realN8n();
	for (const workflow of demoWorkflows(n8n.files)) await n8n.session.saveWorkflow(workflow);
	pictures = PICTURES ?? join(n8n.userFolder, 'pictures');
	mkdirSync(pictures, { recursive: true });
	editor = await openEditor(n8n.url);
});

afterAll(async () => {
	await editor.close();
});

describe('the demo import in the editor', () => {
	beforeAll(async () => {
		await editor.openWorkflow(IMPORT);
	});

	it('runs with the button', async () => {
		const id = await editor.executeWorkflow();
		await editor.screenshot(join(pictures, 'demo-import.png'));
		expect((await n8n.session.execution(id)).status).toBe('success');
	});

	it.each([
		{
			node: 'Customer File Parse',
			picture: 'customer-file-parse.png',
			parameters: ['Input Binary Field', 'Output', 'Options'],
			outputs: [/^Rows.*1,?995/, /^Issues/],
		},
		{
			node: 'Customer Map & Normalize',
			picture: 'customer-map-normalize.png',
			parameters: ['Mapping Mode', 'Identifiers', 'Minimum Customer Data', 'Default Country', 'Output'],
			outputs: [/^Customers/, /^Rejected.*44/, /^Summary.*1 item/],
		},
		{
			node: 'Customer Upsert',
			picture: 'customer-upsert.png',
			parameters: ['Operation', 'Destination', 'Import Type', 'Main Identifier', 'Duplicates in File'],
			outputs: [/^Saved.*1,?890/, /^Not Saved.*105/, /^Report.*1 item/],
		},
	])('shows what $node takes and gives', async ({ node, picture, parameters, outputs }) => {
		const panel = await editor.openNode(node);
		try {
			expect(await panel.parameters()).toEqual(expect.arrayContaining(parameters));
			const shown = await panel.outputs();
			expect(shown).toEqual(outputs.map((output) => expect.stringMatching(output) as unknown));
			expect((await panel.table()).length).toBeGreaterThan(2);
			await panel.screenshot(join(pictures, picture));
		} finally {
			await panel.close();
		}
	});
});

describe('the demo export in the editor', () => {
	beforeAll(async () => {
		// Levels are in the workbook alone.
		await n8n.session.runWorkflow(IMPORT_WORKBOOK);
		await editor.openWorkflow(EXPORT);
		await editor.executeWorkflow();
	});

	it('shows who is exported and how, and what came of it', async () => {
		const panel = await editor.openNode('Export VIPs in Polish');
		try {
			expect(await panel.parameters()).toEqual(
				expect.arrayContaining([
					'Operation',
					'Source',
					'Range',
					'Conditions',
					'Combine Conditions',
					'Condition Groups',
				]),
			);
			expect(await panel.hints()).toEqual([expect.stringMatching(/^VIP_\d+\.xlsx: \d+ rows/)]);
			await panel.screenshot(join(pictures, 'customer-export.png'));
			await panel.showTable();
			const [header = [], row = []] = await panel.table();
			expect(header).toEqual(expect.arrayContaining(['message', 'file_name', 'rows', 'bytes']));
			expect(row[header.indexOf('file_name')]).toMatch(/^VIP_\d+\.xlsx$/);
		} finally {
			await panel.close();
		}
	});

	it('offers the fields of the customer base, custom ones among them', async () => {
		const panel = await editor.openNode('Export VIPs in Polish');
		try {
			expect(await panel.choices()).toEqual(
				expect.arrayContaining(['Level', 'Newsletter Consent', 'orderValue']),
			);
		} finally {
			await panel.close();
		}
	});

	it('counts before it exports', async () => {
		const panel = await editor.openNode('Count VIPs');
		try {
			await panel.showTable();
			const [header = [], row = []] = await panel.table();
			expect(Number(row[header.indexOf('count')])).toBeGreaterThan(0);
			expect(Number(row[header.indexOf('all')])).toBeGreaterThan(Number(row[header.indexOf('count')]));
		} finally {
			await panel.close();
		}
	});
});

describe('the scheduled pull in the editor', () => {
	it('shows its query, its watermark and its schedule', async () => {
		await editor.openWorkflow(PULL);
		const [trigger] = demoWorkflows(n8n.files)
			.filter(({ id }) => id === PULL)
			.flatMap(({ nodes }) => nodes as { name: string; type: string }[])
			.filter(({ type }) => type.endsWith('sqlScheduledPullTrigger'));
		const panel = await editor.openNode(String(trigger?.name));
		await panel.screenshot(join(pictures, 'sql-scheduled-pull.png'));
		expect(await panel.parameters()).toEqual(
			expect.arrayContaining(['Query', 'Start Column', 'Start Value', 'Chunk Size', 'Move Watermark']),
		);
		await panel.close();
	});

	describe('with a database', () => {
		let table: PulledTable;

		beforeAll(async () => {
			table = await pulledTable('postgres');
			await table.add(12);
			const data = { ...table.credential };
			const customerSqlApi = await n8n.session.saveCredential({
				name: 'Shop database',
				type: 'customerSqlApi',
				data,
			});
			const options = { id: 'editorPull000001', baseName: 'editor', credentials: { customerSqlApi } };
			await n8n.session.saveWorkflow(nightlyPull(n8n.files, options));
		});

		afterAll(async () => await table.stop());

		it("shows the first rows by 'Execute step'", async () => {
			await editor.openWorkflow('editorPull000001');
			const panel = await editor.openNode('SQL Scheduled Pull Trigger');
			try {
				await panel.executeStep();
				await panel.showTable();
				const [header = [], ...rows] = await panel.table();
				expect(header).toEqual(
					expect.arrayContaining(['customer_no', 'first_name', 'updated_at', 'row_number']),
				);
				expect(rows).toHaveLength(12);
				await panel.screenshot(join(pictures, 'sql-scheduled-pull-step.png'));
			} finally {
				await panel.close();
			}
		});
	});
});
