import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { reportOf, type Report } from '../../tools/demo/imports.mjs';
import { demoWorkflows } from '../../tools/demo/folder.mjs';
import type { Workflow } from '../../tools/n8n.mjs';
import { startTrytonServer, type TrytonServer } from '../lib/connectors/trytonServer';
import { openEditor } from './editor';
import { realN8n, type RealN8n } from './realN8n';

const ROOT = resolve(__dirname, '../..');
const DEMO = 'demoImportCsv0001';
const IMPORT = 'trytonImport00001';
const UNDO = 'trytonUndo0000001';
const FILE = 'customers.csv';
const CREDENTIAL = 'Tryton';

type Counts = Readonly<Record<string, number>>;

const { files } = JSON.parse(readFileSync(join(ROOT, 'demo', 'truth.json'), 'utf8')) as {
	files: Record<string, { rows: number; outcomes: Counts; outcomesAgain: Counts }>;
};

let n8n: RealN8n;
let tryton: TrytonServer;
let credential: string;
let importId: string;

beforeAll(async () => {
	n8n = await realN8n();
	tryton = await startTrytonServer();
	const data = credentialData();
	credential = await n8n.session.saveCredential({ name: CREDENTIAL, type: 'customerCrmApi', data });
	await n8n.session.saveWorkflow(importWorkflow());
});

afterAll(async () => await tryton.stop());

describe('the test of a Tryton credential in the real n8n', () => {
	it('logs in', async () => {
		expect(await testCredential({})).toMatchObject({ status: 'OK' });
	});

	it.each([
		['password', { password: 'wrong' }, /does not accept the login.*the password/],
		['database', { database: 'nowhere' }, /name of the database/],
		['address', { baseUrl: 'http://127.0.0.1:1' }, /did not answer.*address/],
	])('tells a wrong %s apart', async (_, wrong, message) => {
		expect(await testCredential(wrong)).toEqual({ status: 'Error', message: expect.stringMatching(message) });
	});
});

describe('the demo file into a real Tryton through the canvas', () => {
	it('imports everybody once', async () => {
		const report = await run(IMPORT);
		({ importId } = report);
		expect(countsOf(report)).toEqual({
			rows: files[FILE]?.rows,
			...withoutFurtherFields(files[FILE]?.outcomes),
		});
		expect(await numberOfParties()).toBe(files[FILE]?.outcomes['created']);
	});

	it('keeps a customer as a party with his name, address, e-mail, phone and own fields', async () => {
		const [party] = await partiesWith([['code', '=', 'CUST2023000001']]);
		expect(party).toMatchObject({
			name: 'Józef Dąbrowski',
			birth_date: { year: 1972, month: 7, day: 26 },
			'addresses.': [{ city: 'Częstochowa', 'country.': { code: 'PL' } }],
			'contact_mechanisms.': [
				{ type: 'email', value: 'jozef.dabrowski.1@example.net' },
				{ type: 'mobile', value_compact: '+48501100003' },
			],
		});
	});

	it('shows in the editor that nothing changes when it is imported again', async () => {
		const editor = await openEditor(n8n.url);
		try {
			await editor.openWorkflow(IMPORT);
			const execution = await n8n.session.execution(await editor.executeWorkflow(300_000));
			const report = reportOf(execution);
			if (report === undefined) throw new Error('The import gave no report');
			expect(countsOf(report)).toEqual({ rows: files[FILE]?.rows, ...files[FILE]?.outcomesAgain });
			const panel = await editor.openNode('Customer Upsert');
			await panel.selectOutput('Report');
			await panel.screenshot(join(ROOT, 'docs', 'images', 'tryton-import.png'));
		} finally {
			await editor.close();
		}
		expect(await numberOfParties()).toBe(files[FILE]?.outcomes['created']);
	});

	it('takes the import back', async () => {
		await n8n.session.saveWorkflow(undoWorkflow());
		const { outcomes } = await run(UNDO);
		expect(outcomes).toMatchObject({ skipped: 0, failed: 0, unknown: 0 });
		expect(await numberOfParties()).toBe(0);
	});
});

