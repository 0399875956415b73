import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CONNECTORS } from '../../lib/connectors';
import { destinationsPage } from '../../tools/docs/destinationsPage.mjs';

describe('the page of the destinations', () => {
	it('is what the code says; `npm run docs` writes it', () => {
		const page = readFileSync(join(resolve(__dirname, '../..'), 'docs/destinations.md'), 'utf8');
		expect(page).toBe(destinationsPage(CONNECTORS));
	});

	it('has every destination, with what it was tested against', () => {
		const page = destinationsPage(CONNECTORS);
		for (const { title } of Object.values(CONNECTORS)) expect(page).toContain(`## ${title}\n`);
		expect(page).not.toContain('undefined');
	});
});
