import type { BoundQuery, QueryResult } from './dialect';

export interface RunResult extends QueryResult {
	/** Rows that a statement has changed. */
	readonly changed: number;
}

/** A connection that is open. What a session and a writer are made of, whatever the database. */
export interface SqlClient {
	/** Begins a transaction in which nothing, or everything, may be written. */
	begin(mode: 'READ ONLY' | 'READ WRITE'): Promise<void>;
	commit(): Promise<void>;
	rollback(): Promise<void>;
	/** Runs one statement. */
	run(query: BoundQuery): Promise<RunResult>;
	/** Whether it can go on after an error: the server has answered, and the connection stands. */
	isUsable(): boolean;
	/** Ends it, and does not mind when it has ended already. */
	end(): Promise<void>;
}

/** How a kind of database connects, and what its errors mean. */
export interface ClientKind {
	/** @param lost is called when the connection has ended, also while nobody uses it */
	connect(lost: () => void): Promise<SqlClient>;
	explain(error: unknown): unknown;
}
