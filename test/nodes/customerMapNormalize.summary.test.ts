import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { CustomerFileParse } from '../../nodes/CustomerFileParse/CustomerFileParse.node';
import { CustomerMapNormalize } from '../../nodes/CustomerMapNormalize/CustomerMapNormalize.node';
import { rowCodec } from '../../nodes/shared/lineCodecs';
import { rowBatchBuilder } from '../../nodes/shared/rowBatch';
import type { FakeExecution, FakeOptions } from './fakeExecution';
import { fakeExecution } from './fakeExecution';

function items(...rows: readonly IDataObject[]): INodeExecutionData[] {
	return rows.map((json) => ({ json }));
}

function mapping(input: readonly INodeExecutionData[], options: Partial<FakeOptions> = {}): FakeExecution {
	return fakeExecution({ node: new CustomerMapNormalize(), items: input, ...options });
}

async function summaryOf(fake: FakeExecution): Promise<IDataObject> {
	const [, , summaries = []] = await fake.execute();
	expect(summaries).toHaveLength(1);
	return summaries[0]?.json ?? {};
}

const ROWS = items(
	{ 'E-mail': 'jan@example.com', Miasto: 'Kraków', Rozmiar: '42', row_number: 2 },
	{ 'E-mail': 'no address', Miasto: 'Bonn', Rozmiar: '43', row_number: 3 },
	{ 'E-mail': 'nor this', Miasto: 'Rom', Rozmiar: '44', row_number: 4 },
	{ 'E-mail': 'ewa@example.com', Miasto: '', Rozmiar: '45', row_number: 5 },
);

describe('the summary', () => {
	it('counts rows and issues, the most frequent first', async () => {
		expect(await summaryOf(mapping(ROWS))).toMatchObject({
			rows: 4,
			customers: 2,
			rejected: 2,
			issues: [
				{
					code: 'INVALID_EMAIL',
					severity: 'error',
					count: 2,
					message: expect.any(String),
					hint: expect.any(String),
				},
				{ code: 'NO_IDENTIFIER', severity: 'error', count: 2 },
			],
		});
	});

	it('names the mapping with how sure it is and why, and the columns that went nowhere', async () => {
		const summary = await summaryOf(mapping(ROWS));
		expect(summary['mapping']).toEqual([
			{ label: 'E-mail', field: 'email', confidence: 1, reason: 'The label means E-mail' },
			{ label: 'Miasto', field: 'city', confidence: 1, reason: 'The label means City' },
			{ label: 'Rozmiar', field: null, confidence: 0, reason: 'The label means no field we know' },
		]);
		expect(summary['unmapped_columns']).toEqual(['Rozmiar']);
		expect(summary['remarks']).toMatchObject([{ code: 'NOT_MAPPED', label: 'Rozmiar' }]);
	});

	it('shows the ten most frequent problems, each with some rows', async () => {
		const labels = Array.from({ length: 12 }, (_, index) => `e-mail ${index + 1}`);
		const rows = Array.from({ length: 5 }, (_, row) =>
			Object.fromEntries(labels.map((label, index) => [label, row <= index ? 'bad' : 'a@example.com'])),
		);
		const { problems } = await summaryOf(mapping(items(...rows)));
		expect(problems).toHaveLength(10);
		expect(problems).toMatchObject([
			{
				code: 'INVALID_EMAIL',
				count: 5,
				label: 'e-mail 5',
				field: 'email',
				samples: [{ row_number: 1, value: 'bad' }, { row_number: 2 }, { row_number: 3 }],
			},
			...Array.from({ length: 9 }, () => ({ code: 'INVALID_EMAIL' })),
		]);
	});

	it('names the file of each mapping and each sample where there are several', async () => {
		const input = items(
			{ Email: 'bad', source_file: 'a.csv', row_number: 2 },
			{ Mail: 'b@example.com', source_file: 'b.csv', row_number: 2 },
		);
		expect(await summaryOf(mapping(input))).toMatchObject({
			mapping: [
				{ label: 'Email', source_file: 'a.csv' },
				{ label: 'Mail', source_file: 'b.csv' },
			],
			problems: [{ samples: [{ row_number: 2, source_file: 'a.csv' }] }, {}],
		});
	});

	it('is paired with the input, and has no file where none was asked for', async () => {
		const [, , summaries = []] = await mapping(ROWS).execute();
		expect(summaries[0]?.pairedItem).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }, { item: 3 }]);
		expect(summaries[0]).not.toHaveProperty('binary');
	});

	it('counts only what was mapped when a file fails', async () => {
		const input = [
			...ROWS,
			...items({ rowBatch: { version: 1, kind: 'rows', rows: 1, first: 1, last: 1, labels: ['x'] } }),
		];
		const summary = await summaryOf(mapping(input, { onError: 'continueRegularOutput' }));
		expect(summary).toMatchObject({ rows: 4 });
	});
});

