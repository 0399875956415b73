import JSZip from 'jszip';
import { utils, write } from 'xlsx';
import { CustomerFileParse } from '../../nodes/CustomerFileParse/CustomerFileParse.node';
import { zipOf } from '../lib/formats/containers/packing';
import { type FakeExecution, type FakeOptions, fakeExecution } from './fakeExecution';

const SHEETS = {
	Berlin: [['E-mail'], ['anna@example.com'], ['jan@example.com']],
	Kraków: [
		['E-mail', 'City'],
		['zofia@example.com', 'Kraków'],
	],
	Rome: [['E-mail'], ['luca@example.com']],
};

function workbook(sheets: Readonly<Record<string, unknown[][]>> = SHEETS): Buffer {
	const book = utils.book_new();
	for (const [name, rows] of Object.entries(sheets))
		utils.book_append_sheet(book, utils.aoa_to_sheet(rows), name);
	return write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
}

/** A workbook whose parts of these numbers are gone. */
async function withoutSheets(...numbers: readonly number[]): Promise<Buffer> {
	const archive = await JSZip.loadAsync(workbook());
	for (const number of numbers) archive.remove(`xl/worksheets/sheet${number}.xml`);
	return await archive.generateAsync({ type: 'nodebuffer' });
}

async function execution(file: Buffer, options: Partial<FakeOptions> = {}): Promise<FakeExecution> {
	const fake = fakeExecution({ node: new CustomerFileParse(), items: [{ json: {} }], ...options });
	const [item] = fake.context.getInputData();
	if (item) item.binary = { data: await fake.store(file, 'people.xlsx') };
	return fake;
}

const all = { options: { sheets: 'all' } };
const sheetOf = (json: object) => [Object.entries(json).find(([name]) => name === 'source_file')?.[1]];

describe('a workbook of several sheets', () => {
	it('gives the rows of all, each saying from which sheet it is', async () => {
		const fake = await execution(workbook(), { parameters: all });
		const [rows = []] = await fake.execute();
		expect(rows.map(({ json }) => [json['E-mail'], json['row_number'], json['source_file']])).toEqual([
			['anna@example.com', 2, 'people.xlsx › Berlin'],
			['jan@example.com', 3, 'people.xlsx › Berlin'],
			['zofia@example.com', 2, 'people.xlsx › Kraków'],
			['luca@example.com', 2, 'people.xlsx › Rome'],
		]);
		expect(rows.map(({ pairedItem }) => pairedItem)).toEqual(Array(4).fill({ item: 0 }));
	});

	it('gives the first one where nothing is chosen, and those that are named', async () => {
		const first = await execution(workbook());
		expect((await first.execute())[0]).toHaveLength(2);
		const named = await execution(workbook(), {
			parameters: { options: { sheets: 'named', sheet: ['Rome', '2'] } },
		});
		expect((await named.execute())[0]?.map(({ json }) => json['E-mail'])).toEqual([
			'luca@example.com',
			'zofia@example.com',
		]);
	});

	it('keeps sheets apart in row batches, whose columns differ', async () => {
		const fake = await execution(workbook(), { parameters: { ...all, output: 'batch' } });
		const [rows = []] = await fake.execute();
		expect(rows.map(({ json }) => json['rowBatch'])).toMatchObject([
			{ rows: 2, labels: ['E-mail'], source: 'people.xlsx › Berlin' },
			{ rows: 1, labels: ['E-mail', 'City'], source: 'people.xlsx › Kraków' },
			{ rows: 1, labels: ['E-mail'], source: 'people.xlsx › Rome' },
		]);
	});

	it('says above the output how many rows each sheet has', async () => {
		const fake = await execution(workbook(), { parameters: all });
		await fake.execute();
		expect(fake.hints.map(({ message }) => message)).toEqual([
			'people.xlsx: 4 rows in 3 tables: Berlin (2 rows), Kraków (1 row), Rome (1 row)',
		]);
	});
});

