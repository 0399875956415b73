import { DateTime } from 'luxon';
import type { INodeExecutionData } from 'n8n-workflow';
import { CustomerMapNormalize } from '../../../nodes/CustomerMapNormalize/CustomerMapNormalize.node';
import { CUSTOMER_CODEC, OUTCOME_CODEC, rowCodec } from '../../../nodes/shared/lineCodecs';
import { rowBatchBuilder } from '../../../nodes/shared/rowBatch';
import type { InputTable, TableOptions } from '../../../nodes/shared/inputTables';
import { countRows, inputTables, sourceNames } from '../../../nodes/shared/inputTables';
import { rowToJson } from '../../../nodes/shared/rows';
import type { Row } from '../../../lib';
import { makeIssue } from '../../../lib';
import { fakeExecution } from '../fakeExecution';

const { context } = fakeExecution({ node: new CustomerMapNormalize(), items: [] });

function tables(items: readonly INodeExecutionData[], options?: TableOptions): InputTable[] {
	return inputTables(context, items, options);
}

async function rowsOf(table: InputTable | undefined): Promise<Row[]> {
	const rows: Row[] = [];
	for await (const batch of table?.open() ?? []) rows.push(...batch);
	return rows;
}

async function batchOf(labels: readonly string[], rows: readonly Row[]): Promise<INodeExecutionData> {
	const builder = rowBatchBuilder(context.helpers, rowCodec(labels));
	rows.forEach((row) => builder.add(row));
	return await builder.close();
}

describe('items as rows', () => {
	it('takes the labels in the order in which they are first seen', async () => {
		const [table] = tables([{ json: { b: 1, a: 2 } }, { json: { c: 3, a: 4 } }]);
		expect(table?.labels).toEqual(['b', 'a', 'c']);
		expect((await rowsOf(table)).map(({ cells }) => cells)).toEqual([
			[1, 2, undefined],
			[undefined, 4, 3],
		]);
	});

	it('counts rows of other nodes by their place, and takes the row number of Google Sheets', async () => {
		const [table] = tables([
			{ json: { a: 1 } },
			{ json: { a: 2, row_number: 17 } },
			{ json: { a: 3, row_number: '18' } },
		]);
		expect((await rowsOf(table)).map(({ rowNumber }) => rowNumber)).toEqual([1, 17, 18]);
		expect(table?.labels).toEqual(['a']);
	});

	it('brings whatever other nodes give into cells', async () => {
		const item = {
			json: {
				date: new Date(Date.UTC(2026, 1, 3)),
				luxon: DateTime.utc(2026, 2, 3),
				object: { city: 'Łódź' },
				list: ['a@x.pl', 'b@x.pl'],
				none: null,
				empty: '',
				yes: true,
				number: 9007199254740991,
				notANumber: Number.NaN,
			},
		};
		// n8n types json as plain data; nodes put dates and other objects there all the same.
		const [table] = tables([item as unknown as INodeExecutionData]);
		expect((await rowsOf(table))[0]?.cells).toEqual([
			'2026-02-03T00:00:00.000Z',
			'2026-02-03T00:00:00.000Z',
			'{"city":"Łódź"}',
			'a@x.pl; b@x.pl',
			null,
			'',
			true,
			9007199254740991,
			'NaN',
		]);
	});

	it('makes one table of each file, and one of all rows that name none', () => {
		const found = tables([
			{ json: { a: 1, source_file: 'x.csv' } },
			{ json: { b: 1, source_file: 'y.csv' } },
			{ json: { a: 2, source_file: 'x.csv' } },
			{ json: { c: 1 } },
		]);
		expect(found.map(({ source, labels, items }) => ({ source, labels, items }))).toEqual([
			{ source: 'x.csv', labels: ['a'], items: [0, 2] },
			{ source: 'y.csv', labels: ['b'], items: [1] },
			{ source: undefined, labels: ['c'], items: [3] },
		]);
	});

	it('does not take for data what our nodes noted about a row', () => {
		const json = {
			email: 'a@x.pl',
			row_number: 3,
			source_file: 'x.csv',
			rejected_because: 'no e-mail',
			import_issues: [],
			outcome: 'failed',
			customer_id: '9',
			changes: [],
			_files: {},
		};
		expect(tables([{ json }])[0]?.labels).toEqual(['email']);
	});

	it('takes columns for data that only look like ours', () => {
		const json = { customer_id: 9, outcome: 'good', changes: 2, import_issues: 'none' };
		expect(tables([{ json }])[0]?.labels).toEqual(Object.keys(json));
	});

	it('is not misled by names of object members', async () => {
		const [table] = tables([
			{ json: { constructor: 'x' } },
			{ json: { toString: 'y' } },
		] as INodeExecutionData[]);
		expect((await rowsOf(table)).map(({ cells }) => cells)).toEqual([
			['x', undefined],
			[undefined, 'y'],
		]);
	});
});

