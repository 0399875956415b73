import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { fileSource, localBase, parseFile, type Row, writeTable } from '../../lib';
import { demoWorkflows } from '../../tools/demo/folder.mjs';
import type { Execution, Item, Workflow } from '../../tools/n8n.mjs';
import { bytesOfBinary } from './binaryData';
import { type Editor, openEditor } from './editor';
import { itemsOf, realN8n, type RealN8n } from './realN8n';

/** As in the other tests of the editor: pictures are only written where they are asked for. */
const PICTURES =
	process.env['SCREENSHOTS'] === undefined ? undefined : resolve(__dirname, '../../docs/images');
const TEMPLATE = 'demoApproval0001';
const CORRECTED = 'demoApproval0002';
const BASE = 'customers_approved';
const BY_HAND = 'When Clicking Execute';
const UNDO = 'Which Import?';

let n8n: RealN8n;
let editor: Editor;
let pictures: string;
let template: Workflow;

beforeAll(async () => {
	n8n = await realN8n();
	const [found] = demoWorkflows(n8n.files).filter(({ id }) => id === TEMPLATE);
	if (!found) throw new Error('There is no template workflow');
	template = found;
	await n8n.session.saveWorkflow(template);
	pictures = PICTURES ?? join(n8n.userFolder, 'pictures');
	mkdirSync(pictures, { recursive: true });
	editor = await openEditor(n8n.url);
});

afterAll(async () => await editor.close());

/** How many customers the base has. */
async function customers(): Promise<number> {
	const path = join(n8n.userFolder, '.n8n', 'customer-import', `${BASE}.sqlite`);
	const connector = localBase({ path, readOnly: true });
	try {
		return (await connector.count?.({})) ?? 0;
	} finally {
		await connector.close();
	}
}

/** Starts a workflow in the editor, fills in the form that it opens, and waits for the end. */
async function runWithForm(
	id: string,
	trigger: string,
	fill: (form: Page, waiting: () => Promise<Execution>) => Promise<void>,
): Promise<Execution> {
	await editor.openWorkflow(id);
	const { executionId, form } = await editor.executeWithForm(trigger);
	await fill(form, async () => await n8n.session.execution(executionId ?? (await lastExecution(id))));
	await form.locator('#submit-btn').click();
	await form
		.getByText(/submitted|recorded/i)
		.first()
		.waitFor();
	await form.close();
	return await ended(executionId ?? (await lastExecution(id)));
}

/** A form that is a trigger begins an execution only when it is sent. */
async function lastExecution(workflowId: string): Promise<string> {
	const params = { filter: JSON.stringify({ workflowId }), limit: 1 };
	const { data } = await n8n.session.http.get<{ data: { results: readonly { id: string }[] } }>(
		'/executions',
		{
			params,
		},
	);
	return String(data.data.results[0]?.id);
}

/** Polls, because the execution goes on by itself once the form is in. */
async function ended(executionId: string): Promise<Execution> {
	for (;;) {
		const execution = await n8n.session.execution(executionId);
		if (!['new', 'running', 'waiting'].includes(execution.status)) return execution;
		await wait(200);
	}
}

async function approve(form: Page): Promise<void> {
	await form.locator('select').selectOption('Approve');
}

/** The report that a node gave. */
function reportOf(execution: Execution, node: string): Item {
	const [item] = itemsOf(execution, node, 2);
	if (!item) throw new Error(`'${node}' gave no report`);
	return item;
}

/** Takes a picture of a report page, light or dark, and gives its text. */
async function pageText(item: Item, picture: string): Promise<string> {
	const path = join(n8n.files, `${picture}.html`);
	await writeFile(path, await bytesOfBinary(n8n.session, item, 'report'));
	const page = await editor.page.context().newPage();
	try {
		await page.goto(pathToFileURL(path).href);
		for (const colorScheme of ['light', 'dark'] as const) {
			await page.emulateMedia({ colorScheme });
			await page.screenshot({ path: join(pictures, `${picture}-${colorScheme}.png`) });
		}
		return await page.locator('body').innerText();
	} finally {
		await page.close();
	}
}

