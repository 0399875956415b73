import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileSource, parseFile, type Row, writeTable } from '../../lib';
import type { Execution, Item } from '../../tools/n8n.mjs';
import { MESSY_FILES, type MessyFile } from '../fixtures/mapping/messyFiles';
import { openEditor, type Editor } from './editor';
import { mappingWorkflow } from './mappingWorkflow';
import { itemsOf, realN8n, type RealN8n } from './realN8n';

/** As in the other tests of the editor: pictures are only written where they are asked for. */
const PICTURES =
	process.env['SCREENSHOTS'] === undefined ? undefined : resolve(__dirname, '../../docs/images');
const MAP = 'Customer Map & Normalize';
const UPSERT = 'Customer Upsert';

let n8n: RealN8n;
let editor: Editor;
let pictures: string;

beforeAll(async () => {
	n8n = await realN8n();
	pictures = PICTURES ?? join(n8n.userFolder, 'pictures');
	mkdirSync(pictures, { recursive: true });
	editor = await openEditor(n8n.url);
});

afterAll(async () => {
	await editor.close();
});

function idOf(language: string): string {
	return `mapping${language}00000000`.slice(0, 16);
}

/** Puts a file where n8n may read it, and gives the workflow that imports it. */
async function prepare(language: string, path: string): Promise<string> {
	const id = idOf(language);
	const rejected = join(n8n.files, `rejected-${language}.xlsx`);
	await n8n.session.saveWorkflow(mappingWorkflow({ id, path, rejected, base: `mapping-${language}` }));
	return id;
}

/** The one summary of a run. */
function summaryOf(execution: Execution): Item['json'] {
	const [summary] = itemsOf(execution, MAP, 2);
	return summary?.json ?? {};
}

describe.each(Object.entries(MESSY_FILES))('a messy %s file in the real n8n', (language, file) => {
	let execution: Execution;

	beforeAll(async () => {
		const path = join(n8n.files, basename(file.path));
		await writeFile(path, await bytesOf(file));
		await editor.openWorkflow(await prepare(language, path));
		execution = await n8n.session.execution(await editor.executeWorkflow());
	});

	it('is mapped right without a setting', () => {
		expect([execution.status, execution.error]).toEqual(['success', undefined]);
		const customers = itemsOf(execution, MAP).map(({ json }) => json);
		expect(customers).toContainEqual(expect.objectContaining(file.customer));
		expect(customers).toHaveLength(file.rows - file.corrections.length);
		expect(itemsOf(execution, MAP, 1)).toHaveLength(file.corrections.length);
	});

	it('tells for each column its field and why', () => {
		const mapping = summaryOf(execution)['mapping'] as ReadonlyArray<Record<string, unknown>>;
		const fields = mapping.map(({ label, field }) => [label, field ?? undefined]);
		expect(Object.fromEntries(fields)).toEqual(file.fields);
		for (const { reason } of mapping) expect(reason).toMatch(/^\S.+\S$/);
	});

	it('shows it in the editor', async () => {
		const panel = await editor.openNode(MAP);
		try {
			const mapped = Object.entries(file.fields).filter(([, field]) => field !== undefined);
			const [hint] = await panel.hints();
			for (const [label] of mapped) expect(hint).toContain(`${label} → `);
			await panel.selectOutput('Summary');
			await panel.showTable();
			await panel.screenshot(join(pictures, `mapping-${language.toLowerCase()}.png`));
			expect(await panel.parameters()).toEqual(
				expect.arrayContaining(['Operation', 'Mapping Mode', 'Duplicates']),
			);
		} finally {
			await panel.close();
		}
	});

	it('has nothing rejected once its rejected rows were corrected', async () => {
		const corrected = join(n8n.files, `corrected-${language}.xlsx`);
		await correct(join(n8n.files, `rejected-${language}.xlsx`), corrected, file);
		const again = await n8n.session.runWorkflow(await prepare(language, corrected));
		expect([again.status, again.error]).toEqual(['success', undefined]);
		expect(summaryOf(again)).toMatchObject({
			rows: file.corrections.length,
			customers: file.corrections.length,
			rejected: 0,
		});
		expect(itemsOf(again, UPSERT)).toHaveLength(file.corrections.length);
		expect(itemsOf(again, UPSERT, 1)).toEqual([]);
	});
});

async function bytesOf({ path }: MessyFile): Promise<Uint8Array> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of fileSource(path).open()) chunks.push(chunk);
	return Buffer.concat(chunks);
}

/** Does what a person does with the file of rejected rows: writes the right values into it, and changes nothing else. */
async function correct(from: string, to: string, { corrections }: MessyFile): Promise<void> {
	const { labels, batches } = await parseFile(fileSource(from));
	const rows: Row[] = [];
	for await (const batch of batches) rows.push(...batch);
	expect(rows).toHaveLength(corrections.length);
	const right = rows.map((row, place) => ({
		...row,
		cells: labels.map((label, index) => corrections[place]?.[label] ?? row.cells[index]),
	}));
	const chunks: Uint8Array[] = [];
	for await (const chunk of writeTable('xlsx', { labels, batches: [right] }, {})) chunks.push(chunk);
	await writeFile(to, Buffer.concat(chunks));
}
