import { DEFAULT_LIMITS } from '../../../../lib/formats';
import type { JsonLayout } from '../../../../lib/formats/json/layout';
import { JsonScanner } from '../../../../lib/formats/json/scanner';
import { cut, scan, type Scanned } from '../nested/scanning';

const DOCUMENTS: JsonLayout = { records: 'documents', path: [], lists: false };
const ELEMENTS: JsonLayout = { records: 'elements', path: [], lists: false };
const LISTS: JsonLayout = { records: 'elements', path: [], lists: true };
const UNDER_PATH: JsonLayout = { records: 'path', path: ['data', 'people'], lists: false };

function scanJson(pieces: Iterable<string>, layout: JsonLayout): Scanned {
	const file = { name: 'x', layout, limits: DEFAULT_LIMITS };
	return scan(pieces, (collector, log) => new JsonScanner(file, collector, log));
}

/** What must not depend on where the text is cut, with defects of every kind. */
const TEXTS: ReadonlyArray<readonly [string, string, JsonLayout]> = [
	[
		'a list',
		'[{"a":1,"b":"x \\u0142 \\" y"},\r\n{"a":-1.5e3,"b":null,"c":{"d":[1,"z",{"e":true}]}} , {}]',
		ELEMENTS,
	],
	['lines', '{"a":1}\n{"a":12345678901234567890}\r\n\r\n{"a":"\\\\"}\r{"b":[]}', DOCUMENTS],
	['numbers and words', '1 2.50\ntrue null "x"\n-0', DOCUMENTS],
	[
		'a list under a path',
		'{"x":[{"people":1}],"data":{"n":"\\"","people":[{"a":1},{"a":2}],"z":{}}}\n',
		UNDER_PATH,
	],
	['the same path twice', '{"data":{"people":[{"a":1}]}}{"data":{"people":[{"a":2}]}}', UNDER_PATH],
	['lists', '[["a","b"],[1,{"x":[2,"]"]}],[null,true,""]]', LISTS],
	['damaged lines', '{"a":1}\n{"a":2,\n{"a":"x\n{"a":NaN}\n{a:1}\n{"a":5}\n', DOCUMENTS],
	[
		'damaged records',
		'[\n {"a":1},\n {"a":undefined, "b":[1,2]},\n {"a":"x},\n {"a":[1,2},\n {"a":9}\n]',
		ELEMENTS,
	],
	['damaged records in a line', '[{"a":1},{\'a\':2},{"a":tru},x,,{"a":[3]}{"a":4},]', ELEMENTS],
	['a cut list', '[{"a":1},{"a":2},{"a":"3', ELEMENTS],
	['a cut document', '{"data":{"people":[{"a":1},{"a":2}]', UNDER_PATH],
	['something behind the end', '[{"a":1}] x', ELEMENTS],
];

describe('records of JSON', () => {
	it.each(TEXTS)('of %s are the same wherever the text is cut', (_, text, layout) => {
		const { rows, issues } = scanJson([text], layout);
		expect(rows.length).toBeGreaterThan(0);
		for (let at = 1; at < text.length; at++) {
			expect(scanJson([text.slice(0, at), text.slice(at)], layout)).toMatchObject({ rows, issues });
		}
		for (const size of [1, 2, 3, 7])
			expect(scanJson(cut(text, size), layout)).toMatchObject({ rows, issues });
	});

	it('keeps no more text than the record that is being read', () => {
		const record = `{"name":"${'x'.repeat(500)}","tags":["a","b"],"address":{"city":"y"}},\n`;
		const piece = record.repeat(100);
		function* pieces() {
			yield '[';
			for (let count = 0; count < 1000; count++) {
				yield piece.slice(0, -7);
				yield piece.slice(-7);
			}
			yield '{"name":"last"}]';
		}
		const { rows, issues, waited } = scanJson(pieces(), ELEMENTS);
		expect(rows).toHaveLength(100_001);
		expect(issues).toEqual([]);
		expect(waited).toBeLessThan(record.length + 10);
	});

	it('reads a record of many pieces without reading each of them again and again', () => {
		const text = `[{"a":"${'x'.repeat(3_000_000)}"}]`;
		const { rows } = scanJson(cut(text, 64 * 1024), ELEMENTS);
		expect(rows[0]?.cells[0]).toHaveLength(3_000_000);
	});

	it('gives up on a record that does not end', () => {
		const endless = () => scanJson(cut(`[{"a":"${'x'.repeat(5_000_000)}`, 64 * 1024), ELEMENTS);
		expect(endless).toThrow(expect.objectContaining({ code: 'TOO_LARGE' }));
	});
});
