import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import * as XLSX from 'xlsx';
import { bytesSource, readFile, STANDARD_FIELDS, suggestMapping } from '../../lib';
import { CustomerExport } from '../../nodes/CustomerExport/CustomerExport.node';
import { CustomerFileParse } from '../../nodes/CustomerFileParse/CustomerFileParse.node';
import { CustomerMapNormalize } from '../../nodes/CustomerMapNormalize/CustomerMapNormalize.node';
import { CustomerUpsert } from '../../nodes/CustomerUpsert/CustomerUpsert.node';
import type { FakeExecution, FakeOptions } from './fakeExecution';
import { fakeExecution } from './fakeExecution';
import { useOwnUserFolder } from './ownUserFolder';

useOwnUserFolder();

const PEOPLE: readonly IDataObject[] = [
	{
		crmId: '007',
		email: ['jan@example.com', 'j.nowak@work.example.com'],
		phone: ['48501228855'],
		firstName: 'Jan',
		lastName: 'Nowak',
		birthDate: '1990-02-03',
		level: 'VIP',
		tags: ['north', 'press'],
		newsletterConsent: true,
		points: 12,
		notes: '=HYPERLINK("http://example.com")\n"quoted", and; more',
	},
	{ email: ['zofia@example.com'], firstName: 'Zofia', lastName: 'Łącka', points: 7, level: 'VIP' },
	{ email: ['li@example.com'], fullName: '李伟', newsletterConsent: false, smsConsent: true, shoe: '007' },
];

let bases = 0;

/** A base of its own with these customers. */
async function baseOf(people: readonly IDataObject[]): Promise<string> {
	const baseName = `base_${(bases += 1)}`;
	await save(baseName, people);
	return baseName;
}

async function save(baseName: string, people: readonly IDataObject[]): Promise<void> {
	const items = people.map((json) => ({ json }));
	await fakeExecution({ node: new CustomerUpsert(), items, parameters: { baseName } }).execute();
}

function run(
	parameters: Readonly<Record<string, unknown>>,
	options: Partial<FakeOptions> = {},
): FakeExecution {
	return fakeExecution({
		node: new CustomerExport(),
		items: [{ json: {} }],
		timeZone: 'UTC',
		parameters: { fileName: 'customers', ...parameters },
		...options,
	});
}

async function itemsOf(fake: FakeExecution): Promise<readonly INodeExecutionData[]> {
	return (await fake.execute())[0] ?? [];
}

async function rowsOf(bytes: Uint8Array): Promise<{ labels: readonly string[]; rows: unknown[][] }> {
	let labels: readonly string[] = [];
	const rows: unknown[][] = [];
	for await (const { table } of readFile(bytesSource(bytes))) {
		labels = table?.labels ?? [];
		for await (const batch of table?.batches ?? []) rows.push(...batch.map(({ cells }) => [...cells]));
	}
	return { labels, rows };
}

async function exportedRows(parameters: Readonly<Record<string, unknown>>, options?: Partial<FakeOptions>) {
	const fake = run(parameters, options);
	const [item] = await itemsOf(fake);
	return await rowsOf(fake.bytesOf(item?.binary?.['data']));
}

const selected = (...names: string[]) => ({
	fieldMode: 'selected',
	fields: { column: names.map((value) => ({ field: { __rl: true, mode: 'name', value }, label: '' })) },
});

