import { parse as oracle } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import * as XLSX from 'xlsx';
import { bytesSource, parseFile, writeTable } from '../../../lib/formats';
import { CsvScanner } from '../../../lib/formats/csv/scanner';
import { isImportError } from '../../../lib/errors';
import type { Row } from '../../../lib/model';
import { archiveOf, collect, inPieces, read, workbookOf } from './reading';

/** Text that people type: no control characters, which the reader takes out, and no byte order marks. */
const written = fc
	.array(
		fc.oneof(fc.constantFrom(...'ab",;\t|\' \n=+-@Łß中😀0'), fc.string({ unit: 'grapheme', maxLength: 3 })),
		{ maxLength: 6 },
	)
	.map((parts) => parts.join('').replace(/(?!\n|\t)\p{Cc}|[\uFEFF\uFFFD]/gu, ''));
const filled = written.filter((text) => text !== '');

/** Tables whose first column is filled, so that no row is empty. */
const tables = fc.integer({ min: 1, max: 5 }).chain((width) =>
	fc.array(fc.tuple(filled, fc.array(written, { minLength: width - 1, maxLength: width - 1 })), {
		minLength: 1,
		maxLength: 20,
	}),
);
const rowsOf = (table: ReadonlyArray<readonly [string, readonly string[]]>) =>
	table.map(([first, rest]) => [first, ...rest]);

/** Text made of what confuses a CSV parser. */
const nasty = fc
	.array(fc.constantFrom('"', '""', ',', '\n', '\r', '\r\n', 'a', 'bc ', ' ', 'ż'), { maxLength: 60 })
	.map((parts) => parts.join(''));

jest.setTimeout(60_000);

const RUNS = { numRuns: 150 };

describe('CSV', () => {
	it('comes back as csv-stringify wrote it', async () => {
		await fc.assert(
			fc.asyncProperty(tables, fc.constantFrom(',', ';', '\t'), async (table, delimiter) => {
				const rows = rowsOf(table);
				const text = stringify(rows, { delimiter, quoted_match: /^\s|\s$|'/ });
				const { cells } = await read(text, { header: false, delimiter, quote: '"', formulaGuard: false });
				expect(cells).toEqual(rows);
			}),
			RUNS,
		);
	});

	it('comes back as we wrote it, with everything detected', async () => {
		await fc.assert(
			fc.asyncProperty(tables, async (table) => {
				const rows = rowsOf(table);
				const labels = (rows[0] ?? []).map((_, at) => `label${at}`);
				const batches = [rows.map((cells, at) => ({ rowNumber: at + 2, cells }))];
				const bytes = await collect(writeTable('csv', { labels, batches }, { formulaGuard: false }));
				const back = await read(bytes, { delimiter: ',', quote: '"', formulaGuard: false });
				expect(back.labels).toEqual(labels);
				expect(back.cells).toEqual(rows);
			}),
			RUNS,
		);
	});

	it('gives the same rows and issues wherever the text is cut', () => {
		fc.assert(
			fc.property(nasty, fc.array(fc.nat(60), { maxLength: 8 }), (text, cuts) => {
				expect(scanned(text, cuts)).toEqual(scanned(text, []));
			}),
			{ numRuns: 1000 },
		);
	});

	it('gives the rows that csv-parse gives, where csv-parse gives any', () => {
		const wellFormed = fc.array(
			fc.array(
				written.map((text) => text.trim()),
				{ minLength: 1, maxLength: 4 },
			),
			{ maxLength: 8 },
		);
		fc.assert(
			fc.property(wellFormed, fc.constantFrom('\n', '\r\n', '\r'), (rows, end) => {
				const text = stringify(rows, { record_delimiter: end, quoted: true });
				const wanted = oracle(text, { record_delimiter: end, relax_column_count: true });
				expect(scanned(text, [text.length >> 1]).rows.map(({ cells }) => cells)).toEqual(wanted);
			}),
			RUNS,
		);
	});

	it('loses no character of a file without quotes', () => {
		fc.assert(
			fc.property(nasty, (text) => {
				const plain = text.replaceAll('"', '');
				const { rows } = scanned(plain, []);
				expect(rows.map(({ cells }) => cells.join(',')).join('\n')).toBe(
					plain.replace(/\r\n?/g, '\n').replace(/\n$/, ''),
				);
			}),
			RUNS,
		);
	});
});

function scanned(text: string, cuts: readonly number[]): { rows: Row[]; badQuotes: number[] } {
	const scanner = new CsvScanner({ delimiter: ',', quote: '"' });
	const rows: Row[] = [];
	let from = 0;
	for (const cut of [...cuts].sort((a, b) => a - b)) {
		rows.push(...scanner.push(text.slice(from, Math.max(from, cut))));
		from = Math.max(from, cut);
	}
	rows.push(...scanner.push(text.slice(from)), ...scanner.end());
	return { rows, badQuotes: [...scanner.badQuotes] };
}

describe('XLSX', () => {
	it('comes back as we wrote it', async () => {
		await fc.assert(
			fc.asyncProperty(tables, async (table) => {
				const rows = rowsOf(table);
				const labels = (rows[0] ?? []).map((_, at) => `label${at}`);
				const batches = [rows.map((cells, at) => ({ rowNumber: at + 2, cells }))];
				const bytes = await collect(writeTable('xlsx', { labels, batches }));
				expect((await read(bytes, {}, 'x.xlsx')).cells).toEqual(rows);
			}),
			{ numRuns: 60 },
		);
	});

	it('comes back as SheetJS wrote it', async () => {
		const value = fc.oneof(
			written,
			fc.integer(),
			fc.boolean(),
			fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }),
		);
		const table = fc.array(fc.tuple(filled, value, value), { minLength: 1, maxLength: 8 });
		await fc.assert(
			fc.asyncProperty(table, fc.boolean(), async (rows, bookSST) => {
				const book = XLSX.utils.book_new();
				XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['a', 'b', 'c'], ...rows]));
				const bytes = new Uint8Array(XLSX.write(book, { type: 'buffer', bookSST }));
				const { cells } = await read(bytes, {}, 'x.xlsx');
				expect(cells).toEqual(rows.map((row) => row.map((cell) => (Object.is(cell, -0) ? 0 : cell))));
			}),
			{ numRuns: 60 },
		);
	});

	it('gives the same rows wherever the sheet is cut', async () => {
		const xml = sheetXml();
		const whole = await read(await workbookOf({ sheet: xml }), {}, 'x.xlsx');
		for (const size of [1, 7, 64]) {
			const bytes = await workbookOf({ sheet: xml });
			expect((await read(inPieces(bytes, size, 'x.xlsx'))).rows).toEqual(whole.rows);
		}
	});
});

