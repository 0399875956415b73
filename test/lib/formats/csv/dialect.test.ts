import { detectDialect } from '../../../../lib/formats/csv/dialect';

const delimiterOf = (text: string) => detectDialect(text, true, {}).delimiter;

it.each([
	['comma', 'a,b,c\n1,2,3\n', ','],
	['semicolon with decimal commas', 'nazwa;kwota\nJan;1,5\nAnna;2,5\nOla;3,75\n', ';'],
	['semicolon with decimal commas and no header', '1,5;2,5;3,5\n1,5;2,5;3,5\n', ';'],
	['tab', 'a\tb\n1,5\tx\n', '\t'],
	['pipe before comma', 'one|two,two|three\nfour|five,five|six\n', '|'],
	['comma before pipe', 'a,b,c\na,b,c|d|e|f\n', ','],
	['quoted cells that hold another delimiter', '"Field1,1,1";Field2;"Field3";Field4\n', ';'],
	['tilde', 'a~b~c\n1~2~3\n', '~'],
	['caret', 'a^b\n1^2\n', '^'],
	['times are no colons', 'name,at\nJan,10:09:30\nAnna,11:10:00\n', ','],
	['rows of different width', 'a;b;c\n1;2;3\n4;5\n6;7;8;9\n1;2;3\n4;5;6\n', ';'],
	['one column', 'email\njan@example.com\nanna@example.com\n', undefined],
	['one column of names with a comma', 'name\nKowalski, Jan\nNowak\nOla\n', undefined],
	['one column of web addresses', 'url\nhttps://example.com\nhttps://example.org\n', undefined],
	['an only line', 'a;b', ';'],
	['title lines above the table', 'Sales, north, east\nof May, June, July\n\na;b;c\n1;2;3\n4;5;6\n', ';'],
	['more title lines than rows', 'One.\nTwo, two.\nThree.\nFour.\na;b;c\n1;2;3\n4;5;6\n', ';'],
	['remarks below the table', 'a;b;c\n1;2;3\n4;5;6\nTotal, net, gross, all\nEnd, of, the, file\n', ';'],
	['one column of amounts', 'amount\n100,000.00\n5,290.00\n', undefined],
	['one column of decimal commas', 'kwota\n1,5\n12,75\n', undefined],
	['one column of last names before first names', 'name\nKowalski, Jan\nNowak, Anna\n', undefined],
	['two columns of numbers', 'a,b\n1,5\n2,7\n', ','],
	['a time', '12:05', undefined],
	['the separator made for data', 'a\x1Fb,c\n1\x1F2,3\n', '\x1F'],
	['a line break in a quoted cell', 'a;b\n"x,\ny,z";2\n', ';'],
])('finds the delimiter: %s', (_, text, wanted) => {
	expect(delimiterOf(text)).toBe(wanted);
});

it.each(['sep=;\r\na;b\r\n', '"sep=;"\na;b\n', 'SEP=;\ra;b\r'])(
	'believes the line that names the delimiter: %j',
	(text) => {
		expect(detectDialect(text, true, {})).toMatchObject({
			delimiter: ';',
			named: ';',
			confidence: { delimiter: 1 },
		});
	},
);

it('finds a single quote that quotes, and no apostrophe', () => {
	expect(detectDialect("a,b\n'x,y','2'\n'z','3'\n", true, {}).quote).toBe("'");
	expect(detectDialect("a,b\nO'Hara,2\n't Hart,3\n", true, {}).quote).toBe('"');
});

it('judges by whole records where the sample is cut', () => {
	expect(detectDialect(`a;b\n${'1;2\n'.repeat(10)}3;"cut, cut, c`, false, {}).delimiter).toBe(';');
});