describe('row batches as rows', () => {
	it('reads them beside items, each row with the item it came in', async () => {
		const batch = await batchOf(
			['a'],
			[
				{ rowNumber: 2, cells: ['x'] },
				{ rowNumber: 3, cells: ['y'] },
			],
		);
		const found = tables([{ json: { a: 'first' } }, batch, { json: { a: 'last' } }]);
		expect(found).toHaveLength(2);
		expect([...(found[1]?.origins() ?? [])]).toEqual([
			{ item: 1, form: 'batch', last: false },
			{ item: 1, form: 'batch', last: true },
		]);
		expect([...(found[0]?.origins() ?? [])]).toEqual([
			{ item: 0, form: 'item', last: true },
			{ item: 2, form: 'item', last: true },
		]);
		expect((await rowsOf(found[1])).map(({ cells }) => cells)).toEqual([['x'], ['y']]);
	});

	it('can be opened more than once', async () => {
		const [table] = tables([await batchOf(['a'], [{ rowNumber: 2, cells: ['x'] }])]);
		expect(await rowsOf(table)).toEqual(await rowsOf(table));
	});

	it('keeps files with other labels apart although they name no source', async () => {
		const found = tables([
			await batchOf(['Email'], [{ rowNumber: 2, cells: ['a@x.pl'] }]),
			await batchOf(['E-mail'], [{ rowNumber: 2, cells: ['b@x.pl'] }]),
			await batchOf(['Email'], [{ rowNumber: 3, cells: ['c@x.pl'] }]),
		]);
		expect(found.map(({ labels, items }) => ({ labels, items }))).toEqual([
			{ labels: ['Email'], items: [0, 2] },
			{ labels: ['E-mail'], items: [1] },
		]);
	});

	it('reads rejected customers as the rows they were', async () => {
		const builder = rowBatchBuilder(context.helpers, CUSTOMER_CODEC);
		builder.add({ rowNumber: 7, issues: [makeIssue('NO_IDENTIFIER')], raw: { Name: 'Jan', 'E-mail': '' } });
		const [table] = tables([await builder.close()]);
		expect(table?.labels).toEqual(['Name', 'E-mail']);
		expect(await rowsOf(table)).toEqual([{ rowNumber: 7, cells: ['Jan', ''] }]);
	});

	it('counts rows and names files whatever the form', async () => {
		const batch = await batchOf(
			['a'],
			[2, 3, 4].map((rowNumber) => ({ rowNumber, source: 'b.csv', cells: ['x'] })),
		);
		const items = [{ json: { a: 1, source_file: 'a.csv' } }, batch, { json: { a: 2 } }];
		expect(countRows(items)).toBe(5);
		expect(sourceNames(items)).toBe('a.csv, b.csv');
	});
});

describe('rows with what was noted about them', () => {
	it('shows outcomes of row batches as readable columns', async () => {
		const builder = rowBatchBuilder(context.helpers, OUTCOME_CODEC);
		builder.add({
			rowNumber: 4,
			outcome: 'failed',
			issues: [makeIssue('INVALID_EMAIL', { label: 'E-mail' })],
			changes: [{ field: 'city', before: undefined, after: 'Łódź' }],
			record: { email: ['a@x.pl', 'b@x.pl'] },
		});
		const [table] = tables([await builder.close()], { details: true });
		const [row] = await rowsOf(table);
		expect(
			Object.fromEntries((table?.labels ?? []).map((label, place) => [label, row?.cells[place]])),
		).toEqual({
			email: 'a@x.pl; b@x.pl',
			row_number: 4,
			source_file: undefined,
			outcome: 'failed',
			customer_id: undefined,
			changes: 'city:  → Łódź',
			import_issues: 'E-mail: This is not an e-mail address',
		});
	});

	it('shows numbers and files of rows after their own columns, even of rows that are too long', async () => {
		const batch = await batchOf(['a'], [{ rowNumber: 7, source: 'x.csv', cells: ['1', 'beyond'] }]);
		const [table] = tables([batch], { details: true });
		expect(table?.labels).toEqual(['a', 'row_number', 'source_file']);
		expect((await rowsOf(table))[0]?.cells).toEqual(['1', 7, 'x.csv']);
	});

	it('shows the same of items', async () => {
		const json = {
			email: 'a',
			outcome: 'failed',
			import_issues: [{ message: 'No', label: 'E-mail' }],
			row_number: 4,
		};
		const [table] = tables([{ json }], { details: true });
		expect(table?.labels).toEqual(['email', 'outcome', 'import_issues', 'row_number']);
		expect((await rowsOf(table))[0]?.cells).toEqual(['a', 'failed', 'E-mail: No', 4]);
	});
});

describe('rows as items', () => {
	it('puts the cells under their labels, and where they were found after them', () => {
		expect(rowToJson(['a', 'b'])({ rowNumber: 5, source: 'x.csv', cells: ['1', null] })).toEqual({
			a: '1',
			b: null,
			row_number: 5,
			source_file: 'x.csv',
		});
	});

	it('leaves out a cell that is not there, and keeps an empty one', () => {
		expect(rowToJson(['a', 'b', 'c'])({ rowNumber: 5, cells: [undefined, ''] })).toEqual({
			b: '',
			row_number: 5,
		});
	});

	it('renames a column that has a name of ours', () => {
		const json = rowToJson(['row_number', 'row_number_2', 'source_file'])({
			rowNumber: 5,
			cells: ['1', '2', '3'],
		});
		expect(json).toEqual({ row_number_3: '1', row_number_2: '2', source_file_2: '3', row_number: 5 });
	});

	it('lets no label reach the prototype', () => {
		const json = rowToJson(['__proto__', 'constructor'])({ rowNumber: 5, cells: ['evil', 'x'] });
		expect(Object.getPrototypeOf(json)).toBe(Object.prototype);
		expect(Object.entries(json)).toEqual([
			['__proto___2', 'evil'],
			['constructor', 'x'],
			['row_number', 5],
		]);
	});

	it('keeps cells beyond the last label', () => {
		const toJson = rowToJson(['a', 'column_2']);
		expect(toJson({ rowNumber: 5, cells: ['1', '2', '3'] })).toEqual({
			a: '1',
			column_2: '2',
			column_3: '3',
			row_number: 5,
		});
		expect(toJson({ rowNumber: 6, cells: ['1'] })).toEqual({ a: '1', row_number: 6 });
	});
});
