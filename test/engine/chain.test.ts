import { removeUserFolder } from './environment';
import type { BinaryMode, RunOptions, TestNode, TestRun } from './engine';
import { rowNumbersOf, runWorkflow } from './engine';
import { FATES, fileItem, PEOPLE_CSV } from './people';

afterAll(removeUserFolder);

let bases = 0;

/** Parse → Map & Normalize → Upsert → Export, into a base of its own. */
function chain(output: 'item' | 'batch', change: Partial<RunOptions> = {}): RunOptions {
	const baseName = `chain_${(bases += 1)}`;
	const nodes: Record<string, TestNode> = {
		Parse: { type: 'customerFileParse', parameters: { output } },
		Map: { type: 'customerMapNormalize' },
		Upsert: { type: 'customerUpsert', parameters: { baseName } },
		Export: {
			type: 'customerExport',
			parameters: {
				baseName,
				fieldMode: 'selected',
				fields: { column: ['email', 'firstName', 'phone', 'city'].map((field) => ({ field })) },
				fileName: 'out',
			},
		},
	};
	return { start: [fileItem(PEOPLE_CSV)], nodes, ...change };
}

/** In which output each row has ended. */
async function fatesOf(run: TestRun): Promise<Array<[number, string]>> {
	const fates: Array<[number, string]> = [];
	for (const [node, output, name] of [
		['Map', 1, 'Rejected'],
		['Upsert', 0, 'Saved'],
		['Upsert', 1, 'Not Saved'],
	] as const) {
		for (const rowNumber of await rowNumbersOf(run.items(node, output))) fates.push([rowNumber, name]);
	}
	return fates.sort(([a], [b]) => a - b);
}

const MODES = [
	['item', 'filesystem'],
	['item', 'default'],
	['batch', 'filesystem'],
	['batch', 'default'],
] as const;

describe.each(MODES)(
	'the whole way as %s, with files kept as "%s"',
	(output: 'item' | 'batch', binaryMode: BinaryMode) => {
		let run: TestRun;

		beforeAll(async () => {
			run = await runWorkflow(chain(output, { binaryMode }));
		});

		it('ends without an error', () => {
			expect(run.error).toBeUndefined();
			expect(run.run.status).toBe('success');
		});

		it('puts every row into exactly one output', async () => {
			expect(await fatesOf(run)).toEqual(Object.entries(FATES).map(([row, fate]) => [Number(row), fate]));
		});

		it('reports counts that add up', () => {
			expect(run.json('Upsert', 2)).toMatchObject([{ rows: 4, created: 3, duplicate: 1, failed: 0 }]);
		});

		it('exports who was saved', async () => {
			expect((await run.bytes('Export')).toString().replace(/^\ufeff/, '')).toBe(
				[
					'E-mail,First Name,Phone,City',
					'jan@example.com,Jan,48501228855,Łódź',
					'anna@example.com,Anna,,Kraków',
					'zofia@example.com,Zofia,48602111222,Gdańsk',
					'',
				].join('\r\n'),
			);
		});

		it('says above the outputs what happened', () => {
			expect(run.hints('Parse').join()).toContain('people.csv: 5 rows');
			expect(run.hints('Map').join()).toContain("1 row rejected, see 'Rejected'");
			expect(run.hints('Upsert').join()).toContain('3 created, 1 duplicate');
		});
	},
);

describe('the same import once more', () => {
	it('creates nobody', async () => {
		const options = chain('item');
		await runWorkflow(options);
		const again = await runWorkflow(options);
		expect(again.json('Upsert', 2)).toMatchObject([
			{ rows: 4, created: 0, updated: 0, unchanged: 3, duplicate: 1 },
		]);
	});

	it('as row batches finds the customers that came as items', async () => {
		const options = chain('item');
		await runWorkflow(options);
		const parse = { type: 'customerFileParse', parameters: { output: 'batch' } };
		const again = await runWorkflow({ ...options, nodes: { ...options.nodes, Parse: parse } });
		expect(again.json('Upsert', 2)).toMatchObject([{ created: 0, unchanged: 3 }]);
	});
});

describe("n8n's combined binary mode, where files live inside json", () => {
	it.each(['item', 'batch'] as const)('changes nothing (%s)', async (output) => {
		const run = await runWorkflow(chain(output, { settings: { binaryMode: 'combined' } }));
		expect(run.error).toBeUndefined();
		expect(await fatesOf(run)).toHaveLength(5);
		expect(run.json('Export')[0]).toMatchObject({ rows: 3, _files: { data: { fileName: 'out.csv' } } });
	});
});

describe('pairing', () => {
	it.each(['item', 'batch'] as const)(
		'leads an expression from any node back to the file (%s)',
		async (output) => {
			const options = chain(output);
			const seen = (from: string, node: string): TestNode => ({
				type: 'test.expression',
				from,
				parameters: { value: `={{ $('${node}').item.json.mail }}` },
			});
			const nodes = {
				...options.nodes,
				FromRows: seen('Parse', 'Start'),
				FromCustomers: seen('Map', 'Start'),
				FromRejected: seen('Map:1', 'Start'),
				FromSaved: seen('Upsert', 'Start'),
				FromNotSaved: seen('Upsert:1', 'Start'),
			};
			const run = await runWorkflow({ ...options, nodes, start: [fileItem(PEOPLE_CSV, 'people.csv')] });
			expect(run.error).toBeUndefined();
			for (const node of ['FromRows', 'FromCustomers', 'FromRejected', 'FromSaved', 'FromNotSaved']) {
				const values = run.json(node).map(({ value }) => value);
				expect(values.length).toBeGreaterThan(0);
				expect(new Set(values)).toEqual(new Set(['people.csv']));
			}
		},
	);

	it('leads from a saved customer to the very row of the file', async () => {
		const options = chain('item');
		const nodes = {
			...options.nodes,
			Row: {
				type: 'test.expression',
				from: 'Upsert',
				parameters: { value: "={{ $('Parse').item.json['Nazwisko'] + ' ' + $json.lastName }}" },
			},
		};
		const run = await runWorkflow({ ...options, nodes });
		expect(run.json('Row').map(({ value }) => value)).toEqual([
			'Kowalski Kowalski',
			'Nowak Nowak',
			'Zięba Zięba',
		]);
	});

	it('keeps two files apart', async () => {
		const start = [fileItem(PEOPLE_CSV, 'first.csv'), fileItem('E-mail\nlast@example.com\n', 'second.csv')];
		const options = chain('item', { start });
		const nodes = {
			...options.nodes,
			File: {
				type: 'test.expression',
				from: 'Upsert',
				parameters: { value: "={{ $('Start').item.json.mail }}" },
			},
		};
		const run = await runWorkflow({ ...options, nodes });
		expect(run.json('File').map(({ value }) => value)).toEqual([
			'first.csv',
			'first.csv',
			'first.csv',
			'second.csv',
		]);
	});
});
