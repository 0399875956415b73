import { openCompoundFile } from '../../../../lib/formats/xls/compoundFile';
import { randomSource, bytesSource } from '../../../../lib/formats/source';
import { collect } from '../reading';
import { container } from './biff';

const SECTOR = 512;

async function streamsOf(bytes: Uint8Array) {
	return await openCompoundFile(await randomSource(bytesSource(bytes, { name: 'x.xls' })));
}

async function readStream(bytes: Uint8Array, name: string, from = 0): Promise<Buffer> {
	const stream = (await streamsOf(bytes)).find((one) => one.name === name);
	return await collect(stream?.read(from) ?? (async function* () {})());
}

/** Bytes that tell where they are. */
function pattern(length: number): Buffer {
	return Buffer.from(Array.from({ length }, (_, at) => (at * 7 + (at >> 8)) & 0xff));
}

/** Puts the sectors of the only large stream in another order and mends the table. */
function scattered(bytes: Buffer, start: number, count: number): Buffer {
	const mixed = Buffer.from(bytes);
	const table = (bytes.readUInt32LE(76) + 1) * SECTOR;
	const place = (index: number) => start + (index % 2 === 0 ? index / 2 : count - (index + 1) / 2);
	for (let index = 0; index < count; index++) {
		bytes.copy(
			mixed,
			(place(index) + 1) * SECTOR,
			(start + index + 1) * SECTOR,
			(start + index + 2) * SECTOR,
		);
		mixed.writeUInt32LE(index + 1 < count ? place(index + 1) : 0xfffffffe, table + place(index) * 4);
	}
	return mixed;
}

describe('a compound file', () => {
	const large = pattern(20_000);
	const file = container({ Workbook: large, small: pattern(300) });

	it('gives its streams, large and small', async () => {
		expect(await readStream(file, 'Workbook')).toEqual(large);
		expect(await readStream(file, 'small')).toEqual(pattern(300));
	});

	it.each([1, 511, 512, 513, 5000, 19_999, 20_000, 30_000])(
		'is read from byte %i of a stream on',
		async (from) => {
			expect(await readStream(file, 'Workbook', from)).toEqual(large.subarray(from));
		},
	);

	it('may have the sectors of a stream anywhere', async () => {
		const start = Math.floor(file.indexOf(large.subarray(0, 64)) / SECTOR) - 1;
		const mixed = scattered(file, start, Math.ceil(large.length / SECTOR));
		expect(mixed.equals(file)).toBe(false);
		expect(await readStream(mixed, 'Workbook')).toEqual(large);
	});

	it('that is cut gives what is there', async () => {
		const start = file.indexOf(large.subarray(0, 64));
		const cut = file.subarray(0, start + 1000);
		const tableIsBefore = (file.readUInt32LE(76) + 2) * SECTOR <= start;
		expect(tableIsBefore).toBe(true);
		expect((await readStream(cut, 'Workbook')).equals(large.subarray(0, 1000))).toBe(true);
	});

	it.each([
		['no header', Buffer.alloc(100)],
		['sectors of no size', Buffer.concat([file.subarray(0, 30), Buffer.of(0, 0), file.subarray(32)])],
		[
			'a directory beyond the end',
			Buffer.concat([file.subarray(0, 48), Buffer.of(0, 0, 1, 0), file.subarray(52)]),
		],
	])('with %s is damaged', async (_, bytes) => {
		await expect(streamsOf(bytes)).rejects.toMatchObject({ code: 'DAMAGED_FILE' });
	});

	it('whose list of tables comes back to itself ends', async () => {
		const looped = Buffer.from(file);
		looped.writeUInt32LE(3, 68);
		looped.writeUInt32LE(3, (3 + 1) * SECTOR + SECTOR - 4);
		expect((await streamsOf(looped)).length).toBeGreaterThan(0);
	});
});
