import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { CustomerMapNormalize } from '../../nodes/CustomerMapNormalize/CustomerMapNormalize.node';
import { CUSTOMER_CODEC, rowCodec } from '../../nodes/shared/lineCodecs';
import { readRowBatch, rowBatchBuilder } from '../../nodes/shared/rowBatch';
import type { CustomerRow } from '../../lib';
import type { FakeExecution, FakeOptions } from './fakeExecution';
import { fakeExecution } from './fakeExecution';

function withItems(items: readonly INodeExecutionData[], options: Partial<FakeOptions> = {}): FakeExecution {
	return fakeExecution({ node: new CustomerMapNormalize(), items, ...options });
}

function items(...rows: readonly IDataObject[]): INodeExecutionData[] {
	return rows.map((json) => ({ json }));
}

const ROWS = items(
	{ 'E-mail': 'jan@example.com', Miasto: 'Kraków', Telefon: '+48 501 228 855', row_number: 2 },
	{ 'E-mail': 'ewa@example.com', Miasto: 'Bonn', row_number: 3 },
	{ 'E-mail': 'no address', Miasto: 'Rom', row_number: 4 },
	{ 'E-mail': 'JAN@example.com ', Miasto: 'Łódź', row_number: 5 },
	{ 'E-mail': 'n/a', Telefon: '501 228 855', Miasto: '', row_number: 6 },
	{ 'E-mail': 'n/a', Telefon: '', Miasto: 'Gdynia', row_number: 7 },
);

async function run(parameters: IDataObject, input = ROWS) {
	const fake = withItems(input, { parameters: { defaultCountry: 'PL', ...parameters } });
	const [customers = [], rejected = [], [summary] = []] = await fake.execute();
	return { fake, customers, rejected, summary: summary?.json ?? {} };
}

const cities = (rows: readonly INodeExecutionData[]) =>
	rows.map(({ json }) => [json['row_number'], json['city']]);

