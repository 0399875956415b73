import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { CustomerExport } from '../../nodes/CustomerExport/CustomerExport.node';
import { CustomerUpsert } from '../../nodes/CustomerUpsert/CustomerUpsert.node';
import { OUTCOME_CODEC } from '../../nodes/shared/lineCodecs';
import { rowBatchBuilder } from '../../nodes/shared/rowBatch';
import { bytesSource, parseFile } from '../../lib';
import type { FakeExecution, FakeOptions } from './fakeExecution';
import { fakeExecution } from './fakeExecution';
import { useOwnUserFolder } from './ownUserFolder';

useOwnUserFolder();

beforeAll(async () => {
	await fakeExecution({ node: new CustomerUpsert(), items: CUSTOMERS.map((json) => ({ json })) }).execute();
});

const CUSTOMERS = [
	{
		email: 'jan@example.com',
		phone: '48501228855',
		firstName: 'Jan',
		lastName: 'Kowalski',
		birthDate: '1990-02-03',
		newsletterConsent: true,
		points: 12,
	},
	{ email: 'zofia@example.com', firstName: 'Zofia', lastName: 'Zięba', points: 7 },
	{ email: 'li@example.com', firstName: '伟', lastName: '李' },
];

function run(
	parameters: Readonly<Record<string, unknown>>,
	options: Partial<FakeOptions> = {},
): FakeExecution {
	const items = [{ json: {} }];
	const defaults = { fileName: 'customers' };
	return fakeExecution({
		node: new CustomerExport(),
		items,
		timeZone: 'UTC',
		parameters: { ...defaults, ...parameters },
		...options,
	});
}

/** The parameters that choose fields, by name or title, some with a label of their own. */
function fields(...chosen: ReadonlyArray<string | readonly [string, string]>) {
	const column = chosen.map((one) => {
		const [value, label] = typeof one === 'string' ? [one, ''] : one;
		return { field: { __rl: true, mode: 'name', value }, label };
	});
	return { fieldMode: 'selected', fields: { column } };
}

async function tableOf(
	fake: FakeExecution,
): Promise<{ labels: readonly string[]; rows: unknown[][]; json: IDataObject | undefined }> {
	const [[item] = []] = await fake.execute();
	const table = await parseFile(bytesSource(fake.bytesOf(item?.binary?.['data'])));
	const rows: unknown[][] = [];
	for await (const batch of table.batches) rows.push(...batch.map(({ cells }) => [...cells]));
	return { labels: table.labels, rows, json: item?.json };
}

