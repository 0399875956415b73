import { makeLabels } from '../../../lib/formats';

it('trims labels and makes them unique, without taking one that is there', () => {
	const { labels, issues } = makeLabels([' phone ', 'phone', 'phone_2', 'phone', '\uFEFFname', 5]);
	expect(labels).toEqual(['phone', 'phone_3', 'phone_2', 'phone_4', 'name', '5']);
	expect(issues.map(({ code }) => code)).toEqual(['DUPLICATE_LABEL', 'DUPLICATE_LABEL']);
});

it('names a column without a label by its number', () => {
	const { labels, issues } = makeLabels(['a', ' ', '', null, undefined, 'column_3'], 2);
	expect(labels).toEqual(['a', 'column_2', 'column_3_2', 'column_4', 'column_5', 'column_3']);
	expect(issues).toHaveLength(4);
	expect(issues[0]).toMatchObject({
		code: 'EMPTY_LABEL',
		rowNumber: 2,
		message: 'Column 2 has no label and is called column_2',
	});
});

it('takes labels that are names of every object for what they are', () => {
	const names = ['__proto__', 'constructor', 'toString', '__proto__'];
	expect(makeLabels(names).labels).toEqual(['__proto__', 'constructor', 'toString', '__proto___2']);
	expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

it('composes letters, so that the same label typed on a Mac is the same label', () => {
	const { labels, issues } = makeLabels(['Miejscowos\u0301c\u0301', 'Miejscowość']);
	expect(labels).toEqual(['Miejscowość', 'Miejscowość_2']);
	expect(issues).toMatchObject([{ code: 'DUPLICATE_LABEL' }]);
});