describe('duplicates in Map & Normalize', () => {
	it('are not looked for unless somebody asks', async () => {
		const { customers, summary } = await run({});
		expect(customers).toHaveLength(4);
		expect(summary).not.toHaveProperty('duplicates');
	});

	it.each([
		[
			'ignore',
			[
				[2, 'Kraków'],
				[3, 'Bonn'],
				[6, ''],
			],
			[5],
			'The same customer is in row 2',
		],
		[
			'overwrite',
			[
				[3, 'Bonn'],
				[6, ''],
				[5, 'Łódź'],
			],
			[2],
			'The row was merged into row 5',
		],
		[
			'fill',
			[
				[3, 'Bonn'],
				[6, ''],
				[5, 'Łódź'],
			],
			[2],
			'The row was merged into row 5',
		],
	])('%s: each row leaves once, and says into which other it went', async (policy, kept, gone, because) => {
		const { customers, rejected, summary, fake } = await run({ duplicates: policy });
		expect(cities(customers).sort()).toEqual([...kept].sort());
		const merged = rejected.filter(({ json }) => /row \d/.test(String(json['rejected_because'])));
		expect(merged.map(({ json }) => [json['row_number'], json['rejected_because']])).toEqual(
			gone.map((row) => [row, because]),
		);
		expect(merged[0]?.json).toMatchObject({
			'E-mail': gone[0] === 5 ? 'JAN@example.com ' : 'jan@example.com',
			import_issues: expect.arrayContaining([expect.objectContaining({ code: 'DUPLICATE_IN_FILE' })]),
		});
		expect(summary).toMatchObject({ rows: 6, customers: 3, rejected: 2, duplicates: 1 });
		expect(fake.hints.map(({ message }) => message)).toContain(
			"1 row of customers in other rows, see 'Rejected'",
		);
		expect(merged[0]?.pairedItem).toEqual({ item: gone[0] === 5 ? 3 : 0 });
	});

	it('report: all rows go on, with a warning', async () => {
		const { customers, rejected } = await run({ duplicates: 'report' });
		expect(customers.map(({ json }) => json['row_number'])).toEqual([2, 3, 5, 6]);
		expect(customers[2]?.json).toMatchObject({ import_issues: [{ code: 'DUPLICATE_IN_FILE' }] });
		expect(customers[2]?.json).not.toHaveProperty('raw');
		expect(rejected).toHaveLength(2);
	});

	it('are found by any identifier where that is asked for', async () => {
		const { customers } = await run({
			duplicates: 'ignore',
			duplicateOptions: { sameCustomer: 'anyIdentifier' },
		});
		expect(customers.map(({ json }) => json['row_number'])).toEqual([2, 3]);
	});

	it('are found over all files and batches, and come as the input came', async () => {
		const maker = withItems([]).context;
		const batches: INodeExecutionData[] = [];
		for (const source of ['north.csv', 'south.csv']) {
			const builder = rowBatchBuilder(maker.helpers, rowCodec(['E-mail', 'Rozmiar']));
			for (let row = 2; row < 6; row++)
				builder.add({ rowNumber: row, source, cells: [`c${row}@example.com`, `${row}`] });
			batches.push(await builder.close());
		}
		const columns = { column: [{ column: 'Rozmiar', field: '*custom', customType: 'number' }] };
		const fake = withItems(batches, { parameters: { duplicates: 'ignore', columns } });
		const [customers = [], rejected = []] = await fake.execute();
		const read = async (all: readonly INodeExecutionData[]): Promise<CustomerRow[]> => {
			const rows: CustomerRow[] = [];
			for (const item of all)
				for await (const batch of readRowBatch(fake.context, item, 0, CUSTOMER_CODEC)) rows.push(...batch);
			return rows;
		};
		expect((await read(customers)).map(({ source, raw }) => [source, raw])).toEqual(
			Array<unknown>(4).fill(['north.csv', undefined]),
		);
		expect(await read(rejected)).toMatchObject(
			[2, 3, 4, 5].map((row) => ({
				source: 'south.csv',
				raw: { 'E-mail': `c${row}@example.com` },
				issues: [{ message: `The same customer is in row ${row} of north.csv` }],
			})),
		);
		expect(customers[0]?.json).toMatchObject({
			rowBatch: { rows: 4, fields: [{ name: 'Rozmiar', type: 'number', custom: true }] },
		});
	});

	it('warn of who may be the same person, and never merge by it', async () => {
		const { customers } = await run(
			{ duplicates: 'ignore', duplicateOptions: { possible: true } },
			items(
				{ 'E-mail': 'a@example.com', Imię: 'Jan', Nazwisko: 'Kowalski', 'Data urodzenia': '1990-02-03' },
				{ 'E-mail': 'b@example.com', Imię: 'Jan', Nazwisko: 'Kowalski', 'Data urodzenia': '1990-02-03' },
			),
		);
		expect(customers).toHaveLength(2);
		expect(customers[1]?.json).toMatchObject({ import_issues: [{ code: 'POSSIBLE_DUPLICATE' }] });
	});

	it('leave the file of rows to correct to those that can be corrected', async () => {
		const fake = withItems(ROWS, {
			parameters: { defaultCountry: 'PL', duplicates: 'ignore', options: { rejectedFile: 'csv' } },
		});
		const [, , [summary] = []] = await fake.execute();
		const text = fake.bytesOf(summary?.binary?.['rejected']).toString('utf8');
		expect(text.trim().split(/\r?\n/)).toHaveLength(3);
	});

	it('give the input back where the run fails and the node goes on', async () => {
		const broken = {
			json: { rowBatch: { version: 1, kind: 'rows', rows: 1, first: 1, last: 1, labels: ['x'] } },
		};
		const fake = withItems([...ROWS, broken], {
			parameters: { duplicates: 'ignore' },
			onError: 'continueRegularOutput',
		});
		const [customers = [], rejected = [], [summary] = []] = await fake.execute();
		expect(customers.length + rejected.length).toBe(7);
		expect(rejected.at(-1)?.json ?? rejected[0]?.json).toBeDefined();
		expect(summary?.json['rows']).toBe(
			customers.length + rejected.filter(({ json }) => !json['error']).length,
		);
	});
});
