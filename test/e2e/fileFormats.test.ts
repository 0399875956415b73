import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Execution, Item, Workflow } from '../../tools/n8n.mjs';
import { CUSTOMERS, formatFiles } from './formatFiles';
import { itemsOf, realN8n, type RealN8n } from './realN8n';

const NAMES = [
	'people.csv',
	'people.txt',
	'people.xlsx',
	'people.xls',
	'people.xlsb',
	'people.ods',
	'spreadsheetml.xls',
	'html.xls',
	'people.json',
	'people.jsonl',
	'people.xml',
	'people.zip',
	'people.csv.gz',
	'people.tar.gz',
];
/** What an item says beside the customer: where its row stands. */
const PLACE = new Set(['row_number', 'source_file']);

let n8n: RealN8n;
let folder: string;

beforeAll(async () => {
	n8n = await realN8n();
	folder = join(n8n.files, 'formats');
	mkdirSync(folder, { recursive: true });
	for (const [name, bytes] of Object.entries(formatFiles())) writeFileSync(join(folder, name), bytes);
});

/** Reads all files of the folder and parses them; a file that cannot be read ends in an item with an error. */
function parseAll(id: string, parameters: object): Workflow {
	const node = (
		name: string,
		type: string,
		typeVersion: number,
		place: number,
		own: object,
		more: object = {},
	) => ({
		id: name,
		name,
		type,
		typeVersion,
		position: [place * 220, 0],
		parameters: own,
		...more,
	});
	const link = (to: string) => ({ main: [[{ node: to, type: 'main', index: 0 }]] });
	return {
		id,
		name: id,
		settings: { executionOrder: 'v1' },
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, 0, {}),
			node('Read Files', 'n8n-nodes-base.readWriteFile', 1.1, 1, {
				operation: 'read',
				fileSelector: `${folder}/*`,
				options: {},
			}),
			node('Parse', 'n8n-nodes-customer-import.customerFileParse', 1, 2, parameters, {
				onError: 'continueRegularOutput',
			}),
		],
		connections: { Start: link('Read Files'), 'Read Files': link('Parse') },
	};
}

async function run(id: string, parameters: object): Promise<Execution> {
	await n8n.session.saveWorkflow(parseAll(id, parameters));
	return await n8n.session.runWorkflow(id);
}

/** The items that came of a file, found by the item of 'Read Files' that they are paired with. */
function itemsOfFile(execution: Execution, name: string): Item[] {
	const index = itemsOf(execution, 'Read Files').findIndex(({ json }) => json['fileName'] === name);
	return itemsOf(execution, 'Parse').filter(({ pairedItem }) => Object(pairedItem).item === index);
}

const dataOf = ({ json }: Item) =>
	Object.fromEntries(Object.entries(json).filter(([name]) => !PLACE.has(name)));

describe('Read Rows in the real n8n', () => {
	let execution: Execution;

	beforeAll(async () => {
		execution = await run('fileFormatsRead01', {
			operation: 'readRows',
			binaryField: 'data',
			output: 'item',
			options: {},
		});
	});

	it.each(NAMES)('gives the same customers from %s', (name) => {
		expect(itemsOfFile(execution, name).map(dataOf)).toEqual(CUSTOMERS);
	});

	it('says of each row from which file it is', () => {
		for (const name of NAMES) {
			for (const { json } of itemsOfFile(execution, name)) expect(json['source_file']).toContain(name);
		}
	});
});

describe('Inspect File in the real n8n', () => {
	let execution: Execution;

	beforeAll(async () => {
		execution = await run('fileFormatsInsp01', { operation: 'inspect', binaryField: 'data', options: {} });
	});

	it.each(NAMES)('finds the table in %s', (name) => {
		expect(itemsOfFile(execution, name).map(({ json }) => json)).toMatchObject([
			{
				file: name,
				tables: [
					{
						rows: CUSTOMERS.length,
						rowCount: 'exact',
						columns: [
							{ field: 'email', type: 'email' },
							{ field: 'firstName' },
							{ field: 'city' },
							{ field: 'phone' },
							{},
						],
					},
				],
			},
		]);
	});
});
