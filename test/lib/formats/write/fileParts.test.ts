import JSZip from 'jszip';
import {
	packParts,
	writeFiles,
	type ExportPart,
	type PartLimits,
	type WritableTable,
} from '../../../../lib/formats';
import type { Cell, Row } from '../../../../lib/model';
import { collect, read } from '../reading';

jest.setTimeout(60_000);

const nameOf = (part: number) => `customers_${part}.csv`;

function tableOf(rows: readonly Cell[][], batchSize = 1000): WritableTable {
	const all: Row[] = rows.map((cells, at) => ({ rowNumber: at + 2, cells }));
	const batches = Array.from({ length: Math.ceil(all.length / batchSize) }, (_, at) =>
		all.slice(at * batchSize, (at + 1) * batchSize),
	);
	return { labels: ['id', 'text'], batches };
}

interface WrittenPart {
	readonly name: string;
	readonly bytes: Buffer;
	readonly counts: ExportPart['counts'];
}

async function partsOf(format: string, table: WritableTable, limits: PartLimits): Promise<WrittenPart[]> {
	const parts: WrittenPart[] = [];
	for await (const { name, content, counts } of writeFiles(format, table, {}, limits, nameOf))
		parts.push({ name, bytes: await collect(content), counts });
	return parts;
}

async function cellsOf(parts: readonly WrittenPart[], name: string): Promise<unknown[]> {
	const all: unknown[] = [];
	for (const { bytes } of parts) all.push(...(await read(bytes, {}, name)).cells);
	return all;
}

/** Text that shrinks little, of changing length. */
const people = (count: number) =>
	Array.from({ length: count }, (_, at) => [
		`C${at}`,
		Array.from({ length: 3 + (at % 7) * (at > count / 2 ? 3 : 1) }, (_, word) =>
			((at + 1) * 7_919 * (word + 3)).toString(36),
		).join(' '),
	]);

describe('an export in parts', () => {
	it('has a file for every so many rows, each with its header', async () => {
		const rows = people(25);
		const parts = await partsOf('csv', tableOf(rows, 7), { rows: 10 });
		expect(parts.map(({ name, counts }) => [name, counts.rows])).toEqual([
			['customers_1.csv', 10],
			['customers_2.csv', 10],
			['customers_3.csv', 5],
		]);
		expect(parts.every(({ bytes }) => bytes.toString().startsWith('id,text\r\n'))).toBe(true);
		expect(await cellsOf(parts, 'x.csv')).toEqual(rows);
	});

	it('has no empty last file, and one file where there is no row', async () => {
		expect(await partsOf('csv', tableOf(people(20), 10), { rows: 10 })).toHaveLength(2);
		expect((await partsOf('csv', tableOf([]), { rows: 10 })).map(({ bytes }) => bytes.toString())).toEqual([
			'id,text\r\n',
		]);
		expect(await partsOf('csv', tableOf(people(20)), {})).toHaveLength(1);
	});

	it.each([
		['csv', 200_000],
		['csv', 300_000],
		['xlsx', 200_000],
		['xlsx', 600_000],
	])('of %s keeps each file under %i bytes, and fills it', async (format, bytes) => {
		const rows = people(15_000);
		const parts = await partsOf(format, tableOf(rows), { bytes });
		const sizes = parts.map((part) => part.bytes.length);
		expect(parts.map(({ counts }) => counts.bytes)).toEqual(sizes);
		expect(Math.max(...sizes)).toBeLessThanOrEqual(bytes);
		if (sizes.length > 1) expect(Math.min(...sizes.slice(0, -1))).toBeGreaterThan(bytes * 0.4);
		expect(await cellsOf(parts, `x.${format}`)).toEqual(rows);
	});

	it('puts into a file what fits once it is compressed', async () => {
		const rows = Array.from({ length: 15_000 }, (_, at) => [
			`C${at}`,
			`${((at + 1) * 104_729 * 7_919).toString(36)} ${'likes letters '.repeat(10)}`,
		]);
		const [first, ...more] = await partsOf('xlsx', tableOf(rows), { bytes: 1_000_000 });
		expect(first?.counts.rows).toBe(15_000);
		expect(more).toEqual([]);
	});

	it('gives a row that is larger than a file a file of its own', async () => {
		const rows = [
			['1', 'x'.repeat(50_000)],
			['2', 'y'.repeat(50_000)],
		];
		const parts = await partsOf('csv', tableOf(rows, 1), { bytes: 20_000 });
		expect(parts.map(({ counts }) => counts.rows)).toEqual([1, 1]);
	});

	it.each([{ rows: 0 }, { rows: Number.NaN }, { bytes: 5000 }])('is refused with %j', async (limits) => {
		await expect(partsOf('csv', tableOf([]), limits)).rejects.toMatchObject({ code: 'BAD_SETTING' });
	});

	it('can be one archive', async () => {
		const rows = people(30);
		for (const format of ['csv', 'xlsx']) {
			const bytes = await collect(
				packParts(writeFiles(format, tableOf(rows), {}, { rows: 20 }, nameOf), format === 'xlsx'),
			);
			const zip = await JSZip.loadAsync(bytes, { checkCRC32: true });
			expect(Object.keys(zip.files)).toEqual(['customers_1.csv', 'customers_2.csv']);
			const second = await zip.file('customers_2.csv')?.async('nodebuffer');
			expect((await read(second ?? '', {}, `x.${format}`)).cells).toEqual(rows.slice(20));
		}
	});

	it('closes the rows when nobody wants the next file', async () => {
		let closed = false;
		async function* batches() {
			try {
				for (;;) yield [{ rowNumber: 1, cells: ['x', 'y'] }];
			} finally {
				closed = true;
			}
		}
		for await (const { content } of writeFiles(
			'csv',
			{ labels: ['a', 'b'], batches: batches() },
			{},
			{ rows: 3 },
			nameOf,
		)) {
			expect((await collect(content)).length).toBeGreaterThan(0);
			break;
		}
		expect(closed).toBe(true);
	});
});
