import fc from 'fast-check';
import { makeIssueLog } from '../../../../lib/formats/issueLog';
import type { SheetContext } from '../../../../lib/formats/xlsx/sheetContext';
import { SheetScanner } from '../../../../lib/formats/xlsx/sheetScanner';
import { builtInKind } from '../../../../lib/formats/xlsx/numberFormat';
import type { Row, RowIssue } from '../../../../lib/model';

jest.setTimeout(60_000);

const STRINGS = ['Jan', 'Łódź', '😀'];

function contextOf(): SheetContext {
	return {
		strings: { count: 3, cleaned: 0, damaged: false, get: (index) => STRINGS[index] },
		styles: [0, 14, 22, 46].map((format) => ({ kind: builtInKind(format), format })),
		date1904: false,
		log: makeIssueLog(),
		name: 'customers.xlsx',
		columns: 16_384,
		cellLength: 100,
	};
}

function scan(
	xml: string,
	cuts: readonly number[],
): { rows: Row[]; issues: readonly RowIssue[]; done: boolean } {
	const bytes = Buffer.from(xml);
	const context = contextOf();
	const scanner = new SheetScanner(context);
	const rows: Row[] = [];
	let from = 0;
	for (const cut of [...cuts.toSorted((a, b) => a - b), bytes.length]) {
		rows.push(...scanner.push(bytes.subarray(from, Math.max(from, cut))));
		from = Math.max(from, cut);
	}
	return { rows, issues: context.log.issues, done: scanner.done };
}

const sheet = (rows: string, prefix = '') =>
	`<?xml version="1.0"?>\n<!-- made by hand --><${prefix}worksheet><${prefix}sheetData>${rows}</${prefix}sheetData><${prefix}pageMargins left="0.7"/></${prefix}worksheet>`;

/** Cells as programs write them, and as XML allows them. */
const cell = fc.constantFrom(
	'<c r="A1" t="s"><v>0</v></c>',
	'<c r="AB12" s="1" t="s"><v>2</v></c>',
	'<c s="1" r="B1"><v>44834</v></c>',
	'<c r="C1" s="2"><v>44834.422916666663</v></c>',
	"<c r='D1'><v>-12.50</v></c>",
	'<c><v>1.2E+3</v></c>',
	'<c r="E1"/>',
	'<c r="E1" s="3"></c>',
	'<c r="F1" t="inlineStr"><is><t>Łódź</t></is></c>',
	'<c r="F1" t="inlineStr"><is><r><t>a</t></r><rPh sb="0" eb="1"><t>x</t></rPh><r><t xml:space="preserve"> b</t></r></is></c>',
	'<c r="G1" t="str"><f>A1&amp;"&lt;"</f><v>a&amp;b_x000D_</v></c>',
	'<c r="H1" t="str"><v><![CDATA[</c></row>]]></v></c>',
	'<c r="I1"><f>1+1</f></c>',
	'<c r="J1"><f>1+1</f><v>2</v></c>',
	'<c r="K1" t="b"><v>1</v></c>',
	'<c r="L1" t="e"><v>#N/A</v></c>',
	'<c r="M1" t="d"><v>2022-09-30T10:09:00Z</v></c>',
	'<c r="ZZZZ99"><v>9</v></c>',
	'<!-- <c r="A1"><v>9</v></c> -->',
	'\n  ',
);
const row = fc.oneof(
	fc
		.array(cell, { maxLength: 6 })
		.chain((cells) =>
			fc
				.constantFrom('<row>', '<row r="7">', '<row r="12" spans="1:14" x:y="a>b">', "<row r='3' >")
				.map((open) => `${open}${cells.join('')}</row>`),
		),
	fc.constantFrom('<row r="9"/>', '<row/>', ' ', '<!-- </row> -->'),
);
const sheets = fc.array(row, { maxLength: 8 }).map((rows) => sheet(rows.join('')));

it('gives the same rows and issues wherever the sheet is cut', () => {
	fc.assert(
		fc.property(sheets, fc.array(fc.nat(900), { maxLength: 6 }), (xml, cuts) => {
			expect(scan(xml, cuts)).toEqual(scan(xml, []));
		}),
		{ numRuns: 200 },
	);
});

it('is not misled by a piece that ends behind a `>` in a quoted attribute', () => {
	const xml = sheet('<row r="1" x:y="a>b"><c r="A1"><v>1</v></c></row>');
	expect(scan(xml, [xml.indexOf('>b"') + 1]).rows).toEqual([{ rowNumber: 1, cells: [1] }]);
});

