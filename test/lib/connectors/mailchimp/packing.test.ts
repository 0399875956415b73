import { makePacking } from '../../../../lib/connectors/mailchimp/packing';

it('gives records back as they were packed, with every letter and every kind of value', () => {
	const { pack, unpack } = makePacking();
	const one = {
		id: 'a1',
		version: 'v',
		properties: { FNAME: 'Zażółć 🙂 "x"', vip: false, POINTS: 7, tags: ['ą', 'b'], LNAME: '' },
	};
	const other = { id: 'b2', properties: { ...one.properties, FNAME: '中文', POINTS: '' } };
	const texts = [pack(one), pack(other)];
	expect(texts.map(unpack)).toEqual([one, other]);
	// A byte a character: nothing in it that V8 keeps in two.
	expect(Math.max(...[...texts.join('')].map((letter) => letter.codePointAt(0) ?? 0))).toBeLessThan(256);
});
