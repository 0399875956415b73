import type { TestDatabase } from './database/testDatabase.mjs';

export interface TestClickhouse extends TestDatabase {
	/** A login that may read no table. */
	readonly stranger: { readonly user: string; readonly password: string };
	/** A login that may read everything and change no setting. */
	readonly reader: { readonly user: string; readonly password: string };
}

/** `timezone` is the server's, e.g. `Asia/Shanghai`. */
export function startClickhouse(options?: { timezone?: string }): Promise<TestClickhouse>;