it('gives the same rows when each byte comes alone', () => {
	const rows = '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="inlineStr"><is><t>ż😀</t></is></c></row>';
	const xml = sheet(rows + rows.replaceAll('1"', '2"'));
	const cuts = Array.from({ length: Buffer.byteLength(xml) }, (_, at) => at);
	expect(scan(xml, cuts)).toEqual(scan(xml, []));
	expect(scan(xml, cuts).rows).toHaveLength(2);
});

it('reads any namespace prefix alike', () => {
	const plain =
		'<row r="1"><c r="A1" t="s"><v>1</v></c><c r="C1"><v>1.5</v></c><c r="D1" t="inlineStr"><is><t>x</t></is></c></row><row r="2"/>';
	const prefixed = plain.replace(/<(\/?)(row|c|v|is|t)\b/g, '<$1ss:$2');
	expect(scan(sheet(prefixed, 'ss:'), [])).toEqual(scan(sheet(plain), []));
});

describe('rows that hold nothing', () => {
	const filled = (number: number) => `<row r="${number}"><c r="A${number}"><v>1</v></c></row>`;

	it('are rows where another follows', () => {
		const { rows } = scan(sheet(`${filled(1)}<row r="2" s="1"><c r="A2" s="1"/></row>${filled(3)}`), []);
		expect(rows.map(({ rowNumber, cells }) => [rowNumber, cells.length])).toEqual([
			[1, 1],
			[2, 0],
			[3, 1],
		]);
	});

	it('are none at the end, however many a program has formatted', () => {
		const formatted = Array.from(
			{ length: 200_000 },
			(_, at) => `<row r="${at + 2}"><c r="A${at + 2}" s="1"/></row>`,
		);
		const { rows, done } = scan(sheet(filled(1) + formatted.join('')), []);
		expect(rows).toHaveLength(1);
		expect(done).toBe(true);
	});
});

describe('hostile references', () => {
	it.each([
		['a column no sheet has', '<c r="ZZZZ99"><v>1</v></c>', []],
		['a column beyond all numbers', `<c r="${'Z'.repeat(400)}1"><v>1</v></c>`, [1]],
		['a negative one', '<c r="A-5"><v>1</v></c>', [1]],
		['an empty one', '<c r=""><v>1</v></c>', [1]],
		['one that is no reference', '<c r="?"><v>1</v></c>', [1]],
	])('%s', (_, xml, cells) => {
		const { rows } = scan(sheet(`<row r="1">${xml}</row>`), []);
		expect(rows.flatMap((one) => one.cells)).toEqual(cells);
	});

	it('names the cell that is left out', () => {
		const { issues } = scan(sheet('<row r="1"><c r="ZZZZ1"><v>1</v></c></row>'), []);
		expect(issues).toMatchObject([
			{
				code: 'LONG_ROW',
				message: 'Cell ZZZZ1 of customers.xlsx was left out: at most 16384 columns are read.',
			},
		]);
	});

	it.each(['99999999999999999999', '-3', 'x', '0'])('a row %s follows the one before', (number) => {
		const { rows } = scan(
			sheet(`<row r="4"><c><v>1</v></c></row><row r="${number}"><c><v>2</v></c></row>`),
			[],
		);
		expect(rows.map(({ rowNumber }) => rowNumber)).toEqual([4, 5]);
	});
});

it('puts cells that are out of order into their places', () => {
	const { rows } = scan(
		sheet('<row r="1"><c r="C1"><v>3</v></c><c r="A1"><v>1</v></c><c><v>2</v></c></row>'),
		[],
	);
	expect(rows).toEqual([{ rowNumber: 1, cells: [1, 2, 3] }]);
});

it('refuses a document type, in which entities can grow without bound', () => {
	const bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>';
	expect(() => scan(`<?xml version="1.0"?>${bomb}<worksheet><sheetData/></worksheet>`, [])).toThrow(
		'document type',
	);
});

it('notes a text that is longer than a cell may be', () => {
	const long = `<row r="1"><c r="A1" t="inlineStr"><is><t>${'x'.repeat(101)}</t></is></c></row>`;
	expect(scan(sheet(long), []).issues).toMatchObject([{ code: 'TOO_LONG', rowNumber: 1 }]);
});

it('reads a sheet whose XML is longer than any text can be', () => {
	const rows = `<row><c t="inlineStr"><is><t>${'x'.repeat(10_000)}</t></is></c><c><v>1</v></c></row>`.repeat(
		100,
	);
	const piece = Buffer.from(rows);
	const scanner = new SheetScanner({ ...contextOf(), cellLength: 100_000 });
	scanner.push(Buffer.from('<worksheet><sheetData>'));
	let count = 0;
	for (let bytes = 0; bytes < 540 * 1024 * 1024; bytes += piece.length) count += scanner.push(piece).length;
	expect(count).toBe(Math.ceil((540 * 1024 * 1024) / piece.length) * 100);
});
