import { ISSUES } from '../../../lib/errors';
import { RULES } from '../../../lib/normalize';

describe.each(Object.entries(RULES))('rule %s', (type, rule) => {
	it('is registered under its own name', () => {
		expect(rule.name).toBe(type);
	});

	it.each(rule.examples.map((example) => [JSON.stringify(example), example] as const))('%s', (_, example) => {
		if (example.in === null) throw new Error('a rule is never given NULL');
		const { value, issues, besides } = rule.apply(example.in, example.options ?? {});
		expect({ value, code: issues[0]?.code, besides }).toEqual({
			value: example.out,
			code: example.code,
			besides: example.besides,
		});
		for (const issue of issues) expect(ISSUES).toHaveProperty(issue.code);
	});

	it('gives for the values of its examples the same values again', () => {
		for (const { in: cell, out, options = {} } of rule.examples) {
			for (const value of Array.isArray(out) ? out : [out]) {
				if (value === undefined || value === null) continue;
				expect({ cell, again: rule.apply(value, options).value }).toEqual({ cell, again: value });
			}
		}
	});
});
