import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parse } from 'csv-parse';
import { LABELS } from '../customers.mjs';

const ROWS_IN_A_TRANSACTION = 10_000;

export const MARKS = LABELS.map(() => '?').join(', ');

export const openDatabase = (folder) => new DatabaseSync(join(folder, 'plain.sqlite'));

function openTable(folder) {
	const database = openDatabase(folder);
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
	return await storeRows(
		path,
		openTable(folder),
		`INSERT INTO customer VALUES (${MARKS}) ON CONFLICT DO NOTHING`,
	);
}

/** Stores every row as it is, or as `change` makes it. */
export async function storeRows(path, database, statement, change = (cells) => cells) {
	const insert = database.prepare(statement);
	let rows = 0;
	database.exec('BEGIN');
	for await (const cells of createReadStream(path).pipe(parse({ bom: true, from_line: 2 }))) {
		insert.run(...change(cells, rows));
		if (++rows % ROWS_IN_A_TRANSACTION === 0) database.exec('COMMIT; BEGIN');
	}
	database.exec('COMMIT');
	const { customers } = database.prepare('SELECT COUNT(*) AS customers FROM customer').get();
	database.close();
	return { rows, customers };
}
