import { inPieces, read } from '../reading';

it('leaves the line that names the delimiter out and counts it as a line', async () => {
	const { labels, rows } = await read(inPieces(Buffer.from('sep=|\r\na|b\r\n1|2\r\n'), 1));
	expect(labels).toEqual(['a', 'b']);
	expect(rows).toEqual([{ rowNumber: 3, cells: ['1', '2'] }]);
});

it('leaves it out also where the user set another delimiter, and says so', async () => {
	const { labels, issues } = await read('sep=|\na;b\n1;2\n', { delimiter: ';' });
	expect(labels).toEqual(['a', 'b']);
	expect(issues).toMatchObject([{ code: 'SETTING_CONTRADICTS_FILE' }]);
});
