import type { INodeProperties } from 'n8n-workflow';
import { DEFAULT_LIMITS, ENCODINGS, type ParseLimits, type ParseOptions } from '../../lib';
import { CustomerFileParse } from '../../nodes/CustomerFileParse/CustomerFileParse.node';
import { readParseOptions } from '../../nodes/CustomerFileParse/settings';
import { makeDecoder } from '../../lib/formats/text/decode';
import { fakeExecution } from './fakeExecution';

const MB = 1024 * 1024;

/** The panel's 'Options' as the library gets them. */
function parsed(options: Readonly<Record<string, unknown>>): ParseOptions {
	const fake = fakeExecution({ node: new CustomerFileParse(), items: [], parameters: { options } });
	return readParseOptions(fake.context, 0);
}

/** What a person sets, and what the library gets: for every option that a file can be read with. */
const ON_PANEL: Readonly<
	Record<
		Exclude<keyof ParseOptions, 'batchSize' | 'limits' | 'signal'>,
		readonly [object, Partial<ParseOptions>]
	>
> = {
	cells: [{ cells: 'displayed' }, { cells: 'displayed' }],
	comment: [{ comment: '#' }, { comment: '#' }],
	delimiter: [{ delimiter: '\\t' }, { delimiter: '\t' }],
	encoding: [{ encoding: 'windows-1250' }, { encoding: 'windows-1250' }],
	escape: [{ escape: '\\' }, { escape: '\\' }],
	files: [{ files: '*.csv' }, { files: '*.csv' }],
	footerRows: [{ footerRows: 0 }, { footerRows: 0 }],
	format: [{ format: 'csv' }, { format: 'csv' }],
	formulaGuard: [{ formulaGuard: false }, { formulaGuard: false }],
	header: [{ header: false }, { header: false }],
	hiddenSheets: [{ hiddenSheets: true }, { hiddenSheets: true }],
	mergedCells: [{ mergedCells: 'all' }, { mergedCells: 'all' }],
	quote: [{ quote: "'" }, { quote: "'" }],
	recordPath: [{ recordPath: 'data.customers' }, { recordPath: 'data.customers' }],
	sheet: [{ sheet: ['Customers'] }, { sheet: 'Customers' }],
	sheets: [{ sheets: 'all' }, { sheets: 'all' }],
	skipEmptyLines: [{ skipEmptyLines: false }, { skipEmptyLines: false }],
	skipRows: [{ skipRows: 3 }, { skipRows: 3 }],
	strictQuotes: [{ strictQuotes: true }, { strictQuotes: true }],
	unitsRow: [{ unitsRow: false }, { unitsRow: false }],
};

const LIMITS: Readonly<Record<keyof ParseLimits, readonly [object, Partial<ParseLimits>]>> = {
	cellLength: [{ cellLength: 5 }, { cellLength: 5 }],
	columns: [{ columns: 5 }, { columns: 5 }],
	depth: [{ depth: 5 }, { depth: 5 }],
	entries: [{ entries: 5 }, { entries: 5 }],
	expandedBytes: [{ expandedMb: 5 }, { expandedBytes: 5 * MB }],
	fileBytes: [{ fileMb: 5 }, { fileBytes: 5 * MB }],
	ratio: [{ ratio: 5 }, { ratio: 5 }],
	rows: [{ rows: 5 }, { rows: 5 }],
};

function collection(name: string): INodeProperties[] {
	const found = new CustomerFileParse().description.properties.find((property) => property.name === name);
	return (found?.options ?? []) as INodeProperties[];
}

function limitValues(): INodeProperties[] {
	const limits = collection('options').find(({ name }) => name === 'limits');
	return (limits?.options ?? []).flatMap((group) => ('values' in group ? group.values : []));
}

/** What Node knows of the WHATWG encoding standard, and the code pages of DOS and UTF-32 that it leaves out. */
const KNOWN_ENCODINGS = (
	'utf-8 utf-16le utf-16be utf-32le utf-32be ibm866 koi8-r koi8-u macintosh x-mac-cyrillic ' +
	'iso-8859-2 iso-8859-3 iso-8859-4 iso-8859-5 iso-8859-6 iso-8859-7 iso-8859-8 iso-8859-10 iso-8859-13 iso-8859-14 iso-8859-15 iso-8859-16 ' +
	'windows-874 windows-1250 windows-1251 windows-1252 windows-1253 windows-1254 windows-1255 windows-1256 windows-1257 windows-1258 ' +
	'gbk gb18030 big5 euc-jp iso-2022-jp shift_jis euc-kr cp437 cp850 cp852 cp855'
).split(' ');

describe("the panel's options", () => {
	it.each(Object.entries(ON_PANEL))('set %s', (_, [onPanel, options]) => {
		expect(parsed({ ...onPanel })).toEqual(options);
	});

	it.each(Object.entries(LIMITS))('limit %s', (_, [onPanel, limits]) => {
		expect(parsed({ limits: { limit: onPanel } })).toEqual({ limits });
	});

	it('are all there, and nothing is set that is not', () => {
		const names = collection('options').map(({ name }) => name);
		for (const [onPanel] of Object.values(ON_PANEL)) expect(names).toContain(Object.keys(onPanel)[0]);
		const limits = limitValues().map(({ name }) => name);
		expect(limits.sort()).toEqual(
			Object.values(LIMITS)
				.map(([onPanel]) => Object.keys(onPanel)[0])
				.sort(),
		);
		expect(parsed({})).toEqual({});
	});

	it('stand in the order of their names', () => {
		for (const list of [collection('options'), limitValues()]) {
			const names = list.map(({ displayName }) => displayName);
			expect(names).toEqual([...names].sort());
		}
	});

	it('show the limits that hold when nobody sets them', () => {
		const defaults = Object.fromEntries(limitValues().map(({ name, default: value }) => [name, value]));
		expect(parsed({ limits: { limit: defaults } })).toEqual({ limits: DEFAULT_LIMITS });
	});

	it('tell no quotes and no remarks apart from nothing chosen', () => {
		expect(parsed({ quote: '', comment: '' })).toEqual({ quote: '', comment: '' });
		expect(
			parsed({ delimiter: '', encoding: '', escape: '', files: '', recordPath: '', format: 'auto' }),
		).toEqual({});
	});

	it.each([
		[{ sheet: 'Customers' }, { sheet: 'Customers' }],
		[{ sheet: '2' }, { sheet: 2 }],
		[{ sheets: 'named', sheet: ['One, two', '3', ' '] }, { sheets: ['One, two', 3] }],
		[{ sheets: 'named', sheet: [] }, {}],
		[{ sheets: 'first', sheet: ['Customers'] }, {}],
		[{ sheets: 'all', sheet: ['Customers'] }, { sheets: 'all' }],
	])('choose sheets: %j', (onPanel, options) => {
		expect(parsed(onPanel)).toEqual(options);
	});

	it('offer every encoding that text is read in', () => {
		const offered = collection('options').find(({ name }) => name === 'encoding')?.options ?? [];
		const names = offered.map((option) => ('value' in option ? String(option.value) : ''));
		expect(names).toEqual(ENCODINGS.map(({ name }) => name));
		expect(new Set(names.map((name) => makeDecoder(name).encoding))).toEqual(new Set(KNOWN_ENCODINGS));
		const titles = offered.map(({ name }) => name);
		expect(titles).toEqual([...titles].sort());
	});

	it('let any number of rows pass where the limit is 0', () => {
		expect(parsed({ limits: { limit: { rows: 0 } } })).toEqual({
			limits: { rows: Number.POSITIVE_INFINITY },
		});
	});
});
