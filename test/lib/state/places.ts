import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgres } from '../../../lib/sql/postgres';
import { openStore, type StateStore, type StateWriter } from '../../../lib/state';
import { startPostgres, type TestPostgres } from '../../../tools/postgres.mjs';

/** A place for the state that any number of stores can be opened in. */
export interface StatePlace {
	open(): Promise<StateStore>;
	/** Makes it new. */
	clear(): Promise<void>;
	remove(): Promise<void>;
}

/** Every kind of place, each for one test file. */
export const PLACES: ReadonlyArray<readonly [kind: string, make: () => Promise<StatePlace>]> = [
	['SQLite', sqlitePlace],
	['PostgreSQL', async () => postgresPlace(await startPostgres())],
];

async function sqlitePlace(): Promise<StatePlace> {
	let folder = mkdtempSync(join(tmpdir(), 'state-'));
	const remove = async () => rmSync(folder, { recursive: true });
	return {
		open: async () => await openStore({ kind: 'sqlite', path: join(folder, 'made/for/it/state.sqlite') }),
		async clear() {
			await remove();
			folder = mkdtempSync(join(tmpdir(), 'state-'));
		},
		remove,
	};
}

export function postgresPlace(server: TestPostgres): StatePlace {
	const openWriter = async (): Promise<StateWriter> => await openPostgresWriter(server);
	return {
		open: async () => await openStore({ kind: 'postgres', openWriter }),
		async clear() {
			const writer = await openWriter();
			await writer.query({ text: 'DROP SCHEMA IF EXISTS customer_import CASCADE', values: [] });
			await writer.close();
		},
		remove: async () => await server.stop(),
	};
}

export async function openPostgresWriter(server: TestPostgres): Promise<StateWriter> {
	const { host, port, user, password, database } = server;
	const writer = await postgres.openWriter?.({ host, port, user, password, database, tls: 'off' });
	if (!writer) throw new Error('PostgreSQL cannot be written to');
	return writer;
}
