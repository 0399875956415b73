import pg from 'pg';
import { startPostgres } from '../tools/postgres.mjs';

/** A table as people have it: an id that counts by itself, and what a customer is recognised by kept unique. */
const TABLE = `CREATE TABLE customers (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, crm_id text UNIQUE, first_name text, last_name text, email text,
	phone text, "Mobile" text, birth_date text, "Last purchase" text, "Order value" text, newsletter_consent text,
	company text, city text, country text, notes text
); CREATE UNIQUE INDEX ON customers (lower(email)); CREATE INDEX ON customers (phone)`;

/** The columns of the file in its order. */
export const COLUMNS =
	'crm_id, first_name, last_name, email, phone, "Mobile", birth_date, "Last purchase", "Order value", newsletter_consent, company, city, country, notes';

/** A server of one's own with the empty table; it ends with the process. */
export async function startTable() {
	const server = await startPostgres();
	const { host, port, user, password, database } = server;
	const login = { host, port, user, password, database };
	const client = new pg.Client(login);
	await client.connect();
	await client.query(TABLE);
	return { login, client, stop: server.stop };
}

/** How many customers the table has. */
export async function countRows({ client }) {
	const { rows } = await client.query('SELECT count(*)::int AS customers FROM customers');
	return rows[0].customers;
}

/** What the table holds, whatever the keys of the rows and their order. */
export async function digestOf({ client }) {
	const { rows } = await client.query(
		`SELECT md5(string_agg(row::text, '' ORDER BY row::text)) AS digest FROM (SELECT ${COLUMNS} FROM customers) AS row`,
	);
	return rows[0].digest;
}
