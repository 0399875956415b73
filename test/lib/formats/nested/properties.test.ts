import fc from 'fast-check';
import { bytesSource, parseFile, writeTable } from '../../../../lib/formats';
import { isImportError } from '../../../../lib/errors';
import type { Cell } from '../../../../lib/model';
import { collect, inPieces, read } from '../reading';

jest.setTimeout(60_000);

const RUNS = { numRuns: 150 };

/** Text that stays as it is: no control characters, which are taken out, and no byte order marks. */
const text = fc
	.array(
		fc.oneof(
			fc.constantFrom(...'ab"\\/[]{},:<>&\' \nŁß中😀0'),
			fc.string({ unit: 'grapheme', maxLength: 3 }),
		),
		{ maxLength: 8 },
	)
	.map((parts) => parts.join('').replace(/(?!\n|\t)\p{Cc}|[\uFEFF\uFFFD]/gu, ''));
const number = fc
	.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
	.map((value) => value + 0);
const cell: fc.Arbitrary<Cell> = fc.oneof(text, number, fc.boolean(), fc.constant(null));
const labels = fc.uniqueArray(
	text.map((label) => label.normalize('NFC').trim()).filter((label) => label !== ''),
	{ minLength: 1, maxLength: 5 },
);

/** Tables whose first column is always filled, so that no row is empty; other cells may not be there. */
const tables = labels.chain((names) =>
	fc.record({
		names: fc.constant(names),
		rows: fc.array(
			fc.tuple(
				fc.oneof(
					text.filter((value) => value !== ''),
					fc.boolean(),
				),
				fc.array(fc.option(cell, { nil: undefined }), {
					minLength: names.length - 1,
					maxLength: names.length - 1,
				}),
			),
			{ minLength: 1, maxLength: 20 },
		),
	}),
);

type Pairs = ReadonlyArray<readonly [string, Cell]>;

/** The cells that are there, by label and in the order of the labels. */
function byLabel(names: readonly string[], cells: ReadonlyArray<Cell | undefined>): Pairs {
	return cells
		.flatMap((value, at): Pairs => (value === undefined ? [] : [[names[at] ?? '', value]]))
		.toSorted(([a], [b]) => (a < b ? -1 : 1));
}

describe('JSON', () => {
	it.each(['json', 'jsonl'])('comes back as we wrote it as %s', async (format) => {
		await fc.assert(
			fc.asyncProperty(tables, async ({ names, rows }) => {
				const cells = rows.map(([first, rest]) => [first, ...rest]);
				const batches = [cells.map((row, at) => ({ rowNumber: at + 2, cells: row }))];
				const bytes = await collect(writeTable(format, { labels: names, batches }));
				const back = await read(bytes, { format });
				expect(back.cells.map((row) => byLabel(back.labels, row))).toEqual(
					cells.map((row) => byLabel(names, row)),
				);
				expect(back.issues).toEqual([]);
			}),
			RUNS,
		);
	});

	it('of any values is read without losing a record, however it is laid out', async () => {
		const records = fc.array(fc.dictionary(text, fc.jsonValue({ maxDepth: 4 }), { minKeys: 1 }), {
			minLength: 1,
			maxLength: 10,
		});
		await fc.assert(
			fc.asyncProperty(records, fc.constantFrom(0, 1, '\t'), async (dictionaries, indent) => {
				const values = dictionaries.map((value, at) => ({ id: at, ...value }));
				const options = { skipEmptyLines: false, format: 'json' } as const;
				const { rows, codes } = await read(JSON.stringify(values, null, indent), options);
				expect(rows).toHaveLength(values.length);
				expect(codes).not.toContain('BAD_SYNTAX');
				const numbers = rows.map(({ rowNumber }) => rowNumber);
				expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
				const under = JSON.stringify({ a: { b: values } }, null, indent);
				const nested = await read(under, { ...options, recordPath: 'a.b' });
				expect(nested.cells).toEqual(rows.map(({ cells }) => cells));
			}),
			RUNS,
		);
	});
});