describe('a workbook of which a sheet cannot be read', () => {
	it('gives the rows of the others, and says so among the issues', async () => {
		const fake = await execution(await withoutSheets(2), { parameters: all });
		const [rows = [], issues = []] = await fake.execute();
		expect(rows.map(({ json }) => sheetOf(json)[0])).toEqual([
			'people.xlsx › Berlin',
			'people.xlsx › Berlin',
			'people.xlsx › Rome',
		]);
		expect(issues).toEqual([
			{
				json: {
					code: expect.stringMatching(/^[A-Z_]+$/),
					severity: 'error',
					problem: expect.stringMatching(/\w/),
					hint: expect.stringMatching(/\w/),
					file: 'people.xlsx › Kraków',
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it('says so above the output', async () => {
		const fake = await execution(await withoutSheets(2), { parameters: all });
		await fake.execute();
		expect(fake.hints.map(({ message, type }) => [type, message])).toContainEqual([
			'warning',
			"1 part of people.xlsx cannot be read: see the output 'Issues'",
		]);
	});

	it('fails where it was the only one', async () => {
		const file = await withoutSheets(1, 2, 3);
		const fake = await execution(file, { parameters: all });
		await expect(fake.execute()).rejects.toMatchObject({
			name: 'NodeOperationError',
			context: { itemIndex: 0 },
		});
		const going = await execution(file, { parameters: all, onError: 'continueRegularOutput' });
		const [rows = [], issues] = await going.execute();
		expect(rows).toMatchObject([{ json: { error: expect.stringMatching(/\w/) }, pairedItem: { item: 0 } }]);
		expect(issues).toEqual([]);
	});
});

describe('an archive', () => {
	const people = (name: string) => `E-mail;City\n${name}@example.com;Berlin\n`;
	const damaged = {
		name: 'b.csv',
		content: people('jan'),
		method: 8,
		packed: Buffer.from('no deflate stream'),
	};
	const archive = zipOf([
		{ name: 'a.csv', content: people('anna') },
		damaged,
		{ name: 'c.csv', content: people('zofia') },
	]);

	it('gives the rows of all its files but the one that is damaged, which is an issue', async () => {
		const fake = await execution(archive);
		const [rows = [], issues = []] = await fake.execute();
		expect(rows.map(({ json }) => [json['E-mail'], json['source_file']])).toEqual([
			['anna@example.com', 'people.xlsx › a.csv'],
			['zofia@example.com', 'people.xlsx › c.csv'],
		]);
		expect(issues.map(({ json }) => [json['severity'], json['file']])).toContainEqual([
			'error',
			'people.xlsx › b.csv',
		]);
	});

	it('gives the files that were chosen', async () => {
		const fake = await execution(archive, { parameters: { options: { files: 'c*' } } });
		expect((await fake.execute())[0]?.map(({ json }) => json['E-mail'])).toEqual(['zofia@example.com']);
	});

	it('fails its item where nothing in it can be read', async () => {
		const fake = await execution(zipOf([damaged]));
		await expect(fake.execute()).rejects.toMatchObject({
			name: 'NodeOperationError',
			context: { itemIndex: 0 },
		});
	});
});

describe('a file of an archive with more rows than the user allows', () => {
	const rows = (count: number) => `E-mail\n${'customer@example.com\n'.repeat(count)}`;
	const archive = zipOf([
		{ name: 'long.csv', content: rows(20_000) },
		{ name: 'short.csv', content: rows(9_000) },
	]);
	const limits = { limit: { rows: 15_000 } };

	it.each(['item', 'batch'])('is taken back, though its first rows had passed (%s)', async (output) => {
		const fake = await execution(archive, { parameters: { output, options: { limits, batchRows: 9_000 } } });
		const [items = [], issues = []] = await fake.execute();
		expect(items).toHaveLength(output === 'item' ? 9_000 : 1);
		expect(issues.map(({ json }) => [json['code'], json['file']])).toEqual([
			['TOO_LARGE', 'people.xlsx › long.csv'],
		]);
	});

	it('does not count for the choice between items and row batches', async () => {
		const fake = await execution(archive, { parameters: { options: { limits, itemsUpTo: 15_500 } } });
		expect((await fake.execute())[0]).toHaveLength(9_000);
	});
});

describe('the choice between items and row batches', () => {
	it('holds back no more rows than become items', async () => {
		const fake = await execution(workbook(), { parameters: { options: { sheets: 'all', itemsUpTo: 3 } } });
		const [rows = []] = await fake.execute();
		expect(rows.map(({ json }) => Object(json['rowBatch']).rows)).toEqual([2, 1, 1]);
		const few = await execution(workbook(), { parameters: { options: { sheets: 'all', itemsUpTo: 4 } } });
		expect((await few.execute())[0]).toHaveLength(4);
	});
});

describe('an execution that is stopped', () => {
	it('leaves off in the middle of a file, because others get their turn', async () => {
		const controller = new AbortController();
		const rows = `E-mail\n${'jan@example.com\n'.repeat(300_000)}`;
		const fake = await execution(Buffer.from(rows), {
			signal: controller.signal,
			parameters: { output: 'batch', options: { batchRows: 100_000 } },
			chunkBytes: 65_536,
		});
		setImmediate(() => controller.abort(new Error('stopped by the user')));
		await expect(fake.execute()).rejects.toThrow('stopped by the user');
	});

	it('ends, also where the node goes on after errors', async () => {
		const fake = await execution(workbook(), {
			signal: AbortSignal.abort(new Error('stopped by the user')),
			onError: 'continueRegularOutput',
		});
		await expect(fake.execute()).rejects.toThrow('stopped by the user');
	});
});
