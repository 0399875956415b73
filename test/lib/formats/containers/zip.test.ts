import JSZip from 'jszip';
import { crc32, deflateRawSync } from 'node:zlib';
import { bytesSource, listContents, parseFile } from '../../../../lib/formats';
import { archiveOf, inPieces, workbookOf } from '../reading';
import { extraField, readParts, zipOf, type ZipPart } from './packing';

const MAY = 'email,name\nola@example.com,Ola\n';
const JUNE = 'email,name\njan@example.com,Jan\nela@example.com,Ela\n';
const OLA = [['ola@example.com', 'Ola']];

const sourcesOf = (parts: ReadonlyArray<{ readonly source: string }>) => parts.map(({ source }) => source);
const codesOf = (parts: ReadonlyArray<{ readonly error?: { readonly code: string } }>) =>
	parts.map(({ error }) => error?.code);
const picture = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

jest.setTimeout(30_000);

describe('a ZIP archive', () => {
	it('gives the rows of every file, each with its name', async () => {
		const parts = await readParts(await archiveOf({ 'may.csv': MAY, 'folder/june.csv': JUNE }));
		expect(sourcesOf(parts)).toEqual(['customers.zip › may.csv', 'customers.zip › folder/june.csv']);
		expect(parts.map(({ cells }) => cells?.length)).toEqual([1, 2]);
		expect(parts[0]?.dialect).toMatchObject({ format: 'csv', container: ['zip'] });
	});

	it('gives the rows of what jszip wrote, as bytes and as a stream', async () => {
		const zip = new JSZip().file('may.csv', MAY).file('a/june.csv', JUNE);
		const bytes = await zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
		const whole = await readParts(bytes);
		expect(sourcesOf(whole)).toEqual(['customers.zip › may.csv', 'customers.zip › a/june.csv']);
		expect(await readParts(inPieces(bytes, 7, 'customers.zip'))).toEqual(whole);
	});

	it('gives the sheets of a workbook inside, beside a CSV file', async () => {
		const workbook = await workbookOf({
			rows: '<row r="1"><c t="str"><v>email</v></c></row><row r="2"><c t="str"><v>a@example.com</v></c></row>',
		});
		const parts = await readParts(
			zipOf([
				{ name: 'vip.xlsx', content: workbook, method: 0 },
				{ name: 'may.csv', content: MAY },
			]),
		);
		expect(sourcesOf(parts)).toEqual(['customers.zip › vip.xlsx', 'customers.zip › may.csv']);
		expect(parts[0]).toMatchObject({
			cells: [['a@example.com']],
			dialect: { format: 'xlsx', container: ['zip'] },
		});
	});

	it('whose file is gzipped inside is read too', async () => {
		const { gzipSync } = await import('node:zlib');
		const parts = await readParts(zipOf([{ name: 'may.csv.gz', content: gzipSync(MAY), method: 0 }]));
		expect(parts).toMatchObject([
			{ source: 'customers.zip › may.csv.gz', cells: OLA, dialect: { container: ['zip', 'gzip'] } },
		]);
	});

	it('inside another one is refused with a word, and the file beside it is read', async () => {
		const inner = await archiveOf({ 'june.csv': JUNE });
		const parts = await readParts(
			zipOf([
				{ name: 'old.zip', content: inner },
				{ name: 'may.csv', content: MAY },
			]),
		);
		expect(codesOf(parts)).toEqual(['NESTED_ARCHIVE', undefined]);
		expect(parts[0]?.error?.message).toBe(
			'customers.zip › old.zip is a ZIP archive inside an archive, which is not opened',
		);
	});

	it('in which a workbook starts late is still a workbook and no container', async () => {
		const workbook = await workbookOf({
			rows: '<row><c t="str"><v>a</v></c></row><row><c><v>1</v></c></row>',
		});
		const zip = await JSZip.loadAsync(workbook);
		const late = new JSZip().file('customXml/big.bin', Buffer.alloc(9000, 'x1'), { compression: 'STORE' });
		for (const name of Object.keys(zip.files))
			late.file(name, (await zip.file(name)?.async('nodebuffer')) ?? '');
		const parts = await readParts(await late.generateAsync({ type: 'nodebuffer' }), {}, 'x.xlsx');
		expect(parts).toMatchObject([{ source: 'x.xlsx', cells: [[1]] }]);
		expect(parts[0]?.dialect).not.toHaveProperty('container');
	});

	it('with a folder that is called as a part of a workbook is an archive all the same', async () => {
		const parts = await readParts(await archiveOf({ 'xl/may.csv': MAY }));
		expect(sourcesOf(parts)).toEqual(['customers.zip › xl/may.csv']);
	});

	it('gives its first readable table to who wants one', async () => {
		const encrypted: ZipPart = { name: 'a.csv', content: MAY, flags: 1 };
		const bytes = zipOf([encrypted, { name: 'b.csv', content: MAY }]);
		const table = await parseFile(bytesSource(bytes, { name: 'x.zip' }));
		expect(table.labels).toEqual(['email', 'name']);
	});
});