async function run(workflow: string): Promise<Report & { importId: string }> {
	const execution = await n8n.session.runWorkflow(workflow);
	expect([execution.status, execution.error]).toEqual(['success', undefined]);
	const report = reportOf(execution);
	if (report === undefined) throw new Error(`${workflow} gave no report`);
	return report as Report & { importId: string };
}

const countsOf = ({ rows, outcomes }: Report) => ({ rows, ...outcomes });

/** What rows change in fields that Tryton does not have, it does not change there. */
function withoutFurtherFields({ updated = 0, unchanged = 0, ...others }: Counts = {}): Counts {
	return { ...others, updated: 0, unchanged: unchanged + updated };
}

const numberOfParties = async (): Promise<unknown> =>
	await tryton.rpc.read('model.party.party.search_count', [], { active_test: false });

async function partiesWith(domain: readonly unknown[]): Promise<readonly unknown[]> {
	const fields = ['name', 'newsletter', 'birth_date', 'addresses.city', 'addresses.country.code'];
	const mechanisms = ['type', 'value', 'value_compact'].map((name) => `contact_mechanisms.${name}`);
	const method = 'model.party.party.search_read';
	const found = await tryton.rpc.read(method, domain, 0, null, null, [...fields, ...mechanisms], {});
	return found as readonly unknown[];
}

function credentialData(changes: Record<string, unknown> = {}): Record<string, unknown> {
	const { url, database, userName, password } = tryton;
	const pairs = [
		{ field: 'birthDate', property: 'birth_date' },
		{ field: 'newsletterConsent', property: 'newsletter' },
	];
	const login = { provider: 'tryton', baseUrl: url, database, userName, password };
	return { ...login, phoneType: 'mobile', callsPerSecond: 1_000, fieldNames: { pairs }, ...changes };
}

/** As the button of the credential's dialog does it. */
async function testCredential(wrong: Record<string, unknown>): Promise<unknown> {
	const credentials = { id: '', name: CREDENTIAL, type: 'customerCrmApi', data: credentialData(wrong) };
	const { data } = await n8n.session.http.post<{ data: unknown }>('/credentials/test', { credentials });
	return data.data;
}

/** The workflow of the demo, with Tryton where the local customer base was. */
function importWorkflow(): Workflow {
	const demo = demoWorkflows(n8n.files).find(({ id }) => id === DEMO);
	if (!demo) throw new Error(`There is no workflow ${DEMO}`);
	const nodes = demo.nodes.map((node) =>
		'name' in node && node.name === 'Customer Upsert' ? withTryton(node) : node,
	);
	return { ...demo, id: IMPORT, name: 'Import into Tryton', nodes };
}

function withTryton(node: object): object {
	const { parameters = {} } = node as { parameters?: Record<string, unknown> };
	return { ...node, parameters: { ...parameters, ...toCrm() }, ...credentials() };
}

const toCrm = () => ({ destination: 'crm', crmAuthentication: 'apiCredential' });

const credentials = () => ({ credentials: { customerCrmApi: { id: credential, name: CREDENTIAL } } });

function undoWorkflow(): Workflow {
	const trigger = {
		id: 'start',
		name: 'Start',
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const undo = {
		id: 'undo',
		name: 'Undo',
		type: 'n8n-nodes-customer-import.customerUpsert',
		typeVersion: 1,
		position: [220, 0],
		parameters: { resource: 'import', operation: 'undo', importId, ...toCrm(), options: {} },
		...credentials(),
	};
	return {
		id: UNDO,
		name: 'Undo the import into Tryton',
		nodes: [trigger, undo],
		connections: { Start: { main: [[{ node: 'Undo', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	};
}
