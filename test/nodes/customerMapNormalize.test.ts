import type { INodeExecutionData } from 'n8n-workflow';
import { columnName } from '../../nodes/CustomerMapNormalize/columnName';
import { CustomerMapNormalize } from '../../nodes/CustomerMapNormalize/CustomerMapNormalize.node';
import { CUSTOMER_CODEC, rowCodec } from '../../nodes/shared/lineCodecs';
import { readRowBatch, rowBatchBuilder } from '../../nodes/shared/rowBatch';
import type { CustomerRow } from '../../lib';
import type { FakeExecution, FakeOptions } from './fakeExecution';
import { fakeExecution } from './fakeExecution';

function withItems(items: readonly INodeExecutionData[], options: Partial<FakeOptions> = {}): FakeExecution {
	return fakeExecution({ node: new CustomerMapNormalize(), items, ...options });
}

const JAN = { 'E-mail': 'Jan@Example.com', Telefon: '+48 501 228 855', Imię: 'Jan', row_number: 2 };
const NOBODY = { 'E-mail': '', Telefon: '', Imię: 'Nikt', row_number: 3 };
const ANNA = { 'E-mail': 'anna@example.com', Telefon: '', Imię: 'Anna', row_number: 4 };

function items(...rows: ReadonlyArray<INodeExecutionData['json']>): INodeExecutionData[] {
	return rows.map((json) => ({ json }));
}

async function batchOf(rows: ReadonlyArray<readonly [number, ...string[]]>): Promise<INodeExecutionData> {
	const { context } = withItems([]);
	const builder = rowBatchBuilder(context.helpers, rowCodec(['E-mail', 'Telefon']));
	for (const [rowNumber, ...cells] of rows) builder.add({ rowNumber, source: 'big.csv', cells });
	return await builder.close();
}

async function customersOf(
	fake: FakeExecution,
	item: INodeExecutionData | undefined,
): Promise<CustomerRow[]> {
	const all: CustomerRow[] = [];
	if (item === undefined) return all;
	for await (const rows of readRowBatch(fake.context, item, 0, CUSTOMER_CODEC)) all.push(...rows);
	return all;
}

