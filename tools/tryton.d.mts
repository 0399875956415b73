/** A Tryton of one's own, empty but for what its modules bring. */
export interface TestTryton {
	readonly url: string;
	readonly database: string;
	readonly userName: string;
	readonly password: string;
	stop(): Promise<void>;
	restart(): Promise<void>;
}

/**
 * `modules` are folders of further Tryton modules; `postgres` is the address of a database to use instead of an own
 * SQLite file.
 */
export function startTryton(options?: {
	readonly modules?: readonly string[];
	readonly postgres?: string;
}): Promise<TestTryton>;
