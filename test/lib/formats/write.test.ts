import ExcelJS from 'exceljs';
import JSZip from 'jszip';
import * as XLSX from 'xlsx';
import { writeTable, type WritableTable, type WriteOptions } from '../../../lib/formats';
import { guardFormula } from '../../../lib/formats/csv/formulaGuard';
import { writeXlsx } from '../../../lib/formats/xlsx/write';
import type { Cell } from '../../../lib/model';
import { collect, read } from './reading';

function tableOf(labels: string[], rows: Cell[][], types?: WritableTable['types']): WritableTable {
	const batches = [rows.map((cells, at) => ({ rowNumber: at + 2, cells }))];
	return types ? { labels, batches, types } : { labels, batches };
}

async function csv(table: WritableTable, options: WriteOptions = {}): Promise<string> {
	return (await collect(writeTable('csv', table, options))).toString();
}

describe('CSV', () => {
	it('is quoted only where it must be', async () => {
		const text = await csv(
			tableOf(
				['a', 'b'],
				[
					['x, y', 'say "hi"'],
					['two\nlines', 'plain'],
					[null, ''],
					[5, true],
				],
			),
		);
		expect(text).toBe('a,b\r\n"x, y","say ""hi"""\r\n"two\nlines",plain\r\n,\r\n5,true\r\n');
	});

	it('takes delimiter, line end and byte order mark', async () => {
		const text = await csv(tableOf(['a', 'b'], [['x;y', '1,5']]), {
			delimiter: ';',
			lineEnd: '\n',
			bom: true,
		});
		expect(text).toBe('\uFEFFa;b\n"x;y";"1,5"\n');
	});

	it('writes short rows to the full width', async () => {
		expect(await csv(tableOf(['a', 'b', 'c'], [['1']]))).toBe('a,b,c\r\n1,,\r\n');
	});

	it('guards what a spreadsheet would run, labels too, and leaves the rest when told to', async () => {
		const table = tableOf(['=A1', 'b'], [['=1+1', '+48501228855']]);
		expect(await csv(table)).toBe("'=A1,b\r\n'=1+1,+48501228855\r\n");
		expect(await csv(table, { formulaGuard: false })).toBe('=A1,b\r\n=1+1,+48501228855\r\n');
	});

	it.each([
		['=cmd|calc', true],
		['+1+1', true],
		['-1+1', true],
		['@SUM(A1)', true],
		['\t=1', true],
		['\r=1', true],
		['＝1+1', true],
		['+48501228855', false],
		['+48 501 228 855', false],
		['-12.5', false],
		['+5,290.00', false],
		['jan@example.com', false],
		['a=b', false],
	])('of %j is guarded: %s', (text, guarded) => {
		expect(guardFormula(text)).toBe(guarded ? `'${text}` : text);
	});
});

