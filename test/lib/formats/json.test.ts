import { bytesSource, detectFormat, parseFile, writeTable } from '../../../lib/formats';
import { collect, read } from './reading';

/** Reads JSON as a table of its rows by label, which is what a person sees. */
async function readJson(content: string | Uint8Array, options = {}) {
	return await read(content, options, 'customers.json');
}

describe('JSON', () => {
	it.each([
		['a list of objects', '[{"name":"Jan","id":1},{"name":"王伟","id":2}]'],
		[
			'a list in an object',
			'{"status":"ok","data":{"customers":[{"name":"Jan","id":1},{"name":"王伟","id":2}]},"page":1}',
		],
		['a list of lists', '[["name","id"],["Jan",1],["王伟",2]]'],
		['lists of lists in an object', '{"rows":[["name","id"],["Jan",1],["王伟",2]]}'],
		['lines', '{"name":"Jan","id":1}\n{"name":"王伟","id":2}'],
		[
			'lines with blank ones, CRLF and a mark',
			'\uFEFF{"name":"Jan","id":1}\r\n\r\n{"name":"王伟","id":2}\r\n',
		],
		['lines of lists', '["name","id"]\n["Jan",1]\n["王伟",2]\n'],
		['lines of pages', '[{"name":"Jan","id":1}]\n[{"name":"王伟","id":2}]\n'],
		['documents one after the other', '{"name":"Jan",\n"id":1}{"name":"王伟",\n"id":2}'],
	])('is read from %s', async (_, text) => {
		const { labels, cells, issues } = await readJson(text);
		expect(labels).toEqual(['name', 'id']);
		expect(cells).toEqual([
			['Jan', 1],
			['王伟', 2],
		]);
		expect(issues).toEqual([]);
	});

	it('is read in UTF-16 and in the encoding that was set', async () => {
		const text = '[{"miasto":"Łódź"},{"miasto":"Kraków"}]';
		const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
		expect((await readJson(wide)).cells).toEqual([['Łódź'], ['Kraków']]);
		expect((await readJson(Buffer.from(text, 'utf16le'))).cells).toEqual([['Łódź'], ['Kraków']]);
		const narrow = Buffer.from('[{"miasto":"\xa3\xf3d\x9f"}]', 'latin1');
		expect((await readJson(narrow, { encoding: 'windows-1250' })).cells).toEqual([['Łódź']]);
	});

	it('puts what is nested under the names that lead to it', async () => {
		const text =
			'[{"id":1,"address":{"city":"Łódź","geo":{"lat":51.7}},"tags":["vip",null,2,true],"phones":[{"number":"1"},{"number":"2"}]}]';
		const { labels, cells } = await readJson(text);
		expect(labels).toEqual([
			'id',
			'address.city',
			'address.geo.lat',
			'tags',
			'phones.0.number',
			'phones.1.number',
		]);
		expect(cells).toEqual([[1, 'Łódź', 51.7, 'vip; 2; true', '1', '2']]);
	});

	it('keeps absent, null and empty apart', async () => {
		const { labels, cells } = await readJson('[{"a":1,"b":"","c":null},{"a":2},{"a":3,"b":[]}]');
		expect(labels).toEqual(['a', 'b', 'c']);
		expect(cells).toEqual([
			[1, '', null],
			[2, undefined, undefined],
			[3, '', undefined],
		]);
	});

	it('makes no column of a group that is null in some records', async () => {
		const { labels } = await readJson(
			'[{"id":1,"address":null},{"id":2,"address":{"city":"x"}},{"id":3,"address":[]}]',
		);
		expect(labels).toEqual(['id', 'address.city']);
	});

	it('finds a field that only the last record has', async () => {
		const lines = Array.from({ length: 3000 }, (_, at) => `{"id":${at}}`);
		const { labels, cells } = await readJson([...lines, '{"id":3000,"vip":true}'].join('\n'));
		expect(labels).toEqual(['id', 'vip']);
		expect(cells.at(-1)).toEqual([3000, true]);
	});

	it('keeps the digits that numbers of JavaScript would lose', async () => {
		const { cells } = await readJson(
			'[{"id":9007199254740993,"big":123456789012345678901234567890,"long":0.12345678901234567890,"far":1e400,"near":-1E-400}]',
		);
		expect(cells).toEqual([
			['9007199254740993', '123456789012345678901234567890', '0.12345678901234567890', '1e400', '-1E-400'],
		]);
		const plain = await readJson('[{"a":9007199254740991,"b":12.50,"c":-0,"d":1e3,"e":0.1,"f":48501228855}]');
		expect(plain.cells).toEqual([[9007199254740991, 12.5, 0, 1000, 0.1, 48501228855]]);
	});

	it('keeps names that reach a prototype as names', async () => {
		const { labels, cells } = await readJson(
			'[{"__proto__":"a","constructor":{"prototype":"b"},"toString":1}]',
		);
		expect(labels).toEqual(['__proto__', 'constructor.prototype', 'toString']);
		expect(cells).toEqual([['a', 'b', 1]]);
		expect(({} as Record<string, unknown>)['a']).toBeUndefined();
	});

	it('says when a name is there twice, and keeps the last value', async () => {
		const { cells, issues } = await readJson('[{"a":1,"a":2}]');
		expect(cells).toEqual([[2]]);
		expect(issues).toMatchObject([{ code: 'DUPLICATE_LABEL', label: 'a', rowNumber: 1 }]);
	});

	it('takes control characters out and says so', async () => {
		const { cells, issues } = await readJson('[{"a":"x\\u0000y\\n"}]');
		expect(cells).toEqual([['xy\n']]);
		expect(issues).toMatchObject([{ code: 'CONTROL_CHARACTER', rowNumber: 1 }]);
	});

	it('says which row holds bytes that are not valid', async () => {
		const bytes = Buffer.concat([
			Buffer.from('{"a":"zażółć gęślą jaźń, ąćęłńóśźż"}\n{"a":"'),
			Buffer.from([0xff]),
			Buffer.from('"}\n'),
		]);
		const { issues } = await readJson(bytes, { encoding: 'utf-8' });
		expect(issues).toContainEqual(expect.objectContaining({ code: 'BAD_ENCODING', rowNumber: 2 }));
	});

	it('gives single values a column of their own', async () => {
		expect(await readJson('["jan@example.com","anna@example.com"]')).toMatchObject({
			labels: ['value'],
			cells: [['jan@example.com'], ['anna@example.com']],
		});
	});

	it('keeps what is nested in a list of cells as its text', async () => {
		expect((await readJson('[["a","b"],[1,{"c": [2]}]]')).cells).toEqual([[1, '{"c": [2]}']]);
	});

	it('numbers lists of cells without a header', async () => {
		const { labels, cells } = await readJson('[["Jan",1],["Anna",2]]', { header: false });
		expect(labels).toEqual(['column_1', 'column_2']);
		expect(cells).toHaveLength(2);
	});

	it('reads the first hundred groups of a list and reports the rest', async () => {
		const groups = Array.from({ length: 150 }, (_, at) => ({ n: at }));
		const { labels, issues } = await readJson(JSON.stringify([{ phones: groups }]));
		expect(labels).toHaveLength(100);
		expect(issues).toMatchObject([{ code: 'EXTRA_VALUES', label: 'phones', rowNumber: 1 }]);
	});
});

