import { bytesSource, detectFormat, readFile, type ParseOptions } from '../../../lib/formats';
import { inPieces, read } from './reading';

const NAME = 'customers.xls';
const RAW: ParseOptions = { header: false, skipRows: 0, footerRows: 0 };

async function cellsOf(page: string, options: ParseOptions = RAW) {
	return (await read(page, options, NAME)).cells;
}

describe('the text of a cell', () => {
	it.each([
		[
			'as it stands, never guessed at',
			'<td>007</td><td>+48501228855</td><td>03.04.2022</td><td>5,290</td>',
			['007', '+48501228855', '03.04.2022', '5,290'],
		],
		['with its blanks run together', '<td>\n  Jan\n\t Kowalski </td>', ['Jan Kowalski']],
		['without blanks that hold a cell open', '<td>&nbsp;</td><td>x</td>', ['', 'x']],
		[
			'with its breaks as lines',
			'<td>one<br>two<br/>three</td><td><p>four</p><p>five</p></td>',
			['one\ntwo\nthree', 'four\nfive'],
		],
		[
			'with its references decoded',
			'<td>&lt;b&gt; &amp; &#321;&#xF3;d&#x17A; &euro;&nbsp;5 &Lstrok; &#150;</td>',
			['<b> & Łódź €\u00a05 Ł –'],
		],
		['with what is no reference', '<td>R&D &bomb; a & b</td>', ['R&D &bomb; a & b']],
		['without the tags in it', '<td><font color="red"><b>J</b>an</font></td>', ['Jan']],
		[
			'without comments and scripts',
			'<td>a<!-- <td>x</td> -->b<script>if (a<b) "</td>"</script>c</td>',
			['abc'],
		],
		['behind a quote that is not closed', '<td title="5" tall">x</td><td width=5>y</td>', ['x', 'y']],
		['with a sign that begins no tag', '<td>5 < 6 <3</td>', ['5 < 6 <3']],
	])('comes %s', async (_, cells, wanted) => {
		expect(await cellsOf(`<table><tr>${cells}</tr></table>`)).toEqual([wanted]);
	});

	it('loses its control characters, and that is said', async () => {
		const { cells, codes } = await read('<table><tr><td>a\x01b</td></tr></table>', RAW, NAME);
		expect([cells, codes]).toEqual([[['ab']], ['CONTROL_CHARACTER']]);
	});
});

describe('rows and cells', () => {
	it('end where the next ones begin', async () => {
		expect(await cellsOf('<TABLE><TR><TH>a<TH>b<TR><TD>1<TD>2<tr><td>3<td>4</TABLE>')).toEqual([
			['a', 'b'],
			['1', '2'],
			['3', '4'],
		]);
		expect(await cellsOf('<table><thead><th>a</th></thead><tbody><td>1</td></tbody></table>')).toEqual([
			['a'],
			['1'],
		]);
	});

	it('go past cells that reach over and down', async () => {
		const page =
			'<table><tr><td rowspan=2>a</td><td colspan="2">b</td></tr><tr><td>c</td><td>d</td></tr><tr><td>e</td></tr></table>';
		expect(await cellsOf(page)).toEqual([
			['a', 'b', ''],
			['', 'c', 'd'],
			['e', '', ''],
		]);
		expect(await cellsOf(page, { ...RAW, mergedCells: 'all' })).toEqual([
			['a', 'b', 'b'],
			['a', 'c', 'd'],
			['e', '', ''],
		]);
	});

	it('reach no further than there are columns', async () => {
		const page = '<table><tr><td colspan=999999999 rowspan=999999999>a</td></tr><tr><td>b</td></tr></table>';
		const { cells, codes } = await read(page, { ...RAW, limits: { columns: 5 } }, NAME);
		expect(cells).toEqual([['a', '', '', '', '']]);
		expect(codes).toContain('LONG_ROW');
	});

	it('of a page that is cut are read', async () => {
		expect(await cellsOf('<html><table><tr><td>a</td></tr><tr><td>b')).toEqual([['a'], ['b']]);
	});
});