describe('Customer Export from a base', () => {
	it.each(['csv', 'xlsx'])('writes all customers with all fields to %s', async (format) => {
		const { labels, rows, json } = await tableOf(run({ format }));
		expect(labels).toEqual(expect.arrayContaining(['E-mail', 'Phone', 'First Name', 'Last Name', 'points']));
		expect(rows.map((row) => row[labels.indexOf('Last Name')])).toEqual(['Kowalski', 'Zięba', '李']);
		expect(String(rows[0]?.[labels.indexOf('Phone')])).toBe('48501228855');
		expect(String(rows[0]?.[labels.indexOf('Date of Birth')])).toBe('1990-02-03');
		expect(String(rows[0]?.[labels.indexOf('points')])).toBe('12');
		expect(String(rows[0]?.[labels.indexOf('Newsletter Consent')])).toMatch(/^true$/i);
		expect(json).toMatchObject({ file_name: `customers.${format}`, format, rows: 3, columns: labels.length });
	});

	it('counts the bytes it has written', async () => {
		const fake = run({});
		const [[item] = []] = await fake.execute();
		expect(item?.json['bytes']).toBe(fake.bytesOf(item?.binary?.['data']).length);
		expect(item?.pairedItem).toEqual({ item: 0 });
	});

	it('writes the chosen columns in the order given, by name or by title', async () => {
		const { labels, rows } = await tableOf(run(fields('Last Name', 'email')));
		expect(labels).toEqual(['Last Name', 'E-mail']);
		expect(rows[0]).toEqual(['Kowalski', 'jan@example.com']);
	});

	it.each([
		[[{ field: 'lastName', operator: 'equals', value: 'Zięba' }], 'and', ['zofia@example.com']],
		[[{ field: 'Last Name', operator: 'startsWith', value: 'kow' }], 'and', ['jan@example.com']],
		[
			[
				{ field: 'lastName', operator: 'equals', value: 'Zięba' },
				{ field: 'phone', operator: 'notEmpty' },
			],
			'or',
			['jan@example.com', 'zofia@example.com'],
		],
		[
			[
				{ field: 'lastName', operator: 'equals', value: 'Zięba' },
				{ field: 'phone', operator: 'notEmpty' },
			],
			'and',
			[],
		],
	])('writes only customers that fit %j (%s)', async (condition, combine, emails) => {
		const { rows } = await tableOf(
			run({ conditions: { condition }, combine, ...fields('email', 'firstName') }),
		);
		expect(rows.map(([email]) => email)).toEqual(emails);
	});

	it('stops at the limit', async () => {
		const { rows } = await tableOf(run({ returnAll: false, limit: 2 }));
		expect(rows).toHaveLength(2);
	});

	it('does not make a base that is not there', async () => {
		await expect(run({ baseName: 'nothing_here' }).execute()).rejects.toMatchObject({
			name: 'NodeOperationError',
		});
	});

	it('says which fields there are, when asked for another', async () => {
		await expect(run(fields('shoe size')).execute()).rejects.toMatchObject({
			message: "The customers have no field 'shoe size'",
			description: expect.stringContaining('First Name'),
		});
	});

	it('gives its input back when it cannot, and may continue', async () => {
		const items = [{ json: { a: 1 } }];
		const fake = run(fields('shoe size'), { onError: 'continueRegularOutput', items });
		const [failed = []] = await fake.execute();
		expect(failed).toMatchObject([
			{ json: { a: 1, error: "The customers have no field 'shoe size'" }, pairedItem: { item: 0 } },
		]);
	});
});

describe('Customer Export of incoming rows', () => {
	const items: INodeExecutionData[] = [
		{
			json: {
				email: 'a@example.com',
				tags: ['x', 'y'],
				row_number: 2,
				outcome: 'failed',
				import_issues: [{ message: 'No' }],
			},
		},
		{ json: { email: '=1+1', city: 'Łódź', row_number: 3, outcome: 'failed', import_issues: [] } },
	];

	it('writes what is data, under the names it came with', async () => {
		const { labels, rows } = await tableOf(run({ source: 'input' }, { items }));
		expect(labels).toEqual(['email', 'tags', 'city']);
		expect(rows[0]).toEqual(['a@example.com', 'x; y', '']);
	});

	it('guards what a spreadsheet program would run', async () => {
		const fake = run({ source: 'input', ...fields('email') }, { items });
		const [[item] = []] = await fake.execute();
		expect(fake.bytesOf(item?.binary?.['data']).toString()).toContain("'=1+1");
	});

	it('writes what is wrong with rows beside them, to be corrected', async () => {
		const { labels, rows } = await tableOf(
			run({ source: 'input', options: { importDetails: true } }, { items }),
		);
		expect(labels).toEqual(['email', 'tags', 'row_number', 'outcome', 'import_issues', 'city']);
		expect(rows[0]?.slice(2, 5)).toEqual(['2', 'failed', 'No']);
	});

	it('writes row batches of outcomes beside items', async () => {
		const builder = rowBatchBuilder(run({}).context.helpers, OUTCOME_CODEC);
		builder.add({
			rowNumber: 9,
			outcome: 'failed',
			issues: [],
			record: { phone: '48501228855', email: 'b@example.com' },
		});
		const { labels, rows } = await tableOf(
			run({ source: 'input' }, { items: [...items, await builder.close()] }),
		);
		expect(labels).toEqual(['email', 'tags', 'city', 'phone']);
		expect(rows[2]).toEqual(['b@example.com', '', '', '48501228855']);
	});
});