describe('a profile', () => {
	const columns = {
		column: [{ column: 'Rozmiar', field: '*custom', customName: 'size', customType: 'number' }],
	};
	const NEXT = items({ 'E-mail': 'ola@example.com', Miasto: 'Łódź', Rozmiar: '36' });
	const import_fields = [{ name: 'size', title: 'size', type: 'number', custom: true }];
	const MAPPED = { email: 'ola@example.com', city: 'Łódź', size: 36, row_number: 1, import_fields };

	async function kept(): Promise<IDataObject> {
		const { profile } = await summaryOf(
			mapping(ROWS, { parameters: { columns, minimum: 'all', identifiers: ['email'] } }),
		);
		return profile as IDataObject;
	}

	it.each([
		['an object', (profile: IDataObject) => profile],
		['a text', (profile: IDataObject) => JSON.stringify(profile, null, 2)],
	])('of one run maps the next one alike, as %s', async (_, form) => {
		const parameters = { mappingMode: 'profile', profile: form(await kept()) };
		const [customers = []] = await mapping(NEXT, { parameters }).execute();
		expect(customers[0]?.json).toEqual(MAPPED);
	});

	it('can come in as a file, on an item that is no row', async () => {
		const fake = mapping(NEXT);
		const file = await fake.store(
			`\uFEFF${JSON.stringify(await kept())}`,
			'profile.json',
			'application/json',
		);
		const input = [{ json: { fileName: 'profile.json' }, binary: { profile: file } }, ...NEXT];
		const parameters = { mappingMode: 'profile', profileFrom: 'file' };
		const [customers = [], rejected, summaries = []] = await mapping(input, { parameters }).execute();
		expect(customers.map(({ json, pairedItem }) => [json, pairedItem])).toEqual([
			[{ ...MAPPED, row_number: 2 }, { item: 1 }],
		]);
		expect(rejected).toEqual([]);
		expect(summaries[0]?.json).toMatchObject({ rows: 1, unmapped_columns: [] });
	});

	it('gives the same profile again', async () => {
		const profile = await kept();
		const again = await summaryOf(mapping(ROWS, { parameters: { mappingMode: 'profile', profile } }));
		expect(again['profile']).toEqual(profile);
	});

	it('yields to the options on the panel', async () => {
		const profile = { ...(await kept()), unmapped: 'drop' };
		const parameters = { mappingMode: 'profile', profile, options: { unmapped: 'customField' } };
		const [customers = []] = await mapping(items({ 'E-mail': 'a@example.com', Kolor: 'red' }), {
			parameters,
		}).execute();
		expect(customers[0]?.json).toMatchObject({ Kolor: 'red' });
	});

	it.each([
		[{ profile: '' }, "There is no mapping profile: 'Profile' is empty"],
		[{ profile: '{}' }, "The profile cannot be used: 'kind' must be there"],
		[{ profileFrom: 'file' }, "There is no mapping profile: No item has a file in 'profile'"],
	])('that cannot be used says why: %p', async (parameters, message) => {
		const fake = mapping(NEXT, { parameters: { mappingMode: 'profile', ...parameters } });
		await expect(fake.execute()).rejects.toThrow(message);
	});
});