describe('XLSX', () => {
	const labels = ['id', 'phone', 'n', 'day', 'at', 'ok'];
	const types = ['text', 'text', 'number', 'date', 'dateTime', 'boolean'] as const;
	const rows: Cell[][] = [
		['007', '+48501228855', 5.29, '2022-09-30', '2022-09-30T10:09:00', true],
		['9007199254740993', '=1+1', '5290', '', null, 'false'],
		['<&>"_x000D_', ' Zażółć\n中山路\r😀 ', 'n/a', '30.09.2022', '1899-01-01T00:00:00', 'x'],
	];

	it('comes back as it was, through our own reader', async () => {
		const bytes = await collect(writeTable('xlsx', tableOf(labels, rows, types)));
		const back = await read(bytes, {}, 'out.xlsx');
		expect(back.labels).toEqual(labels);
		expect(back.cells).toEqual([
			['007', '+48501228855', 5.29, '2022-09-30', '2022-09-30T10:09:00', true],
			['9007199254740993', '=1+1', 5290, '', '', false],
			['<&>"_x000D_', ' Zażółć\n中山路\r😀 ', 'n/a', '30.09.2022', '1899-01-01T00:00:00', 'x'],
		]);
		expect(back.issues).toEqual([]);
	});

	it('is read by SheetJS with the same values', async () => {
		const book = XLSX.read(
			await collect(writeTable('xlsx', tableOf(labels, rows, types), { sheet: 'People' })),
			{
				cellDates: true,
				UTC: true,
			},
		);
		expect(book.SheetNames).toEqual(['People']);
		const back = XLSX.utils.sheet_to_json<unknown[]>(book.Sheets.People ?? {}, { header: 1, UTC: true });
		expect(back[1]).toEqual([
			'007',
			'+48501228855',
			5.29,
			new Date('2022-09-30T00:00:00Z'),
			new Date('2022-09-30T10:09:00Z'),
			true,
		]);
		expect(back[3]?.slice(0, 3)).toEqual(['<&>"_x000D_', ' Zażółć\n中山路\r😀 ', 'n/a']);
	});

	it('is read by exceljs, with a bold frozen header and date formats', async () => {
		const book = new ExcelJS.Workbook();
		const bytes = await collect(writeTable('xlsx', tableOf(labels, rows, types)));
		await book.xlsx.load(new Uint8Array(bytes).buffer);
		const sheet = book.worksheets[0];
		expect(sheet?.views).toMatchObject([{ state: 'frozen', ySplit: 1 }]);
		expect(sheet?.getCell('A1').font.bold).toBe(true);
		expect(sheet?.getCell('D2').numFmt).toContain('yyyy');
		expect(sheet?.getCell('D2').value).toEqual(new Date('2022-09-30T00:00:00Z'));
		expect(sheet?.getCell('B2').value).toBe('+48501228855');
		expect(sheet?.getCell('B2').numFmt).toBe('@');
	});

	it('is an archive whose sizes and checksums are right', async () => {
		const zip = await JSZip.loadAsync(await collect(writeTable('xlsx', tableOf(labels, rows, types))), {
			checkCRC32: true,
		});
		expect(Object.keys(zip.files).sort()).toEqual([
			'[Content_Types].xml',
			'_rels/.rels',
			'xl/_rels/workbook.xml.rels',
			'xl/styles.xml',
			'xl/workbook.xml',
			'xl/worksheets/sheet1.xml',
		]);
	});

	it('goes on in further sheets where one is full', async () => {
		const many = tableOf(
			['n'],
			Array.from({ length: 5 }, (_, at) => [`r${at}`]),
		);
		const bytes = await collect(writeXlsx(many, { sheet: 'People' }, 2));
		const book = XLSX.read(bytes);
		expect(book.SheetNames).toEqual(['People', 'People 2', 'People 3']);
		const all = book.SheetNames.map((name) =>
			XLSX.utils.sheet_to_json<unknown[]>(book.Sheets[name] ?? {}, { header: 1 }),
		);
		expect(all).toEqual([
			[['n'], ['r0'], ['r1']],
			[['n'], ['r2'], ['r3']],
			[['n'], ['r4']],
		]);
	});

	it('of no rows has its header', async () => {
		const { labels: back, codes } = await read(
			await collect(writeTable('xlsx', tableOf(['a', 'b'], []))),
			{},
			'x.xlsx',
		);
		expect(back).toEqual(['a', 'b']);
		expect(codes).toEqual(['HEADER_ONLY']);
	});

	it('writes more than a block, so that compression and building overlap', async () => {
		const many = Array.from({ length: 20_000 }, (_, at) => [`id ${at}`, `street ${at * 7919}`]);
		const back = await read(await collect(writeTable('xlsx', tableOf(['a', 'b'], many))), {}, 'x.xlsx');
		expect(back.cells).toEqual(many);
	});

	it('refuses a text that no cell holds, and names the cell', async () => {
		const writing = collect(writeTable('xlsx', tableOf(['a'], [['x'.repeat(32_768)]])));
		await expect(writing).rejects.toMatchObject({ code: 'TOO_LONG', message: expect.stringContaining('A2') });
	});

	it('gives a sheet a name that Excel takes', async () => {
		const sheet = "'A/B: [very long name that goes on and on]'";
		const book = XLSX.read(await collect(writeTable('xlsx', tableOf(['a'], []), { sheet })));
		expect(book.SheetNames[0]).toMatch(/^[^[\]:*?/\\]{1,31}$/);
	});
});

it('closes the rows when the reader of the file goes away', async () => {
	let closed = false;
	async function* batches() {
		try {
			for (;;) yield [{ rowNumber: 1, cells: ['x'.repeat(1000)] }];
		} finally {
			closed = true;
		}
	}
	let size = 0;
	for await (const piece of writeTable('xlsx', { labels: ['a'], batches: batches() })) {
		size += piece.length;
		if (size > 1000) break;
	}
	expect(closed).toBe(true);
});
