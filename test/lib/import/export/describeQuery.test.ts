import { describeQuery } from '../../../../lib/import/export';
import type { FieldSpec, Filter } from '../../../../lib/model';

const fields: readonly FieldSpec[] = [
	{ name: 'level', title: 'Level', type: 'option' },
	{ name: 'city', title: 'City', type: 'name' },
];

const vip: Filter = { field: 'level', operator: 'equals', value: 'VIP' };
const cities: Filter = {
	combine: 'or',
	filters: [
		{ field: 'city', operator: 'empty' },
		{ field: 'city', operator: 'in', values: ['Łódź', 'Kraków'] },
	],
};

it.each<[string, Filter]>([
	['Level equals VIP', vip],
	['City is empty or City is one of Łódź, Kraków', cities],
	[
		'Level equals VIP and (City is empty or City is one of Łódź, Kraków)',
		{ combine: 'and', filters: [vip, cities] },
	],
	['shoe contains 7', { field: 'shoe', operator: 'contains', value: '7' }],
	['', { combine: 'and', filters: [] }],
])('says %j', (text, filter) => {
	expect(describeQuery({ filter }, fields)).toBe(text);
});

it('says since when, and nothing where all are meant', () => {
	const changedAfter = '2026-11-22T00:00:00Z';
	expect(describeQuery({ changedAfter }, fields)).toBe('changed after 2026-11-22T00:00:00Z');
	expect(describeQuery({ changedAfter, filter: vip }, fields)).toBe(
		'(Level equals VIP) and changed after 2026-11-22T00:00:00Z',
	);
	expect(describeQuery({ limit: 5 }, fields)).toBe('');
});
