import type { TestDatabase } from './database/testDatabase.mjs';

export type TestPostgres = TestDatabase;

/** `settings` are server parameters, e.g. `{ timezone: 'Asia/Shanghai' }`. */
export function startPostgres(options?: {
	settings?: Readonly<Record<string, string | number>>;
}): Promise<TestPostgres>;
