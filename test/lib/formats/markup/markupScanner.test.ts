import fc from 'fast-check';
import { attributeOf, countOf } from '../../../../lib/formats/markup/attributes';
import { MarkupScanner } from '../../../../lib/formats/markup/markupScanner';

/** What a scanner finds, texts beside each other put together. */
function scan(pieces: readonly string[], raw: ReadonlySet<string> = new Set()): string[] {
	const found: string[] = [];
	const scanner = new MarkupScanner(
		{
			open: (name, attributes, empty) => found.push(`<${name}|${attributes.trim()}${empty ? '|/' : ''}>`),
			close: (name) => found.push(`</${name}>`),
			text(text, literal) {
				const last = found.at(-1) ?? '';
				const marked = literal ? `=${text}` : text;
				if (last !== '' && !last.startsWith('<')) found.push(found.pop() + marked);
				else if (marked !== '') found.push(marked);
			},
		},
		raw,
	);
	for (const piece of pieces) scanner.push(piece);
	scanner.end();
	return found;
}

describe('marked-up text', () => {
	it.each<[string, string, string[]]>([
		['tags and texts', '<a x="1">b</a>', ['<a|x="1">', 'b', '</a>']],
		['tags that end themselves', '<a/><b x=">"/>', ['<a||/>', '<b|x=">"|/>']],
		['names with prefixes', '<ss:Cell ss:Index="3">', ['<ss:Cell|ss:Index="3">']],
		[
			'no comments, types and instructions',
			'<?xml v?><!DOCTYPE x [<!ENTITY a "b">]><!-- <b> --><a>',
			['<a|>'],
		],
		['sections that are literal', '<a><![CDATA[<b>]]></a>', ['<a|>', '=<b>', '</a>']],
		['signs that begin no tag', '1 < 2 <3 <', ['1 < 2 <3 <']],
		['quotes that begin nothing', '<td title="5" tall">x', ['<td|title="5" tall">', 'x']],
		['a tag that is cut', 'a<b', ['a<b']],
	])('has %s', (_, text, wanted) => {
		expect(scan([text])).toEqual(wanted);
	});

	it('is not looked into where it is a script', () => {
		expect(scan(['<SCRIPT>if (a<b) "</p>"</script >x'], new Set(['script']))).toEqual(['x']);
		expect(scan(['<style>a<b'], new Set(['style']))).toEqual([]);
	});

	it('is the same wherever it is cut into pieces', () => {
		const part = fc.constantFrom(
			'<a b="c>">',
			'</a>',
			'<br/>',
			'text ',
			'<!-- <x> -->',
			'<![CDATA[<y>]]>',
			'<',
			'"',
			'<?p?>',
			'<script>a<b</script>',
		);
		fc.assert(
			fc.property(fc.array(part, { maxLength: 12 }), fc.integer({ min: 1, max: 9 }), (parts, size) => {
				const text = parts.join('');
				const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
				const raw = new Set(['script']);
				expect(scan(pieces, raw)).toEqual(scan([text], raw));
			}),
		);
	});

	it('that does not end is refused', () => {
		const scanner = new MarkupScanner({ open() {}, close() {}, text() {} });
		const piece = 'x'.repeat(1024 * 1024);
		scanner.push('<a b="');
		expect(() => {
			for (let count = 0; count < 20; count++) scanner.push(piece);
		}).toThrow(expect.objectContaining({ code: 'TOO_LARGE' }));
	});
});

describe('attributes', () => {
	it.each([
		[' x="1" y=\'2\' z=3', 'y', '2'],
		[' x="1" y=\'2\' z=3', 'z', '3'],
		[' ss:Index="4"', 'Index', '4'],
		[' COLSPAN = "2"', 'colspan', '2'],
		[' a="&amp;&#65;"', 'a', '&A'],
		[' xy="1"', 'y', undefined],
		['', 'y', undefined],
	])('of %s: %s is %s', (attributes, name, wanted) => {
		expect(attributeOf(attributes, name)).toBe(wanted);
	});

	it.each([
		['3', 3],
		['0', 1],
		['-5', 1],
		['x', 1],
		['99999999999999999999', 1],
	])('that count %s count %i', (value, wanted) => {
		expect(countOf(` n="${value}"`, 'n', 1)).toBe(wanted);
	});
});
