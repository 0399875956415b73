import { ISSUES } from '../../../lib/errors';
import { ALL_RULES, RULES } from '../../../lib/normalize';

it.each(Object.entries(RULES))('rule %s is registered under its own name', (type, rule) => {
	expect(rule.name).toBe(type);
});

describe.each(ALL_RULES.map((rule) => [rule.name, rule] as const))('rule %s', (_name, rule) => {
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
