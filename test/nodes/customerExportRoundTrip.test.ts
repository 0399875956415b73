import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { FORMATS } from '../../lib';
import { CustomerExport } from '../../nodes/CustomerExport/CustomerExport.node';
import { CustomerFileParse } from '../../nodes/CustomerFileParse/CustomerFileParse.node';
import { fakeExecution } from './fakeExecution';

jest.setTimeout(120_000);

/** What programs run, cut at, trim, turn into something else or take for structure. */
const HOSTILE = [
	'=1+1',
	"'=1+1",
	"''=1+1",
	'+48501228855',
	'+1+1',
	'-5',
	'-1+1',
	'@SUM(A1)',
	'\t=1',
	'＝1+1',
	'a;b',
	'a,b;c\td|e',
	'x;=1+1',
	"'quoted'",
	"O'Hara",
	'say "hi"',
	'""',
	'"',
	'two\nlines',
	' edges ',
	'\u00A0x',
	'#1',
	'# remark',
	'sep=;',
	'007',
	'1e5',
	'9007199254740993',
	'1/2',
	'TRUE',
	'NULL',
	'null',
	'_x000D_',
	'<b>&amp;]]>',
	'{"a":[1]}',
	'Zażółć gęślą jaźń',
	'中山路 😀',
	'שלום',
	'2022-09-30',
	'30.09.2022',
	'C:\\temp\\',
	'__proto__',
];

const texts = fc.oneof(
	{ weight: 6, arbitrary: fc.constantFrom(...HOSTILE) },
	{ weight: 1, arbitrary: fc.constant('') },
	// Control characters are taken out on import, whatever the format.
	{
		weight: 2,
		arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replace(/\p{C}/gu, '')),
	},
);

interface People {
	readonly labels: readonly string[];
	readonly rows: ReadonlyArray<readonly string[]>;
}

/** Rows of one to four columns; the first is never empty, because a row of nothing is none. */
const people: fc.Arbitrary<People> = fc.integer({ min: 1, max: 4 }).chain((width) =>
	fc.record({
		labels: fc.constant(['note', 'remark', 'more; or', 'last, not least'].slice(0, width)),
		rows: fc
			.array(fc.array(texts, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 })
			.map((rows) => rows.map(([first = '', ...rest]) => [first === '' ? '-' : first, ...rest])),
	}),
);

/** Exports incoming rows and parses the file, both as the nodes are set when nobody sets anything. */
async function thereAndBack(
	{ labels, rows }: People,
	format: string,
	options: IDataObject = {},
): Promise<string[][]> {
	const items = rows.map((row) => ({
		json: Object.fromEntries(labels.map((label, index) => [label, row[index] ?? ''])),
	}));
	const parameters = { source: 'input', format, fileName: 'x', options };
	const exported = fakeExecution({ node: new CustomerExport(), items, parameters, timeZone: 'UTC' });
	const [files = []] = await exported.execute();
	const parsed = fakeExecution({
		node: new CustomerFileParse(),
		items: files,
		// The encoding of so short a text cannot be told from its bytes.
		parameters: {
			output: 'item',
			options: { footerRows: 0, unitsRow: false, skipEmptyLines: false, ...encodingOf(options) },
		},
	});
	const [found = []] = await parsed.execute();
	return found.map(({ json }) => labels.map((label) => String(json[label] ?? '')));
}

function encodingOf({ encoding }: IDataObject): IDataObject {
	return encoding === undefined ? {} : { encoding };
}

const WRITABLE = FORMATS.filter(({ write }) => write !== undefined).map(({ name }) => name);

it('has formats to try', () => {
	expect(WRITABLE).toEqual(expect.arrayContaining(['csv', 'xlsx', 'json', 'jsonl']));
});

describe.each(WRITABLE)('rows exported to %s', (format) => {
	it('come back cell by cell, whatever is in them', async () => {
		await fc.assert(
			fc.asyncProperty(people, async (table) => {
				expect(await thereAndBack(table, format)).toEqual(table.rows);
			}),
			{ numRuns: 60 },
		);
	});

	it.each(HOSTILE)('of one column hold %j', async (text) => {
		const table = { labels: ['note'], rows: [['first'], [text], ['last']] };
		expect(await thereAndBack(table, format)).toEqual(table.rows);
	});
});

it.each([
	{ delimiter: ';' },
	{ delimiter: '\t' },
	{ delimiter: '|' },
	{ quote: 'all' },
	{ quote: 'text' },
	{ lineEnd: '\n' },
	{ excelCountry: 'PL' },
	{ encoding: 'gb18030' },
	{ encoding: 'utf-16le' },
	{ delimiterLine: true },
])('rows exported to CSV with %j come back', async (options) => {
	await fc.assert(
		fc.asyncProperty(people, async (table) => {
			expect(await thereAndBack(table, 'csv', options)).toEqual(table.rows);
		}),
		{ numRuns: 25 },
	);
});

it.each(WRITABLE)('a single column that is empty in some rows keeps its rows in %s', async (format) => {
	const table = { labels: ['note'], rows: [['a'], [''], ['c']] };
	expect(await thereAndBack(table, format)).toEqual(table.rows);
});
