import {
	fillJson,
	fillText,
	placeholdersIn,
	unknownQuotings,
} from '../../../../lib/connectors/rest/template';

const HOSTILE = `x", "admin": true, "y": "{{id}}' OR 1=1 --\n\\`;

describe('a text template', () => {
	it.each([
		['/contacts/{{id}}', { id: '7' }, '/contacts/7'],
		['{{ field }} eq {{value}}', { field: 'email', value: 'a@b.c' }, 'email eq a@b.c'],
		["'{{value|sql}}'", { value: "o'neil" }, "'o''neil'"],
		['"{{value|json}}"', { value: 'a"b\\c' }, '"a\\"b\\\\c"'],
		['{{values}}', { values: ['a', 'b'] }, 'a,b'],
		['{{fields.address.city}}', { fields: { address: { city: 'Łódź' } } }, 'Łódź'],
		['{{fields.a.b}}', { 'fields.a.b': 'whole name' }, 'whole name'],
		['no placeholder', {}, 'no placeholder'],
	])('%s', (template, values, filled) => {
		expect(fillText(template, values)).toBe(filled);
	});

	it('has no value where a placeholder has none', () => {
		expect(fillText('changed > {{changedAfter}}', {})).toBeUndefined();
	});

	it('encodes what goes into an address, and only that', () => {
		expect(fillText('/c/{{id}}?x', { id: '../a b/?&#' }, encodeURIComponent)).toBe(
			'/c/..%2Fa%20b%2F%3F%26%23?x',
		);
	});

	it('fills in nothing that stands in a value', () => {
		expect(fillText('{{value}}', { value: '{{id}}', id: 'secret' })).toBe('{{id}}');
	});

	it('reaches nothing of the language', () => {
		expect(fillText('{{constructor}}', {})).toBeUndefined();
		expect(fillText('{{fields.__proto__}}', { fields: {} })).toBeUndefined();
	});
});

describe('a JSON template', () => {
	it('becomes values where a text is one placeholder', () => {
		const values = { fields: { age: 7, news: true, gone: null }, values: ['a'], id: '7' };
		expect(fillJson({ data: { id: '{{id}}', all: '{{fields}}' }, any: ['{{values}}'] }, values)).toEqual({
			data: { id: '7', all: { age: 7, news: true, gone: null } },
			any: [['a']],
		});
	});

	it('never lets a value become JSON', () => {
		const filled = fillJson({ a: '{{value}}', b: 'x {{value}} y', '{{value}}': 1 }, { value: HOSTILE });
		expect(JSON.parse(JSON.stringify(filled))).toEqual({
			a: HOSTILE,
			b: `x ${HOSTILE} y`,
			[HOSTILE]: 1,
		});
	});

	it('leaves out what has no value, also in lists and names', () => {
		const template = { a: '{{x}}', b: ['{{x}}', 1], '{{x}}': 2, c: 'as {{x}}', d: '{{y}}' };
		expect(fillJson(template, { y: null })).toEqual({ b: [1], d: null });
	});

	it('takes in the entries of an object whose placeholder is a name', () => {
		const template = { kind: 'person', '{{fields}}': '' };
		expect(fillJson(template, { fields: { mail: 'a@b.c' } })).toEqual({ kind: 'person', mail: 'a@b.c' });
	});
});

it('lists what is in a template', () => {
	expect(placeholdersIn({ '{{a}}': ['{{b}} and {{c|sql}}'], n: 1 })).toEqual(['a', 'b', 'c']);
	expect(unknownQuotings('{{a|sql}} {{b|html}}')).toEqual(['html']);
});
