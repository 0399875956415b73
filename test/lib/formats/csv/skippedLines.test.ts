import { inPieces, read } from '../reading';

describe('lines that the user leaves out', () => {
	it('are physical lines, whose quotes open nothing', async () => {
		const text = 'Customers of "Alfa\r\n"2024,"\r\nname;city\r\nJan;Łódź\r\nOla;Opole\r\n';
		for (const source of [text, inPieces(Buffer.from(text), 1)]) {
			const { labels, rows, dialect, issues } = await read(source, { skipRows: 2 });
			expect(labels).toEqual(['name', 'city']);
			expect(rows).toEqual([
				{ rowNumber: 4, cells: ['Jan', 'Łódź'] },
				{ rowNumber: 5, cells: ['Ola', 'Opole'] },
			]);
			expect(dialect).toMatchObject({ delimiter: ';', header: 3 });
			expect(issues).toEqual([]);
		}
	});

	it('take no part in finding the delimiter', async () => {
		const { labels } = await read('a,b,c,d\na,b,c,d\na,b,c,d\nx;y\n1;2\n', { skipRows: 3 });
		expect(labels).toEqual(['x', 'y']);
	});

	it('count the line that names the delimiter, which is believed all the same', async () => {
		const { labels, dialect } = await read('sep=|\nTitle\na|b\n1|2\n', { skipRows: 2 });
		expect(labels).toEqual(['a', 'b']);
		expect(dialect.delimiter).toBe('|');
	});

	it('may be all there are', async () => {
		await expect(read('a\nb\n', { skipRows: 5 })).rejects.toMatchObject({ code: 'EMPTY_FILE' });
	});

	it('end with CR too', async () => {
		expect((await read('x\rx\rname\rJan\r', { skipRows: 2 })).labels).toEqual(['name']);
	});
});
