import { createReadStream } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { findPostgres } from '../tools/machine/postgresBinaries.mjs';
import { startPostgres } from '../tools/postgres.mjs';
import { LABELS } from './customers.mjs';

/** Everything as text first, as the file has it; then each column with the type that people give it. */
const STATEMENTS = {
	before: `CREATE UNLOGGED TABLE raw (${LABELS.map((label) => `"${label}" text`).join(', ')}, n bigserial)`,
	copy: `COPY raw (${LABELS.map((label) => `"${label}"`).join(', ')}) FROM STDIN WITH (FORMAT csv, HEADER)`,
	after: `CREATE TABLE customers AS SELECT n AS id, "First name" AS first_name, "Last name" AS last_name,
			"E-mail" AS email, "Phone" AS phone, "Mobile" AS mobile, "Date of birth"::date AS birth_date,
			to_timestamp("Last purchase", 'DD.MM.YYYY HH24:MI') AS last_purchase,
			replace("Order value", ',', '')::numeric AS order_value, "Newsletter" IN ('yes', 'tak') AS newsletter,
			"Company" AS company, "City" AS city, "Country" AS country, "Notes" AS notes FROM raw ORDER BY n;
		ALTER TABLE customers ADD PRIMARY KEY (id); DROP TABLE raw; ANALYZE customers`,
};

/** The columns of the table, in their order. */
export const COLUMNS = 14;

/** `psql` of the machine. */
export const psql = () => join(findPostgres(), 'psql');

async function run(url, statement, input) {
	const child = spawn(psql(), [url, '--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1', '-c', statement], {
		stdio: [input ? 'pipe' : 'ignore', 'ignore', 'inherit'],
	});
	if (input) createReadStream(input).pipe(child.stdin);
	const [code] = await once(child, 'close');
	if (code !== 0) throw new Error(`psql ended with ${code}`);
}

/**
 * A PostgreSQL of our own with the rows of a CSV file in its table `customers`.
 * @param {string} path
 * @returns {Promise<{ url: string, stop(): Promise<void> }>}
 */
export async function pulledTable(path) {
	const server = await startPostgres({ settings: { timezone: 'UTC', max_wal_size: '4GB' } });
	await run(server.url, STATEMENTS.before);
	await run(server.url, STATEMENTS.copy, path);
	await run(server.url, STATEMENTS.after);
	return { url: server.url, stop: server.stop };
}