describe('of the files of an archive', () => {
	const bytes = zipOf([
		{ name: '__MACOSX/._may.csv', content: 'x' },
		{ name: '.DS_Store', content: 'x' },
		{ name: 'pictures/Thumbs.db', content: 'x' },
		{ name: 'pictures/', content: '' },
		{ name: 'pictures/logo.png', content: picture },
		{ name: 'terms.pdf', content: '%PDF-1.7\n' },
		{ name: 'README.txt', content: 'These are the customers of May.\n' },
		{ name: 'may.csv', content: MAY },
		{ name: 'data/June.CSV', content: JUNE },
	]);

	it('all are read that hold rows, and the others are named once', async () => {
		const parts = await readParts(bytes);
		expect(sourcesOf(parts)).toEqual(['customers.zip › may.csv', 'customers.zip › data/June.CSV']);
		const left = parts.flatMap(({ issues = [] }) => issues.filter(({ code }) => code === 'FILES_LEFT_OUT'));
		expect(left.map(({ message }) => message)).toEqual([
			'3 files were left out of customers.zip: pictures/logo.png is a PNG picture, which cannot be read; ' +
				'terms.pdf is a PDF document, which cannot be read; README.txt.',
		]);
	});

	it.each([
		['*.csv', ['may.csv', 'data/June.CSV']],
		['june.*', ['data/June.CSV']],
		['data/*', ['data/June.CSV']],
		['m?y.csv', ['may.csv']],
		['nothing.csv, README.*', ['README.txt']],
	])('those are read that fit %s', async (files, names) => {
		const parts = await readParts(bytes, { files });
		expect(sourcesOf(parts)).toEqual(names.map((name) => `customers.zip › ${name}`));
	});

	it('one that was asked for and cannot be read is told', async () => {
		const parts = await readParts(bytes, { files: '*.pdf,may*' });
		expect(codesOf(parts)).toEqual(['UNSUPPORTED_FORMAT', undefined]);
	});

	it('none fits: what is there is listed', async () => {
		await expect(readParts(bytes, { files: 'july.csv' })).rejects.toMatchObject({
			code: 'NO_FILE',
			message: 'customers.zip has no file that fits "july.csv"',
			hint: expect.stringContaining('may.csv; data/June.CSV'),
		});
	});

	it('none can be read: it is said what is inside', async () => {
		const pictures = zipOf([
			{ name: 'a.png', content: picture },
			{ name: 'b.pdf', content: '%PDF-' },
		]);
		await expect(readParts(pictures)).rejects.toMatchObject({
			code: 'UNSUPPORTED_FORMAT',
			message: 'customers.zip holds no file that can be read',
			hint: 'It holds: a.png is a PNG picture, which cannot be read; b.pdf is a PDF document, which cannot be read.',
		});
		await expect(readParts(zipOf([]))).rejects.toMatchObject({ code: 'EMPTY_FILE' });
	});

	it('each of the same name has one of its own', async () => {
		const twice = zipOf([
			{ name: 'may.csv', content: MAY },
			{ name: 'may.csv', content: JUNE },
		]);
		expect(sourcesOf(await readParts(twice))).toEqual([
			'customers.zip › may.csv',
			'customers.zip › may.csv (2)',
		]);
	});
});

