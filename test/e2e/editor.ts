import type { BrowserContext, Locator, Page } from 'playwright-core';
import { selectors } from 'playwright-core';
import { launchChromium } from '../../tools/chromium.mjs';
import { OWNER } from '../../tools/n8n.mjs';

/** How n8n marks elements for tests. */
selectors.setTestIdAttribute('data-test-id');

const SUCCESS = 'Workflow executed successfully';

/** n8n's editor in a real browser, as a person uses it. */
export interface Editor {
	readonly page: Page;
	/** Opens a workflow and fits it into the window. */
	openWorkflow(id: string): Promise<void>;
	/** Clicks 'Execute workflow' and waits for the end; gives the execution's id. Throws with what the editor shows if it fails. */
	executeWorkflow(timeoutMs?: number): Promise<string>;
	/**
	 * Starts at a trigger, and gives the form that n8n opens for it, or for a node that waits for one, and the
	 * execution's id where it has one already.
	 */
	executeWithForm(trigger: string): Promise<{ readonly form: Page; readonly executionId?: string }>;
	/** Opens a node's panel by a double click. */
	openNode(name: string): Promise<NodePanel>;
	/** What stands under and on a node of the canvas. */
	nodeText(name: string): Promise<string>;
	screenshot(path: string): Promise<void>;
	close(): Promise<void>;
}

/** The panel of a node: input, parameters, output. */
export interface NodePanel {
	/** The labels of the parameters that are shown. */
	parameters(): Promise<string[]>;
	/** What the first chooser of a field offers, after it was clicked. */
	choices(): Promise<string[]>;
	/** The names of the outputs with their counts, e.g. `Saved (3 items)`. */
	outputs(): Promise<string[]>;
	/** Shows one of several outputs. */
	selectOutput(name: string): Promise<void>;
	/** Clicks 'Execute step' and waits for what the node gives. */
	executeStep(): Promise<void>;
	/** Turns the output to its table, where it shows files or something else first. */
	showTable(): Promise<void>;
	/** The output as its table shows it: the header and the rows of the page. */
	table(): Promise<string[][]>;
	/** The hints above the output. */
	hints(): Promise<string[]>;
	screenshot(path: string): Promise<void>;
	close(): Promise<void>;
}

/** Starts the browser and signs in with the form. */
export async function openEditor(url: string): Promise<Editor> {
	const browser = await launchChromium({ width: 1440, height: 900 });
	const page = browser.pages()[0] ?? (await browser.newPage());
	await enter(page, url).catch(async (error: unknown) => {
		await browser.close();
		throw error;
	});
	return editor(browser, page, url);
}

async function enter(page: Page, url: string): Promise<void> {
	await page.goto(`${url}/signin`);
	await page.fill('input[name=emailOrLdapLoginId]', OWNER.email);
	await page.fill('input[name=password]', OWNER.password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.waitForURL(({ pathname }) => !pathname.startsWith('/signin'));
}

function editor(browser: BrowserContext, page: Page, url: string): Editor {
	return {
		page,
		async openWorkflow(id) {
			await page.goto(`${url}/workflow/${id}`);
			await page.getByTestId('canvas-node').first().waitFor();
			await page.getByTestId('zoom-to-fit').click();
			await settled(page);
		},
		executeWorkflow: async (timeoutMs = 120_000) => await execute(page, timeoutMs),
		executeWithForm: async (trigger) => await executeWithForm(page, trigger),
		openNode: async (name) => await openPanel(page, name),
		nodeText: async (name) => await canvasNode(page, name).innerText(),
		screenshot: async (path) => await picture(page, path),
		close: async () => await browser.close(),
	};
}

async function execute(page: Page, timeoutMs: number): Promise<string> {
	await dismissToasts(page);
	const started = page.waitForResponse((response) => /\/rest\/workflows\/[^/]+\/run/.test(response.url()));
	await page.getByTestId('execute-workflow-button').click();
	const answer: unknown = await (await started).json();
	const toast = page.locator('.el-notification').first();
	await toast.waitFor({ timeout: timeoutMs });
	const said = await toast.innerText();
	if (!said.includes(SUCCESS)) throw new Error(`The editor shows: ${said}`);
	return executionId(answer);
}

/** The editor opens the form when its node begins, which can be before n8n has stored that it waits. */
async function formShown(form: Page): Promise<void> {
	const button = form.locator('#submit-btn');
	for (let tries = 0; tries < 30; tries++) {
		if (await button.isVisible()) return;
		await form.waitForTimeout(1_000);
		if (await button.isVisible()) return;
		await form.reload();
	}
	throw new Error(`There is no form at ${form.url()}: ${await form.locator('body').innerText()}`);
}

async function executeWithForm(
	page: Page,
	trigger: string,
): Promise<{ readonly form: Page; readonly executionId?: string }> {
	await dismissToasts(page);
	const started = page.waitForResponse((response) => /\/rest\/workflows\/[^/]+\/run/.test(response.url()));
	const opened = page.context().waitForEvent('page', { timeout: 120_000 });
	await canvasNode(page, trigger).hover();
	await page.getByTestId(`execute-workflow-button-${trigger}`).click();
	const { data } = (await (await started).json()) as { data?: { executionId?: string } };
	const form = await opened;
	await formShown(form);
	return { form, ...(data?.executionId === undefined ? {} : { executionId: data.executionId }) };
}

function executionId(answer: unknown): string {
	const { data } = answer as { data?: { executionId?: string } };
	if (data?.executionId === undefined)
		throw new Error(`n8n did not start the workflow: ${JSON.stringify(answer)}`);
	return data.executionId;
}

/** A toast of an earlier run would be taken for the one we wait for. It may go by itself while we close it. */
async function dismissToasts(page: Page): Promise<void> {
	await page.evaluate(
		`for (const button of document.querySelectorAll('.el-notification__closeBtn')) button.click()`,
	);
	await page.locator('.el-notification').first().waitFor({ state: 'detached' });
}

const canvasNode = (page: Page, name: string): Locator =>
	page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);

