import { parse as oracle } from 'csv-parse/sync';
import { bytesSource, parseFile, streamSource } from '../../../lib/formats';
import { KEPT_ISSUES } from '../../../lib/formats/issueLog';
import { inPieces, read } from './reading';

describe('rows', () => {
	it('gives every cell as the text it is', async () => {
		const { labels, cells } = await read('id;phone;date;n\n007;+48501228855;03.04.2022;9007199254740993\n');
		expect(labels).toEqual(['id', 'phone', 'date', 'n']);
		expect(cells).toEqual([['007', '+48501228855', '03.04.2022', '9007199254740993']]);
	});

	it('gives up on a line of a million cells that does not end', async () => {
		await expect(read(`a,b\n${','.repeat(2_000_000)}`)).rejects.toMatchObject({
			code: 'TOO_LARGE',
			message: expect.stringMatching(/^Line 2 of .* does not end$/),
		});
	});

	it('reads quoted delimiters, line breaks and doubled quotes', async () => {
		const { cells } = await read('a,b\n"x, y","say ""hi"""\n"two\r\nlines",""\n');
		expect(cells).toEqual([
			['x, y', 'say "hi"'],
			['two\r\nlines', ''],
		]);
	});

	it('reads CR, LF and CRLF mixed in one file', async () => {
		const { cells, dialect } = await read('a,b\r\n1,2\n3,4\r5,6');
		expect(cells).toEqual([
			['1', '2'],
			['3', '4'],
			['5', '6'],
		]);
		expect(dialect.lineEnd).toBe('mixed');
	});

	it.each([
		['\n', 'a,b\n1,2\n'],
		['\r\n', 'a,b\r\n"1\n1",2\r\n'],
		['\r', 'a,b\r1,2\r'],
	])('names the line end %j', async (lineEnd, text) => {
		expect((await read(text)).dialect.lineEnd).toBe(lineEnd);
	});

	it('numbers rows by the line their record starts at', async () => {
		const { rows } = await read('a,b\n"x\ny\r\nz",1\r\n\n2,3\r4,5');
		expect(rows.map(({ rowNumber }) => rowNumber)).toEqual([2, 6, 7]);
	});

	it('keeps a file of one column one column', async () => {
		const { labels, cells, dialect } = await read('name\nKowalski, Jan\nNowak\nWiśniewska\n');
		expect(labels).toEqual(['name']);
		expect(cells).toEqual([['Kowalski, Jan'], ['Nowak'], ['Wiśniewska']]);
		expect(dialect.delimiter).toBeUndefined();
	});

	it('puts rows into batches of the size wished', async () => {
		const text = `a\n${'x\n'.repeat(10)}`;
		const { batches } = await parseFile(bytesSource(Buffer.from(text)), { batchSize: 4 });
		const sizes: number[] = [];
		for await (const batch of batches) sizes.push(batch.length);
		expect(sizes).toEqual([4, 4, 2]);
	});
});

describe('quotes that are not right', () => {
	it('keeps a quote inside an unquoted cell', async () => {
		const { cells, issues } = await read('a,b\n5" pipe,3\n');
		expect(cells).toEqual([['5" pipe', '3']]);
		expect(issues).toEqual([]);
	});

	it.each([
		['text after a closing quote', '"x"y', '"x"y'],
		['a company name in quotes', '"Alfa" Sp. z o.o.', '"Alfa" Sp. z o.o.'],
		['inner quotes that are not doubled', '"Jan "Johnny" Kowalski"', 'Jan "Johnny" Kowalski'],
		['an inner quote at the end', '"Firma "X""', 'Firma "X"'],
	])('reads %s', async (_, written, wanted) => {
		const { cells, issues } = await read(`a,b\n1,2\n${written},3\n4,5\n`, { delimiter: ',' });
		expect(cells).toEqual([
			['1', '2'],
			[wanted, '3'],
			['4', '5'],
		]);
		expect(issues).toMatchObject([{ code: 'BAD_QUOTE', rowNumber: 3 }]);
	});

	it('does not let a quote that is never closed swallow the rest', async () => {
		const { cells, issues } = await read('a,b\n1,"open\n2,x\n3,y\n');
		expect(cells).toEqual([
			['1', '"open'],
			['2', 'x'],
			['3', 'y'],
		]);
		expect(issues).toMatchObject([
			{
				code: 'BAD_QUOTE',
				rowNumber: 2,
				message: 'A quote that opens in line 2 of customers.csv is not closed or not doubled.',
			},
		]);
	});

	it('says the line the quote opened in, not the one its record starts at', async () => {
		const { issues } = await read('a,b\n"x\ny","open\n2,x\n');
		expect(issues).toMatchObject([{ code: 'BAD_QUOTE', rowNumber: 3 }]);
	});

	it('contains a quote whose look-ahead ends far before the file does', async () => {
		const { cells, codes } = await read(`a,b\n1,"open\n${'2,x\n'.repeat(300_000)}3,"closed"\n`);
		expect(cells).toHaveLength(300_002);
		expect(cells[0]).toEqual(['1', '"open']);
		expect(cells.at(-1)).toEqual(['3', 'closed']);
		expect(codes).toEqual(['BAD_QUOTE']);
	});

	it('does not let a quote swallow the rows up to the next quoted cell', async () => {
		const { cells } = await read('a,b\n1,"open\n2,x\n3,"closed"\n');
		expect(cells).toEqual([
			['1', '"open'],
			['2', 'x'],
			['3', 'closed'],
		]);
	});
});