describe('an import that somebody has to approve', () => {
	let applied: Execution;
	let again: Execution;

	it('shows what would become of each row, and writes only after the approval', async () => {
		applied = await runWithForm(TEMPLATE, BY_HAND, async (form, waiting) => {
			const clip = { x: 0, y: 0, width: 700, height: 490 };
			await form.screenshot({ path: join(pictures, 'approval-form.png'), clip });
			const preview = reportOf(await waiting(), 'Preview').json;
			expect(await form.locator('body').innerText()).toContain(String(preview['message']));
			expect(preview).toMatchObject({
				kind: 'preview',
				created: 1881,
				updated: 4,
				rejected: 44,
				ambiguous: 13,
			});
			await approve(form);
		});
		expect(applied.status).toBe('success');
		const preview = reportOf(applied, 'Preview').json;
		const report = reportOf(applied, 'Apply Plan').json;
		expect(report['outcomes']).toEqual(preview['outcomes']);
		expect(await customers()).toBe(1881);
	});

	it('shows the preview in the editor', async () => {
		const panel = await editor.openNode('Preview');
		try {
			expect(await panel.parameters()).toEqual(
				expect.arrayContaining(['Operation', 'Destination', 'Main Identifier']),
			);
			const hints = await panel.hints();
			expect(hints).toContainEqual("105 rows would not be saved, see 'Not Saved'");
			expect(hints).toContainEqual(expect.stringMatching(/^Preview, nothing was written/));
			await panel.screenshot(join(pictures, 'upsert-preview.png'));
		} finally {
			await panel.close();
		}
	});

	it('has a report that reads like one', async () => {
		const text = await pageText(reportOf(applied, 'Apply Plan'), 'import-report');
		expect(text).toContain('1,881');
		expect(text).toContain('customers.csv');
	});

	it('takes the corrected rows by the same workflow', async () => {
		const path = join(n8n.files, 'corrected.xlsx');
		const file = await bytesOfBinary(n8n.session, reportOf(applied, 'Apply Plan'), 'rowsToCorrect');
		const rows = await correct(file, path);
		await n8n.session.saveWorkflow(reading(template, path));
		again = await runWithForm(CORRECTED, BY_HAND, approve);
		const report = reportOf(again, 'Apply Plan').json;
		expect(report).toMatchObject({ rows, created: rows, rejected: 0, ambiguous: 0, failed: 0 });
		expect(await customers()).toBe(1881 + rows);
	});

	it('is taken back by its ID: first the correction, then the import', async () => {
		for (const execution of [again, applied]) {
			const { importId } = reportOf(execution, 'Apply Plan').json;
			const undone = await runWithForm(TEMPLATE, UNDO, async (form) => {
				await form.locator('input:not([type=hidden])').first().fill(String(importId));
			});
			expect(reportOf(undone, 'Undo').json).toMatchObject({ kind: 'undo', of: importId, failed: 0 });
		}
		expect(await customers()).toBe(0);
		await editor.screenshot(join(pictures, 'demo-approval.png'));
	});
});

/** The same workflow for another file. */
function reading(workflow: Workflow, path: string): Workflow {
	const text = JSON.stringify({ ...workflow, id: CORRECTED, name: 'Demo 6: the corrected rows' });
	return JSON.parse(text.replaceAll(join(n8n.files, 'customers.csv'), path)) as Workflow;
}

/** Gives each row an address of its own and leaves out what was wrong beside the name; how many rows there are. */
async function correct(file: Buffer, path: string): Promise<number> {
	const from = `${path}.before.xlsx`;
	await writeFile(from, file);
	const { labels, batches } = await parseFile(fileSource(from));
	const rows: Row[] = [];
	for await (const batch of batches) rows.push(...batch);
	const right = rows.map((row, place) => ({
		...row,
		cells: labels.map((label, index) => {
			if (/^e-?mail$/i.test(label)) return `corrected.${place}@example.com`;
			return /^(imi|nazw)/i.test(label) ? (row.cells[index] ?? null) : null;
		}),
	}));
	const chunks: Uint8Array[] = [];
	for await (const chunk of writeTable('xlsx', { labels, batches: [right] }, {})) chunks.push(chunk);
	await writeFile(path, Buffer.concat(chunks));
	return rows.length;
}
