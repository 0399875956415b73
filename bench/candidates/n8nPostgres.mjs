import { createRequire } from 'node:module';
import { join } from 'node:path';
import { installN8n } from '../../tools/n8n.mjs';

/** As many rows at once as ours. */
const PAGE_ROWS = 10_000;

/** What n8n's own node reads with, from the n8n that the tests use. */
export async function prepare() {
	const require = createRequire(join(await installN8n(), 'node_modules', 'n8n-nodes-base', 'package.json'));
	return require('pg-promise')();
}

/**
 * The inside of n8n's Postgres node (Execute Query, pg-promise, one object a row and one item an object), page by page
 * with LIMIT and OFFSET as people loop it. n8n itself would come on top, and it would keep all items in memory; here
 * each page is dropped.
 */
export async function run({ url, prepared }) {
	const db = prepared({ connectionString: url });
	let rows = 0;
	let last;
	for (let offset = 0; ; offset += PAGE_ROWS) {
		const page = await db.any('SELECT * FROM customers ORDER BY id LIMIT $1 OFFSET $2', [PAGE_ROWS, offset]);
		const items = page.map((json) => ({ json, pairedItem: { item: 0 } }));
		rows += items.length;
		last = items.at(-1)?.json.id ?? last;
		if (items.length < PAGE_ROWS) break;
	}
	await db.$pool.end();
	return { rows, last: String(last) };
}
