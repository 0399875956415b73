import fc from 'fast-check';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { FIELDS } from '../../lib';
import { CustomerFileParse } from '../../nodes/CustomerFileParse/CustomerFileParse.node';
import { CustomerMapNormalize } from '../../nodes/CustomerMapNormalize/CustomerMapNormalize.node';
import { CUSTOMER_CODEC, rowCodec } from '../../nodes/shared/lineCodecs';
import { readRowBatch, rowBatchBuilder, summaryOf } from '../../nodes/shared/rowBatch';
import type { FakeExecution } from './fakeExecution';
import { fakeExecution } from './fakeExecution';

const LABELS = ['E-mail', 'Telefon', 'Imię', 'Nazwisko', 'Data urodzenia', 'Kwota', 'Uwagi', 'x', '编号'];

const cell = fc.oneof(
	{
		weight: 3,
		arbitrary: fc.constantFrom('a@example.com', 'b@example.com', 'A@EXAMPLE.COM', 'bad', 'n/a', ''),
	},
	fc.constantFrom('+48 501 228 855', '501 228 855 wew. 7', '03/04/2022', '1,234', '5,29 €', 'tak', '=1+1'),
	fc.string(),
	fc.double({ noNaN: true, noDefaultInfinity: true }),
	fc.boolean(),
	fc.constant(null),
);

/** Rows of some files, each file as items or as a row batch. */
const table = fc.record({
	labels: fc.uniqueArray(fc.constantFrom(...LABELS), { minLength: 1, maxLength: 6 }),
	rows: fc.array(fc.array(cell, { maxLength: 6 }), { minLength: 1, maxLength: 8 }),
	asBatch: fc.boolean(),
});
const tables = fc.array(table, { minLength: 1, maxLength: 3 });

const field = fc.constantFrom(...FIELDS.map(({ name }) => name));
const parameters = fc.record({
	mappingMode: fc.constantFrom('automatic', 'defined'),
	columns: fc.record({
		column: fc.uniqueArray(fc.record({ column: fc.constantFrom(...LABELS), field }), {
			selector: ({ column }) => column,
			maxLength: 3,
		}),
	}),
	customFields: fc.constant({ field: [{ name: 'kwota', title: 'Kwota', type: 'money' }] }),
	fieldRules: fc.record({
		rule: fc.array(fc.record({ field, required: fc.boolean(), unique: fc.boolean() }), { maxLength: 2 }),
	}),
	identifiers: fc.subarray(['email', 'phone', 'crmId']),
	minimum: fc.constantFrom('all', 'any'),
	defaultCountry: fc.constantFrom('', 'PL'),
	duplicates: fc.constantFrom('keep', 'ignore', 'overwrite', 'fill', 'report'),
	duplicateOptions: fc.record({
		sameCustomer: fc.constantFrom('mainIdentifier', 'anyIdentifier', 'allIdentifiers'),
		sharedFrom: fc.constantFrom(0, 2, 5),
		possible: fc.boolean(),
	}),
	output: fc.constantFrom('same', 'item', 'batch'),
	options: fc.record({
		requiredWithoutColumn: fc.constantFrom('warn', 'rejectRows'),
		invalidValue: fc.constantFrom('dropValue', 'rejectRow'),
		unmapped: fc.constantFrom('drop', 'customField', 'typedCustomField'),
		explainChanges: fc.boolean(),
		rejectedFile: fc.constantFrom('none', 'csv'),
	}),
});

type Table = typeof table extends fc.Arbitrary<infer T> ? T : never;

async function itemsOf(all: readonly Table[]): Promise<INodeExecutionData[]> {
	const { context } = fakeExecution({ node: new CustomerMapNormalize(), items: [] });
	const items: INodeExecutionData[] = [];
	for (const [index, { labels, rows, asBatch }] of all.entries()) {
		const source = `file ${index}.csv`;
		const builder = rowBatchBuilder(context.helpers, rowCodec(labels, source));
		rows.forEach((cells, row) => {
			if (asBatch) return builder.add({ rowNumber: row + 2, cells });
			const held = Object.fromEntries(labels.map((label, place) => [label, cells[place] ?? null]));
			items.push({ json: { ...held, row_number: row + 2, source_file: source } });
		});
		if (asBatch) items.push(await builder.close());
	}
	return items;
}

