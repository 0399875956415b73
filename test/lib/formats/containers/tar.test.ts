import { gzipSync } from 'node:zlib';
import { inPieces, workbookOf } from '../reading';
import { paxPart, readParts, tarOf, type TarPart } from './packing';

const MAY = 'email,name\nola@example.com,Ola\n';
const JUNE = 'email,name\njan@example.com,Jan\n';
const OLA = [['ola@example.com', 'Ola']];
const LONG_NAME = `${'folder/'.repeat(30)}may.csv`;

const read = async (parts: readonly TarPart[]) => await readParts(tarOf(parts), {}, 'x.tar');
const sourcesOf = (parts: ReadonlyArray<{ readonly source: string }>) => parts.map(({ source }) => source);

describe('a tar archive', () => {
	it('gives the rows of every file, plain and gzipped, as bytes and as a stream', async () => {
		const bytes = tarOf([
			{ name: 'a/', type: '5' },
			{ name: 'a/may.csv', content: MAY },
			{ name: 'june.csv', content: JUNE },
		]);
		const plain = await readParts(bytes, {}, 'x.tar');
		expect(sourcesOf(plain)).toEqual(['x.tar › a/may.csv', 'x.tar › june.csv']);
		expect(plain[0]).toMatchObject({ cells: OLA, dialect: { container: ['tar'] }, issues: [] });
		expect(await readParts(inPieces(bytes, 100, 'x.tar'))).toEqual(plain);
		const packed = await readParts(gzipSync(bytes), {}, 'x.tar.gz');
		expect(sourcesOf(packed)).toEqual(['x.tar.gz › a/may.csv', 'x.tar.gz › june.csv']);
		expect(packed[0]).toMatchObject({ cells: OLA, dialect: { container: ['gzip', 'tar'] } });
		expect(await readParts(inPieces(gzipSync(bytes), 9, 'x.tgz'))).toMatchObject([{ cells: OLA }, {}]);
	});

	it('gives a workbook, which is read at any place', async () => {
		const workbook = await workbookOf({
			rows: '<row><c t="str"><v>a</v></c></row><row><c><v>1</v></c></row>',
		});
		const bytes = tarOf([{ name: 'vip.xlsx', content: workbook }]);
		expect(await readParts(gzipSync(bytes), {}, 'x.tgz')).toMatchObject([
			{ source: 'x.tgz › vip.xlsx', cells: [[1]], dialect: { format: 'xlsx', container: ['gzip', 'tar'] } },
		]);
	});

	it.each([
		[
			'of the seventh edition, without a magic word',
			[{ name: 'may.csv', content: MAY, magic: 'none' }],
			'may.csv',
		],
		['with a type of zero', [{ name: 'may.csv', content: MAY, type: '\0' }], 'may.csv'],
		[
			'with a name in two parts',
			[{ name: 'may.csv', prefix: 'long/folder', content: MAY }],
			'long/folder/may.csv',
		],
		[
			'of GNU, where that place is something else',
			[{ name: 'may.csv', prefix: '1477', magic: 'gnu', content: MAY }],
			'may.csv',
		],
		[
			'with a long name of GNU',
			[
				{ name: '././@LongLink', type: 'L', content: `${LONG_NAME}\0` },
				{ name: 'cut', content: MAY },
			],
			`${LONG_NAME.slice(0, 100)}…${LONG_NAME.slice(-99)}`,
		],
		[
			'with a name of pax',
			[paxPart({ path: 'Łódź/may.csv', mtime: '1.5' }), { name: 'cut', content: MAY }],
			'Łódź/may.csv',
		],
		[
			'with facts of pax for all',
			[
				{ ...paxPart({ comment: 'x' }), type: 'g' },
				{ name: 'may.csv', content: MAY },
			],
			'may.csv',
		],
		[
			'with a name in a code page',
			[{ name: Buffer.from('9da264ab5f6d61727a65632e637376', 'hex'), content: MAY }],
			'Łódź_marzec.csv',
		],
		['with a path that leads elsewhere', [{ name: '../../may.csv', content: MAY }], 'may.csv'],
	] as ReadonlyArray<[string, TarPart[], string]>)('%s', async (_, parts, name) => {
		expect(await read(parts)).toMatchObject([{ source: `x.tar › ${name}`, cells: OLA }]);
	});

	it.each([
		['a link', { name: 'a.csv', type: '2' }],
		['a hard link', { name: 'a.csv', type: '1' }],
	])('does not follow %s', async (_, link) => {
		const parts = await read([link, { name: 'may.csv', content: MAY }]);
		expect(sourcesOf(parts)).toEqual(['x.tar › may.csv']);
		expect(parts[0]?.issues).toMatchObject([{ code: 'FILES_LEFT_OUT' }]);
	});

	it.each([
		['GNU', [{ name: 'a.csv', type: 'S', content: 'x' }]],
		['pax', [paxPart({ 'GNU.sparse.major': '1' }), { name: 'a.csv', content: 'x' }]],
	] as ReadonlyArray<[string, TarPart[]]>)(
		'refuses a sparse file of %s, and reads the others',
		async (_, sparse) => {
			const parts = await read([...sparse, { name: 'may.csv', content: MAY }]);
			expect(parts[0]?.error?.message).toBe('a.csv is stored as a sparse file, which cannot be read');
			expect(parts[1]).toMatchObject({ cells: OLA });
		},
	);

	it('with more files than the limit is refused, also with nothing but names', async () => {
		const limits = { entries: 10 };
		const many = Array.from({ length: 11 }, (_, at) => ({ name: `${at}.csv`, content: MAY }));
		await expect(readParts(tarOf(many), { limits }, 'x.tar')).rejects.toMatchObject({ code: 'TOO_LARGE' });
		const names = Array.from({ length: 50 }, () => ({ name: 'n', type: 'L', content: 'a' }));
		await expect(readParts(tarOf(names), { limits }, 'x.tar')).rejects.toMatchObject({ code: 'TOO_LARGE' });
	});
});

describe('a tar archive that was cut', () => {
	const bytes = tarOf([
		{ name: 'may.csv', content: MAY },
		{ name: 'june.csv', content: `email,name\n${'jan@example.com,Jan\n'.repeat(2000)}` },
		{ name: 'july.csv', content: MAY },
	]);

	it('gives the files before it, the rows of the one it is in, and says so', async () => {
		for (const cut of [bytes.subarray(0, 20_000), gzipSync(bytes.subarray(0, 20_000))]) {
			const parts = await readParts(cut, {}, 'x');
			expect(sourcesOf(parts)).toEqual(['x › may.csv', 'x › june.csv']);
			expect(parts[1]?.cells?.length).toBeGreaterThan(900);
			expect(parts[1]?.issues?.map(({ code }) => code)).toContain('TRUNCATED_FILE');
		}
	});

	it('at a header that is broken gives the files before it, and says so', async () => {
		const broken = Buffer.from(bytes);
		broken.fill(7, 1024, 1300);
		const parts = await readParts(broken, {}, 'x.tar');
		expect(parts).toMatchObject([{ source: 'x.tar › may.csv', cells: OLA }]);
		expect(parts[0]?.issues).toMatchObject([{ code: 'TRUNCATED_FILE' }]);
	});
});