describe('rows that do not fit', () => {
	it('leaves the cells of a short row absent', async () => {
		const { rows, issues } = await read('a,b,c\n1,2,3\n4,5\n', {}, 'customers.csv');
		expect(rows[1]).toEqual({ rowNumber: 3, cells: ['4', '5'] });
		expect(issues).toMatchObject([
			{ code: 'SHORT_ROW', rowNumber: 3, message: 'Line 3 of customers.csv has 2 cells; the header has 3.' },
		]);
	});

	it('keeps the further cells of a long row', async () => {
		const { cells, issues } = await read('a,b\n1,2\n4,5,6,7\n');
		expect(cells[1]).toEqual(['4', '5', '6', '7']);
		expect(issues).toMatchObject([
			{ code: 'LONG_ROW', message: 'Line 3 of customers.csv has 4 cells; the header has 2.' },
		]);
	});

	it('drops the empty column that a delimiter at the end of every line makes', async () => {
		const { labels, cells, issues } = await read('a;b;\n1;2;\n3;4;\n');
		expect(labels).toEqual(['a', 'b']);
		expect(cells).toEqual([
			['1', '2'],
			['3', '4'],
		]);
		expect(issues).toEqual([]);
	});

	it('keeps a last column without a label that holds something', async () => {
		const { labels, codes } = await read('a;b;\n1;2;x\n3;4;\n');
		expect(labels).toEqual(['a', 'b', 'column_3']);
		expect(codes).toEqual(['EMPTY_LABEL']);
	});

	it('leaves out empty rows and counts them in one issue', async () => {
		const { rows, issues } = await read('a,b\n\n1,2\n,\n\n3,4\n\n');
		expect(rows.map(({ rowNumber }) => rowNumber)).toEqual([3, 6]);
		expect(issues).toMatchObject([
			{
				code: 'EMPTY_ROWS',
				rowNumber: 2,
				message: '4 empty rows were left out of customers.csv; the first is line 2.',
			},
		]);
	});

	it('keeps empty rows when told to', async () => {
		const { cells } = await read('a,b\n\n,\n1,2\n', { header: false, skipEmptyLines: false });
		expect(cells).toEqual([['a', 'b'], [''], ['', ''], ['1', '2']]);
	});

	it('keeps a thousand issues in full and counts the rest', async () => {
		const { issues } = await read(`a,b\n${'1\n'.repeat(KEPT_ISSUES + 500)}`, { delimiter: ',' });
		expect(issues).toHaveLength(KEPT_ISSUES + 1);
		expect(issues.at(-1)?.message).toBe('The row has fewer cells than the header: 500 more like this');
	});
});

