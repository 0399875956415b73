import { bytesSource, detectFormat, findFormat, FORMATS, parseFile, writeTable } from '../../../lib/formats';
import { archiveOf, collect, inPieces, read, workbookOf } from './reading';

const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** An OLE container with one directory entry, as an encrypted workbook or an old one starts. */
function oleWith(name: string): Buffer {
	const bytes = Buffer.alloc(1536 + 200_000);
	OLE.copy(bytes);
	bytes.writeUInt16LE(9, 30);
	bytes.writeUInt32LE(390, 48);
	bytes.write(name, (390 + 1) * 512, 'utf16le');
	return bytes;
}

describe('the format of a file', () => {
	it('is CSV for text, whatever its name', () => {
		expect(detectFormat(Buffer.from('a,b\n1,2\n'), 'x.xlsx').name).toBe('csv');
	});

	it('is XLSX for a workbook, whatever its name', async () => {
		expect(detectFormat(await workbookOf({}), 'x.csv').name).toBe('xlsx');
		expect(
			(await read(await workbookOf({ rows: '<row><c t="str"><v>a</v></c></row>' }), {}, 'x.csv')).labels,
		).toEqual(['a']);
	});

	it('is text for UTF-16 with and without a mark', () => {
		expect(detectFormat(Buffer.from('\uFEFFimię\tmiasto\nJan\tŁódź\n', 'utf16le')).name).toBe('csv');
		expect(detectFormat(Buffer.from('имя,город\nИван,Москва\n', 'utf16le')).name).toBe('csv');
	});

	it.each([
		['a PDF document', Buffer.from('%PDF-1.7\n')],
		['a PNG picture', Buffer.from('89504e470d0a1a0a', 'hex')],
		['a JPEG picture', Buffer.from('ffd8ffe000104a464946', 'hex')],
		['a 7z archive', Buffer.from('377abcaf271c0004', 'hex')],
		['a RAR archive', Buffer.from('Rar!\x1a\x07\x01\0', 'latin1')],
		['an old Word document', oleWith('WordDocument')],
	])('that is %s is named', async (what, bytes) => {
		const reading = parseFile(bytesSource(bytes, { name: 'customers.csv' }));
		await expect(reading).rejects.toMatchObject({
			kind: 'user',
			code: 'UNSUPPORTED_FORMAT',
			message: `customers.csv is ${what}, which cannot be read`,
			hint: expect.stringMatching(/\./),
		});
	});

	it('that is an archive of something else is named', async () => {
		const archive = await archiveOf({ 'customers.csv': 'a,b\n' });
		expect(() => detectFormat(archive, 'x.zip')).toThrow('x.zip is a ZIP archive, which cannot be read');
	});

	it('is CSV for text that only starts with a bracket', () => {
		expect(detectFormat(Buffer.from('[id],[name]\n1,Jan\n')).name).toBe('csv');
		expect(detectFormat(Buffer.from('{id},{name}\n1,Jan\n')).name).toBe('csv');
	});

	it.each([
		['at any place', false],
		['as a stream', true],
	])('protected by a password is said, read %s', async (_, streamed) => {
		const bytes = oleWith('EncryptedPackage');
		const source = streamed
			? inPieces(bytes.subarray(0, 60_000), 5000, 'vip.xlsx')
			: bytesSource(bytes, { name: 'vip.xlsx' });
		const code = streamed ? 'DAMAGED_FILE' : 'PASSWORD_PROTECTED';
		await expect(parseFile(source)).rejects.toMatchObject({ kind: 'user', code });
	});

	it('of an empty file is said to be empty', async () => {
		await expect(parseFile(bytesSource(Buffer.alloc(0), { name: 'x.csv' }))).rejects.toMatchObject({
			code: 'EMPTY_FILE',
			message: 'x.csv is empty',
		});
		await expect(read('\n\r\n  \n'.replace('  ', ''))).rejects.toMatchObject({ code: 'EMPTY_FILE' });
	});

	it('of nothing known is said to be unknown', () => {
		const noise = Buffer.from(
			Array.from({ length: 4000 }, (_, at) => Math.floor(Math.abs(Math.sin(at + 1)) * 1e6) % 256),
		);
		expect(() => detectFormat(noise)).toThrow(expect.objectContaining({ code: 'UNKNOWN_FORMAT' }));
	});

	it('that the user set is read also where nothing is recognised', async () => {
		const bytes = Buffer.from(`a,b\n${'\x01'.repeat(100)},2\n`);
		await expect(read(bytes)).rejects.toMatchObject({ code: 'UNKNOWN_FORMAT' });
		expect((await read(bytes, { format: 'csv' })).cells).toEqual([['', '2']]);
	});

	it('that the user set and the file is not, is refused', async () => {
		const reading = read(await workbookOf({}), { format: 'csv' }, 'x.csv');
		await expect(reading).rejects.toMatchObject({
			code: 'WRONG_FORMAT',
			message: 'x.csv is not CSV or text but Excel workbook',
		});
	});
});

describe('every format', () => {
	it.each(FORMATS.map((format) => [format.name, format] as const))(
		'%s is found by its name',
		(name, format) => {
			expect(findFormat(name.toUpperCase())).toBe(format);
		},
	);

	it.each(FORMATS.filter(({ write }) => write).map(({ name }) => [name]))(
		'%s reads what it writes, and recognises it',
		async (name) => {
			const rows = [
				['Łukasz', '007', 'x, y; z'],
				['王伟', '', 'say "hi"\nthere'],
			];
			const batches = [rows.map((cells, at) => ({ rowNumber: at + 2, cells }))];
			const bytes = await collect(writeTable(name, { labels: ['name', 'id', 'note'], batches }));
			expect(detectFormat(bytes.subarray(0, 4096)).name).toBe(name);
			expect((await read(bytes, {}, 'x')).cells).toEqual(rows);
		},
	);

	it('has a name of its own', () => {
		expect(new Set(FORMATS.map(({ name }) => name)).size).toBe(FORMATS.length);
		expect(() => findFormat('pdf')).toThrow(expect.objectContaining({ code: 'UNKNOWN_FORMAT' }));
	});
});