describe('XML', () => {
	const escape = (value: string) => value.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
	/** What a reader may leave out at the edges is not at them. */
	const content = text.map((value) => `.${value}.`);
	const names = fc.uniqueArray(fc.constantFrom('name', 'e-mail', 'x:city', 'adres_1', 'Łódź', '电话'), {
		minLength: 1,
	});

	it('of any texts comes back, as elements and as attributes', async () => {
		const people = names.chain((fields) =>
			fc.record({
				fields: fc.constant(fields),
				rows: fc.array(fc.array(content, { minLength: fields.length, maxLength: fields.length }), {
					minLength: 2,
					maxLength: 9,
				}),
			}),
		);
		await fc.assert(
			fc.asyncProperty(people, fc.boolean(), async ({ fields, rows }, asAttributes) => {
				const written = rows.map((row) =>
					asAttributes
						? `<p ${row.map((value, at) => `${fields[at]}="${escape(value)}"`).join(' ')}/>`
						: `<p>${row.map((value, at) => `<${fields[at]}>${escape(value)}</${fields[at]}>`).join('\n')}</p>`,
				);
				const {
					labels: found,
					cells,
					issues,
				} = await read(`<?xml version="1.0"?><l>${written.join('\n')}</l>`, { recordPath: 'p' });
				expect(found).toEqual(fields.map((field) => field.replace('x:', '')));
				expect(cells).toEqual(rows);
				expect(issues).toEqual([]);
			}),
			RUNS,
		);
	});
});

describe('any bytes', () => {
	const pieces = {
		json: [
			'{',
			'}',
			'[',
			']',
			',',
			':',
			'"',
			'"a"',
			'\\',
			'\n',
			'\r\n',
			' ',
			'1',
			'-',
			'e9',
			'null',
			'tru',
			'{"a":1}',
			'[{"a":',
			'\\u00',
			'ż',
		],
		jsonl: ['{"a":1}\n', '{"b":[{"c":', '}', ']', '"', '\n', '{', ',', 'x', '\r'],
		xml: [
			'<',
			'>',
			'/',
			'<a>',
			'</a>',
			'<b c="d">',
			'</b>',
			'<b/>',
			'&',
			'&#0;',
			'"',
			'=',
			' ',
			'\n',
			'<!--',
			'-->',
			'<![CDATA[',
			']]>',
			'<?',
			'?>',
			'<!DOCTYPE',
			'ż',
		],
	};

	it.each(Object.entries(pieces))(
		'made of what confuses %s end in rows and issues or a message, and however they come',
		async (format, parts) => {
			const start = format === 'xml' ? '<?xml version="1.0"?><l><p><n>1</n></p>' : '[{"a":1},';
			const bytes = fc
				.tuple(
					fc.constantFrom('', start),
					fc.array(fc.oneof(fc.constantFrom(...parts), fc.string()), { maxLength: 80 }),
				)
				.map(([head, rest]) => Buffer.from(head + rest.join('')));
			await fc.assert(
				fc.asyncProperty(
					fc.oneof(bytes, fc.uint8Array({ maxLength: 200 })),
					fc.integer({ min: 1, max: 50 }),
					async (content, size) => {
						const whole = await outcome(format, content);
						const inParts = await outcome(format, content, size);
						expect(inParts).toEqual(whole);
					},
				),
				{ numRuns: 400 },
			);
		},
	);

	async function outcome(format: string, content: Uint8Array, size?: number): Promise<unknown> {
		const source = size === undefined ? bytesSource(content, { name: 'x' }) : inPieces(content, size, 'x');
		try {
			const table = await parseFile(source, { format });
			const rows = [];
			for await (const batch of table.batches) rows.push(...batch);
			const numbers = rows.map(({ rowNumber }) => rowNumber);
			expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
			return { rows, issues: table.issues };
		} catch (error) {
			// Anything else would be a crash.
			expect(isImportError(error) ? error.message : error).toEqual(expect.stringMatching(/[a-z]/));
			return isImportError(error) && error.message;
		}
	}
});
