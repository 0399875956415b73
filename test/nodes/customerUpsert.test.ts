import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { CustomerUpsert } from '../../nodes/CustomerUpsert/CustomerUpsert.node';
import { CUSTOMER_CODEC, OUTCOME_CODEC, rowCodec } from '../../nodes/shared/lineCodecs';
import { readRowBatch, rowBatchBuilder } from '../../nodes/shared/rowBatch';
import type { RowOutcome } from '../../lib';
import { makeIssue } from '../../lib';
import type { FakeExecution, FakeOptions } from './fakeExecution';
import { fakeExecution } from './fakeExecution';

let folder = '';
const before = process.env['N8N_USER_FOLDER'];

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'customer-upsert-'));
	process.env['N8N_USER_FOLDER'] = folder;
});

afterEach(() => {
	rmSync(folder, { recursive: true, force: true });
	if (before === undefined) delete process.env['N8N_USER_FOLDER'];
	else process.env['N8N_USER_FOLDER'] = before;
});

function upsert(items: readonly INodeExecutionData[], options: Partial<FakeOptions> = {}): FakeExecution {
	return fakeExecution({ node: new CustomerUpsert(), items, ...options });
}

function items(...rows: readonly IDataObject[]): INodeExecutionData[] {
	return rows.map((json) => ({ json }));
}

async function batchOf(
	rows: ReadonlyArray<readonly [number, string | undefined]>,
): Promise<INodeExecutionData> {
	const { context } = upsert([]);
	const builder = rowBatchBuilder(context.helpers, CUSTOMER_CODEC);
	for (const [rowNumber, email] of rows) {
		const rejected = { issues: [makeIssue('NO_IDENTIFIER')], raw: { Name: 'Nobody' } };
		builder.add({
			rowNumber,
			source: 'big.csv',
			...(email === undefined ? rejected : { record: { email }, issues: [] }),
		});
	}
	return await builder.close();
}

async function outcomesOf(fake: FakeExecution, item: INodeExecutionData | undefined): Promise<RowOutcome[]> {
	const all: RowOutcome[] = [];
	if (item === undefined) return all;
	for await (const rows of readRowBatch(fake.context, item, 0, OUTCOME_CODEC)) all.push(...rows);
	return all;
}

const JAN = { email: 'jan@example.com', firstName: 'Jan', row_number: 2 };
const ANNA = { email: 'anna@example.com', firstName: 'Anna', row_number: 3 };
const JAN_AGAIN = { email: 'JAN@example.com', firstName: 'Janek', row_number: 4 };

const EMAIL_TOO = { identifier: [{ field: 'email' }] };

function base(name = 'customers'): string {
	return join(folder, '.n8n', 'customer-import', `${name}.sqlite`);
}

