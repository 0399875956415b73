import { inPieces, read } from '../reading';

describe('remark lines', () => {
	it('are detected at the top of a file, left out and counted', async () => {
		const { labels, rows, dialect, issues } = await read(
			'# exported by "shop, inc"\n# 2024-05-01\nname;city\nJan;Łódź\n# end\nOla;Opole\n',
		);
		expect(labels).toEqual(['name', 'city']);
		expect(rows).toEqual([
			{ rowNumber: 4, cells: ['Jan', 'Łódź'] },
			{ rowNumber: 6, cells: ['Ola', 'Opole'] },
		]);
		expect(dialect).toMatchObject({ comment: '#', delimiter: ';', confidence: { comment: 1 } });
		expect(issues).toMatchObject([
			{
				code: 'COMMENT_LINES',
				rowNumber: 1,
				message: '3 remark lines were left out of customers.csv; the first is line 1.',
			},
		]);
	});

	it.each([
		['a label', '#,name\n1,Jan\n2,Ola\n'],
		['order numbers', '#1001,Jan\n#1002,Ola\n#1003,Ewa\n'],
		['numbers under a label that starts so', '#id,name\n#1,Jan\n#2,Ola\n'],
		['one column of tags', '#vip\n#new\n#lost\n'],
	])('are not taken for remarks: %s', async (_, text) => {
		const { cells, dialect, codes } = await read(text, { header: false });
		expect(dialect.comment).toBeUndefined();
		expect(cells).toHaveLength(text.split('\n').length - 1);
		expect(codes).not.toContain('COMMENT_LINES');
	});

	it('can be set, by one character or several', async () => {
		const text = 'a,b\n// 1,2\n/3,4\n//\n5,6\n//7,8';
		const { rows, dialect } = await read(text, { comment: '//' });
		expect(rows.map(({ rowNumber }) => rowNumber)).toEqual([3, 5]);
		expect(dialect.confidence).not.toHaveProperty('comment');
		expect((await read(inPieces(Buffer.from(text), 1), { comment: '//' })).rows).toEqual(rows);
	});

	it('can be set not to be there', async () => {
		const text = '# x\n# y\na;b\n1;2\n3;4\n';
		const { cells, dialect } = await read(text, { comment: '', header: false, skipRows: 0 });
		expect(cells.slice(0, 2)).toEqual([['# x'], ['# y']]);
		expect(dialect.comment).toBeUndefined();
	});

	it('are not looked for inside a quoted cell', async () => {
		const { cells } = await read('a,b\n1,"x\n# y"\n', { comment: '#' });
		expect(cells).toEqual([['1', 'x\n# y']]);
	});
});