describe('Customer Map & Normalize', () => {
	it('turns rows into customers, and keeps rejected rows as they were with the reason', async () => {
		const fake = withItems(items(JAN, NOBODY, ANNA));
		const [customers = [], rejected = []] = await fake.execute();
		expect(customers).toMatchObject([
			{
				json: {
					email: expect.stringMatching(/^jan@example\.com$/i),
					phone: '48501228855',
					firstName: 'Jan',
					row_number: 2,
				},
				pairedItem: { item: 0 },
			},
			{ json: { email: 'anna@example.com', firstName: 'Anna', row_number: 4 }, pairedItem: { item: 2 } },
		]);
		expect(customers[1]?.json).not.toHaveProperty('import_issues');
		expect(rejected).toMatchObject([
			{
				json: {
					Imię: 'Nikt',
					'E-mail': '',
					row_number: 3,
					rejected_because: expect.stringMatching(/\w/),
					import_issues: [{ code: 'NO_IDENTIFIER' }],
				},
				pairedItem: { item: 1 },
			},
		]);
	});

	it('says above the output how it mapped the columns, and how many rows it rejected', async () => {
		const fake = withItems(items(JAN, NOBODY, ANNA));
		await fake.execute();
		const hints = fake.hints.map(({ message }) => message);
		expect(hints[0]).toBe('E-mail → E-mail, Telefon → Phone, Imię → First Name');
		expect(hints.at(-1)).toBe("1 row rejected, see 'Rejected'");
	});

	it('lets corrections win, adds custom fields with their type, and leaves columns out', async () => {
		const columns = {
			column: [
				{ column: 'Imię', field: '*leaveOut' },
				{ column: "['Data ważności']", field: '*custom', customName: 'validUntil', customType: 'date' },
				{ column: 'Telefon', field: 'crmId' },
			],
		};
		const fake = withItems(items({ ...JAN, Telefon: '77', 'Data ważności': '31.12.2026' }), {
			parameters: { columns },
		});
		const [customers = []] = await fake.execute();
		expect(customers[0]?.json).toEqual({
			email: expect.stringMatching(/^jan@example\.com$/i),
			crmId: '77',
			validUntil: '2026-12-31',
			import_fields: [{ name: 'validUntil', title: 'validUntil', type: 'date', custom: true }],
			row_number: 2,
		});
	});

	it('uses only the defined columns in that mode', async () => {
		const columns = { column: [{ column: 'E-mail', field: 'email' }] };
		const fake = withItems(items(JAN), { parameters: { mappingMode: 'defined', columns } });
		const [customers = []] = await fake.execute();
		expect(Object.keys(customers[0]?.json ?? {})).toEqual(['email', 'row_number']);
	});

	it('keeps unknown columns as custom fields when told to', async () => {
		const fake = withItems(items({ ...JAN, 'Ulubiony kolor': 'zielony' }), {
			parameters: { options: { unmapped: 'customField' } },
		});
		const [customers = []] = await fake.execute();
		expect(customers[0]?.json).toMatchObject({ 'Ulubiony kolor': 'zielony' });
	});

	it('takes phone numbers without a prefix to be of the default country', async () => {
		const fake = withItems(items({ Telefon: '501 228 855' }), {
			parameters: { defaultCountry: 'PL', options: { phoneFormat: 'e164' } },
		});
		const [customers = []] = await fake.execute();
		expect(customers[0]?.json['phone']).toBe('+48501228855');
	});

	it('asks for all of the identifiers when told to', async () => {
		const parameters = { minimum: 'all', identifiers: ['email', 'phone'] };
		const [customers, rejected] = await withItems(items(JAN, ANNA), { parameters }).execute();
		expect([customers?.length, rejected?.length]).toEqual([1, 1]);
	});

	it('reads its settings once and not for every row', async () => {
		const fake = withItems(items(...Array.from({ length: 500 }, () => JAN)));
		const read = jest.spyOn(fake.context, 'getNodeParameter');
		await fake.execute();
		expect(read.mock.calls.length).toBeLessThan(20);
	});
});

