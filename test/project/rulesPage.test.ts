import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ISSUES } from '../../lib/errors';
import { ALL_RULES } from '../../lib/normalize';
import { rulesPage } from '../../tools/docs/rulesPage.mjs';

describe('the page of the rules', () => {
	it('is what the code says; `npm run docs` writes it', () => {
		const page = readFileSync(join(resolve(__dirname, '../..'), 'docs/rules.md'), 'utf8');
		expect(page).toBe(rulesPage(ALL_RULES, ISSUES));
	});
});
