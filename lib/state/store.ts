/** A value in a statement or a result of the state. Booleans are 0 and 1, times ISO 8601 text. */
export type StateValue = string | number | null;
export type StateRow = Readonly<Record<string, StateValue>>;

/**
 * Where the state is kept: journals, plans, watermarks. Embedded SQLite by default, PostgreSQL where several
 * n8n processes share it. The SQL that callers write is the common part of both: parameters are `?`, columns
 * TEXT, BIGINT or DOUBLE PRECISION, names in lower case. A statement that waits for another process
 * that is writing is tried again for a while.
 */
export interface StateStore {
	/** Runs a statement; how many rows it changed. */
	run(sql: string, values?: readonly StateValue[]): Promise<number>;
	/** The rows of a query. */
	all(sql: string, values?: readonly StateValue[]): Promise<readonly StateRow[]>;
	/** Inserts rows, in as few statements as the database allows. */
	insert(
		table: string,
		columns: readonly string[],
		rows: ReadonlyArray<readonly StateValue[]>,
	): Promise<void>;
	/**
	 * Runs `work` in one transaction that nobody else's statements get into, and takes it back where it
	 * throws. Transactions of one store run one after the other, so `work` uses the store it is given and no
	 * other; a transaction inside of it is taken back alone.
	 */
	inTransaction<T>(work: (store: StateStore) => Promise<T>): Promise<T>;
	/**
	 * Brings the tables of a part to their newest version; each step is run once, in order, by one process.
	 * A step may be several statements, each with a semicolon at the end of its line.
	 * @throws userError `STATE_TOO_NEW` where a newer version of this package has made them
	 */
	migrate(part: string, steps: readonly string[]): Promise<void>;
	close(): Promise<void>;
}
