import type { INodeExecutionData } from 'n8n-workflow';
import { CustomerFileParse } from '../../../nodes/CustomerFileParse/CustomerFileParse.node';
import { CUSTOMER_CODEC, OUTCOME_CODEC, rowCodec } from '../../../nodes/shared/lineCodecs';
import type { LineCodec } from '../../../nodes/shared/rowBatch';
import { readRowBatch, rowBatchBuilder, summaryOf } from '../../../nodes/shared/rowBatch';
import type { CustomerRow, Row, RowOutcome } from '../../../lib';
import { makeIssue } from '../../../lib';
import { fakeExecution } from '../fakeExecution';

const LABELS = ['E-mail', 'Name', 'Age'];
const ROWS: Row[] = [
	{ rowNumber: 2, source: 'a.csv', cells: ['jan@example.com', 'Zażółć "gęślą"\njaźń', 41] },
	{ rowNumber: 3, source: 'a.csv', cells: [null, '', true] },
	{ rowNumber: 4, source: 'a.csv', cells: [undefined, 'only a name', undefined] },
	{ rowNumber: 9, source: 'a.csv', cells: ['1', '2', '3', 'beyond the last label'] },
];

function fake(binary: 'stored' | 'inline', items: INodeExecutionData[] = []) {
	return fakeExecution({ node: new CustomerFileParse(), items, binary, chunkBytes: 7 });
}

async function roundTrip<T>(rows: readonly T[], codec: LineCodec<T>, binary: 'stored' | 'inline' = 'stored') {
	const { context } = fake(binary);
	const builder = rowBatchBuilder(context.helpers, codec);
	rows.forEach((row) => builder.add(row));
	const item = await builder.close();
	return { item, rows: await readAll(context, item, codec) };
}

async function readAll<T>(
	context: ReturnType<typeof fake>['context'],
	item: INodeExecutionData,
	codec: LineCodec<T>,
): Promise<T[]> {
	const all: T[] = [];
	for await (const rows of readRowBatch(context, item, 0, codec)) all.push(...rows);
	return all;
}

describe('a row batch', () => {
	it.each(['stored', 'inline'] as const)('carries rows unchanged (%s)', async (binary) => {
		const { rows } = await roundTrip(ROWS, rowCodec(LABELS), binary);
		expect(rows.map(({ rowNumber, source }) => [rowNumber, source])).toEqual([
			[2, 'a.csv'],
			[3, 'a.csv'],
			[4, 'a.csv'],
			[9, 'a.csv'],
		]);
		expect(rows[0]?.cells).toEqual(ROWS[0]?.cells);
		expect(rows[1]?.cells).toEqual([null, '', true]);
		expect(rows[3]?.cells).toEqual(ROWS[3]?.cells);
	});

	it('keeps a cell that is not there apart from an empty one and from NULL', async () => {
		const { rows } = await roundTrip(ROWS, rowCodec(LABELS));
		expect(rows[2]?.cells).toEqual([undefined, 'only a name']);
	});

	it('has a summary for the eye', async () => {
		const { item } = await roundTrip(ROWS, rowCodec(LABELS));
		expect(item.json).toEqual({
			rowBatch: { version: 1, kind: 'rows', rows: 4, first: 2, last: 9, labels: LABELS, source: 'a.csv' },
		});
		expect(item.binary?.['rows']).toMatchObject({
			mimeType: 'application/x-ndjson',
			fileName: 'rows_2-9.ndjson',
		});
	});

	it('names no source where its rows come from several files', async () => {
		const [first, second] = ROWS;
		if (first === undefined || second === undefined) throw new Error('unreachable');
		const { item } = await roundTrip([first, { ...second, source: 'b.csv' }], rowCodec(LABELS));
		expect(summaryOf(item)?.source).toBeUndefined();
	});

	it('carries customers, with records that no field name can break', async () => {
		const record = Object.assign(Object.create(null), {
			email: ['a@x.pl', 'b@x.pl'],
			['__proto__']: 'a field',
		});
		const customers: CustomerRow[] = [
			{ rowNumber: 2, record, issues: [] },
			{ rowNumber: 3, issues: [makeIssue('NO_IDENTIFIER')], raw: { 'E-mail': '' } },
		];
		const { rows, item } = await roundTrip(customers, CUSTOMER_CODEC);
		expect(Object.getPrototypeOf(rows[0]?.record)).toBeNull();
		expect(Object.keys(rows[0]?.record ?? {})).toEqual(['email', '__proto__']);
		expect(rows[1]).toEqual(customers[1]);
		expect(summaryOf(item)?.labels).toEqual(['email', '__proto__', 'E-mail']);
	});

	it('carries outcomes', async () => {
		const outcome: RowOutcome = {
			rowNumber: 2,
			outcome: 'updated',
			id: '7',
			changes: [{ field: 'city', before: 'Łódź', after: 'Kraków' }],
			issues: [],
		};
		const { rows } = await roundTrip([outcome], OUTCOME_CODEC);
		expect(rows).toEqual([outcome]);
	});

	it('is full after the set number of rows, and after 16 MB of wide ones', () => {
		const { context } = fake('stored');
		const builder = rowBatchBuilder(context.helpers, rowCodec(['a']), { batchRows: 2 });
		builder.add({ rowNumber: 1, cells: ['x'] });
		expect(builder.full).toBe(false);
		builder.add({ rowNumber: 2, cells: ['x'] });
		expect(builder.full).toBe(true);
		const wide = rowBatchBuilder(context.helpers, rowCodec(['a']));
		for (let row = 1; row <= 20; row += 1) wide.add({ rowNumber: row, cells: ['x'.repeat(900_000)] });
		expect(wide.full).toBe(true);
	});

	it('says so when a node in between has dropped its rows', async () => {
		const { context } = fake('stored');
		const { item } = await roundTrip(ROWS, rowCodec(LABELS));
		await expect(readAll(context, { json: item.json }, rowCodec(LABELS))).rejects.toThrow(
			'has lost its rows',
		);
	});

	it('is refused when it holds fewer rows than it says', async () => {
		const { item } = await roundTrip(ROWS, rowCodec(LABELS));
		const { context, store } = fake('stored');
		const rows = await store('{"rowNumber":2,"cells":[]}\n', 'rows.ndjson');
		await expect(readAll(context, { ...item, binary: { rows } }, rowCodec(LABELS))).rejects.toThrow(
			'it holds 1 rows and should hold 4',
		);
	});

	it.each(['not json', '{"rowNumber":"2","cells":[]}', '{"rowNumber":2}'])(
		'is refused with the line %s',
		async (line) => {
			const { item } = await roundTrip(ROWS, rowCodec(LABELS));
			const { context, store } = fake('stored');
			const rows = await store(line, 'rows.ndjson');
			await expect(readAll(context, { ...item, binary: { rows } }, rowCodec(LABELS))).rejects.toThrow(
				'a line of it is not',
			);
		},
	);

	it('is refused when another version of the package made it', () => {
		expect(() => summaryOf({ json: { rowBatch: { version: 2 } } })).toThrow('another version');
	});

	it('is read from inside json, where n8n keeps files in its combined binary mode', async () => {
		const { item } = await roundTrip(ROWS, rowCodec(LABELS));
		const combined = { json: { ...item.json, _files: { ...item.binary } } };
		const { context } = fake('stored');
		expect(await readAll(context, combined, rowCodec(LABELS))).toHaveLength(4);
	});
});