describe('the header', () => {
	it('is the first row that holds something', async () => {
		const { labels, dialect } = await read('\n,,\nname,city,\nJan,Warszawa,\n');
		expect(labels).toEqual(['name', 'city']);
		expect(dialect.header).toBe(3);
	});

	it.each(['jan@example.com', '+48 501 228 855', '30.09.2022', '5,290', '2022-09-30T10:09'])(
		'is doubtful when it holds %s, and stays the header',
		async (value) => {
			const { labels, issues } = await read(`name;${value}\nJan;x\n`);
			expect(labels).toEqual(['name', value]);
			expect(issues).toMatchObject([{ code: 'HEADER_DOUBTFUL', rowNumber: 1, value }]);
		},
	);

	it('is not there when the user says so', async () => {
		const { labels, cells, dialect } = await read('Jan,1\nAnna,2,x\n', { header: false });
		expect(labels).toEqual(['column_1', 'column_2', 'column_3']);
		expect(cells).toEqual([
			['Jan', '1'],
			['Anna', '2', 'x'],
		]);
		expect(dialect.header).toBe(false);
	});

	it('alone is said to be alone', async () => {
		const { rows, issues } = await read('name,city\n');
		expect(rows).toEqual([]);
		expect(issues).toMatchObject([
			{ code: 'HEADER_ONLY', message: 'customers.csv has a header and no rows.' },
		]);
	});

	it('loses its byte order mark, also before a quote', async () => {
		expect((await read('\uFEFF"email",name\nx,y\n')).labels).toEqual(['email', 'name']);
	});

	it('loses the byte order mark of a file joined to it', async () => {
		expect((await read('a,b\n1,2\n\uFEFF"3",4\n')).cells).toEqual([
			['1', '2'],
			['3', '4'],
		]);
	});
});

describe('characters', () => {
	it('takes out control characters and says where', async () => {
		const { cells, issues } = await read('a,b\n1,2\nx\0y,"q\x07"\n3,4\n');
		expect(cells).toEqual([
			['1', '2'],
			['xy', 'q'],
			['3', '4'],
		]);
		expect(issues).toMatchObject([{ code: 'CONTROL_CHARACTER', rowNumber: 3 }]);
	});

	it('keeps tabs inside cells', async () => {
		const { cells, issues } = await read('a,b\nx\ty,"\t"\n');
		expect(cells).toEqual([['x\ty', '\t']]);
		expect(issues).toEqual([]);
	});

	it('notes bytes that are not valid once, with the first line', async () => {
		const start = Buffer.from(`name\n${'Zażółć gęślą jaźń\n'.repeat(50)}`);
		const bytes = Buffer.concat([start, Buffer.from([0x41, 0xff, 0x0a, 0x42, 0xfe, 0x0a])]);
		const { issues, dialect } = await read(bytes, { delimiter: ',' });
		expect(dialect.encoding).toBe('utf-8');
		expect(issues).toMatchObject([{ code: 'BAD_ENCODING', rowNumber: 52 }]);
	});

	it('finds the encoding by letters that come only late in the file', async () => {
		const bytes = Buffer.concat([
			Buffer.from(`name,city\n${'Jan,Warszawa\n'.repeat(30_000)}`),
			Buffer.from([0xa3, 0x75, 0x6b, 0x61, 0x73, 0x7a, 0x2c, 0xa3, 0xf3, 0x64, 0x9f, 0x0a]),
		]);
		const { cells, dialect } = await read(bytes);
		expect(dialect.encoding).toBe('windows-1250');
		expect(cells.at(-1)).toEqual(['Łukasz', 'Łódź']);
	});
});

describe('settings', () => {
	it('win over what was detected, and a contradiction is an issue', async () => {
		const { cells, issues, dialect } = await read('a;b;c\n1;2;3\n4;5;6\n', { delimiter: ',' });
		expect(cells).toEqual([['1;2;3'], ['4;5;6']]);
		expect(dialect.delimiter).toBe(',');
		expect(dialect.confidence).not.toHaveProperty('delimiter');
		expect(issues).toMatchObject([
			{
				code: 'SETTING_CONTRADICTS_FILE',
				message: 'The delimiter is set to ",", but customers.csv looks separated by ";".',
			},
		]);
	});

	it('of an encoding win over a byte order mark, which is still no text', async () => {
		const { labels, issues } = await read('\uFEFFname\nJan\n', { encoding: 'windows-1250' });
		expect(labels).toEqual(['name']);
		expect(issues).toMatchObject([{ code: 'SETTING_CONTRADICTS_FILE' }]);
	});

	it('of an encoding that agree with the file are no issue', async () => {
		const { cells, issues } = await read(Buffer.from([0x61, 0x0a, 0xb9, 0x0a]), { encoding: 'cp1250' });
		expect(cells).toEqual([['ą']]);
		expect(issues).toEqual([]);
	});

	it.each([
		[{ encoding: 'klingon' }, 'UNKNOWN_ENCODING'],
		[{ delimiter: '\n' }, 'BAD_SETTING'],
		[{ delimiter: '123456789' }, 'BAD_SETTING'],
		[{ escape: '\\"' }, 'BAD_SETTING'],
		[{ delimiter: ';', escape: ';' }, 'BAD_SETTING'],
		[{ delimiter: ';', quote: ';' }, 'BAD_SETTING'],
		[{ format: 'csvx' }, 'UNKNOWN_FORMAT'],
	])('that are not possible are refused: %j', async (options, code) => {
		await expect(read('a;b\n1;2\n', options)).rejects.toMatchObject({ kind: 'user', code });
	});

	it('switch quoting off', async () => {
		const { cells } = await read('a,b\n"x,y"\n', { quote: '', delimiter: ',' });
		expect(cells).toEqual([['"x', 'y"']]);
	});

	it('take the tab as a person writes it', async () => {
		expect((await read('a\tb\n1\t2\n', { delimiter: '\\t' })).labels).toEqual(['a', 'b']);
	});
});

