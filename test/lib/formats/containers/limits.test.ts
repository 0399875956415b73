import { createGzip, deflateRawSync, gzipSync } from 'node:zlib';
import { Readable } from 'node:stream';
import { bytesSource, readFile, streamSource, type ParseOptions } from '../../../../lib/formats';
import type { ByteSource } from '../../../../lib/model';
import { archiveOf, collect } from '../reading';
import { readParts, tarOf, zipOf, type ZipPart } from './packing';

const MIB = 1024 * 1024;
const LINES = Buffer.from(`${'a'.repeat(1019)},b,c\n`.repeat(MIB / 1024));

/** So many megabytes of lines, compressed some thousand times. */
async function packedLines(megabytes: number): Promise<Buffer> {
	const content = Readable.from(Array.from({ length: megabytes }, () => LINES));
	return await collect(content.pipe(createGzip({ level: 9 })));
}

let packed: Promise<Buffer> | undefined;

/** A hundred megabytes of lines, packed once. */
const bomb = () => (packed ??= packedLines(100));

jest.setTimeout(30_000);

async function outcome(content: Uint8Array | ByteSource, options: ParseOptions = {}): Promise<unknown> {
	try {
		const errors = (await readParts(content, options)).map(({ error }) => error);
		return errors.length === 1 && errors[0] ? errors[0] : errors.map((error) => error?.code);
	} catch (error) {
		return error;
	}
}

describe('a bomb', () => {
	it('of one file that expands a thousand times ends by its ratio, in whatever container', async () => {
		const gz = await bomb();
		const raw = gz.subarray(10, -8);
		const zip = zipOf([{ name: 'a.csv', packed: raw, size: 1000, crc: 0 }]);
		for (const bytes of [gz, zip]) {
			expect(await outcome(bytes)).toMatchObject({
				kind: 'user',
				code: 'TOO_LARGE',
				message: 'customers.zip expands far beyond any honest file',
			});
		}
	});

	it('is told before rows are made of more than its first megabyte', async () => {
		let rows = 0;
		const reading = async () => {
			for await (const { table, error } of readFile(bytesSource(await bomb(), { name: 'bomb.csv.gz' }))) {
				if (error) throw error;
				for await (const batch of table.batches) rows += batch.length;
			}
		};
		await expect(reading()).rejects.toMatchObject({ code: 'TOO_LARGE' });
		expect(rows).toBeLessThan((4 * MIB) / 1024);
	});

	it('that is none after all, because its first megabytes were blank, is read whole', async () => {
		const text = `a,b\n${'\n'.repeat(5 * MIB)}${'1,2\n'.repeat(10)}`;
		for (const bytes of [gzipSync(text), zipOf([{ name: 'a.csv', content: text }])]) {
			const [part] = await readParts(bytes);
			expect(part?.cells).toHaveLength(10);
		}
	});

	it('of compression in compression counts what comes out of both', async () => {
		const bytes = gzipSync(await bomb());
		expect(await outcome(bytes)).toMatchObject({ code: 'TOO_LARGE' });
	});

	it('of many files that share one kernel is refused before anything is unpacked', async () => {
		const kernel = deflateRawSync(Buffer.alloc(MIB, 'a,b\n'));
		const shared = Array.from({ length: 500 }, (_, at) => ({
			name: `${at}.csv`,
			packed: kernel,
			size: MIB,
			offset: 0,
			directoryOnly: at > 0,
		}));
		expect(await outcome(zipOf(shared))).toMatchObject({
			code: 'TOO_LARGE',
			message: 'customers.zip holds no file that can be read',
			hint: expect.stringContaining('as only a ZIP bomb has it'),
		});
	});

	it('of files that quote the headers of each other is refused as well', async () => {
		expect(await outcome(quotedOverlap(50))).toMatchObject({
			code: 'TOO_LARGE',
			hint: expect.stringContaining('shares its bytes with another file'),
		});
	});

	it('of workbooks in an archive counts all of them together', async () => {
		const sheet = `<worksheet><sheetData><row><c t="str"><v>a</v></c></row>${' '.repeat(3 * MIB)}</sheetData></worksheet>`;
		const { workbookOf } = await import('../reading');
		const workbook = await workbookOf({ sheet });
		const parts = [1, 2, 3, 4].map((at) => ({ name: `${at}.xlsx`, content: workbook, method: 0 }));
		const limits = { expandedBytes: 8 * MIB };
		expect(await outcome(zipOf(parts.slice(0, 2)), { limits })).toEqual([undefined, undefined]);
		expect(await outcome(zipOf(parts), { limits })).toEqual([undefined, undefined, 'TOO_LARGE', 'TOO_LARGE']);
	});
});