describe('the records of a JSON document', () => {
	const envelope =
		'{"links":[{"rel":"self"}],"data":{"customers":[{"id":1,"name":"Jan"},{"id":2,"name":"Anna"}],"owners":[{"id":9}]}}';

	it('are in the list with the most values', async () => {
		const { cells, dialect } = await readJson(envelope);
		expect(dialect.recordPath).toBe('data.customers');
		expect(cells).toEqual([
			[1, 'Jan'],
			[2, 'Anna'],
		]);
	});

	it.each([
		['data.owners', [[9]]],
		['$.links', [['self']]],
		['data.customers.1', [[2, 'Anna']]],
		[
			'data["customers"]'.replace(/["[\]]/g, (sign) => (sign === '[' ? '.' : '')),
			[
				[1, 'Jan'],
				[2, 'Anna'],
			],
		],
	])('are under the path %s that was set', async (recordPath, cells) => {
		expect((await readJson(envelope, { recordPath })).cells).toEqual(cells);
	});

	it('are the document itself where $ was set', async () => {
		const { labels } = await readJson(envelope, { recordPath: '$' });
		expect(labels).toContain('data.customers.1.name');
	});

	it('are the pages of an interface, one after the other', async () => {
		const pages = '{"data":[{"id":1}]}\n{"data":[{"id":2},{"id":3}]}\n';
		expect((await readJson(pages, { recordPath: 'data' })).cells).toEqual([[1], [2], [3]]);
	});

	it('that are not where the path says are reported with where others are', async () => {
		await expect(readJson(envelope, { recordPath: 'data.people' })).rejects.toMatchObject({
			code: 'NO_RECORDS',
			message: 'customers.json has nothing at data.people',
			hint: expect.stringContaining('data.customers'),
		});
	});

	it.each([['[]'], ['{}'], ['[{}]'], ['{"data":[]}']])(
		'that are not there at all are reported: %s',
		async (text) => {
			const reading = readJson(text).then(({ cells }) => cells);
			await expect(
				reading.then(
					(cells) => (cells.length === 0 ? 'none' : cells),
					({ code }) => code,
				),
			).resolves.toMatch(/none|NO_RECORDS/);
		},
	);
});

describe('rows of JSON', () => {
	const numbers = async (text: string) => (await readJson(text)).rows.map(({ rowNumber }) => rowNumber);

	it('have the number of the line where they start', async () => {
		expect(await numbers('[\n{"a":1},\n{"a":\n2},\n\n{"a":3}]')).toEqual([2, 3, 6]);
		expect(await numbers('{"a":1}\r\n\r\n{"a":2}\r{"a":3}\n')).toEqual([1, 3, 4]);
	});

	it('are numbered in their order where they share a line, with damaged ones counted', async () => {
		expect(await numbers('[{"a":1},{"a":2},{"a":x},{"a":4}]')).toEqual([1, 2, 4]);
		expect(await numbers('{"a":1}\n{"a":2} {"a":3}\n')).toEqual([1, 2, 3]);
	});
});

describe('damaged JSON', () => {
	it('loses the damaged lines only, each with its place', async () => {
		const { cells, issues } = await readJson('{"a":1}\n{"a":2,}\n{"a":"x\n{"a":NaN}\n{"a":4}\n');
		expect(cells).toEqual([[1], [4]]);
		expect(issues.map(({ rowNumber, message }) => [rowNumber, message])).toEqual([
			[
				2,
				'Line 2, column 8 of customers.json: there is a comma without a value behind it. The record was left out.',
			],
			[
				3,
				'Line 3, column 8 of customers.json: a string holds a line break or another control character that is not escaped. The record was left out.',
			],
			[
				4,
				'Line 4, column 6 of customers.json: NaN, which JSON has no word for, stands where a value is expected. The record was left out.',
			],
		]);
	});

	it.each([
		['NaN', '[{"a":1},{"a":NaN},{"a":3}]', 'NaN, which JSON has no word for'],
		['Infinity', '[{"a":1},{"a":-Infinity},{"a":3}]', '-Infinity'],
		['a last comma', '[{"a":1},{"a":2,},{"a":3}]', 'a comma without a value behind it'],
		['a comment', '[{"a":1},{"a":/* two */2},{"a":3}]', 'a comment that JSON does not have'],
		['single quotes', '[{"a":1},{\'a\':2},{"a":3}]', 'instead of double quotes'],
		['a word', '[{"a":1},{"a":yes},{"a":3}]', 'yes without quotes'],
		['a number as people write it', '[{"a":1},{"a":007},{"a":3}]', '007 is not a number as JSON writes one'],
		['a bad escape', '[{"a":1},{"a":"\\x"},{"a":3}]', 'no escape'],
	])('with %s loses that record and says why', async (_, text, why) => {
		const { cells, issues } = await readJson(text);
		expect(cells).toEqual([[1], [3]]);
		expect(issues).toMatchObject([
			{ code: 'BAD_SYNTAX', rowNumber: 2, message: expect.stringContaining(why) },
		]);
		expect(issues[0]?.message).toMatch(/^Line 1, column 1\d of customers.json: /);
	});

	it('goes on after a missing comma and at the end of a list with a comma too many', async () => {
		const { cells, codes } = await readJson('[{"a":1}\n{"a":2},,{"a":3},]');
		expect(cells).toEqual([[1], [2], [3]]);
		expect(codes).toEqual(['BAD_SYNTAX', 'BAD_SYNTAX', 'BAD_SYNTAX']);
	});

	it('stops at brackets that do not match where no line starts like a record', async () => {
		const { cells, issues } = await readJson('[{"a":1},{"a":2]},{"a":3}]');
		expect(cells).toEqual([[1]]);
		expect(issues).toMatchObject([
			{ code: 'BAD_SYNTAX', rowNumber: 2 },
			{ code: 'BAD_SYNTAX', message: expect.stringContaining('Nothing behind it was read') },
		]);
	});

	it.each([
		['a bracket too many', `[{"a":1}]${']'.repeat(300_000)}`],
		['a word in every record', `[{"a":1},${'{"a":NaN},'.repeat(150_000)}{"a":2}]`],
	])('with %s is given up after a hundred thousand defects', async (_, text) => {
		const { rows, issues } = await readJson(text);
		expect(rows).toHaveLength(1);
		expect(issues).toContainEqual(
			expect.objectContaining({
				message: expect.stringMatching(/Nothing behind it was read|9\d{4} more like this/),
			}),
		);
	});

	it.each([
		['in a record', '[{"a":1},\n{"a":2},\n{"a":"thr', 3],
		['between records', '{"x":[{"a":1},\n{"a":2},', 2],
		['behind the last record', '{"x":[{"a":1},\n{"a":2}]', 2],
		['in a line', '{"a":1}\n{"a":2}\n{"a":', 3],
	])('that is cut off %s gives the rows before and says where', async (_, text, line) => {
		const { cells, issues } = await readJson(text);
		expect(cells).toEqual([[1], [2]]);
		expect(issues).toMatchObject([
			{ code: 'TRUNCATED_FILE', message: expect.stringContaining(`in line ${line}`) },
		]);
	});

	it('without any whole record is an error that says why', async () => {
		await expect(readJson("[{'a':1}]", { format: 'json' })).rejects.toMatchObject({
			kind: 'user',
			code: 'BAD_SYNTAX',
		});
		await expect(readJson('[{"a":')).rejects.toMatchObject({ kind: 'user', code: 'TRUNCATED_FILE' });
	});

	it.each([
		['lists', '['],
		['objects', '{"a":'],
		['both', '[{"a":'],
	])('that nests %s a hundred thousand times ends in a message', async (_, open) => {
		await expect(readJson(open.repeat(100_000), { format: 'json' })).rejects.toMatchObject({ kind: 'user' });
		const closed = `[{"id":1},${'['.repeat(5000)}${']'.repeat(5000)},{"id":2}]`;
		const { cells, codes } = await readJson(closed);
		expect(cells).toEqual([[1], [2]]);
		expect(codes).toEqual(['BAD_SYNTAX']);
	});

	it('with too many different names is refused', async () => {
		const record = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`k${at}`, at]));
		await expect(readJson(JSON.stringify([record]), { limits: { columns: 40 } })).rejects.toMatchObject({
			code: 'TOO_LARGE',
		});
	});

	it('with a text that is too long keeps it and says so', async () => {
		const { cells, issues } = await readJson(`[{"a":"${'x'.repeat(200)}"}]`, { limits: { cellLength: 100 } });
		expect(cells[0]?.[0]).toHaveLength(200);
		expect(issues).toMatchObject([{ code: 'TOO_LONG', label: 'a' }]);
	});
});