describe('Customer Upsert', () => {
	it('creates customers, says what became of each row, and reports', async () => {
		const fake = upsert(items(JAN, ANNA, JAN_AGAIN));
		const [saved = [], notSaved = [], report = []] = await fake.execute();
		expect(saved).toMatchObject([
			{ json: { ...JAN, outcome: 'created', customer_id: expect.any(String) }, pairedItem: { item: 0 } },
			{ json: { ...ANNA, outcome: 'created' }, pairedItem: { item: 1 } },
		]);
		expect(notSaved).toMatchObject([
			{
				json: { row_number: 4, outcome: 'duplicate', import_issues: [{ code: 'DUPLICATE_IN_FILE' }] },
				pairedItem: { item: 2 },
			},
		]);
		expect(report).toMatchObject([
			{
				json: { rows: 3, created: 2, duplicate: 1, failed: 0, preview: false },
				pairedItem: [{ item: 0 }, { item: 1 }, { item: 2 }],
			},
		]);
		expect(existsSync(base())).toBe(true);
	});

	it('knows by default whoever mapping lets pass by default: by e-mail, phone or CRM ID', async () => {
		const people = items({ phone: '48501228855' }, { crmId: 'C-7' }, JAN);
		await upsert(people).execute();
		const [saved = [], notSaved = []] = await upsert(people).execute();
		expect(saved.map(({ json }) => json['outcome'])).toEqual(['unchanged', 'unchanged', 'unchanged']);
		expect(notSaved).toEqual([]);
	});

	it('finds everybody unchanged the second time, and shows what a change changes', async () => {
		await upsert(items(JAN, ANNA)).execute();
		const [saved = []] = await upsert(items(JAN, { ...ANNA, firstName: 'Ania' })).execute();
		expect(saved.map(({ json }) => json['outcome'])).toEqual(['unchanged', 'updated']);
		expect(saved[1]?.json['changes']).toEqual([{ field: 'firstName', before: 'Anna', after: 'Ania' }]);
	});

	it('makes one customer of duplicates, the later row winning, when told to overwrite', async () => {
		const [saved = []] = await upsert(items(JAN, JAN_AGAIN), {
			parameters: { duplicates: 'overwrite' },
		}).execute();
		const [again = []] = await upsert(items({ ...JAN, firstName: 'Janek' })).execute();
		expect(saved).toHaveLength(1);
		expect(again.map(({ json }) => json['outcome'])).toEqual(['unchanged']);
	});

	it('fills, reports and links duplicates as the panel says', async () => {
		const rows = items(
			{ email: 'ewa@example.com', firstName: 'Ewa' },
			{ email: 'ewa@example.com', phone: '48601100200', firstName: '' },
			{ phone: '48601100200', city: 'Kielce' },
		);
		const merge = { duplicates: 'fill', options: { sameCustomer: 'anyIdentifier' } };
		const [saved = [], merged = []] = await upsert(rows, { parameters: merge }).execute();
		expect(
			saved.map(({ json }) => [json['row_number'], json['outcome'], json['firstName'], json['city']]),
		).toEqual([[saved[0]?.json['row_number'], 'created', 'Ewa', 'Kielce']]);
		expect(merged.map(({ json }) => json['outcome'])).toEqual(['duplicate', 'duplicate']);
		const [all = []] = await upsert(rows, { parameters: { duplicates: 'report' } }).execute();
		expect(all).toHaveLength(3);
		expect(JSON.stringify(all[1]?.json)).toContain('The same customer is in row');
	});

	it('keeps people apart who share the number of a switchboard', async () => {
		const people = ['Ala Bak', 'Cyryl Dudek', 'Ewa Fik', 'Gustaw Hak', 'Iza Jas'].map((name) => ({
			fullName: name,
			phone: '48221112233',
			email: `${name.slice(0, 3).toLowerCase()}@example.com`,
		}));
		const [saved = []] = await upsert(items(...people), {
			parameters: { mainIdentifier: 'phone', fallbackIdentifiers: EMAIL_TOO },
		}).execute();
		expect(saved.map(({ json }) => [json['outcome'], json['phone']])).toEqual(
			people.map(({ phone }) => ['created', phone]),
		);
		expect(JSON.stringify(saved[0]?.json)).toContain('SHARED_VALUE');
		const asOne = { mainIdentifier: 'phone', fallbackIdentifiers: EMAIL_TOO, options: { sharedFrom: 0 } };
		const [one = [], rest = []] = await upsert(items(...people), {
			parameters: { ...asOne, operation: 'preview' },
		}).execute();
		expect(one.length + rest.length).toBe(5);
		expect(rest.filter(({ json }) => json['outcome'] === 'duplicate')).toHaveLength(4);
	});

	it('warns of possible duplicates when asked, and writes them all the same', async () => {
		const twice = items(
			{ email: 'j.lis@example.com', fullName: 'Jan Lis', birthDate: '1984-02-03' },
			{ email: 'janek@example.org', fullName: 'Jan Lis', birthDate: '1984-02-03' },
		);
		const [saved = []] = await upsert(twice, { parameters: { options: { possible: true } } }).execute();
		expect(saved.map(({ json }) => json['outcome'])).toEqual(['created', 'created']);
		expect(JSON.stringify(saved[1]?.json)).toContain('POSSIBLE_DUPLICATE');
	});

	it('writes nothing in a preview, and says so', async () => {
		const fake = upsert(items(JAN, ANNA), { parameters: { operation: 'preview' } });
		const [saved = [], , report = []] = await fake.execute();
		expect(saved.map(({ json }) => json['outcome'])).toEqual(['created', 'created']);
		expect(report[0]?.json).toMatchObject({ preview: true, created: 2 });
		expect(existsSync(base('state'))).toBe(false);
		expect(fake.hints[0]?.message).toBe('Preview, nothing was written: 2 rows: 2 created');
		const [really = []] = await upsert(items(JAN)).execute();
		expect(really[0]?.json['outcome']).toBe('created');
	});

	it('takes only the first rows in a trial, and says what it left out', async () => {
		const fake = upsert(items(JAN, ANNA), { parameters: { options: { firstRows: 1 } } });
		const [saved = [], , report = []] = await fake.execute();
		expect([saved.length, report[0]?.json['rows']]).toEqual([1, 1]);
		expect(fake.hints.map(({ message }) => message)).toContain(
			"A trial with 'First Rows Only': 1 row left out",
		);
	});

	it.each([
		['addOnly', ['skipped', 'created']],
		['modifyOnly', ['updated', 'skipped']],
	] as const)('respects the import type %s', async (importType, outcomes) => {
		await upsert(items(JAN)).execute();
		const rows = items({ ...JAN, firstName: 'Other' }, ANNA);
		const [saved = [], notSaved = []] = await upsert(rows, { parameters: { importType } }).execute();
		const all = [...saved, ...notSaved].sort(
			(a, b) => Number(a.json['row_number']) - Number(b.json['row_number']),
		);
		expect(all.map(({ json }) => json['outcome'])).toEqual(outcomes);
	});

	it('clears a field only when told to replace with empty values', async () => {
		await upsert(items(JAN)).execute();
		const empty = items({ ...JAN, firstName: '' });
		const [kept = []] = await upsert(empty).execute();
		const [cleared = []] = await upsert(empty, { parameters: { options: { clearOnEmpty: true } } }).execute();
		expect([kept[0]?.json['outcome'], cleared[0]?.json['outcome']]).toEqual(['unchanged', 'updated']);
	});

	it('keeps bases apart by name', async () => {
		await upsert(items(JAN), { parameters: { baseName: 'klienci_2026' } }).execute();
		expect([existsSync(base('klienci_2026')), existsSync(base())]).toEqual([true, false]);
	});

	it('writes where the credential says', async () => {
		const [saved = []] = await upsert(items(JAN), {
			parameters: { destination: 'crm' },
			credentials: {
				customerCrmApi: { provider: 'localBase', baseName: 'shared', folder: join(folder, 'elsewhere') },
			},
		}).execute();
		expect(saved).toHaveLength(1);
		expect(existsSync(join(folder, 'elsewhere', 'shared.sqlite'))).toBe(true);
	});
});

