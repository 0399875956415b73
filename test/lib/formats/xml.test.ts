import { detectFormat, findFormat } from '../../../lib/formats';
import { read } from './reading';

async function readXml(content: string | Uint8Array, options = {}) {
	return await read(content, options, 'customers.xml');
}

const people = (...records: string[]) =>
	`<?xml version="1.0"?>\n<people>\n${records.join('\n')}\n</people>\n`;

describe('XML', () => {
	it('makes a row of each element that repeats', async () => {
		const { labels, rows, dialect, issues } = await readXml(
			people(
				'<person id="1"><name>Jan &amp; Anna</name><mail>jan@example.com</mail></person>',
				'<person id="2"><name>王伟</name><mail/></person>',
			),
		);
		expect(dialect).toMatchObject({ format: 'xml', recordPath: 'people/person' });
		expect(labels).toEqual(['id', 'name', 'mail']);
		expect(rows).toEqual([
			{ rowNumber: 3, cells: ['1', 'Jan & Anna', 'jan@example.com'] },
			{ rowNumber: 4, cells: ['2', '王伟', ''] },
		]);
		expect(issues).toEqual([]);
	});

	it('reads records that have attributes only, or text only', async () => {
		expect(await readXml('<l><r a="1" b="x"/><r a="2"/></l>')).toMatchObject({
			labels: ['a', 'b'],
			cells: [
				['1', 'x'],
				['2', undefined],
			],
		});
		expect(await readXml('<mails><mail>a</mail><mail>b</mail></mails>')).toMatchObject({
			labels: ['mail'],
			cells: [['a'], ['b']],
		});
	});

	it('puts what is nested under the names that lead to it', async () => {
		const { labels, cells } = await readXml(
			'<l><p><address kind="home"><city>Łódź</city></address><phone>1</phone><phone>2</phone></p><p/></l>',
		);
		expect(labels).toEqual(['address.kind', 'address.city', 'phone']);
		expect(cells).toEqual([['home', 'Łódź', '1; 2']]);
	});

	it('numbers groups of one name from the second on', async () => {
		const { labels, cells } = await readXml(
			'<l><p><n>x</n><m>y</m><o>z</o><k><a>1</a></k><k><a>2</a></k></p><p><n>v</n></p></l>',
		);
		expect(labels).toEqual(['n', 'm', 'o', 'k.a', 'k.2.a']);
		expect(cells[0]).toEqual(['x', 'y', 'z', '1', '2']);
	});

	it('keeps an attribute and an element of one name apart', async () => {
		const { labels, cells, codes } = await readXml('<l><p id="1"><id>2</id></p><p id="3"><id>4</id></p></l>');
		expect(labels).toEqual(['id', 'id_2']);
		expect(cells).toEqual([
			['1', '2'],
			['3', '4'],
		]);
		expect(codes).toEqual(['DUPLICATE_LABEL']);
	});

	it('keeps absent, null and empty apart', async () => {
		const { cells } = await readXml(
			'<l xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><p><a>1</a><b/><c xsi:nil="true"/></p><p><a>2</a></p></l>',
		);
		expect(cells).toEqual([
			['1', '', null],
			['2', undefined, undefined],
		]);
	});

	it('leaves prefixes of namespaces out of the labels', async () => {
		const { labels, dialect } = await readXml(
			'<x:l xmlns:x="urn:x" xmlns="urn:y"><x:p x:id="1" xml:lang="pl"><name>a</name></x:p><x:p x:id="2"><name>b</name></x:p></x:l>',
		);
		expect(labels).toEqual(['id', 'name']);
		expect(dialect.recordPath).toBe('l/p');
	});

	it('leaves blanks out only where they indent', async () => {
		const { cells } = await readXml(
			'<l><p><a>\n   one\n  </a><b> two </b><c>\n <![CDATA[ <three> & ]]>\n</c><d>f\r\nour</d></p><p><a>1</a></p></l>',
		);
		expect(cells[0]).toEqual(['one', ' two ', ' <three> & ', 'f\nour']);
	});

	it('reads text with elements in it', async () => {
		const { labels, cells } = await readXml('<l><p><n>Call <b>Jan</b> today</n></p><p><n>no</n></p></l>');
		expect(Object.fromEntries(labels.map((label, at) => [label, cells[0]?.[at]]))).toEqual({
			n: 'Call today',
			'n.b': 'Jan',
		});
	});

	it('reads the first hundred groups of a name and reports the rest', async () => {
		const groups = Array.from({ length: 150 }, (_, at) => `<k><a>${at}</a></k>`).join('');
		const { labels, issues } = await readXml(`<l><p>${groups}</p><p/></l>`, { recordPath: 'p' });
		expect(labels).toHaveLength(100);
		expect(issues).toContainEqual(
			expect.objectContaining({ code: 'EXTRA_VALUES', label: 'k', rowNumber: 1 }),
		);
	});

	it('numbers rows in their order where they share a line', async () => {
		const { rows } = await readXml('<l><p a="1"/><p a="2"/></l>');
		expect(rows.map(({ rowNumber }) => rowNumber)).toEqual([1, 2]);
	});

	it.each([
		[
			'windows-1250',
			Buffer.from(
				'<?xml version="1.0" encoding="windows-1250"?><l><p><n>\xa3\xf3d\x9f</n></p><p/></l>',
				'latin1',
			),
		],
		[
			'UTF-16 with a mark',
			Buffer.from('\uFEFF<?xml version="1.0" encoding="UTF-16"?><l><p><n>Łódź</n></p><p/></l>', 'utf16le'),
		],
		['UTF-8 with a mark', Buffer.from('\uFEFF<l><p><n>Łódź</n></p><p/></l>')],
		[
			'UTF-8 though it says otherwise',
			Buffer.from('<?xml version="1.0" encoding="utf-16"?><l><p><n>Łódź</n></p><p/></l>'),
		],
	])('is read in %s', async (_, bytes) => {
		expect((await readXml(bytes)).cells).toEqual([['Łódź']]);
	});
});

