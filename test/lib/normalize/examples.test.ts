import { ISSUES } from '../../../lib/errors';
import { RULES } from '../../../lib/normalize';

describe.each(Object.entries(RULES))('rule %s', (type, rule) => {
	it('is registered under its own name', () => {
		expect(rule.name).toBe(type);
	});

	it.each(rule.examples.map((example) => [JSON.stringify(example), example] as const))('%s', (_, example) => {
		if (example.in === null) throw new Error('a rule is never given NULL');
		const { value, issues } = rule.apply(example.in, example.options ?? {});
		expect({ value, code: issues[0]?.code }).toEqual({ value: example.out, code: example.code });
		for (const issue of issues) expect(ISSUES).toHaveProperty(issue.code);
	});
});