describe('what is written as JSON', () => {
	const table = {
		labels: ['id', 'name', 'amount', 'vip', 'note'],
		types: ['text', 'text', 'number', 'boolean', 'text'] as const,
		batches: [
			[
				{ rowNumber: 2, cells: ['007', 'Łukasz "Ł"', '12.5', 'true', null] },
				{ rowNumber: 3, cells: ['008', '', '9007199254740993', 'maybe', undefined, 'more'] },
			],
		],
	};
	const objects = [
		{ id: '007', name: 'Łukasz "Ł"', amount: 12.5, vip: true, note: null },
		{ id: '008', name: '', amount: '9007199254740993', vip: 'maybe', column_6: 'more' },
	];

	it('is a list with an object a line', async () => {
		const text = (await collect(writeTable('json', table))).toString();
		expect(JSON.parse(text)).toEqual(objects);
		expect(text.split('\n')).toHaveLength(5);
	});

	it('is a line for each row in JSON lines', async () => {
		const text = (await collect(writeTable('jsonl', table))).toString();
		expect(
			text
				.trimEnd()
				.split('\n')
				.map((line): unknown => JSON.parse(line)),
		).toEqual(objects);
	});

	it('is an empty list or nothing where there are no rows', async () => {
		expect((await collect(writeTable('json', { labels: ['a'], batches: [] }))).toString()).toBe('[]\n');
		expect((await collect(writeTable('jsonl', { labels: ['a'], batches: [] }))).toString()).toBe('');
	});
});