describe('the file of rejected rows', () => {
	const labels = ['E-mail', 'Miasto', 'Nr klienta'];
	const CELLS = [
		['jan@example.com', 'Kraków', '1'],
		['', 'Bonn "old"; new', ''],
		['bad', '=1+1', '  '],
	];

	async function batch(cells: readonly string[][]): Promise<INodeExecutionData> {
		const builder = rowBatchBuilder(mapping([]).context.helpers, rowCodec(labels));
		cells.forEach((row, index) => builder.add({ rowNumber: index + 2, source: 'a.csv', cells: row }));
		return await builder.close();
	}

	function asItems(cells: readonly string[][]): INodeExecutionData[] {
		return items(
			...cells.map((row, index) => ({
				...Object.fromEntries(labels.map((label, place) => [label, row[place]])),
				row_number: index + 2,
				source_file: 'a.csv',
			})),
		);
	}

	async function parse(fake: FakeExecution, summary: INodeExecutionData | undefined, output: string) {
		const binary = summary?.binary?.['rejected'];
		if (binary === undefined) throw new Error('There is no file');
		const input = [{ json: {}, binary: { data: binary } }];
		const parsed = await fakeExecution({
			node: new CustomerFileParse(),
			items: input,
			parameters: { output },
		}).execute();
		return { text: fake.bytesOf(binary).toString('utf8'), name: binary.fileName, rows: parsed[0] ?? [] };
	}

	it.each(['csv', 'xlsx'])('has the columns as they were, the reasons behind (%s)', async (rejectedFile) => {
		const fake = mapping(asItems(CELLS), { parameters: { options: { rejectedFile } } });
		const [, , summaries = []] = await fake.execute();
		const { rows, name } = await parse(fake, summaries[0], 'item');
		expect(name).toMatch(new RegExp(`^rejected_rows .*\\.${rejectedFile}$`));
		expect(Object.keys(rows[0]?.json ?? {}).slice(0, 5)).toEqual([
			...labels,
			'rejected_because',
			'how_to_correct',
		]);
		expect(rows.map(({ json }) => [json['Miasto'], json['row_number_2']])).toEqual([
			['Bonn "old"; new', expect.anything()],
			['=1+1', expect.anything()],
		]);
		expect(rows[1]?.json).toMatchObject({
			'E-mail': 'bad',
			rejected_because: expect.stringContaining('E-mail: '),
			how_to_correct: expect.stringContaining('name@example.com'),
		});
	});

	it.each([
		['item', 'xlsx'],
		['item', 'csv'],
		['batch', 'xlsx'],
		['batch', 'csv'],
	])('goes through again once it is corrected, as %s of %s', async (output, rejectedFile) => {
		const parameters = { options: { rejectedFile, unmapped: 'customField' } };
		const fake = mapping(output === 'batch' ? [await batch(CELLS)] : asItems(CELLS), { parameters });
		const [, , summaries = []] = await fake.execute();
		const { rows } = await parse(fake, summaries[0], output);
		const untouched = await mapping(rows, { parameters }).execute();
		expect(untouched[2]?.[0]?.json).toMatchObject({
			rows: 2,
			customers: 0,
			rejected: 2,
			unmapped_columns: [],
		});
		const mapped = untouched[2]?.[0]?.json['mapping'] as ReadonlyArray<{ field: string | null }>;
		expect(mapped.flatMap(({ field }) => field ?? [])).toEqual(['email', 'city', 'crmId']);
		if (output === 'batch') return;
		const corrected = rows.map(({ json }, index) => ({
			json: { ...json, 'E-mail': `p${index}@example.com` },
		}));
		const [customers = [], rejected] = await mapping(corrected, { parameters }).execute();
		expect(rejected).toEqual([]);
		expect(Object.keys(customers[0]?.json ?? {}).sort()).toEqual([
			'city',
			'crmId',
			'email',
			'row_number',
			'source_file',
		]);
	});

	it('keeps what stood beyond the labels of a row', async () => {
		const fake = mapping([await batch([['', 'Bonn', '', 'more', 'and more']])], {
			parameters: { options: { rejectedFile: 'csv' } },
		});
		const [, , summaries = []] = await fake.execute();
		const { rows } = await parse(fake, summaries[0], 'item');
		expect(rows[0]?.json).toMatchObject({ further_cells: 'more | and more' });
	});

	it('is written in pieces, however many rows there are', async () => {
		const many = Array.from({ length: 4000 }, (_, index) => ['', `Town ${index}`, '']);
		const fake = mapping([await batch(many)], {
			parameters: { options: { rejectedFile: 'csv' }, output: 'batch' },
		});
		const [, , summaries = []] = await fake.execute();
		const { text } = await parse(fake, summaries[0], 'item');
		expect(text.trim().split('\r\n')).toHaveLength(4001);
	});

	it('is not there when no row was rejected', async () => {
		const fake = mapping(asItems(CELLS.slice(0, 1)), { parameters: { options: { rejectedFile: 'xlsx' } } });
		const [, , summaries = []] = await fake.execute();
		expect(summaries[0]).not.toHaveProperty('binary');
	});

	it('that cannot be written stops no row, and says why', async () => {
		const huge = 'x'.repeat(40_000);
		const fake = mapping(items({ 'E-mail': '', Notes: huge }), {
			parameters: { options: { rejectedFile: 'xlsx' } },
		});
		const [, rejected = [], summaries = []] = await fake.execute();
		expect(rejected).toHaveLength(1);
		expect(summaries[0]).not.toHaveProperty('binary');
		expect(fake.hints.map(({ message }) => message).join()).toContain(
			'The file of rejected rows was not written',
		);
	});
});

describe('explained changes', () => {
	it('travel with the customers, as items and in row batches', async () => {
		const parameters = { options: { explainChanges: true } };
		const input = items({ 'E-mail': ' jan@example.com ' });
		const [customers = []] = await mapping(input, { parameters }).execute();
		expect(customers[0]?.json['import_changes']).toMatchObject([
			{
				field: 'email',
				label: 'E-mail',
				before: ' jan@example.com ',
				after: 'jan@example.com',
				reason: expect.any(String),
			},
		]);
		const [batches = []] = await mapping(input, { parameters: { ...parameters, output: 'batch' } }).execute();
		expect(batches[0]?.json['rowBatch']).toMatchObject({ labels: ['email'] });
		const again = await mapping(customers).execute();
		expect(again[2]?.[0]?.json['mapping']).toMatchObject([{ label: 'email' }]);
	});
});