describe('Customer Export that chooses', () => {
	it('counts who would be exported, and all', async () => {
		const baseName = await baseOf(PEOPLE);
		const condition = [{ field: 'level', operator: 'equals', value: 'vip' }];
		const [item] = await itemsOf(run({ operation: 'count', baseName, conditions: { condition } }));
		expect(item?.json).toMatchObject({ count: 2, all: 3 });
	});

	it.each([
		['in', 'firstName', 'Zofia, JAN', ['jan@example.com; j.nowak@work.example.com', 'zofia@example.com']],
		['given', 'newsletterConsent', '', ['jan@example.com; j.nowak@work.example.com']],
		['refused', 'Newsletter Consent', '', ['li@example.com']],
		['after', 'points', '7', ['jan@example.com; j.nowak@work.example.com']],
	])('takes those with %s of %s', async (operator, field, value, emails) => {
		const baseName = await baseOf(PEOPLE);
		const conditions = { condition: [{ field, operator, value }] };
		const { rows } = await exportedRows({ baseName, conditions, ...selected('email', 'crmId') });
		expect(rows.map(([email]) => email)).toEqual(emails);
	});

	it('understands conditions in brackets', async () => {
		const baseName = await baseOf(PEOPLE);
		const conditions = { condition: [{ field: 'level', operator: 'equals', value: 'VIP' }] };
		const group = {
			combine: 'or',
			conditions: {
				condition: [
					{ field: 'points', operator: 'before', value: '8' },
					{ field: 'lastName', operator: 'empty' },
				],
			},
		};
		const wanted = { baseName, conditions, groups: { group: [group] }, ...selected('firstName') };
		expect((await exportedRows(wanted)).rows).toEqual([['Zofia']]);
	});

	it('takes everybody where the range is all, whatever the conditions', async () => {
		const baseName = await baseOf(PEOPLE);
		const condition = [{ field: 'level', operator: 'equals', value: 'VIP' }];
		const parameters = { operation: 'count', baseName, range: 'all', conditions: { condition } };
		const [item] = await itemsOf(run({ ...parameters, changedAfter: '2999-01-01' }));
		expect(item?.json).toMatchObject({ count: 3, all: 3 });
		expect(item?.json).not.toHaveProperty('filter');
	});

	it.each([
		['2000-01-01', 3],
		['2999-01-01T00:00:00', 0],
	])('takes those changed after %s', async (changedAfter, count) => {
		const baseName = await baseOf(PEOPLE);
		const [item] = await itemsOf(run({ operation: 'count', baseName, changedAfter }));
		expect(item?.json).toMatchObject({ count, all: 3, filter: expect.stringContaining('changed after') });
	});

	it('says that a time is none', async () => {
		const baseName = await baseOf(PEOPLE);
		await expect(run({ baseName, changedAfter: 'last week' }).execute()).rejects.toMatchObject({
			message: `'Changed After' is "last week", which is no time`,
		});
	});

	it('says when nobody fits', async () => {
		const condition = [{ field: 'level', operator: 'equals', value: 'none' }];
		const fake = run({ baseName: await baseOf(PEOPLE), conditions: { condition } });
		const [item] = await itemsOf(fake);
		expect(item?.json).toMatchObject({ rows: 0, filter: 'Level equals none' });
		expect(fake.hints.at(-1)).toMatchObject({
			type: 'warning',
			message: 'Nothing fits the conditions, so there is no row in the file.',
		});
	});

	it('sorts', async () => {
		const baseName = await baseOf(PEOPLE);
		const sort = { key: [{ field: 'points', order: 'ascending' }] };
		const { rows } = await exportedRows({ baseName, sort, ...selected('points', 'email') });
		expect(rows.map(([points]) => String(points))).toEqual(['7', '12', '']);
	});

	it('filters incoming rows too, and says that it cannot sort them', async () => {
		const items = [{ json: { name: 'a', n: 1 } }, { json: { name: 'b', n: 2 } }];
		const condition = [{ field: 'name', operator: 'equals', value: 'b' }];
		const { rows } = await exportedRows({ source: 'input', conditions: { condition } }, { items });
		expect(rows).toEqual([['b', '2']]);
		const sort = { key: [{ field: 'n', order: 'ascending' }] };
		await expect(run({ source: 'input', sort }, { items }).execute()).rejects.toMatchObject({
			message: 'These rows come in their own order and cannot be sorted',
		});
	});
});

describe('Customer Export of what has changed', () => {
	const names = async (baseName: string, mode: 'manual' | 'trigger', options: IDataObject = {}) => {
		const parameters = { baseName, onlyChanged: true, options, ...selected('firstName') };
		return (await exportedRows(parameters, { mode })).rows.flat();
	};

	it('exports all at first, then only what was created or changed', async () => {
		const baseName = await baseOf([
			{ email: 'a@example.com', firstName: 'Ada' },
			{ email: 'b@example.com', firstName: 'Bo' },
		]);
		expect(await names(baseName, 'trigger')).toEqual(['Ada', 'Bo']);
		expect(await names(baseName, 'trigger')).toEqual([]);
		await save(baseName, [
			{ email: 'b@example.com', firstName: 'Bob' },
			{ email: 'c@example.com', firstName: 'Cy' },
		]);
		expect(await names(baseName, 'trigger')).toEqual(['Bob', 'Cy']);
		expect(await names(baseName, 'trigger', { restartLabel: 'again' })).toEqual(['Ada', 'Bob', 'Cy']);
	});

	it('does not count trying it out', async () => {
		const baseName = await baseOf([{ email: 'a@example.com', firstName: 'Ada' }]);
		expect(await names(baseName, 'manual')).toEqual(['Ada']);
		expect(await names(baseName, 'trigger')).toEqual(['Ada']);
	});

	it('does not move on when the file could not be written', async () => {
		const baseName = await baseOf([{ email: 'a@example.com', firstName: 'Ada' }]);
		const broken = run({ baseName, onlyChanged: true, options: { dateFormat: '?' } }, { mode: 'trigger' });
		await expect(broken.execute()).rejects.toThrow();
		expect(await names(baseName, 'trigger')).toEqual(['Ada']);
	});
});

