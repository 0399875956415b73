import { makePostgresStore, type PostgresStoreOptions, type StateWriter } from './postgresStore';
import { openSqliteStore, type SqliteStoreOptions } from './sqliteStore';
import type { StateStore } from './store';

/** Where the state is kept. */
export type StoreSettings =
	| ({ readonly kind: 'sqlite' } & SqliteStoreOptions)
	/** `openWriter` is that of the dialect in `lib/sql`, which knows certificates, tunnels and errors. */
	| ({ readonly kind: 'postgres'; readonly openWriter: () => Promise<StateWriter> } & PostgresStoreOptions);

/**
 * Opens the state. Whoever opens it closes it.
 * @throws userError or transientError when the file or the server cannot be used
 */
export async function openStore(settings: StoreSettings): Promise<StateStore> {
	if (settings.kind === 'sqlite') return openSqliteStore(settings);
	return makePostgresStore(await settings.openWriter(), settings);
}
