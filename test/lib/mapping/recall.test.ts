import { makeRecall } from '../../../lib/mapping/recall';
import { RULES, type Rule } from '../../../lib/normalize';

/** The rule for names, and how often it was asked. */
function countingRule() {
	const asked: unknown[] = [];
	const rule: Rule = {
		...RULES.name,
		apply: (cell, options) => {
			asked.push(cell);
			return RULES.name.apply(cell, options);
		},
	};
	return { rule, asked };
}

const cities = ['  Łódź ', 'KRAKÓW', 'Nowy  Sącz nad Kamienicą', '#REF!', 'x'.repeat(200)];

describe('what a rule made of a column', () => {
	it('is the same as the rule makes, the first time and later', () => {
		const recall = makeRecall(RULES.name, { nameCase: 'proper' });
		for (let round = 0; round < 3; round++) {
			for (const city of cities) expect(recall(city)).toEqual(RULES.name.apply(city, { nameCase: 'proper' }));
			expect(recall(7)).toEqual(RULES.name.apply(7, { nameCase: 'proper' }));
		}
	});

	it('is asked for once a value where values come again, and every time for long ones', () => {
		const { rule, asked } = countingRule();
		const recall = makeRecall(rule, {});
		for (let row = 0; row < 20_000; row++) recall(cities[row % 4] ?? '');
		expect(asked).toEqual(cities.slice(0, 4));
		for (let row = 0; row < 3; row++) recall(cities[4] ?? '');
		expect(asked).toHaveLength(7);
	});

	it('is not kept where the column does not repeat itself, nor beyond a thousand values', () => {
		const { rule, asked } = countingRule();
		const recall = makeRecall(rule, {});
		for (let row = 0; row < 5_000; row++) recall(`Customer ${row}`);
		asked.length = 0;
		recall('Customer 1');
		recall('Customer 1');
		expect(asked).toHaveLength(2);

		const many = countingRule();
		const recallMany = makeRecall(many.rule, {});
		for (let row = 0; row < 6_000; row++) recallMany(`City ${row % 1_200}`);
		expect(many.asked.length).toBe(1_000 + 5 * 200);
	});
});