describe('row batches', () => {
	it('leave as row batches of outcomes, each row once', async () => {
		const fake = upsert([
			await batchOf([
				[2, 'a@example.com'],
				[3, undefined],
			]),
			await batchOf([
				[4, 'b@example.com'],
				[5, 'a@example.com'],
			]),
		]);
		const [saved = [], notSaved = [], report = []] = await fake.execute();
		expect((await outcomesOf(fake, saved[0])).map(({ rowNumber, outcome }) => [rowNumber, outcome])).toEqual([
			[2, 'created'],
			[4, 'created'],
		]);
		const rest = await outcomesOf(fake, notSaved[0]);
		expect(rest.map(({ rowNumber, outcome }) => [rowNumber, outcome]).sort()).toEqual([
			[3, 'rejected'],
			[5, 'duplicate'],
		]);
		expect(saved[0]?.pairedItem).toEqual([{ item: 0 }, { item: 1 }]);
		expect(report[0]?.json).toMatchObject({ rows: 4, created: 2, rejected: 1, duplicate: 1 });
	});

	it('are deduplicated together with items', async () => {
		const [saved = [], notSaved = []] = await upsert([
			await batchOf([[2, 'jan@example.com']]),
			...items({ ...JAN_AGAIN, source_file: 'other.csv' }),
		]).execute();
		expect(saved.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
		expect(notSaved).toMatchObject([
			{ json: { outcome: 'duplicate', source_file: 'other.csv' }, pairedItem: { item: 1 } },
		]);
	});

	it('become items when told to', async () => {
		const fake = upsert([await batchOf([[2, 'a@example.com']])], { parameters: { output: 'item' } });
		const [saved = []] = await fake.execute();
		expect(saved).toMatchObject([
			{ json: { email: 'a@example.com', outcome: 'created', row_number: 2 }, pairedItem: { item: 0 } },
		]);
	});

	it('of unmapped rows are refused, naming the node that is missing', async () => {
		const builder = rowBatchBuilder(upsert([]).context.helpers, rowCodec(['E-mail']));
		builder.add({ rowNumber: 2, cells: ['a@example.com'] });
		await expect(upsert([await builder.close()]).execute()).rejects.toMatchObject({
			name: 'NodeOperationError',
			description: expect.stringContaining('Customer Map & Normalize'),
		});
	});
});

describe('rows that were not saved', () => {
	it('can be sent once more', async () => {
		const [, notSaved = []] = await upsert(items(JAN, ANNA), {
			parameters: { importType: 'modifyOnly' },
		}).execute();
		expect(notSaved).toHaveLength(2);
		const [saved = []] = await upsert(notSaved.map(({ json }) => ({ json }))).execute();
		expect(saved.map(({ json }) => json)).toMatchObject([
			{ email: 'jan@example.com', outcome: 'created' },
			{ email: 'anna@example.com', outcome: 'created' },
		]);
	});

	it('stay rejected when they were rejected before', async () => {
		const rejected = items({
			Name: 'Nobody',
			row_number: 2,
			rejected_because: 'no e-mail',
			import_issues: [{ ...makeIssue('NO_IDENTIFIER') }],
		});
		const [saved, notSaved = []] = await upsert(rejected).execute();
		expect(saved).toEqual([]);
		expect(notSaved[0]?.json).toMatchObject({ Name: 'Nobody', outcome: 'rejected', row_number: 2 });
	});
});

describe('an import that stops in the middle', () => {
	const failing = { parameters: { options: { failOnErrors: true } } };

	/** Jan, and a row batch whose file was cut off. */
	async function cutOff(): Promise<INodeExecutionData[]> {
		const batch = await batchOf([[3, 'anna@example.com']]);
		const rows = { mimeType: 'application/x-ndjson', data: btoa('{"rowNum') };
		return [...items(JAN), { json: batch.json, binary: { rows } }];
	}

	it('keeps what was written and says why it stopped', async () => {
		const [saved = [], , report = []] = await upsert(await cutOff()).execute();
		expect(saved).toMatchObject([{ json: { email: JAN.email, outcome: 'created' } }]);
		expect(report[0]?.json).toMatchObject({ created: 1, stopped: { message: expect.any(String) } });
	});

	it('fails the execution where that is wanted, so that a pull offers its rows again; nobody is doubled', async () => {
		await expect(upsert(await cutOff(), failing).execute()).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: expect.stringContaining('could not be written'),
			description: expect.stringContaining('Run the import again'),
		});
		const [saved = []] = await upsert(items(JAN), failing).execute();
		expect(saved.map(({ json }) => json['outcome'])).toEqual(['unchanged']);
	});

	it('does not fail it for rows that are wrong by themselves', async () => {
		const [, notSaved = []] = await upsert(items({ firstName: 'Nobody' }), failing).execute();
		expect(notSaved.map(({ json }) => json['outcome'])).toEqual(['skipped']);
	});

	it('goes on where the node is to continue', async () => {
		const fake = upsert(await cutOff(), { ...failing, onError: 'continueRegularOutput' });
		const [saved = []] = await fake.execute();
		expect(saved).toHaveLength(1);
	});
});

