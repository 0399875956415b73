import { deflateRawSync, gzipSync } from 'node:zlib';
import { bytesSource, listContents } from '../../../../lib/formats';
import { inPieces, workbookOf } from '../reading';
import { readParts, tarOf, zipOf } from './packing';

const MAY = 'email,name\nola@example.com,Ola\n';
const OLA = [['ola@example.com', 'Ola']];
const rows = Array.from({ length: 20_000 }, (_, at) => `a${at}@example.com,Name ${(at * 7919) % 20_011}`);
const LONG = `email,name\n${rows.join('\n')}\n`;

/** A gzip file with a header that says more. */
function gzipWith(flags: number, fields: string | Uint8Array, content: string): Buffer {
	const whole = gzipSync(content);
	const header = Buffer.from(whole.subarray(0, 10));
	header[3] = flags;
	return Buffer.concat([header, Buffer.from(fields), whole.subarray(10)]);
}

describe('a gzip file', () => {
	it('gives the rows of the file in it', async () => {
		expect(await readParts(gzipSync(MAY), {}, 'may.csv.gz')).toMatchObject([
			{ source: 'may.csv.gz', cells: OLA, dialect: { container: ['gzip'] }, issues: [] },
		]);
	});

	it('gives the same rows wherever its bytes are cut', async () => {
		const bytes = Buffer.concat([gzipSync('email,name\n'), gzipSync('ola@example.com,Ola\n')]);
		for (const size of [1, 2, 3, 9, 10, 11, 30, 41, 60]) {
			expect((await readParts(inPieces(bytes, size, 'a.gz')))[0]?.cells).toEqual(OLA);
		}
	});

	it('of several that were joined is read to its end', async () => {
		const bytes = Buffer.concat(
			['email,name\n', ...rows.slice(0, 300)].map((text) => gzipSync(`${text.trim()}\n`)),
		);
		const [part] = await readParts(bytes, {}, 'log.csv.gz');
		expect(part?.cells).toHaveLength(300);
	});

	it.each([
		['with its name', gzipWith(8, 'may-2026.csv\0', MAY), 'export.gz › may-2026.csv'],
		['with a name that leads elsewhere', gzipWith(8, '../../may.csv\0', MAY), 'export.gz › may.csv'],
		['with a comment', gzipWith(16, 'packed with love\0', MAY), 'export.gz'],
		[
			'with an extra field, a name and a checksum',
			gzipWith(14, '\x04\0abcdx.csv\0zz', MAY),
			'export.gz › x.csv',
		],
		['with bytes behind it', Buffer.concat([gzipSync(MAY), Buffer.from('garbage')]), 'export.gz'],
		['with zeros behind it', Buffer.concat([gzipSync(MAY), Buffer.alloc(500)]), 'export.gz'],
		['in a gzip file, as a server makes it', gzipSync(gzipSync(MAY)), 'export.gz'],
	])('%s', async (_, bytes, source) => {
		expect(await readParts(bytes, {}, 'export.gz')).toMatchObject([{ source, cells: OLA }]);
	});

	it('of a workbook and of an archive is opened', async () => {
		const workbook = await workbookOf({
			rows: '<row><c t="str"><v>a</v></c></row><row><c><v>1</v></c></row>',
		});
		expect(await readParts(gzipSync(workbook), {}, 'x.xlsx.gz')).toMatchObject([
			{ source: 'x.xlsx.gz', cells: [[1]], dialect: { format: 'xlsx', container: ['gzip'] } },
		]);
		const archive = zipOf([{ name: 'may.csv', content: MAY }]);
		expect(await readParts(gzipSync(archive), {}, 'x.zip.gz')).toMatchObject([
			{ source: 'x.zip.gz › may.csv', cells: OLA, dialect: { container: ['gzip', 'zip'] } },
		]);
	});

	it('of an archive in an archive is not opened, nor compression without end', async () => {
		const inner = gzipSync(tarOf([{ name: 'may.csv', content: MAY }]));
		const parts = await readParts(
			zipOf([
				{ name: 'a.tgz', content: inner },
				{ name: 'b.csv', content: MAY },
			]),
		);
		expect(parts.map(({ error }) => error?.code)).toEqual(['NESTED_ARCHIVE', undefined]);
		const deep = gzipSync(gzipSync(gzipSync(MAY)));
		await expect(readParts(deep, {}, 'x.gz')).rejects.toMatchObject({ code: 'NESTED_ARCHIVE' });
	});

	it('of a picture is not read, and it is said what is inside', async () => {
		const picture = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
		await expect(readParts(gzipSync(picture), {}, 'logo.png.gz')).rejects.toMatchObject({
			code: 'UNSUPPORTED_FORMAT',
			message: 'logo.png.gz is a PNG picture, which cannot be read',
		});
	});

	it('is listed with what is in it', async () => {
		const bytes = gzipWith(8, 'may.csv\0', MAY);
		const listing = await listContents(bytesSource(bytes, { name: 'x.gz' }));
		expect(listing).toEqual({
			name: 'x.gz',
			container: ['gzip'],
			entries: [
				{
					name: 'may.csv',
					source: 'x.gz › may.csv',
					compressedSize: bytes.length,
					format: 'csv',
					chosen: true,
				},
			],
			issues: [],
		});
	});
});

