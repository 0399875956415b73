/** A database server for tests. */
export interface TestDatabase {
	readonly host: string;
	readonly port: number;
	readonly user: string;
	readonly password: string;
	readonly database: string;
	readonly url: string;
	/** Ends it and removes what it stored. */
	stop(): Promise<void>;
	/** Breaks it off without warning, as a crash does. */
	kill(): Promise<void>;
	/** Brings it back after `kill`: same port, same data. */
	restart(): Promise<void>;
}
