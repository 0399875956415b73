import type { TestDatabase } from './database/testDatabase.mjs';

/** `settings` are server variables, e.g. `{ default_time_zone: '+08:00' }`. */
export function startMariadb(options?: {
	settings?: Readonly<Record<string, string | number>>;
}): Promise<TestDatabase>;