describe('the files of Customer Export', () => {
	const MANY = Array.from({ length: 25 }, (_, n) => ({ email: `${n}@example.com`, firstName: 'Ewa' }));

	it('are several of limited length, each with the header and its number', async () => {
		const baseName = await baseOf(MANY);
		const fake = run({ baseName, options: { partRows: 10 }, ...selected('email') });
		const items = await itemsOf(fake);
		expect(items.map(({ json }) => [json['file_name'], json['rows'], json['part'], json['parts']])).toEqual([
			['customers_1.csv', 10, 1, 3],
			['customers_2.csv', 10, 2, 3],
			['customers_3.csv', 5, 3, 3],
		]);
		const last = await rowsOf(fake.bytesOf(items[2]?.binary?.['data']));
		expect(last.labels).toEqual(['E-mail']);
		expect(last.rows.at(-1)).toEqual(['24@example.com']);
	});

	it('are packed into one archive', async () => {
		const baseName = await baseOf(MANY);
		const fake = run({ baseName, options: { partRows: 10, zip: true }, ...selected('email') });
		const [item] = await itemsOf(fake);
		expect(item?.json).toMatchObject({ file_name: 'customers.zip', rows: 25 });
		expect((await rowsOf(fake.bytesOf(item?.binary?.['data']))).rows).toHaveLength(25);
	});

	it('are named with date, count and filter, and in the language of the labels', async () => {
		const baseName = await baseOf(MANY);
		const options = { filterName: 'VIP' };
		const [named] = await itemsOf(run({ baseName, fileName: '{filter} {count}', options }));
		expect(named?.json).toMatchObject({ file_name: 'VIP 25.csv', filter: 'VIP' });
		const [polish] = await itemsOf(run({ baseName, fileName: '', labels: 'pl' }));
		expect(polish?.json['file_name']).toMatch(/^klienci_eksport \d{4}-\d\d-\d\d_\d\d-\d\d-\d\d\.csv$/);
	});

	it.each([
		['pl', ['ID klienta', 'Imię']],
		['zh', ['客户编号', '名']],
		['name', ['crmId', 'firstName']],
	])('are labelled in %s', async (labels, expected) => {
		const baseName = await baseOf(PEOPLE);
		const found = await exportedRows({ baseName, labels, ...selected('crmId', 'firstName') });
		expect(found.labels).toEqual(expected);
	});

	it('open by a double click in the Excel of a country', async () => {
		const baseName = await baseOf([{ email: 'a@example.com', birthDate: '1990-02-03', points: 1.5 }]);
		const parameters = { baseName, options: { excelCountry: 'PL' }, ...selected('birthDate', 'points') };
		const fake = run(parameters);
		const [item] = await itemsOf(fake);
		const text = fake.bytesOf(item?.binary?.['data']).toString();
		expect(text).toBe('\uFEFFDate of Birth;points\r\n03.02.1990;1,5\r\n');
	});

	it('have moments in the time of a zone where people read them, and as they are for programs', async () => {
		const baseName = await baseOf([{ email: 'a@example.com', createdAt: '2026-01-01T10:30:00Z' }]);
		const cells = async (format: string, timeZone?: string) => {
			const parameters = { baseName, format, ...(timeZone ? { options: { timeZone } } : {}) };
			return (await exportedRows({ ...parameters, ...selected('createdAt') })).rows.flat();
		};
		expect(await cells('csv', 'Asia/Shanghai')).toEqual(['2026-01-01T18:30:00']);
		expect(await cells('xlsx', 'Asia/Shanghai')).toEqual(['2026-01-01T18:30:00']);
		expect(await cells('jsonl', 'Asia/Shanghai')).toEqual(['2026-01-01T10:30:00Z']);
		expect(await cells('xlsx')).toEqual(['2026-01-01T10:30:00Z']);
	});

	it.each(['csv', 'xlsx', 'json', 'jsonl'])('of %s are given up when the user stops', async (format) => {
		const baseName = await baseOf(MANY);
		const stopped = AbortSignal.abort();
		await expect(run({ baseName, format }, { signal: stopped }).execute()).rejects.toThrow(/abort/i);
		await expect(run({ baseName, operation: 'backup' }, { signal: stopped }).execute()).rejects.toThrow();
	});

	it('say which letters an encoding did not have', async () => {
		const baseName = await baseOf([{ email: 'a@example.com', firstName: '伟' }]);
		const fake = run({ baseName, options: { encoding: 'windows-1250' }, ...selected('firstName') });
		const [item] = await itemsOf(fake);
		expect(item?.json['warnings']).toEqual([expect.stringContaining('windows-1250')]);
		expect(fake.hints.map(({ type }) => type)).toContain('warning');
	});
});