describe('the record of an XML file', () => {
	const person =
		'<person><name>Jan</name><mail>a</mail><city>b</city><orders><order><n>1</n></order><order><n>2</n></order></orders></person>';

	it.each([
		[
			'in groups that hold little else',
			`<l><group name="A">${person}${person}</group><group name="B">${person}</group></l>`,
			'l/group/person',
		],
		['with smaller ones inside', `<l>${person}${person}</l>`, 'l/person'],
		['beside others', `<l><links><link href="x"/><link href="y"/></links>${person}${person}</l>`, 'l/person'],
		[
			'that is the only one',
			'<people><person><name>Jan</name><mail>a</mail></person></people>',
			'people/person',
		],
		['that is the whole file', '<person><name>Jan</name><mail>a</mail></person>', 'person'],
	])('%s is found', async (_, text, path) => {
		expect((await readXml(text)).dialect.recordPath).toBe(path);
	});

	it.each([['order'], ['orders/order'], ['person.orders.order'], ['x:order']])(
		'is %s where that was set',
		async (recordPath) => {
			const { labels, cells } = await readXml(`<l>${person}</l>`, { recordPath });
			expect(labels).toEqual(['n']);
			expect(cells).toEqual([['1'], ['2']]);
		},
	);

	it('that is not there is reported with those that are', async () => {
		await expect(readXml(`<l>${person}${person}</l>`, { recordPath: 'people' })).rejects.toMatchObject({
			code: 'NO_RECORDS',
			message: 'customers.xml has no element people',
			hint: expect.stringContaining('l/person'),
		});
	});
});

