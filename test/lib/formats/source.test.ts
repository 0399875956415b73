import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesSource, fileSource, streamSource } from '../../../lib/formats';
import { randomSource, readHead } from '../../../lib/formats/source';
import { collect, inPieces } from './reading';

const BYTES = Buffer.from('0123456789'.repeat(1000));
const folder = mkdtempSync(join(tmpdir(), 'source-test-'));
const path = join(folder, 'customers.csv');

beforeAll(() => writeFileSync(path, BYTES));
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
	['bytes', () => bytesSource(BYTES)],
	['a file', () => fileSource(path)],
	['a stream', () => inPieces(BYTES, 333)],
])('of %s starts at the first byte each time, and gives its head', async (_, make) => {
	const source = make();
	expect(await collect(source.open())).toEqual(BYTES);
	expect(await collect(source.open())).toEqual(BYTES);
	expect(Buffer.from(await readHead(source, 7)).toString()).toBe('0123456');
});

it('of a file has its name and size, and is read at any place', async () => {
	const source = fileSource(path);
	expect(source).toMatchObject({ name: 'customers.csv', size: 10_000 });
	expect(Buffer.from((await source.read?.(9995, 100)) ?? []).toString()).toBe('56789');
});

it('of no file is a user error', () => {
	expect(() => fileSource(join(folder, 'nothing'))).toThrow(
		expect.objectContaining({ kind: 'user', code: 'NO_FILE' }),
	);
	expect(() => fileSource(folder)).toThrow(expect.objectContaining({ code: 'NO_FILE' }));
});

describe('a stream that must be read at any place', () => {
	const temporary = () => readdirSync(tmpdir()).filter((name) => name.startsWith('customer-import-'));

	it('is collected in memory when it is small', async () => {
		const source = await randomSource(inPieces(BYTES, 333));
		expect(source.size).toBe(10_000);
		expect(Buffer.from(await source.read(9_990, 3)).toString()).toBe('012');
	});

	it('is spooled to a temporary file beyond, of which nothing is left', async () => {
		const before = temporary();
		const source = await randomSource(inPieces(BYTES, 333), 1000);
		expect(source.size).toBe(10_000);
		expect(Buffer.from(await source.read(9_995, 100)).toString()).toBe('56789');
		await source.close();
		expect(temporary()).toEqual(before);
	});

	it('leaves nothing behind when the stream breaks', async () => {
		const before = temporary();
		const broken = streamSource(async function* () {
			yield BYTES;
			await Promise.resolve();
			throw new Error('connection lost');
		});
		await expect(randomSource(broken, 1000)).rejects.toThrow('connection lost');
		expect(temporary()).toEqual(before);
	});
});