describe('the name of a file in an archive', () => {
	const nameOf = async (part: ZipPart) =>
		(await listContents(bytesSource(zipOf([{ content: MAY, ...part }]), { name: 'x.zip' }))).entries[0]?.name;

	it.each([
		[
			'of Windows, in the code page of Poland',
			'klienci_Łódź_marzec.csv',
			'6b6c69656e63695f9da264ab5f6d61727a65632e637376',
		],
		['of China, in GBK', '中文路径.txt', 'd6d0cec4c2b7beb62e747874'],
		['of Japan, in Shift_JIS', '顧客リスト.csv', '8cda8b71838a83588367 2e637376'.replace(' ', '')],
		['in UTF-8 that does not say so', 'żółć.csv', Buffer.from('żółć.csv').toString('hex')],
	])('%s', async (_, name, hex) => {
		expect(await nameOf({ name: Buffer.from(hex, 'hex') })).toBe(name);
	});

	it('of the extra field of Info-ZIP wins, unless the name was changed after it', async () => {
		const name = Buffer.from('?.csv');
		const field = (of: Buffer) => {
			const head = Buffer.alloc(5);
			head[0] = 1;
			head.writeUInt32LE(crc32(of), 1);
			return extraField(0x7075, Buffer.concat([head, Buffer.from('Łódź.csv')]));
		};
		expect(await nameOf({ name, extra: field(name) })).toBe('Łódź.csv');
		expect(await nameOf({ name, extra: field(Buffer.from('other')) })).toBe('?.csv');
	});

	it.each([
		['../../etc/passwd.csv', 'etc/passwd.csv'],
		['/root/a.csv', 'root/a.csv'],
		['C:\\Users\\a.csv', 'Users/a.csv'],
		['..\\..\\a.csv', 'a.csv'],
		['a\0b\r\n.csv', 'ab.csv'],
		['invoice\u202Evsc.exe', 'invoicevsc.exe'],
		['\0', 'unnamed'],
		['./././a.csv', 'a.csv'],
		['__proto__', '__proto__'],
	])('%j leads nowhere and shows what it is', async (name, safe) => {
		expect(await nameOf({ name, flags: 0x0800 })).toBe(safe);
	});

	it('that is endless is cut in the middle', async () => {
		const name = (await nameOf({ name: `${'a'.repeat(60_000)}.csv` })) ?? '';
		expect(name.length).toBe(200);
		expect(name).toMatch(/^a+…a+\.csv$/);
	});
});

describe('an archive in an odd shape is read:', () => {
	const parts: ZipPart[] = [{ name: 'may.csv', content: MAY }];
	const fake = Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(40, 1)]);
	it.each([
		[
			'with a program before it that unpacks it',
			zipOf(parts, { before: Buffer.from('MZ\x90\0'.repeat(999), 'latin1') }),
		],
		['with text before it', zipOf(parts, { before: Buffer.from('HTTP/1.1 200 OK\r\n\r\n') })],
		['with garbage behind it', zipOf(parts, { after: Buffer.alloc(3000, 'x') })],
		['with a comment', zipOf(parts, { comment: 'packed with love' })],
		['with a comment that looks like its end', zipOf(parts, { comment: fake })],
		['ZIP64', zipOf(parts, { zip64: true })],
		[
			'ZIP64 with bytes before it',
			zipOf(parts, { zip64: true, before: Buffer.from('PK00PK\x03\x04').subarray(0, 4) }),
		],
		['stored', zipOf([{ name: 'may.csv', content: MAY, method: 0 }])],
		['without its directory', zipOf(parts).subarray(0, -60)],
	])('%s', async (_, bytes) => {
		expect(await readParts(bytes)).toMatchObject([{ source: 'customers.zip › may.csv', cells: OLA }]);
	});

	it('compressed with Zstandard', async () => {
		const { zstdCompressSync } = await import('node:zlib');
		const bytes = zipOf([{ name: 'may.csv', content: MAY, method: 93, packed: zstdCompressSync(MAY) }]);
		expect(await readParts(bytes)).toMatchObject([{ cells: OLA }]);
	});

	it('with more than 65,535 files, which the count of its end cannot say', async () => {
		const many = Array.from({ length: 65_537 }, (_, at) => ({ name: `${at}/.DS_Store`, method: 0 }));
		const bytes = zipOf([...many, { name: 'may.csv', content: MAY }]);
		const read = await readParts(bytes, { limits: { entries: 70_000 } });
		expect(read).toMatchObject([{ cells: OLA }]);
		await expect(readParts(bytes)).rejects.toMatchObject({ code: 'TOO_LARGE' });
	});
});

