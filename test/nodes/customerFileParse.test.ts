import type { INodeExecutionData } from 'n8n-workflow';
import { CustomerFileParse } from '../../nodes/CustomerFileParse/CustomerFileParse.node';
import type { FakeExecution, FakeOptions } from './fakeExecution';
import { fakeExecution } from './fakeExecution';

const PEOPLE = 'E-mail;Imię\njan@example.com;Jan\nanna@example.com;Anna\n';

type Files = ReadonlyArray<Readonly<Record<string, string>>>;

/** An execution whose input items carry files: per item, the content by field name; each file is `<field>.csv`. */
async function withFiles(files: Files, options: Partial<FakeOptions> = {}): Promise<FakeExecution> {
	const items: INodeExecutionData[] = [];
	const fake = fakeExecution({ node: new CustomerFileParse(), items, ...options });
	for (const fields of files) {
		const item: INodeExecutionData = { json: { order: items.length } };
		for (const [field, content] of Object.entries(fields)) {
			item.binary = { ...item.binary, [field]: await fake.store(content, `${field}.csv`, 'text/csv') };
		}
		items.push(item);
	}
	return fake;
}

describe('Customer File Parse', () => {
	it.each(['stored', 'inline'] as const)(
		'gives an item for each row, paired with its file (%s)',
		async (binary) => {
			const fake = await withFiles([{ data: PEOPLE }], { binary, chunkBytes: 5 });
			const [rows, issues] = await fake.execute();
			expect(rows).toEqual([
				{
					json: { 'E-mail': 'jan@example.com', Imię: 'Jan', row_number: 2, source_file: 'data.csv' },
					pairedItem: { item: 0 },
				},
				{
					json: { 'E-mail': 'anna@example.com', Imię: 'Anna', row_number: 3, source_file: 'data.csv' },
					pairedItem: { item: 0 },
				},
			]);
			expect(issues).toEqual([]);
		},
	);

	it('says above the output what it found out about the file', async () => {
		const fake = await withFiles([{ data: PEOPLE }]);
		await fake.execute();
		expect(fake.hints.map(({ message }) => message)).toEqual(["data.csv: 2 rows, CSV, utf-8, delimiter ';'"]);
	});

	it('reads several files of an item, and of several items, and keeps them apart', async () => {
		const fake = await withFiles([{ data: PEOPLE, more: 'a\n1\n' }, { data: PEOPLE }], {
			parameters: { binaryField: 'data, more' },
			itemParameters: { 1: { binaryField: 'data' } },
		});
		const [rows = []] = await fake.execute();
		expect(rows.map(({ json, pairedItem }) => [json['source_file'], json['row_number'], pairedItem])).toEqual(
			[
				['data.csv', 2, { item: 0 }],
				['data.csv', 3, { item: 0 }],
				['more.csv', 2, { item: 0 }],
				['data.csv (2)', 2, { item: 1 }],
				['data.csv (2)', 3, { item: 1 }],
			],
		);
	});

	it('reads every file when no field is named', async () => {
		const fake = await withFiles([{ one: 'a\n1\n', two: 'a\n2\n' }], { parameters: { binaryField: '' } });
		const [rows = []] = await fake.execute();
		expect(rows.map(({ json }) => json['a'])).toEqual(['1', '2']);
	});

	it('uses what the user set: delimiter, header, encoding', async () => {
		const fake = await withFiles([{ data: 'a|b\n1|2\n' }], {
			parameters: { options: { delimiter: '|', header: false } },
		});
		const [rows = []] = await fake.execute();
		expect(rows.map(({ json }) => [json['column_1'], json['column_2']])).toEqual([
			['a', 'b'],
			['1', '2'],
		]);
	});

	it('lists what is doubtful in the file as items of its own', async () => {
		const fake = await withFiles([{ data: 'a,b\n1,2\n3\n' }]);
		const [, issues = []] = await fake.execute();
		expect(issues).toHaveLength(1);
		expect(issues[0]).toMatchObject({
			json: { code: 'SHORT_ROW', severity: 'warning', row_number: 3, file: 'data.csv' },
			pairedItem: { item: 0 },
		});
		expect(Object.keys(issues[0]?.json ?? {})).toContain('problem');
	});

	it('lists a thousand issues and counts the rest', async () => {
		const lines = Array.from({ length: 1500 }, (_, row) => `${row}`).join('\n');
		const fake = await withFiles([{ data: `a,b\n${lines}\n` }, { data: `a,b\n${lines}\n` }], {
			parameters: { options: { delimiter: ',' } },
		});
		const [, issues = []] = await fake.execute();
		expect(issues).toHaveLength(1001);
		expect(issues.at(-1)?.json).toMatchObject({ code: 'MORE_ISSUES', severity: 'warning' });
	});
});