describe('a backup', () => {
	it('restores the base it was taken from, value by value', async () => {
		const baseName = await baseOf(PEOPLE);
		const fake = run({ operation: 'backup', baseName, fileName: '' });
		const [item] = await itemsOf(fake);
		expect(item?.json).toMatchObject({
			rows: 3,
			file_name: expect.stringMatching(/^customers_backup .*\.zip$/),
		});
		const restored = `restored_${bases}`;
		await restore(item as INodeExecutionData, restored);
		expect(await recordsOf(restored)).toEqual(await recordsOf(baseName));
	});

	it('restores values of custom fields that came late, or of several kinds', async () => {
		const people = Array.from({ length: 1_100 }, (_, n) => ({ email: `p${n}@example.com`, points: n }));
		const baseName = await baseOf([
			...people,
			{ email: 'late@example.com', height: 180, club: true, points: 'n/a' },
		]);
		const [item] = await itemsOf(run({ operation: 'backup', baseName, fileName: '' }));
		await restore(item as INodeExecutionData, 'restored_late');
		expect(await recordsOf('restored_late')).toEqual(await recordsOf(baseName));
	});

	async function restore(backup: INodeExecutionData, baseName: string): Promise<void> {
		const [rows = []] = await fakeExecution({ node: new CustomerFileParse(), items: [backup] }).execute();
		const mapped = fakeExecution({
			node: new CustomerMapNormalize(),
			items: rows,
			timeZone: 'UTC',
			parameters: { options: { unmapped: 'typedCustomField' } },
		});
		const [customers = []] = await mapped.execute();
		await fakeExecution({ node: new CustomerUpsert(), items: customers, parameters: { baseName } }).execute();
	}

	/** Everything as the export sees it, typed. */
	async function recordsOf(baseName: string): Promise<unknown> {
		const fake = run({ baseName, format: 'jsonl', labels: 'name' });
		const [item] = await itemsOf(fake);
		return fake
			.bytesOf(item?.binary?.['data'])
			.toString()
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line));
	}
});

describe('a template', () => {
	const templateOf = async (labels: string, source = 'standard', baseName = '') => {
		const fake = run({ operation: 'template', source, labels, baseName });
		const [item] = await itemsOf(fake);
		return { item, book: XLSX.read(fake.bytesOf(item?.binary?.['data'])) };
	};
	const cellsOf = (book: XLSX.WorkBook, sheet: string) =>
		XLSX.utils.sheet_to_json<unknown[]>(book.Sheets[sheet] ?? {}, { header: 1 });

	it.each(['en', 'pl', 'zh'])(
		'in %s has labels that an import recognises, and explains them',
		async (labels) => {
			const { book } = await templateOf(labels);
			const [customers = '', explanation = ''] = book.SheetNames;
			const header = (cellsOf(book, customers)[0] ?? []).map(String);
			const { columns } = suggestMapping(header, { mode: 'automatic' });
			expect(columns.map(({ field }) => field)).toEqual(STANDARD_FIELDS.map(({ name }) => name));
			expect(cellsOf(book, explanation)).toHaveLength(STANDARD_FIELDS.length + 1);
			expect(cellsOf(book, explanation)[1]?.slice(0, 2)).toEqual([1, header[0]]);
		},
	);

	it('has the custom fields of a base', async () => {
		const { item, book } = await templateOf('en', 'localBase', await baseOf(PEOPLE));
		expect(item?.json['file_name']).toBe('customers.xlsx');
		expect(cellsOf(book, 'Customers')[0]).toEqual(expect.arrayContaining(['points', 'shoe']));
	});
});