describe('limits', () => {
	it.each([
		['bytes', 'a\n1\n2\n3\n', { fileBytes: 4 }],
		['rows', 'a\n1\n2\n3\n', { rows: 2 }],
		['columns', 'a,b,c\n1,2,3\n', { columns: 2 }],
		['a line that never ends', 'x'.repeat(100_000), { cellLength: 1000 }],
	])('stop a file with too many %s', async (_, text, limits) => {
		await expect(read(text, { limits })).rejects.toMatchObject({ kind: 'user', code: 'TOO_LARGE' });
	});

	it('note a cell that is too long and keep it', async () => {
		const { cells, issues } = await read(`a,b\n1,${'x'.repeat(2000)}\n`, { limits: { cellLength: 1000 } });
		expect(cells[0]?.[1]).toHaveLength(2000);
		expect(issues).toMatchObject([{ code: 'TOO_LONG', rowNumber: 2 }]);
	});

	it('stop when the work is aborted', async () => {
		const aborted = new AbortController();
		const { batches } = await parseFile(bytesSource(Buffer.from(`a\n${'x\n'.repeat(500_000)}`)), {
			signal: aborted.signal,
		});
		const reading = (async () => {
			for await (const batch of batches) if (batch.length > 0) aborted.abort();
		})();
		await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
	});
});

describe('any split of the bytes', () => {
	const text = makeMixedText();
	const bytes = Buffer.from(text);

	it.each([1, 2, 7, 1000, 65_536])('into pieces of %i gives the same rows', async (size) => {
		const { cells, rows } = await read(inPieces(bytes, size), { header: false, delimiter: ',' });
		const whole = await read(bytes, { header: false, delimiter: ',' });
		expect(cells).toEqual(whole.cells);
		expect(rows).toEqual(whole.rows);
	});

	it('gives the rows that csv-parse gives', async () => {
		const { cells } = await read(bytes, { header: false, delimiter: ',' });
		const wanted = oracle(bytes, {
			record_delimiter: ['\r\n', '\n', '\r'],
			relax_quotes: true,
			relax_column_count: true,
			skip_empty_lines: true,
		});
		expect(cells).toEqual(wanted);
	});
});

it('reads a source that can only be opened as a stream', async () => {
	const source = streamSource(async () => await Promise.resolve(pieces()));
	expect((await read(source)).cells).toEqual([['1', '2']]);
	async function* pieces() {
		yield Buffer.from('a,b\n1');
		yield Buffer.from(',2\n');
	}
});

/** Records with all line ends mixed, quoted line breaks and text of several scripts. */
function makeMixedText(): string {
	const ends = ['\r\n', '\n', '\r'];
	const values = ['Zażółć', '中山路', '"a ""q"" b"', '"x\r\ny"', '"\n"', 'Иванов', '😀', '5" pipe', '"a,b"'];
	let text = '';
	for (let row = 0; row < 1617; row++) {
		const cells = Array.from(
			{ length: 1 + (row % 5) },
			(_, at) => values[(row * 7 + at * 3) % values.length],
		);
		text += `${row},${cells.join(',')}${ends[(row * 11) % 3]}`;
	}
	return text;
}