describe('the form of the rows', () => {
	const five = `a\n${[1, 2, 3, 4, 5].join('\n')}\n`;

	it('is row batches above the set number of rows, over all files of the run', async () => {
		const fake = await withFiles([{ data: five }, { data: five }], {
			parameters: { options: { itemsUpTo: 9, batchRows: 3 } },
		});
		const [rows = []] = await fake.execute();
		expect(rows.map(({ json, pairedItem }) => [json['rowBatch'], pairedItem])).toMatchObject([
			[{ rows: 3, first: 2, last: 4, source: 'data.csv', labels: ['a'] }, { item: 0 }],
			[{ rows: 2, first: 5, last: 6, source: 'data.csv' }, { item: 0 }],
			[{ rows: 3, first: 2, last: 4, source: 'data.csv (2)' }, { item: 1 }],
			[{ rows: 2, first: 5, last: 6, source: 'data.csv (2)' }, { item: 1 }],
		]);
		expect(fake.bytesOf(rows[1]?.binary?.['rows']).toString()).toBe(
			'{"rowNumber":5,"source":"data.csv","cells":["4"]}\n{"rowNumber":6,"source":"data.csv","cells":["5"]}\n',
		);
	});

	it('is said above the output when it is row batches, or very many items', async () => {
		const batches = await withFiles([{ data: five }], {
			parameters: { output: 'batch', options: { batchRows: 2 } },
		});
		await batches.execute();
		expect(batches.hints.at(-1)?.message).toBe(
			'The rows are in 3 row batches: the other customer nodes read them',
		);
		const many = `a\n${'1\n'.repeat(10_001)}`;
		const items = await withFiles([{ data: many }], { parameters: { output: 'item' } });
		await items.execute();
		expect(items.hints.at(-1)).toMatchObject({
			type: 'warning',
			message: expect.stringContaining('10,001 items'),
		});
	});

	it('is items up to that number', async () => {
		const fake = await withFiles([{ data: five }, { data: five }], {
			parameters: { options: { itemsUpTo: 10 } },
		});
		expect((await fake.execute())[0]).toHaveLength(10);
	});

	it.each([
		['item', 5],
		['batch', 1],
	] as const)('is as the user said: %s', async (output, items) => {
		const fake = await withFiles([{ data: five }], { parameters: { output } });
		expect((await fake.execute())[0]).toHaveLength(items);
	});

	it('stores no more than a batch at once', async () => {
		const big = `a\n${`${'y'.repeat(99)}\n`.repeat(10_000)}`;
		const options = { parameters: { output: 'batch', options: { batchRows: 500 } } };
		const fake = await withFiles([{ data: 'a\n1\n' }], options);
		const items = (await withFiles([{ data: big }], options)).context.getInputData();
		fake.context.getInputData().splice(0, 1, ...items);
		const [rows] = await fake.execute();
		expect(rows).toHaveLength(20);
		expect(fake.largestPiece()).toBeLessThan(500 * 200);
	});
});

describe('a file that cannot be read', () => {
	const files: Files = [{ data: PEOPLE }, { data: '' }, { data: PEOPLE }];

	it('stops the run, naming the item', async () => {
		const fake = await withFiles(files);
		await expect(fake.execute()).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: expect.stringContaining('data.csv (2)'),
			description: expect.stringMatching(/\w/),
			context: { itemIndex: 1 },
		});
	});

	it('fails its item only, when the node continues', async () => {
		const fake = await withFiles(files, { onError: 'continueRegularOutput' });
		const [rows = [], issues] = await fake.execute();
		expect(rows.map(({ json, pairedItem }) => [json['source_file'] ?? json['error'], pairedItem])).toEqual([
			['data.csv', { item: 0 }],
			['data.csv', { item: 0 }],
			['data.csv (3)', { item: 2 }],
			['data.csv (3)', { item: 2 }],
			[expect.stringContaining('data.csv (2)'), { item: 1 }],
		]);
		expect(rows[4]?.json['order']).toBe(1);
		expect(issues).toEqual([]);
	});

	it('gives its item as n8n wants it for the error output: nothing but the error', async () => {
		const fake = await withFiles(files, { onError: 'continueErrorOutput' });
		const [rows = []] = await fake.execute();
		expect(rows.filter(({ json }) => 'error' in json)).toMatchObject([
			{ binary: { data: { fileName: 'data.csv' } }, pairedItem: { item: 1 } },
		]);
		expect(Object.keys(rows[4]?.json ?? {})).toEqual(['error', 'details']);
	});

	it('takes the rows of the other files of its item back', async () => {
		const fake = await withFiles([{ data: PEOPLE, more: '' }], {
			parameters: { binaryField: 'data,more' },
			onError: 'continueRegularOutput',
		});
		const [rows = []] = await fake.execute();
		expect(rows).toHaveLength(1);
		expect(rows[0]?.json['error']).toContain('more.csv');
	});

	it('is told apart from a file that is not there, with the fields that are', async () => {
		const fake = await withFiles([{ upload: PEOPLE }]);
		await expect(fake.execute()).rejects.toMatchObject({
			message: "The input does not hold a file in the field 'data' [item 0]",
			description: "Set 'Input Binary Field' to a field that the item has: 'upload'.",
		});
	});

	it('is refused when it is larger than the user allows', async () => {
		const fake = await withFiles([{ data: `a\n${'x\n'.repeat(1_100_000)}` }], {
			parameters: { options: { limits: { limit: { fileMb: 1 } } } },
		});
		await expect(fake.execute()).rejects.toMatchObject({ name: 'NodeOperationError' });
	});

	it('is left when the user stops the execution', async () => {
		const stopped = AbortSignal.abort(new Error('stopped by the user'));
		const fake = await withFiles([{ data: PEOPLE }], { signal: stopped });
		await expect(fake.execute()).rejects.toThrow('stopped by the user');
	});
});