describe('a gzip file that is damaged', () => {
	const whole = gzipSync(LONG);

	it('by a cut gives the rows before it, and says in which line it is', async () => {
		for (const share of [0.1, 0.5, 0.999]) {
			const [part] = await readParts(whole.subarray(0, whole.length * share), {}, 'may.csv.gz');
			const read = part?.cells?.length ?? 0;
			expect(read).toBeGreaterThan(rows.length * share * 0.8);
			expect(part?.cells?.slice(0, -1)).toEqual(rows.slice(0, read - 1).map((row) => row.split(',')));
			expect(part?.issues?.filter(({ code }) => code === 'TRUNCATED_FILE')).toMatchObject([
				{ severity: 'error', rowNumber: read + 1, message: expect.stringContaining('in or behind line') },
			]);
		}
	});

	it('by a cut of its last bytes only loses nothing and is told all the same', async () => {
		const [part] = await readParts(whole.subarray(0, -3), {}, 'may.csv.gz');
		expect(part?.cells).toHaveLength(rows.length);
		expect(part?.issues?.map(({ code }) => code)).toEqual(['TRUNCATED_FILE']);
	});

	it('in its checksum or its size gives all rows, and says so', async () => {
		for (const at of [8, 4]) {
			const altered = Buffer.from(whole);
			altered[whole.length - at] = (altered[whole.length - at] ?? 0) ^ 0xff;
			const [part] = await readParts(altered, {}, 'may.csv.gz');
			expect(part?.cells).toHaveLength(rows.length);
			expect(part?.issues?.map(({ code }) => code)).toEqual(['CHECKSUM_WRONG']);
		}
	});

	it('in the middle gives rows and says so', async () => {
		const packed = deflateRawSync(LONG, { level: 1 });
		const altered = Buffer.concat([
			gzipSync('').subarray(0, 10),
			packed.subarray(0, 100_000),
			Buffer.alloc(9000, 0xff),
		]);
		const [part] = await readParts(altered, {}, 'may.csv.gz');
		expect(part?.cells?.length).toBeGreaterThan(5000);
		expect(part?.issues?.some(({ code }) => code === 'TRUNCATED_FILE')).toBe(true);
	});

	it('from its start is an error', async () => {
		await expect(readParts(whole.subarray(0, 12), {}, 'may.csv.gz')).rejects.toMatchObject({
			kind: 'user',
			code: 'DAMAGED_FILE',
		});
		const noise = Buffer.concat([whole.subarray(0, 10), Buffer.alloc(1000, 0xff)]);
		await expect(readParts(noise, {}, 'may.csv.gz')).rejects.toMatchObject({ code: 'DAMAGED_FILE' });
	});
});