/** Files after David Fifield's "A better zip bomb": each one holds the headers of all behind it, quoted as stored blocks. */
function quotedOverlap(count: number): Buffer {
	const kernel = deflateRawSync(Buffer.alloc(MIB, 'a,b\n'));
	const header = (name: string) => 30 + name.length;
	const parts: ZipPart[] = [];
	let behind = kernel.length;
	for (let at = count; at > 0; at--) {
		const name = `${at}.csv`;
		parts.unshift({
			name,
			packed: at === count ? kernel : Buffer.alloc(5),
			compressedSize: behind,
			size: MIB,
		});
		behind += header(name) + 5;
	}
	return zipOf(parts);
}

describe('a limit', () => {
	it('holds for all files of an archive together, each byte counted once', async () => {
		const text = `a,b\n${'1,2\n'.repeat(50_000)}`;
		const bytes = await archiveOf({ 'a.csv': text, 'b.csv': text });
		const both = text.length * 2;
		expect(await outcome(bytes, { limits: { expandedBytes: both } })).toEqual([undefined, undefined]);
		expect(await outcome(bytes, { limits: { expandedBytes: both - 1 } })).toEqual([undefined, 'TOO_LARGE']);
	});

	it('of the file counts the file as it comes, and not what comes out', async () => {
		const text = `a,b\n${'1,2\n'.repeat(50_000)}`;
		const bytes = gzipSync(text);
		expect(await outcome(bytes, { limits: { fileBytes: bytes.length } })).toEqual([undefined]);
		for (const source of [bytesSource(bytes, { name: 'x.gz' }), unsized(bytes)]) {
			expect(await outcome(source, { limits: { fileBytes: bytes.length - 1 } })).toMatchObject({
				code: 'TOO_LARGE',
				message: expect.stringMatching(/^x\.gz is larger than/),
			});
		}
	});

	it('of entries and of the ratio is the one that was set', async () => {
		const bytes = await archiveOf({ 'a.csv': 'a\n1\n', 'b.csv': 'a\n1\n' });
		expect(await outcome(bytes, { limits: { entries: 1 } })).toMatchObject({ code: 'TOO_LARGE' });
		const lines = await bomb();
		expect(await outcome(lines, { limits: { ratio: 5000 } })).toEqual([undefined]);
		expect(await outcome(lines, { limits: { ratio: 50 } })).toMatchObject({ code: 'TOO_LARGE' });
	});

	it('of what a tar archive expands to holds while it is unpacked', async () => {
		const bytes = gzipSync(tarOf([{ name: 'a.csv', content: LINES }]));
		expect(await outcome(bytes, { limits: { expandedBytes: MIB / 2 } })).toMatchObject({ code: 'TOO_LARGE' });
	});
});

function unsized(bytes: Uint8Array): ByteSource {
	return streamSource(
		async function* () {
			yield bytes;
		},
		{ name: 'x.gz' },
	);
}

describe('the work stops when it is cancelled', () => {
	const WIDE = LINES.toString().repeat(12);
	const big = () => archiveOf({ 'a.csv': WIDE });

	it.each([
		['in a ZIP archive', big],
		['in a gzip file', async () => gzipSync(WIDE)],
		['in a tar archive', async () => gzipSync(tarOf([{ name: 'a.csv', content: WIDE }]))],
	])('%s, between two batches', async (_, make) => {
		const stop = new AbortController();
		const parts = readFile(bytesSource(await make(), { name: 'x' }), { signal: stop.signal });
		let batches = 0;
		const reading = (async () => {
			for await (const { table } of parts) {
				for await (const batch of table?.batches ?? []) {
					batches += Math.min(1, batch.length);
					if (batches === 3) stop.abort(new Error('stopped by a person'));
				}
			}
		})();
		await expect(reading).rejects.toThrow('stopped by a person');
		expect(batches).toBeLessThan(1000);
	});

	it('while it waits for bytes that do not come', async () => {
		const stop = new AbortController();
		const head = gzipSync('a,b\n1,2\n').subarray(0, 15);
		const stalled = streamSource(
			async function* () {
				yield head;
				setImmediate(() => stop.abort(new Error('stopped by a person')));
				await new Promise(() => {});
			},
			{ name: 'x.gz' },
		);
		expect(await outcome(stalled, { signal: stop.signal })).toMatchObject({ message: 'stopped by a person' });
	});
});
