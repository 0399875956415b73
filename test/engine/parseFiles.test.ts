import { removeUserFolder } from './environment';
import type { BinaryMode, TestNode, TestRun } from './engine';
import { rowNumbersOf, runWorkflow } from './engine';
import { fileItem } from './people';

afterAll(removeUserFolder);

const PEOPLE = [
	{ json: { email: 'jan@example.com', city: 'Łódź' } },
	{ json: { email: 'anna@example.com', city: 'Kraków' } },
];

/** A file that n8n has stored in its own way, and the node that reads it. */
function storedFile(format: string, parse: TestNode): Record<string, TestNode> {
	return {
		Export: {
			type: 'customerExport',
			parameters: { source: 'input', format, columns: '', fileName: 'people' },
		},
		Parse: parse,
	};
}

const MODES = [
	['default', 'separate'],
	['default', 'combined'],
	['filesystem', 'separate'],
	['filesystem', 'combined'],
	['database', 'separate'],
	['database', 'combined'],
] as const;

describe.each(MODES)('files that n8n keeps as "%s", %s', (binaryMode: BinaryMode, place) => {
	const run = async (nodes: Record<string, TestNode>): Promise<TestRun> => {
		const settings = place === 'combined' ? { binaryMode: 'combined' as const } : {};
		return await runWorkflow({ start: PEOPLE, nodes, binaryMode, settings });
	};

	it.each(['csv', 'xlsx'])('are read into items (%s)', async (format) => {
		const done = await run(storedFile(format, { type: 'customerFileParse', parameters: { output: 'item' } }));
		expect(done.error).toBeUndefined();
		expect(done.json('Parse').map((json) => [json['email'], json['city'], json['row_number']])).toEqual([
			['jan@example.com', 'Łódź', 2],
			['anna@example.com', 'Kraków', 3],
		]);
	});

	it('are read into row batches', async () => {
		const done = await run(storedFile('csv', { type: 'customerFileParse', parameters: { output: 'batch' } }));
		expect(done.json('Parse')).toMatchObject([{ rowBatch: { rows: 2, first: 2, last: 3 } }]);
		expect(await rowNumbersOf(done.items('Parse'))).toEqual([2, 3]);
	});

	it.each(['csv', 'xlsx'])('are inspected (%s)', async (format) => {
		const parameters = { operation: 'inspect' };
		const done = await run(storedFile(format, { type: 'customerFileParse', parameters }));
		expect(done.error).toBeUndefined();
		expect(done.json('Parse')).toMatchObject([
			{
				file: `people.${format}`,
				tables: [{ rows: 2, rowCount: 'exact', columns: [{ field: 'email' }, { field: 'city' }] }],
			},
		]);
	});
});

describe('several binary fields of an item', () => {
	it('are read by name and all together', async () => {
		const one = fileItem('E-mail\njan@example.com\n', 'one.csv');
		const two = fileItem('E-mail\nanna@example.com\n', 'two.csv');
		const item = { json: {}, binary: { ...one.binary, second: two.binary?.['data'] } };
		for (const [binaryField, files] of [
			['second', ['two.csv']],
			['second, data', ['two.csv', 'one.csv']],
			['', ['one.csv', 'two.csv']],
		] as const) {
			const nodes = { Parse: { type: 'customerFileParse', parameters: { binaryField } } };
			const run = await runWorkflow({ start: [item as typeof one], nodes });
			expect(run.json('Parse').map((json) => json['source_file'])).toEqual(files);
		}
	});
});

describe('a workflow that was made before there were operations', () => {
	it('reads rows', async () => {
		const run = await runWorkflow({
			start: [fileItem('E-mail\njan@example.com\n')],
			nodes: {
				Parse: {
					type: 'customerFileParse',
					parameters: { binaryField: 'data', output: 'automatic', options: {} },
				},
			},
		});
		expect(run.json('Parse')).toMatchObject([{ 'E-mail': 'jan@example.com', row_number: 2 }]);
	});
});

describe('the limits', () => {
	it('hold with the values of the panel, and the others with their defaults', async () => {
		const parameters = { options: { limits: { limit: { columns: 1 } } } };
		const run = await runWorkflow({
			start: [fileItem('a,b\n1,2\n')],
			nodes: { Parse: { type: 'customerFileParse', parameters } },
		});
		expect(run.error?.message).toContain('columns');
	});
});

describe('sheets that are chosen', () => {
	it('are those of the list, also when the list was one name', async () => {
		for (const sheet of ['Customers', ['Customers']]) {
			const nodes = storedFile('xlsx', { type: 'customerFileParse', parameters: { options: { sheet } } });
			expect((await runWorkflow({ start: PEOPLE, nodes })).json('Parse')).toHaveLength(2);
		}
	});

	it('are all of them', async () => {
		const options = { sheets: 'all', sheet: ['No such sheet'] };
		const nodes = storedFile('xlsx', { type: 'customerFileParse', parameters: { options } });
		expect((await runWorkflow({ start: PEOPLE, nodes })).json('Parse')).toHaveLength(2);
	});
});