function sheetXml(): string {
	const rows = Array.from(
		{ length: 30 },
		(_, at) =>
			`<row r="${at + 1}"><c r="A${at + 1}" t="inlineStr"><is><t>Łódź ${at}</t></is></c><c r="B${at + 1}"><v>${at}</v></c></row>`,
	);
	return `<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`;
}

describe('any bytes', () => {
	const finish = async (bytes: Uint8Array) => {
		try {
			const table = await parseFile(bytesSource(bytes, { name: 'any' }));
			let rows = 0;
			for await (const batch of table.batches) rows += batch.length;
			return rows >= 0;
		} catch (error) {
			return isImportError(error) ? error.kind === 'user' : error;
		}
	};

	it('end in rows or in an error a person can act on', async () => {
		await fc.assert(
			fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
				expect(await finish(bytes)).toBe(true);
			}),
			{ numRuns: 300 },
		);
	});

	it('of a damaged workbook do so too', async () => {
		const bytes = await workbookOf({
			rows: '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" s="1"><v>44834</v></c></row>',
			strings: '<si><t>name</t></si>',
			styles: '<cellXfs><xf/><xf numFmtId="14"/></cellXfs>',
		});
		await fc.assert(
			fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), fc.boolean(), async (at, byte, cut) => {
				const damaged = Buffer.from(cut ? bytes.subarray(0, at) : bytes);
				if (!cut) damaged[at] = byte;
				expect(await finish(damaged)).toBe(true);
			}),
			{ numRuns: 300 },
		);
	});

	it('of XML that is not right do so too', async () => {
		const soup = fc.array(
			fc.constantFrom(
				'<row>',
				'</row>',
				'<row r="5"',
				'<c r="B2"',
				'<c>',
				'</c>',
				'<v>',
				'</v>',
				'>',
				'/>',
				'<is><t>',
				'</t></is>',
				'1',
				'"',
				' t="s"',
				' s="9"',
				'<![CDATA[',
				']]>',
				'<!--',
				'-->',
				'&#x;',
				'<',
				'<f>',
			),
			{ maxLength: 40 },
		);
		await fc.assert(
			fc.asyncProperty(soup, async (parts) => {
				expect(await finish(await workbookOf({ rows: parts.join('') }))).toBe(true);
				expect(
					await finish(
						await workbookOf({ strings: parts.join(''), styles: parts.join(''), workbook: parts.join('') }),
					),
				).toBe(true);
			}),
			{ numRuns: 60 },
		);
	});

	it('of an archive of anything do so too', async () => {
		expect(
			await finish(await archiveOf({ 'xl/workbook.xml': 'x'.repeat(50), '[Content_Types].xml': '' })),
		).toBe(true);
	});
});
