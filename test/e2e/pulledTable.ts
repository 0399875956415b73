import { setTimeout as wait } from 'node:timers/promises';
import { findDialect } from '../../lib/sql';
import type { SqlConnection, SqlDialect, SqlWriter } from '../../lib/sql/dialect';
import type { TestDatabase } from '../../tools/database/testDatabase.mjs';
import { startMariadb } from '../../tools/mariadb.mjs';
import { startPostgres } from '../../tools/postgres.mjs';

/** A customer as table and customer base both have to have them: number, first name, last name, phone; by e-mail. */
export type People = ReadonlyMap<string, readonly string[]>;

/** A real database with the table that the template of the nightly pull reads. */
export interface PulledTable {
	readonly engine: string;
	readonly database: TestDatabase;
	/** What n8n's credential dialog would hold. */
	readonly credential: Readonly<Record<string, unknown>>;
	/** Adds so many customers, in one statement. */
	add(count: number): Promise<void>;
	/** Writers that insert and update at the same time, and commit late or not at all, until they are told to stop. */
	write(): { stop(): Promise<void> };
	people(): Promise<People>;
	stop(): Promise<void>;
}

const LAST_NAMES = ['Nowak', 'Kowalska', 'Zielińska', 'Wójcik', 'Lewandowska', 'Mazur', 'Krawczyk', 'Król'];
const WRITERS = 2;
const LATE_MS = 1500;

interface Kind {
	readonly start: () => Promise<TestDatabase>;
	readonly timestamp: string;
	readonly now: string;
}

const KINDS: Readonly<Record<string, Kind>> = {
	postgres: { start: () => startPostgres(), timestamp: 'timestamptz', now: 'clock_timestamp()' },
	mysql: { start: () => startMariadb(), timestamp: 'datetime(6)', now: 'NOW(6)' },
};

export async function pulledTable(engine: string): Promise<PulledTable> {
	const kind = KINDS[engine];
	if (kind === undefined) throw new Error(`No table for ${engine}`);
	const database = await kind.start();
	const { host, port, user, password, database: name } = database;
	const connection: SqlConnection = { host, port, user, password, database: name, tls: 'off' };
	const dialect = findDialect(engine);
	const administrator = await open(dialect, connection);
	await run(
		administrator,
		`CREATE TABLE customers (customer_no int PRIMARY KEY, first_name varchar(50), last_name varchar(50),
			email varchar(80), phone varchar(20), updated_at ${kind.timestamp} NOT NULL)`,
	);
	const numbers = counter();
	const insert = (from: number, to: number): string =>
		`INSERT INTO customers VALUES ${range(from, to)
			.map((id) => `(${personOf(id)}, ${kind.now})`)
			.join(', ')}`;
	return {
		engine,
		database,
		credential: { engine, host, port, user, password, database: name, tls: 'off' },
		add: async (count) => await run(administrator, insert(...numbers.take(count))),
		write() {
			const stopping = new AbortController();
			const work = Promise.all(
				range(1, WRITERS).map(async (seed) => {
					const writer = await open(dialect, connection);
					await keepWriting(writer, seed, stopping.signal, (step) =>
						step % 3 === 0 ? insert(...numbers.take(3)) : updateOf(step, numbers.last(), kind.now),
					);
					await writer.close();
				}),
			);
			return {
				async stop() {
					stopping.abort();
					await work;
				},
			};
		},
		async people() {
			const { rows } = await administrator.query({
				text: 'SELECT email, customer_no, first_name, last_name, phone FROM customers',
				values: [],
			});
			// Phones are kept without their plus.
			return new Map(
				rows.map(([email, ...rest]) => [String(email), rest.map((cell) => String(cell).replace(/^\+/, ''))]),
			);
		},
		async stop() {
			await administrator.close();
			await database.stop();
		},
	};
}

async function open(dialect: SqlDialect, connection: SqlConnection): Promise<SqlWriter> {
	const writer = await dialect.openWriter?.(connection);
	if (writer === undefined) throw new Error(`${dialect.title} is not written to`);
	return writer;
}

const run = async (writer: SqlWriter, text: string): Promise<void> =>
	void (await writer.query({ text, values: [] }));

const range = (from: number, to: number): number[] =>
	Array.from({ length: to - from + 1 }, (_, index) => from + index);

function counter() {
	let last = 0;
	return {
		take(count: number): [from: number, to: number] {
			const from = last + 1;
			last += count;
			return [from, last];
		},
		last: () => last,
	};
}

const personOf = (id: number): string =>
	`${id}, 'Anna', '${LAST_NAMES[id % LAST_NAMES.length]}', 'anna.${id}@example.com', '+48501${String(id).padStart(6, '0')}'`;

/** A customer changes the name and the phone number. */
function updateOf(step: number, last: number, now: string): string {
	const id = 1 + ((step * 7919) % last);
	return `UPDATE customers SET last_name = '${LAST_NAMES[step % LAST_NAMES.length]}',
		phone = '+48601${String(step % 1000).padStart(3, '0')}${String(id % 1000).padStart(3, '0')}', updated_at = ${now} WHERE customer_no = ${id}`;
}

class TakenBack extends Error {}

async function keepWriting(
	writer: SqlWriter,
	seed: number,
	signal: AbortSignal,
	statement: (step: number) => string,
): Promise<void> {
	for (let step = seed; !signal.aborted; step += WRITERS) {
		await transaction(writer, statement(step), step).catch((error: unknown) => {
			// Two writers at one row: the database takes one of them back.
			if (!(error instanceof TakenBack) && !/deadlock|conflict|once more/i.test(String(error))) throw error;
		});
		await wait(20);
	}
}

/** Every ninth commits late, so that rows with a later time are there before; every eleventh not at all. */
async function transaction(writer: SqlWriter, text: string, step: number): Promise<void> {
	await writer.inTransaction(async () => {
		await run(writer, text);
		if (step % 9 === 0) await wait(LATE_MS);
		if (step % 11 === 0) throw new TakenBack();
	});
}