describe('tables and forms', () => {
	it('maps each file by its own labels', async () => {
		const [customers = []] = await withItems(
			items(
				{ Email: 'a@example.com', source_file: 'a.csv' },
				{ Poczta: 'b@example.com', source_file: 'b.csv' },
			),
		).execute();
		expect(customers.map(({ json }) => json['email'])).toEqual(['a@example.com', 'b@example.com']);
	});

	it('gives a row batch for each row batch, paired with it, and one of what it rejected', async () => {
		const first = await batchOf([
			[2, 'a@example.com', ''],
			[3, '', ''],
		]);
		const second = await batchOf([
			[4, 'b@example.com', ''],
			[5, 'c@example.com', ''],
		]);
		const fake = withItems([first, second]);
		const [customers = [], rejected = []] = await fake.execute();
		expect(customers.map(({ json, pairedItem }) => [json['rowBatch'], pairedItem])).toMatchObject([
			[{ kind: 'customers', rows: 1, first: 2, last: 2, source: 'big.csv' }, { item: 0 }],
			[{ kind: 'customers', rows: 2, first: 4, last: 5 }, { item: 1 }],
		]);
		expect(rejected.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
		expect((await customersOf(fake, rejected[0]))[0]).toMatchObject({
			rowNumber: 3,
			raw: { 'E-mail': '', Telefon: '' },
		});
		expect((await customersOf(fake, customers[1])).map(({ record }) => record?.['email'])).toEqual([
			'b@example.com',
			'c@example.com',
		]);
	});

	it('takes items and row batches mixed, and gives each as it came', async () => {
		const fake = withItems([...items(JAN), await batchOf([[2, 'a@example.com', '']]), ...items(ANNA)]);
		const [customers = []] = await fake.execute();
		expect(customers.map(({ json, pairedItem }) => ['rowBatch' in json, pairedItem])).toEqual([
			[false, { item: 0 }],
			[false, { item: 2 }],
			[true, { item: 1 }],
		]);
	});

	it('hands each row batch on before it reads far ahead, so that few are in memory', async () => {
		const batches = await Promise.all(
			[0, 1, 2, 3, 4, 5].map((number) =>
				batchOf(
					Array.from({ length: 1000 }, (_, row) => [number * 1000 + row, `p${row}@example.com`, ''] as const),
				),
			),
		);
		const fake = withItems(batches);
		const events: string[] = [];
		const { helpers } = fake.context;
		const { getBinaryStream, prepareBinaryData } = helpers;
		helpers.getBinaryStream = async (...args) => {
			events.push('read');
			return await getBinaryStream(...args);
		};
		helpers.prepareBinaryData = async (...args) => {
			events.push('write');
			return await prepareBinaryData(...args);
		};
		await fake.execute();
		const ahead = events.map((_, at) => {
			const soFar = events.slice(0, at + 1);
			return (
				soFar.filter((event) => event === 'read').length - soFar.filter((event) => event === 'write').length
			);
		});
		expect(events.filter((event) => event === 'write')).toHaveLength(6);
		expect(Math.max(...ahead)).toBeLessThanOrEqual(2);
	});

	it.each([
		['item', [2, 1, 1]],
		['batch', [1, 1, 1]],
	] as const)('gives the form the user wants: %s', async (output, lengths) => {
		const fake = withItems(items(JAN, NOBODY, ANNA), { parameters: { output } });
		expect((await fake.execute()).map(({ length }) => length)).toEqual(lengths);
	});

	it('pairs a row batch made of items with all of them', async () => {
		const [customers = []] = await withItems(items(JAN, NOBODY, ANNA), {
			parameters: { output: 'batch' },
		}).execute();
		expect(customers[0]?.pairedItem).toEqual([{ item: 0 }, { item: 2 }]);
	});

	it('maps rejected rows again once they are corrected', async () => {
		const [, rejected = []] = await withItems(items(NOBODY)).execute();
		const corrected = rejected.map((item) => ({ json: { ...item.json, 'E-mail': 'nikt@example.com' } }));
		const [customers = [], again] = await withItems(corrected).execute();
		expect(customers[0]?.json).toEqual({
			email: 'nikt@example.com',
			phone: '',
			firstName: 'Nikt',
			row_number: 3,
		});
		expect(again).toEqual([]);
	});
});

describe('when mapping is not possible', () => {
	const parameters = { columns: { column: [{ column: '', field: 'email' }] } };

	it('stops with what to do', async () => {
		await expect(withItems(items(JAN), { parameters }).execute()).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: 'Row 1 of the list of columns names no column',
			description: expect.stringContaining("'Column'"),
		});
	});

	it('gives the rows back as rejected, when the node continues', async () => {
		const fake = withItems(items(JAN, ANNA), { parameters, onError: 'continueRegularOutput' });
		const [customers, rejected = []] = await fake.execute();
		expect(customers).toEqual([]);
		expect(rejected.map(({ json, pairedItem }) => [json['Imię'], json['error'], pairedItem])).toEqual([
			['Jan', 'Row 1 of the list of columns names no column', { item: 0 }],
			['Anna', 'Row 1 of the list of columns names no column', { item: 1 }],
		]);
	});

	it('fails the table that is broken, and maps the others', async () => {
		const broken = await batchOf([[2, 'a@example.com', '']]);
		const fake = withItems([{ json: broken.json }, ...items(JAN)], { onError: 'continueRegularOutput' });
		const [customers = [], rejected = []] = await fake.execute();
		expect(customers).toHaveLength(1);
		expect(rejected[0]?.json['error']).toContain('has lost its rows');
		expect(rejected[0]?.pairedItem).toEqual({ item: 0 });
	});
});

describe('columnName', () => {
	it.each([
		['E-mail', 'E-mail'],
		[' E-mail ', 'E-mail'],
		["['Client name']", 'Client name'],
		["['Client\\'s name']", "Client's name"],
		['["Client name"]', 'Client name'],
		["{{ $json['Client name'] }}", 'Client name'],
		['={{ $json.email }}', 'email'],
		['', ''],
	])('reads %s as %s', (text, label) => {
		expect(columnName(text)).toBe(label);
	});
});