describe('tables', () => {
	const page =
		'<html><body><table><tr><td>menu<table><tr><td>name<td>phone<tr><td>Jan<td>007</table></td></tr></table><table></table><table><tr><td>footer</table></body></html>';

	it('are chosen by how full they are, also inside each other', async () => {
		const { labels, cells, dialect } = await read(page, {}, NAME);
		expect([labels, cells]).toEqual([['name', 'phone'], [['Jan', '007']]]);
		expect(dialect).toMatchObject({
			format: 'html',
			sheet: 'Table 2',
			sheets: ['Table 2', 'Table 1', 'Table 4'],
		});
	});

	it('are all read where that is wanted, each without the text of those inside', async () => {
		const found: unknown[] = [];
		for await (const { source, table } of readFile(bytesSource(Buffer.from(page), { name: NAME }), {
			...RAW,
			sheets: 'all',
		})) {
			for await (const batch of table?.batches ?? []) found.push(source, ...batch.map((row) => row.cells));
		}
		expect(found).toEqual([
			'customers.xls › Table 2',
			['name', 'phone'],
			['Jan', '007'],
			'customers.xls › Table 1',
			['menu'],
			'customers.xls › Table 4',
			['footer'],
		]);
	});

	it('that are not there are missed', async () => {
		await expect(read('<html><p>Sign in</p></html>', {}, NAME)).rejects.toMatchObject({
			code: 'UNSUPPORTED_FORMAT',
			message: 'customers.xls is a web page (HTML) without a table, which cannot be read',
		});
	});

	it('inside each other without end are refused', async () => {
		await expect(read('<table><tr><td>'.repeat(1000), {}, NAME)).rejects.toMatchObject({ code: 'TOO_LARGE' });
	});
});

describe('a page', () => {
	it.each([
		['<meta charset="windows-1250">', Buffer.from('b3f3dfe6', 'hex'), 'łóßć'],
		[
			'<meta http-equiv=Content-Type content="text/html; charset=windows-1251">',
			Buffer.from('c8e2e0ed', 'hex'),
			'Иван',
		],
		['<?xml version="1.0" encoding="iso-8859-2"?>', Buffer.from('b1e6ea', 'hex'), 'ąćę'],
	])('says its encoding: %s', async (declaration, text, wanted) => {
		const page = Buffer.concat([
			Buffer.from(`${declaration}<html><table><tr><td>`),
			text,
			Buffer.from('</table>'),
		]);
		expect((await read(page, RAW, NAME)).cells).toEqual([[wanted]]);
	});

	it('may be in UTF-16', async () => {
		const page = Buffer.from('\uFEFF<html><table><tr><td>Łódź</td></tr></table></html>', 'utf16le');
		expect((await read(page, RAW, NAME)).cells).toEqual([['Łódź']]);
	});

	it.each([
		'<!DOCTYPE html><html>',
		'<table border=1>',
		'<!-- made by x -->\n<html>',
		'\n <HTML>',
		'<meta charset=utf-8><table>',
		'<div><table>',
	])('is recognised by %s', (start) => {
		expect(detectFormat(Buffer.from(start), NAME).name).toBe('html');
	});

	it('is the same wherever it is cut into pieces', async () => {
		const page = Buffer.from(
			'<html><table><tr><td title="a>b">Łódź<br>x</td><td><![CDATA[<y>]]></td></tr><!-- - --></table></html>',
		);
		const whole = (await read(page, RAW, NAME)).cells;
		expect(whole).toEqual([['Łódź\nx', '<y>']]);
		for (let size = 1; size < page.length; size++) {
			expect((await read(inPieces(page, size, NAME), RAW)).cells).toEqual(whole);
		}
	});
});
