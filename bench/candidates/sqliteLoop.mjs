import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parse } from 'csv-parse';
import { LABELS } from '../customers.mjs';

const ROWS_IN_A_TRANSACTION = 10_000;

function openTable(folder) {
	const database = new DatabaseSync(join(folder, 'plain.sqlite'));
	const columns = LABELS.map((label) => `"${label}" TEXT`).join(', ');
	database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE TABLE customer (${columns})`);
	for (const label of ['Customer ID', 'E-mail'])
		database.exec(`CREATE UNIQUE INDEX "by ${label}" ON customer ("${label}")`);
	database.exec('CREATE INDEX "by phone" ON customer ("Phone")');
	return database;
}

/**
 * What somebody would write in an afternoon: csv-parse into a table with unique id and e-mail. Nothing is
 * checked, normalized, compared or journalled, so it is no competitor; it is what storing the rows costs.
 */
export async function run({ path, folder }) {
	const database = openTable(folder);
	const marks = LABELS.map(() => '?').join(', ');
	const insert = database.prepare(`INSERT INTO customer VALUES (${marks}) ON CONFLICT DO NOTHING`);
	let rows = 0;
	database.exec('BEGIN');
	for await (const cells of createReadStream(path).pipe(parse({ bom: true, from_line: 2 }))) {
		insert.run(...cells);
		if (++rows % ROWS_IN_A_TRANSACTION === 0) database.exec('COMMIT; BEGIN');
	}
	database.exec('COMMIT');
	const { customers } = database.prepare('SELECT COUNT(*) AS customers FROM customer').get();
	database.close();
	return { rows, customers };
}
