import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Statements that are kept; what a part of the state needs is a few dozen. */
const KEPT = 200;

/** Prepares each statement once, because preparing takes longer than running it. */
export interface Statements {
	get(sql: string): StatementSync;
}

export function makeStatements(database: DatabaseSync): Statements {
	const prepared = new Map<string, StatementSync>();
	return {
		get(sql) {
			const known = prepared.get(sql);
			if (known) return known;
			const statement = database.prepare(sql);
			if (prepared.size >= KEPT) prepared.clear();
			prepared.set(sql, statement);
			return statement;
		},
	};
}