describe('damaged XML', () => {
	it('loses the damaged records only, each with its place', async () => {
		const { cells, issues } = await readXml(
			people(
				'<p><a>1</a></p>',
				'<p><a>2</b></p>',
				'<p><a>3 < 4</a></p>',
				'<p><a b=5>5</a></p>',
				'<p><a>6</a></p>',
			),
		);
		expect(cells).toEqual([['1'], ['6']]);
		expect(issues.map(({ rowNumber, message }) => [rowNumber, message])).toEqual([
			[
				4,
				'Line 4, column 8 of customers.xml: </b> stands where <a> is to be closed. The record was left out.',
			],
			[5, 'Line 5, column 9 of customers.xml: < 4 is not a tag as XML writes one. The record was left out.'],
			[
				6,
				'Line 6, column 4 of customers.xml: <a b=5>5 is not a tag as XML writes one. The record was left out.',
			],
		]);
	});

	it.each([
		['in a record', '<l>\n<p><a>1</a></p>\n<p><a>2</a></p>\n<p><a>3', 4],
		['between records', '<l>\n<p><a>1</a></p>\n<p><a>2</a></p>\n', 4],
	])('that is cut off %s gives the rows before and says where', async (_, text, line) => {
		const { cells, issues } = await readXml(text, { recordPath: 'p' });
		expect(cells).toEqual([['1'], ['2']]);
		expect(issues).toMatchObject([
			{ code: 'TRUNCATED_FILE', message: expect.stringContaining(`in line ${line}`) },
		]);
	});

	it.each([
		[
			'entities that grow',
			'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><l><p>&b;</p><p>1</p></l>',
		],
		[
			'a file of the machine',
			'<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><l><p>&x;</p><p>1</p></l>',
		],
		['entities with a bracket in them', '<!DOCTYPE l [<!ENTITY a "]>">]><l><p>&a;</p><p>1</p></l>'],
	])('that defines %s is refused', async (_, text) => {
		await expect(readXml(`<?xml version="1.0"?>${text}`)).rejects.toMatchObject({
			kind: 'user',
			code: 'UNSAFE_XML',
		});
	});

	it('may have a document type without entities', async () => {
		const text =
			'<?xml version="1.0"?><!DOCTYPE l SYSTEM "l.dtd" [<!ELEMENT l ANY>]><l><p><a>&nbsp;1</a></p><p><a>2</a></p></l>';
		expect((await readXml(text)).cells).toEqual([['&nbsp;1'], ['2']]);
	});

	it('that nests elements without end ends in a message', async () => {
		const deep = '<a>'.repeat(100_000);
		await expect(readXml(`<?xml version="1.0"?>${deep}`)).rejects.toMatchObject({ kind: 'user' });
		const { cells, codes } = await readXml(
			`<l><p><n>1</n></p><p>${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}</p><p><n>2</n></p></l>`,
			{
				recordPath: 'p',
			},
		);
		expect(cells).toEqual([['1'], ['2']]);
		expect(codes).toEqual(['BAD_SYNTAX']);
	});

	it('takes control characters out and says so', async () => {
		const { cells, issues } = await readXml('<l><p><a>1&#0;\u0001</a></p><p><a>2</a></p></l>');
		expect(cells).toEqual([['1'], ['2']]);
		expect(issues).toMatchObject([{ code: 'CONTROL_CHARACTER', rowNumber: 1 }]);
	});
});

describe('what starts like XML', () => {
	it.each([
		['<?xml version="1.0"?><customers/>', 'xml'],
		['\n<!-- people -->\n<people>\n <p id="1"/>', 'xml'],
		['<people xmlns="urn:x"><p><a>1</a></p></people>', 'xml'],
		['<id>,<name>\n1,Jan\n', 'csv'],
		['<id>\t<name>\n1\tJan\n', 'csv'],
		['<b>bold</b>,x\n1,2\n', 'csv'],
	])('%j is %s', (text, name) => {
		expect(detectFormat(Buffer.from(text)).name).toBe(name);
	});

	it('is left to others where it is a web page or a spreadsheet', () => {
		const { sniff } = findFormat('xml');
		for (const text of [
			'<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><body><table/></body></html>',
			'<table><tr><td>a</td></tr></table>',
			'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
		])
			expect(sniff(Buffer.from(text))).toBe(false);
	});
});
