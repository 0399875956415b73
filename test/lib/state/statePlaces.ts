import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findDialect } from '../../../lib/sql';
import { openStore, type StateStore } from '../../../lib/state';
import { startPostgres } from '../../../tools/postgres.mjs';

/** A place for the state that any number of stores can be opened in. */
export interface StatePlace {
	open(): Promise<StateStore>;
	remove(): Promise<void>;
}

/** Every kind of place, for `describe.each`. */
export const STATE_PLACES: ReadonlyArray<readonly [kind: string, make: () => Promise<StatePlace>]> = [
	['SQLite', sqlitePlace],
	['PostgreSQL', postgresPlace],
];

export async function sqlitePlace(): Promise<StatePlace> {
	const folder = mkdtempSync(join(tmpdir(), 'state-'));
	return {
		open: async () => await openStore({ kind: 'sqlite', path: join(folder, 'made/for/it/state.sqlite') }),
		remove: async () => await Promise.resolve(rmSync(folder, { recursive: true })),
	};
}

async function postgresPlace(): Promise<StatePlace> {
	const { host, port, user, password, database, stop } = await startPostgres();
	const connection = { host, port, user, password, database, tls: 'off' } as const;
	const { openWriter } = findDialect('postgres');
	if (openWriter === undefined) throw new Error('PostgreSQL cannot be written to');
	return {
		open: async () =>
			await openStore({ kind: 'postgres', openWriter: async () => await openWriter(connection) }),
		remove: stop,
	};
}
