import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { demoWorkflows } from '../../tools/demo/folder.mjs';
import type { Execution } from '../../tools/n8n.mjs';
import { openEditor, type Editor } from './editor';
import { itemsOf, realN8n, type RealN8n } from './realN8n';

/** As in the other tests of the editor: pictures are only written where they are asked for. */
const PICTURES =
	process.env['SCREENSHOTS'] === undefined ? undefined : resolve(__dirname, '../../docs/images');
const INSPECT = 'demoInspectFile01';
const NODE = 'Inspect File';

const truth = JSON.parse(readFileSync(resolve(__dirname, '../../demo/truth.json'), 'utf8')) as {
	readonly files: Readonly<Record<string, { readonly rows: number }>>;
};
const rowsOf = (file: string) => truth.files[file]?.rows;

let n8n: RealN8n;

beforeAll(async () => {
	n8n = await realN8n();
	const [workflow] = demoWorkflows(n8n.files).filter(({ id }) => id === INSPECT);
	if (workflow === undefined) throw new Error(`There is no demo workflow ${INSPECT}`);
	await n8n.session.saveWorkflow(workflow);
});

describe('the demo inspection in the real n8n', () => {
	let execution: Execution;

	beforeAll(async () => {
		execution = await n8n.session.runWorkflow(INSPECT);
	});

	it('gives one item a file, with the rows of its table counted', () => {
		expect([execution.status, execution.error]).toEqual(['success', undefined]);
		expect(itemsOf(execution, NODE).map(({ json }) => json)).toMatchObject([
			{ file: 'customers.csv', tables: [{ rows: rowsOf('customers.csv'), rowCount: 'exact' }] },
			{
				file: 'customers.xlsx',
				tables: [{ rows: rowsOf('customers.xlsx'), rowCount: 'exact' }],
				sheets: [{ hidden: false }, { hidden: true }],
			},
		]);
	});

	it('names for each column its type, and its field with the reason', () => {
		const columns = itemsOf(execution, 'Columns').map(({ json }) => json);
		expect(columns).toHaveLength(16 + 13);
		expect(columns.map(({ columns: column }) => column)).toEqual(
			expect.arrayContaining([
				expect.objectContaining({ label: 'E-mail', type: 'email', field: 'email', fieldConfidence: 1 }),
				expect.objectContaining({ label: 'Data urodzenia', type: 'date', dateOrder: 'dayFirst' }),
				expect.objectContaining({ label: 'Wartość zamówień', type: 'number', field: null }),
			]) as unknown,
		);
	});

	it('shows the first ten rows of each table as they will be after import', () => {
		const rows = itemsOf(execution, 'First Rows after Import').map(({ json }) => json);
		expect(rows).toHaveLength(20);
		expect(rows[0]).toMatchObject({ email: expect.stringContaining('@') as unknown, row_number: 2 });
	});

	it('lists what needs a look', () => {
		const codes = itemsOf(execution, NODE, 1).map(({ json }) => json['code']);
		expect(codes).toEqual(expect.arrayContaining(['NOT_MAPPED', 'SHORT_ROW']) as unknown);
	});
});

describe('the inspection in the editor', () => {
	let editor: Editor;

	beforeAll(async () => {
		editor = await openEditor(n8n.url);
	});

	afterAll(async () => {
		await editor.close();
	});

	it('shows what the node takes and gives', async () => {
		const pictures = PICTURES ?? join(n8n.userFolder, 'pictures');
		mkdirSync(pictures, { recursive: true });
		await editor.openWorkflow(INSPECT);
		await editor.executeWorkflow();
		const panel = await editor.openNode(NODE);
		try {
			expect(await panel.parameters()).toEqual(
				expect.arrayContaining(['Operation', 'Input Binary Field', 'Options']) as unknown,
			);
			expect(await panel.outputs()).toEqual([
				expect.stringMatching(/2 items/) as unknown,
				expect.stringMatching(/^Issues/) as unknown,
			]);
			await panel.screenshot(join(pictures, 'customer-file-inspect.png'));
			const rows = rowsOf('customers.csv')?.toLocaleString('en-US');
			expect((await panel.hints()).join()).toContain(`customers.csv: ${rows} rows, 16 columns`);
		} finally {
			await panel.close();
		}
	});
});