/** `file 0.csv 2`: every row of an output by its place. */
async function placesOf(fake: FakeExecution, items: readonly INodeExecutionData[]): Promise<string[]> {
	const places: string[] = [];
	for (const item of items) {
		if (summaryOf(item) === undefined) {
			places.push(`${String(item.json['source_file'])} ${String(item.json['row_number'])}`);
			continue;
		}
		for await (const rows of readRowBatch(fake.context, item, 0, CUSTOMER_CODEC))
			places.push(...rows.map(({ source, rowNumber }) => `${source} ${rowNumber}`));
	}
	return places;
}

describe('any input, with any settings', () => {
	it('leaves row by row: every row by exactly one output', async () => {
		await fc.assert(
			fc.asyncProperty(tables, parameters, async (all, settings) => {
				const items = await itemsOf(all);
				const fake = fakeExecution({ node: new CustomerMapNormalize(), items, parameters: settings });
				const [customers = [], rejected = [], [summary] = []] = await fake.execute();
				const out = [...(await placesOf(fake, customers)), ...(await placesOf(fake, rejected))];
				const expected = all.flatMap(({ rows }, index) =>
					rows.map((_, row) => `file ${index}.csv ${row + 2}`),
				);
				expect(out.sort()).toEqual(expected.sort());
				expect(summary?.json['rows']).toBe(expected.length);
			}),
			{ numRuns: 150 },
		);
	}, 60_000);
});

const MESSY: readonly IDataObject[] = [
	{ 'E-mail': 'jan@example.com', Telefon: '501 228 855', Imię: 'Jan', Kwota: '1 200,50 zł', row_number: 4 },
	{ 'E-mail': '', Telefon: 'brak', Imię: '=cmd', Kwota: '007', row_number: 5 },
	{ 'E-mail': 'ewa(at)example', Telefon: '', Imię: 'Ewa "E"; x', Kwota: '', row_number: 6 },
];

describe('the file of rejected rows', () => {
	it.each(['xlsx', 'csv'])(
		'is mapped again as %s: unchanged it is rejected alike, corrected it is not',
		async (rejectedFile) => {
			const options = { rejectedFile };
			const first = fakeExecution({
				node: new CustomerMapNormalize(),
				items: MESSY.map((json) => ({ json: { ...json, source_file: 'klienci.csv' } })),
				parameters: { defaultCountry: 'PL', options },
			});
			const [, rejected = [], [summary] = []] = await first.execute();
			const binary = { data: summary?.binary?.['rejected'] };
			if (binary.data === undefined) throw new Error('No file was written');
			const parse = fakeExecution({
				node: new CustomerFileParse(),
				items: [{ json: {}, binary: { data: binary.data } }],
			});
			const [rows = []] = await parse.execute();
			const again = async (items: INodeExecutionData[]) =>
				await fakeExecution({
					node: new CustomerMapNormalize(),
					items,
					parameters: { defaultCountry: 'PL' },
				}).execute();
			const [none = [], same = []] = await again(rows);
			expect(none).toEqual([]);
			const held = ({ json }: INodeExecutionData) => [
				json['E-mail'],
				json['Telefon'],
				json['Imię'],
				json['Kwota'],
			];
			expect(same.map(held)).toEqual(rejected.map(held));
			expect(same.map(({ json }) => json['rejected_because'])).toEqual(
				rejected.map(({ json }) => json['rejected_because']),
			);
			const corrected = rows.map((item, at) => ({ json: { ...item.json, 'E-mail': `c${at}@example.com` } }));
			const [saved = [], left = []] = await again(corrected);
			expect([saved.length, left.length]).toEqual([2, 0]);
		},
	);
});
