import { CsvScanner } from '../../../../lib/formats/csv/scanner';

const settings = { delimiter: ',', quote: '"' };

function scan(pieces: readonly string[], more = {}) {
	const scanner = new CsvScanner({ ...settings, ...more });
	const rows = [...pieces.flatMap((piece) => scanner.push(piece)), ...scanner.end()];
	return { rows, cells: rows.map(({ cells }) => cells), badQuotes: [...scanner.badQuotes], scanner };
}

it('takes up a record that reaches over many pieces, short and long', () => {
	const long = 'x'.repeat(5000);
	const { cells } = scan(['a,"', long, '\n', long, '",b\nc', `,${long}`, `${long},d\n1,2,3`]);
	expect(cells).toEqual([
		['a', `${long}\n${long}`, 'b'],
		['c', `${long}${long}`, 'd'],
		['1', '2', '3'],
	]);
});

it('ends several waiting records at once, when the quote they waited for turns out to be none', () => {
	const { rows, badQuotes } = scan(['1,"open\n2,x\n3,', 'y\n4,"closed"', '\n5,z\n']);
	expect(rows.map(({ rowNumber }) => rowNumber)).toEqual([1, 2, 3, 4, 5]);
	expect(rows[0]?.cells).toEqual(['1', '"open']);
	expect(badQuotes).toEqual([1]);
});

it('keeps a CR and the LF of the next piece together', () => {
	const { rows, scanner } = scan(['a\r', '\nb\r', 'c\r']);
	expect(rows.map(({ cells, rowNumber }) => [rowNumber, cells[0]])).toEqual([
		[1, 'a'],
		[2, 'b'],
		[3, 'c'],
	]);
	expect(scanner.lineEnds).toEqual({ crlf: 1, lf: 0, cr: 2 });
});

it('cuts at a delimiter of several characters, and not at its first one', () => {
	const { cells } = scan(['a:', ':b:c::"d::', '"::\n:::', ':e'], { delimiter: '::' });
	expect(cells).toEqual([
		['a', 'b:c', 'd::', ''],
		['', '', 'e'],
	]);
});

it('reads a text longer than any before it', () => {
	const rows = Array.from({ length: 30_000 }, (_, at) => `${at},Łódź,中`);
	expect(scan(['a,b,c\n', rows.join('\n')]).cells).toHaveLength(30_001);
});

it('cuts at a control character, where that is the delimiter, and takes it for none', () => {
	const { cells, scanner } = scan(['a\x1Fb\n1\x1F2\n'], { delimiter: '\x1F' });
	expect(cells).toEqual([
		['a', 'b'],
		['1', '2'],
	]);
	expect(scanner.controlRows).toEqual([]);
});
