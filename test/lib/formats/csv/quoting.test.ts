import { read } from '../reading';

describe('a backslash before a quote', () => {
	const text = 'name;note\nJan;"said \\"yes\\"; twice"\nAnna;"C:\\\\dir"\n';

	it('is detected as the escape', async () => {
		const { cells, dialect, issues } = await read(text);
		expect(cells).toEqual([
			['Jan', 'said "yes"; twice'],
			['Anna', 'C:\\dir'],
		]);
		expect(dialect).toMatchObject({ quote: '"', escape: '\\', confidence: { escape: 1 } });
		expect(issues).toEqual([]);
	});

	it('is text where it ends a path and the quotes are doubled', async () => {
		const { cells, dialect } = await read('name;path\nJan;"C:\\dir\\"\nAnna;"say ""hi"""\n');
		expect(cells).toEqual([
			['Jan', 'C:\\dir\\'],
			['Anna', 'say "hi"'],
		]);
		expect(dialect.escape).toBe('"');
	});

	it('can be set, also by what a person writes for it, and a doubled quote stays one quote', async () => {
		for (const escape of ['\\', '\\\\']) {
			const { cells, dialect } = await read('a,b\n"x ""y"" \\"z\\"",2\n', { escape });
			expect(cells).toEqual([['x "y" "z"', '2']]);
			expect(dialect.confidence).not.toHaveProperty('escape');
		}
	});

	it('stays text before anything else', async () => {
		expect((await read('a,b\n"c\\d\\n",2\n', { escape: '\\' })).cells).toEqual([['c\\d\\n', '2']]);
	});

	it('that the file has and the setting has not is an issue, and the setting wins', async () => {
		const { issues, dialect, codes } = await read(text, { escape: '"' });
		expect(dialect.escape).toBe('"');
		expect(codes).toContain('BAD_QUOTE');
		expect(issues[0]).toMatchObject({
			code: 'SETTING_CONTRADICTS_FILE',
			message: 'The escape is set to \'"\', but customers.csv looks escaped by "\\".',
		});
	});
});

describe('single quotes', () => {
	it('are detected where they quote', async () => {
		const { cells, dialect } = await read("a,b\n'x, y','2'\n'it''s','4'\n");
		expect(cells).toEqual([
			['x, y', '2'],
			["it's", '4'],
		]);
		expect(dialect).toMatchObject({ quote: "'", escape: "'", confidence: { quote: 1 } });
	});

	it('are detected in a single cell, where that makes the rows fit', async () => {
		const { cells } = await read("id\tname\ttext\n123\tx\ttext1\n345\ty\t'te\txt2'\n567\tz\ttext3\n");
		expect(cells[1]).toEqual(['345', 'y', 'te\txt2']);
	});

	it('are apostrophes in names', async () => {
		const { cells, dialect } = await read("a,b\nO'Hara,'t Hart\nD'Angelo,2\n");
		expect(cells[0]).toEqual(["O'Hara", "'t Hart"]);
		expect(dialect.quote).toBe('"');
	});

	it('that the file has and the setting has not are an issue, and the setting wins', async () => {
		const { cells, issues } = await read("a,b\n'x','2'\n'z','4'\n", { quote: '"' });
		expect(cells[0]).toEqual(["'x'", "'2'"]);
		expect(issues).toMatchObject([
			{
				code: 'SETTING_CONTRADICTS_FILE',
				message: 'The quote is set to \'"\', but customers.csv looks quoted by "\'".',
			},
		]);
	});
});

describe('a file that is set to have no quotes', () => {
	it('keeps them as text', async () => {
		const { cells, issues, dialect } = await read('a,b\n"Alfa" Sp.,5" tube\n', { quote: '' });
		expect(cells).toEqual([['"Alfa" Sp.', '5" tube']]);
		expect(dialect).toMatchObject({ quote: '' });
		expect(dialect).not.toHaveProperty('escape');
		expect(issues).toEqual([]);
	});

	it('says so where all of it is quoted', async () => {
		const { codes } = await read('"a","b"\n"1","2"\n', { quote: '' });
		expect(codes).toEqual(['SETTING_CONTRADICTS_FILE']);
	});
});

describe('blanks before a quote', () => {
	it('are left out in a file that has them after every delimiter', async () => {
		const { labels, cells, issues } = await read('"name", "city"\n"Jan", "Łódź, PL"\n"Ola", "Opole" \n');
		expect(labels).toEqual(['name', 'city']);
		expect(cells).toEqual([
			['Jan', 'Łódź, PL'],
			['Ola', 'Opole'],
		]);
		expect(issues).toEqual([]);
	});

	it('are text where the quote after them is not beyond doubt', async () => {
		const { cells, issues } = await read('"a", "b"\n"1", "x" y\n"2", "open\n"3", "z"\n', { quote: '"' });
		expect(cells).toEqual([
			['1', ' "x" y'],
			['2', ' "open'],
			['3', 'z'],
		]);
		expect(issues).toEqual([]);
	});

	it('are text where that is not so, and so is the quote', async () => {
		expect((await read('a,b,c\nA, "B" ,C\n')).cells).toEqual([['A', ' "B" ', 'C']]);
	});
});

describe('a quote in the middle of a cell', () => {
	const text = 'item,n\n5" tube,1\n"ok",2\n"two\nlines",6" x\n';

	it('is text', async () => {
		const { cells, issues } = await read(text);
		expect(cells).toEqual([
			['5" tube', '1'],
			['ok', '2'],
			['two\nlines', '6" x'],
		]);
		expect(issues).toEqual([]);
	});

	it('is text and reported with its line, where the user is strict', async () => {
		const { cells, issues } = await read(text, { strictQuotes: true });
		expect(cells[0]).toEqual(['5" tube', '1']);
		expect(issues).toMatchObject([
			{ code: 'BAD_QUOTE', rowNumber: 2 },
			{ code: 'BAD_QUOTE', rowNumber: 5 },
		]);
	});
});

describe('how sure the quote is', () => {
	it.each([
		['no quote is seen', 'a,b\n1,2\n', 0.8],
		['all quotes are right', 'a,b\n"1",2\n', 1],
		['half of them are wrong', 'a,b\n"1",2\n"1"x,2\n', 0.5],
	])('%s', async (_, text, wanted) => {
		expect((await read(text, { delimiter: ',' })).dialect.confidence).toMatchObject({ quote: wanted });
	});
});