async function openPanel(page: Page, name: string): Promise<NodePanel> {
	await canvasNode(page, name).dblclick();
	const panel = page.getByTestId('ndv');
	await panel.waitFor();
	await settled(page);
	return nodePanel(page, panel);
}

function nodePanel(page: Page, panel: Locator): NodePanel {
	const output = panel.getByTestId('output-panel');
	const labels = panel.getByTestId('node-parameters').locator('label > div:first-child');
	const tabs = output.getByTestId('branches').locator('[data-test-id^="tab-"]');
	return {
		parameters: async () => await texts(labels.filter({ visible: true })),
		choices: async () => await readChoices(page, panel),
		outputs: async () => (await texts(tabs)).map((text) => text.replace(' Branch', '')),
		async selectOutput(name) {
			const tab = tabs.filter({ hasText: `${name} Branch` });
			await tab.click();
			await tab.locator('[aria-selected=true]').waitFor();
			await settled(page);
		},
		async executeStep() {
			await panel.getByTestId('node-execute-button').click();
			await output.getByTestId('radio-button-table').waitFor({ timeout: 60_000 });
			await settled(page);
		},
		async showTable() {
			await output.getByTestId('radio-button-table').click();
			await output.locator('table tr').first().waitFor();
		},
		table: async () => await readTable(output),
		hints: async () => await texts(output.getByTestId('node-hint')),
		screenshot: async (path) => await picture(page, path),
		async close() {
			await panel.getByTestId('ndv-close-button').click();
			await panel.waitFor({ state: 'hidden' });
		},
	};
}

async function readChoices(page: Page, panel: Locator): Promise<string[]> {
	await panel.getByTestId('rlc-input').first().click();
	const items = page.getByTestId('rlc-item').filter({ visible: true });
	// The value that is chosen is there at once; the others come when n8n has asked the node for them.
	await items.nth(1).waitFor();
	const offered = await texts(items);
	await page.keyboard.press('Escape');
	return offered;
}

async function texts(elements: Locator): Promise<string[]> {
	const all = await elements.allInnerTexts();
	return all.map((text) => text.replace(/\s+/g, ' ').trim()).filter((text) => text !== '');
}

async function readTable(output: Locator): Promise<string[][]> {
	const rows = await output.locator('table tr').all();
	const cells = await Promise.all(rows.map(async (row) => await row.locator('th, td').allInnerTexts()));
	// The last column is only there to fill the width.
	return cells.map((row) => row.slice(0, -1).map((cell) => cell.trim()));
}

/** Without toasts, and with the pointer where it makes nothing light up. */
async function picture(page: Page, path: string): Promise<void> {
	await dismissToasts(page);
	await page.mouse.move(0, 0);
	await settled(page);
	// Where the project lies on this machine is nobody's business in a picture of the README.
	const paths = page.getByText('/.cache/');
	await page.screenshot({ path, animations: 'disabled', mask: [paths], maskColor: 'white' });
}

/** Until what moves has come to rest: the editor animates panels, toasts and the canvas. */
async function settled(page: Page): Promise<void> {
	await page.evaluate(`Promise.race([
		new Promise((resolve) => setTimeout(resolve, 2000)),
		Promise.allSettled(document.getAnimations()
			.filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
			.map(({ finished }) => finished)),
	]).then(() => undefined)`);
}