describe('an import that cannot begin', () => {
	const parameters = { baseName: '../etc/passwd' };

	it('stops with what to do', async () => {
		await expect(upsert(items(JAN), { parameters }).execute()).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: "'../etc/passwd' cannot be the name of a customer base",
			description: expect.stringContaining("'Base Name'"),
		});
	});

	it('gives every row back as not saved, when the node continues', async () => {
		const fake = upsert(items(JAN, ANNA), { parameters, onError: 'continueRegularOutput' });
		const [saved, notSaved = [], report] = await fake.execute();
		expect([saved, report]).toEqual([[], []]);
		expect(notSaved.map(({ json, pairedItem }) => [json['email'], json['error'], pairedItem])).toEqual([
			['jan@example.com', "'../etc/passwd' cannot be the name of a customer base", { item: 0 }],
			['anna@example.com', "'../etc/passwd' cannot be the name of a customer base", { item: 1 }],
		]);
		expect(notSaved[0]?.json['details']).toContain("'Base Name'");
	});

	it('is stopped by the user', async () => {
		const signal = AbortSignal.abort(new Error('stopped by the user'));
		await expect(upsert(items(JAN), { signal }).execute()).rejects.toThrow();
	});
});

describe('the credential test', () => {
	const test = new CustomerUpsert().methods.credentialTest.customerCrmApiTest;

	async function run(data: IDataObject): Promise<{ status: string; message: string }> {
		const credential = {
			id: '1',
			name: 'Base',
			type: 'customerCrmApi',
			data: data as Record<string, string>,
		};
		return await test.call({} as ThisParameterType<typeof test>, credential);
	}

	it('opens the base for real', async () => {
		expect(await run({ provider: 'localBase', baseName: 'customers', folder: '' })).toMatchObject({
			status: 'OK',
		});
		expect(existsSync(base())).toBe(true);
	});

	it.each([
		[{ provider: 'localBase', baseName: 'a/b', folder: '' }, 'Base Name'],
		[{ provider: 'localBase', baseName: 'a', folder: 'not/from/the/root' }, 'Folder'],
		[{ provider: 'localBase', baseName: 'a', folder: '/dev/null/nowhere' }, 'folder'],
		[{ provider: 'unheardOf' }, 'unheardOf'],
	])('says what is wrong with %j', async (data, word) => {
		expect(await run(data)).toEqual({ status: 'Error', message: expect.stringContaining(word) });
	});
});
