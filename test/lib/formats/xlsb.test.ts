import * as XLSX from 'xlsx';
import { bytesSource, detectFormat, readFile, type ParseOptions } from '../../../lib/formats';
import { inPieces, read } from './reading';

const NAME = 'customers.xlsb';
const RAW: ParseOptions = { header: false, skipRows: 0, footerRows: 0 };

function xlsbOf(workbook: XLSX.WorkBook): Buffer {
	return Buffer.from(XLSX.write(workbook, { type: 'buffer', bookType: 'xlsb' }) as Uint8Array);
}

function people(): XLSX.WorkBook {
	const sheet = XLSX.utils.aoa_to_sheet([
		['name', 'birthday', 'id', 'yes'],
		['Łódź', 44834, 950, true],
		['007', 44834.422916666663, 7, false],
	]);
	for (const [at, format] of Object.entries({
		B2: 'yyyy\\-mm\\-dd',
		B3: 'dd\\.mm\\.yyyy hh:mm',
		C2: '00000',
	})) {
		sheet[at].z = format;
	}
	return XLSX.utils.book_new(sheet, 'People');
}

describe('a binary workbook', () => {
	it('is recognised and read', async () => {
		const bytes = xlsbOf(people());
		expect(detectFormat(bytes, NAME).name).toBe('xlsb');
		const { cells, dialect } = await read(bytes, RAW, NAME);
		expect(cells).toEqual([
			['name', 'birthday', 'id', 'yes'],
			['Łódź', '2022-09-30', '00950', true],
			['007', '2022-09-30T10:09:00', 7, false],
		]);
		expect(dialect).toMatchObject({ format: 'xlsb', sheet: 'People', date1904: false });
	});

	it('is the same in every time zone', async () => {
		const zone = process.env.TZ;
		try {
			for (const TZ of ['America/New_York', 'Asia/Shanghai', 'Pacific/Apia']) {
				process.env.TZ = TZ;
				const { cells } = await read(xlsbOf(people()), {}, NAME);
				expect(cells.map((row) => row[1])).toEqual(['2022-09-30', '2022-09-30T10:09:00']);
			}
		} finally {
			process.env.TZ = zone ?? '';
			if (zone === undefined) delete process.env.TZ;
		}
	});

	it('comes as it is displayed where that is wanted', async () => {
		const { cells } = await read(xlsbOf(people()), { cells: 'displayed' }, NAME);
		expect(cells).toEqual([
			['Łódź', '2022-09-30', '00950', 'TRUE'],
			['007', '30.09.2022 10:09', '7', 'FALSE'],
		]);
	});

	it('counts its days from 1904 where it says so', async () => {
		const workbook = people();
		workbook.Workbook = { WBProps: { date1904: true } };
		const { dialect, cells } = await read(xlsbOf(workbook), {}, NAME);
		expect(dialect.date1904).toBe(true);
		expect(cells[0]?.[1]).toMatch(/^2026-10-01|^2022-09-30/);
	});

	it('has sheets, hidden ones and merged cells', async () => {
		const workbook = people();
		const secret = XLSX.utils.aoa_to_sheet([
			['a', 'b', 'c'],
			['x', null, 'y'],
		]);
		secret['!merges'] = [{ s: { r: 1, c: 0 }, e: { r: 1, c: 1 } }];
		XLSX.utils.book_append_sheet(workbook, secret, 'Secret');
		workbook.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }] };
		const bytes = xlsbOf(workbook);
		const sources: string[] = [];
		for await (const { source } of readFile(bytesSource(bytes, { name: NAME }), { sheets: 'all' }))
			sources.push(source);
		expect(sources).toEqual(['customers.xlsb']);
		const options = { sheet: 'Secret', mergedCells: 'all' } as const;
		expect((await read(bytes, options, NAME)).cells).toEqual([['x', 'x', 'y']]);
	});

	it('larger than the memory is meant for is refused, and what to do is said', async () => {
		const reading = read(xlsbOf(people()), { limits: { fileBytes: 1000 } }, NAME);
		await expect(reading).rejects.toMatchObject({ code: 'TOO_LARGE', hint: expect.stringContaining('') });
	});

	it('that expands beyond the limit is refused', async () => {
		const reading = read(xlsbOf(people()), { limits: { expandedBytes: 500 } }, NAME);
		await expect(reading).rejects.toMatchObject({ code: 'TOO_LARGE' });
	});

	it('that is cut anywhere ends in rows or a word', async () => {
		const bytes = xlsbOf(people());
		for (let end = 60; end < bytes.length; end += 97) {
			const source = inPieces(bytes.subarray(0, end), 4096, NAME);
			const outcome = await read(source, { format: 'xlsb' }).then(
				() => 'read',
				(error: unknown) => error,
			);
			if (outcome !== 'read') expect(outcome).toMatchObject({ kind: 'user' });
		}
	});
});
