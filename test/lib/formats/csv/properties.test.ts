import { parse as csvParse } from 'csv-parse/sync';
import { stringify, type Options } from 'csv-stringify/sync';
import fc from 'fast-check';
import Papa from 'papaparse';
import { asError, isImportError } from '../../../../lib/errors';
import { streamSource, type ParseOptions } from '../../../../lib/formats';
import type { ByteSource } from '../../../../lib/model';
import { read, type ReadFile } from '../reading';

jest.setTimeout(60_000);

/** Text as it is found in cells, with all that structures a file; no control characters, which are taken out. */
const cell = fc
	.array(
		fc.oneof(
			fc.constantFrom(...'ab",;\t|\'\\ \n#=Łß中😀0', '\r\n', '""'),
			fc.string({ unit: 'grapheme', maxLength: 3 }),
		),
		{ maxLength: 6 },
	)
	.map((parts) => parts.join('').replace(/(?![\n\r\t])\p{Cc}|[\uFEFF\uFFFD]/gu, ''));

/** Rows of one width, none of them empty. */
const tables = fc
	.integer({ min: 1, max: 5 })
	.chain((width) =>
		fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }),
	)
	.filter((rows) => rows.every((row) => row.some((text) => text !== '')));

/** Every way csv-stringify has to quote. */
const quotings = fc.constantFrom<Options>(
	{ quoted: true },
	{ quoted_match: /^\s|\s$|^'|\\/ },
	{ quoted_string: true },
	{ quoted: true, quoted_empty: false },
	{ quoted_empty: true, quoted_match: /^\s|\s$|^'|\\/ },
);

/** Bytes that confuse a reader of text: structure, cut characters, marks, and anything else. */
const nastyBytes = fc
	.array(
		fc.oneof(
			{
				weight: 4,
				arbitrary: fc.constantFrom(
					'"',
					'""',
					',',
					';',
					'\n',
					'\r',
					'\r\n',
					'a',
					' ',
					'#',
					'\\"',
					'Ł',
					'中',
					'😀',
				),
			},
			{ weight: 1, arbitrary: fc.constantFrom('\uFEFF', '\0', 'sep=;\n', "'x'", '\t') },
		),
		{ maxLength: 60 },
	)
	.map((parts) => Buffer.from(parts.join('')));

const RAW: ParseOptions = {
	format: 'csv',
	header: false,
	unitsRow: false,
	footerRows: 0,
	skipRows: 0,
	skipEmptyLines: false,
	formulaGuard: false,
};

/** The bytes in pieces that end at these places. */
function cutAt(bytes: Uint8Array, cuts: readonly number[]): ByteSource {
	const ends = [...new Set([...cuts.filter((cut) => cut < bytes.length), bytes.length])].sort(
		(a, b) => a - b,
	);
	return streamSource(
		async function* () {
			let from = 0;
			for (const end of ends) {
				yield bytes.subarray(from, end);
				from = end;
			}
		},
		{ name: 'customers.csv' },
	);
}

/** What reading ends in: a file, or the code of an error that a person can act on. */
async function outcome(source: ByteSource, options: ParseOptions): Promise<Partial<ReadFile> | string> {
	try {
		return await read(source, options);
	} catch (error) {
		return isImportError(error) && error.kind === 'user' ? error.code : await Promise.reject(asError(error));
	}
}

it('a table comes back as csv-stringify wrote it, however it quotes', async () => {
	await fc.assert(
		fc.asyncProperty(
			tables,
			quotings,
			fc.constantFrom(',', ';', '\t', '|', '::'),
			fc.constantFrom('\n', '\r\n', '\r'),
			fc.constantFrom('"', "'"),
			async (rows, quoting, delimiter, record_delimiter, quote) => {
				const text = stringify(rows, {
					...quoting,
					delimiter,
					record_delimiter,
					quote,
					escape: quote,
					// Any line end ends a record here, whichever the file uses.
					quoted_match: /[\r\n]|^\s|\s$|^['"]|\\/,
				});
				const { cells } = await read(text, { ...RAW, delimiter, quote, escape: quote, comment: '' });
				expect(cells).toEqual(rows);
			},
		),
		{ numRuns: 300 },
	);
});

it('a table comes back as csv-stringify wrote it with a backslash as the escape', async () => {
	await fc.assert(
		fc.asyncProperty(tables, async (rows) => {
			const text = stringify(rows, { quoted: true, escape: '\\' });
			const { cells } = await read(text, { ...RAW, delimiter: ',', quote: '"', escape: '\\', comment: '' });
			expect(cells).toEqual(rows);
		}),
		{ numRuns: 200 },
	);
});

it('a well-formed file of some size comes back with everything detected', async () => {
	const words = fc.constantFrom(
		'Jan',
		'Łódź',
		"O'Hara",
		'中山路',
		'a, b',
		'x;y',
		'say "hi"',
		'two\nlines',
		'',
		'12,5',
		'#1',
		'C:\\',
	);
	const rows = fc.array(fc.tuple(fc.integer(), words, words, words), { minLength: 5, maxLength: 30 });
	await fc.assert(
		fc.asyncProperty(
			rows,
			fc.constantFrom(',', ';', '\t', '|'),
			fc.boolean(),
			async (table, delimiter, quoted) => {
				const wanted = table.map((row) => row.map(String));
				const labels = ['id', 'name', 'city', 'note'];
				const { cells, dialect } = await read(stringify([labels, ...wanted], { delimiter, quoted }), {
					footerRows: 0,
					unitsRow: false,
				});
				expect({ delimiter: dialect.delimiter, cells }).toEqual({ delimiter, cells: wanted });
			},
		),
		{ numRuns: 200 },
	);
});

it('every split of the bytes gives the same rows and issues', async () => {
	await fc.assert(
		fc.asyncProperty(
			nastyBytes,
			fc.array(fc.nat(120), { maxLength: 8 }),
			fc.constantFrom<ParseOptions>(
				{},
				RAW,
				{ ...RAW, delimiter: ',', strictQuotes: true },
				{ ...RAW, escape: '\\', comment: '#' },
				{ skipRows: 1 },
			),
			async (bytes, cuts, options) => {
				const set: ParseOptions = { format: 'csv', encoding: 'utf-8', ...options };
				expect(await outcome(cutAt(bytes, cuts), set)).toEqual(await outcome(cutAt(bytes, []), set));
			},
		),
		{ numRuns: 500 },
	);
});

it('every split of the bytes gives the same rows in other encodings', async () => {
	const encodings = fc.constantFrom('utf-16le', 'gb18030', 'shift_jis', 'windows-1250');
	await fc.assert(
		fc.asyncProperty(
			fc.uint8Array({ maxLength: 80 }),
			fc.array(fc.nat(80), { maxLength: 6 }),
			encodings,
			async (bytes, cuts, encoding) => {
				const set = { ...RAW, encoding, delimiter: ',' };
				expect(await outcome(cutAt(bytes, cuts), set)).toEqual(await outcome(cutAt(bytes, []), set));
			},
		),
		{ numRuns: 200 },
	);
});

it('any bytes end in rows and issues, or in an error a person can act on', async () => {
	const anything = fc.oneof(nastyBytes, fc.uint8Array({ maxLength: 300 }));
	await fc.assert(
		fc.asyncProperty(
			anything,
			fc.constantFrom<ParseOptions>({}, RAW, { strictQuotes: true }),
			async (bytes, options) => {
				const found = await outcome(cutAt(bytes, []), { format: 'csv', ...options });
				expect(typeof found === 'string' || found.rows !== undefined).toBe(true);
			},
		),
		{ numRuns: 500 },
	);
});

it('no character is lost, wherever the quotes are: only quotes and what surrounds them', async () => {
	await fc.assert(
		fc.asyncProperty(nastyBytes, async (bytes) => {
			const found = await outcome(cutAt(bytes, []), {
				...RAW,
				encoding: 'utf-8',
				delimiter: ',',
				quote: '"',
				escape: '"',
				comment: '',
			});
			if (typeof found === 'string') return;
			const bare = (text: string) => text.replace(/sep=;|[",\s\0\uFEFF]/g, '');
			expect(bare((found.cells ?? []).flat().join(''))).toBe(bare(bytes.toString()));
		}),
		{ numRuns: 500 },
	);
});

describe('well-formed input gives the rows of', () => {
	const written = fc.tuple(
		tables,
		fc.constantFrom(',', ';', '\t', '|'),
		fc.boolean(),
		fc.constantFrom('\n', '\r\n'),
	);
	const writeTable = (rows: string[][], delimiter: string, quoted: boolean, record_delimiter: string) =>
		stringify(rows, { delimiter, quoted, record_delimiter, quoted_match: /[\r\n]|^\s|\s$/ });

	it('csv-parse', async () => {
		await fc.assert(
			fc.asyncProperty(written, async ([rows, delimiter, quoted, end]) => {
				const text = writeTable(rows, delimiter, quoted, end);
				const { cells } = await read(text, { ...RAW, delimiter, quote: '"', escape: '"', comment: '' });
				expect(cells).toEqual(csvParse(text, { delimiter, record_delimiter: end }));
			}),
			{ numRuns: 200 },
		);
	});

	it('papaparse', async () => {
		await fc.assert(
			fc.asyncProperty(written, async ([rows, delimiter, quoted, end]) => {
				const text = writeTable(rows, delimiter, quoted, end);
				const { cells } = await read(text, { ...RAW, delimiter, quote: '"', escape: '"', comment: '' });
				const { data } = Papa.parse<string[]>(text.slice(0, -end.length), { delimiter, newline: end });
				expect(cells).toEqual(data);
			}),
			{ numRuns: 200 },
		);
	});
});