describe('a file of an archive that cannot be read does not stop the others:', () => {
	const good: ZipPart = { name: 'b.csv', content: MAY };
	const linkMode = 0o120777 * 65_536;
	it.each([
		[
			'protected with a password',
			{ content: MAY, flags: 1 },
			'PASSWORD_PROTECTED',
			'is protected with a password',
		],
		[
			'with strong encryption',
			{ content: MAY, flags: 0x41 },
			'PASSWORD_PROTECTED',
			'is protected with a password',
		],
		['compressed by bzip2', { content: MAY, method: 12 }, 'UNKNOWN_COMPRESSION', 'is compressed by bzip2'],
		['compressed by LZMA', { content: MAY, method: 14 }, 'UNKNOWN_COMPRESSION', 'is compressed by LZMA'],
		[
			'compressed by Deflate64',
			{ content: MAY, method: 9 },
			'UNKNOWN_COMPRESSION',
			'is compressed by Deflate64',
		],
		[
			'compressed by nothing known',
			{ content: MAY, method: 77 },
			'UNKNOWN_COMPRESSION',
			'is compressed by method 77',
		],
		[
			'damaged from its start',
			{ content: MAY, packed: Buffer.alloc(50, 0xff) },
			'DAMAGED_FILE',
			'is damaged',
		],
		['whose header is not there', { content: MAY, offset: 100_000 }, 'DAMAGED_FILE', 'is damaged'],
	])('%s', async (_, bad, code, message) => {
		const parts = await readParts(zipOf([{ name: 'a.csv', ...bad }, good]));
		const [first, second] = parts;
		expect(first?.error?.code).toBe(code);
		expect(first?.error?.message).toContain(message);
		expect(second).toMatchObject({ source: 'customers.zip › b.csv', cells: OLA });
	});

	it('a link is not followed', async () => {
		const link = { name: 'a.csv', content: '/etc/passwd', attributes: linkMode, method: 0 };
		const parts = await readParts(zipOf([link, good]));
		expect(sourcesOf(parts)).toEqual(['customers.zip › b.csv']);
		expect(parts[0]?.issues).toMatchObject([{ code: 'FILES_LEFT_OUT' }]);
	});

	it('all protected with a password', async () => {
		const bytes = zipOf([
			{ name: 'a.csv', content: MAY, flags: 1 },
			{ ...good, flags: 1 },
		]);
		await expect(readParts(bytes)).rejects.toMatchObject({
			code: 'PASSWORD_PROTECTED',
			message: 'customers.zip is protected with a password',
		});
	});

	it('a part of a split archive is named', async () => {
		await expect(readParts(zipOf([good], { disk: 2 }))).rejects.toMatchObject({ code: 'SPLIT_ARCHIVE' });
		const first = Buffer.concat([Buffer.from('PK\x07\x08', 'latin1'), zipOf([good])]).subarray(0, 50);
		await expect(readParts(first)).rejects.toThrow('a part of a split ZIP archive');
	});
});

describe('a file of an archive that is altered', () => {
	const rows = Array.from({ length: 5000 }, (_, at) => `a${at}@example.com,Name ${(at * 7919) % 5000}`);
	const text = `email,name\n${rows.join('\n')}\n`;

	it('after it was packed gives its rows, and says that its checksum is wrong', async () => {
		const [part] = await readParts(zipOf([{ name: 'a.csv', content: text, crc: 1 }]));
		expect(part?.cells).toHaveLength(5000);
		expect(part?.issues).toMatchObject([{ code: 'CHECKSUM_WRONG', severity: 'error' }]);
	});

	it('by a cut gives the rows before it, and says in which line it is', async () => {
		const packed = deflateRawSync(text);
		const [part] = await readParts(
			zipOf([{ name: 'a.csv', content: text, packed: packed.subarray(0, packed.length / 2) }]),
		);
		const read = part?.cells?.length ?? 0;
		expect(read).toBeGreaterThan(1000);
		expect(part?.cells?.slice(0, -1)).toEqual(rows.slice(0, read - 1).map((row) => row.split(',')));
		const cut = part?.issues?.find(({ code }) => code === 'TRUNCATED_FILE');
		expect(cut).toMatchObject({ rowNumber: read + 1 });
		expect(cut?.message).toContain(`customers.zip › a.csv is cut or altered, in or behind line ${read + 1}`);
	});

	it('is told where the directory lies about its size', async () => {
		const [part] = await readParts(zipOf([{ name: 'a.csv', content: text, size: 100 }]));
		expect(part?.cells).toHaveLength(5000);
		expect(part?.issues).toMatchObject([{ code: 'CHECKSUM_WRONG' }]);
	});
});