describe('what starts like JSON', () => {
	const formatOf = (text: string) => detectFormat(Buffer.from(text)).name;

	it.each([
		['[{"name": "Jan"}]', 'json'],
		['{"name": "Jan"}', 'json'],
		[' \n[\n\t{\n"name"', 'json'],
		['[]', 'json'],
		['[["a",1],["b",2]]', 'json'],
		['{"a":1}\n{"a":2}\n', 'jsonl'],
		['["a"]\n["b"]\n', 'jsonl'],
		['[id],[name]\n1,Jan\n', 'csv'],
		['{id},{name}\n1,Jan\n', 'csv'],
		['[{id}],[{name}]\n1,Jan\n', 'csv'],
		['[[id]],[[name]]\n1,Jan\n', 'csv'],
		['["id"],["name"]\n1,Jan\n', 'csv'],
		['"id","name"\n1,Jan\n', 'csv'],
	])('%j is %s', (text, name) => {
		expect(formatOf(text)).toBe(name);
	});

	it('is found in UTF-16 too', () => {
		expect(detectFormat(Buffer.from('\uFEFF[{"name":"Jan"}]', 'utf16le')).name).toBe('json');
	});

	it('is read as what it is whatever the name and the setting for lines say', async () => {
		expect((await read('[{"a":1}]', {}, 'x.csv')).cells).toEqual([[1]]);
		expect((await read('[{"a":1}]', { format: 'json' })).cells).toEqual([[1]]);
		const table = await parseFile(bytesSource(Buffer.from('{"a":1}\n{"a":2}\n')), { format: 'json' });
		expect(table.dialect.format).toBe('jsonl');
		expect((await read(`{"a":"${'x'.repeat(9000)}"}\n{"a":1}\n`, { format: 'jsonl' })).cells).toHaveLength(2);
	});
});
