import { DEFAULT_LIMITS } from '../../../../lib/formats';
import { XmlScanner } from '../../../../lib/formats/xml/scanner';
import { cut, scan, type Scanned } from '../nested/scanning';

function scanXml(pieces: Iterable<string>, path = ['l', 'c']): Scanned {
	const file = { name: 'x', path, limits: DEFAULT_LIMITS };
	return scan(pieces, (collector, log) => new XmlScanner(file, collector, log));
}

/** What must not depend on where the text is cut, with defects of every kind. */
const TEXTS: ReadonlyArray<readonly [string, string]> = [
	[
		'elements and attributes',
		'<?xml version="1.0"?>\r\n<!-- <c/> -->\r\n<n:l xmlns:n="u">\r\n  <n:c id="1" b=\'x&quot;y\'>\r\n    <a>1</a>\r\n    <a t="&#65;">2</a>\r\n    <d><e> z </e></d>\r\n  </n:c>\r\n  <n:c/>\r\n</n:l>\r\n',
	],
	[
		'sections and comments',
		'<l><c><a><![CDATA[ <b>&amp; ]]></a><b>1<!-- 2 -->3<?p x?>4</b></c><c><a>x <i>y</i> z</a></c></l>',
	],
	['a document type', '<!DOCTYPE l [ <!ELEMENT l ANY> ]><l><c><a>&lt;&unknown;&#0;</a></c></l>'],
	[
		'damaged records',
		'<l>\n<c><a>1</a></c>\n<c><a>2</b></c>\n<c><a>3 < 4</a></c>\n<c b=5><a/></c>\n<c><a>6</c>\n<c><a>7</a></c>\n</l>',
	],
	['an element that is not closed', '<l><c><a>1</a></c><x><y></x><c><a>2</a></c></l>'],
	['a cut record', '<l><c><a>1</a></c><c><a>2</a><b'],
	['a cut document', '<l><c><a>1</a></c><c><a>2</a></c>\n'],
	['text behind the end', '<l><c><a>1</a></c></l> x'],
];

describe('records of XML', () => {
	it.each(TEXTS)('of %s are the same wherever the text is cut', (_, text) => {
		const { rows, issues } = scanXml([text]);
		expect(rows.length).toBeGreaterThan(0);
		for (let at = 1; at < text.length; at++) {
			expect(scanXml([text.slice(0, at), text.slice(at)])).toMatchObject({ rows, issues });
		}
		for (const size of [1, 2, 3, 7]) expect(scanXml(cut(text, size))).toMatchObject({ rows, issues });
	});

	it('keeps no more text than the record that is being read', () => {
		const record = `<c id="1"><name>${'x'.repeat(500)}</name><address><city>y</city></address></c>\n`;
		const piece = record.repeat(100);
		function* pieces() {
			yield '<l>';
			for (let count = 0; count < 300; count++) {
				yield piece.slice(0, -7);
				yield piece.slice(-7);
			}
			yield '</l>';
		}
		const { rows, issues, waited } = scanXml(pieces());
		expect(rows).toHaveLength(30_000);
		expect(issues).toEqual([]);
		expect(waited).toBeLessThan(record.length + 10);
	});

	it('gives up on a record that does not end', () => {
		const endless = () => scanXml(cut(`<l><c><a>${'x'.repeat(5_000_000)}`, 64 * 1024));
		expect(endless).toThrow(expect.objectContaining({ code: 'TOO_LARGE' }));
	});
});
