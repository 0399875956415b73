import type { Cell } from '../model';

export type { Watermark } from '../model';

/** How to reach a SQL server. Comes from the credential. */
export interface SqlConnection {
	/** The server; for an SQLite file its path. */
	readonly host: string;
	readonly port: number;
	/** The database; for Oracle the service name or the whole connect string. */
	readonly database: string;
	readonly user: string;
	readonly password: string;
	readonly tls: 'off' | 'on' | 'onWithoutVerification';
	/** PEM text of the certificate authority, where it is not a public one. */
	readonly ca?: string;
	/** PEM text of the client's own certificate and its key, where the server asks for one. */
	readonly certificate?: string;
	readonly key?: string;
	/** A host between, which the connection goes through. */
	readonly ssh?: SshTunnel;
	readonly connectTimeoutMs?: number;
	readonly statementTimeoutMs?: number;
}

/** How to reach a server through another host. */
export interface SshTunnel {
	readonly host: string;
	readonly port: number;
	readonly user: string;
	/** Either the password or the private key in PEM or OpenSSH form, with its passphrase where it has one. */
	readonly password?: string;
	readonly privateKey?: string;
	readonly passphrase?: string;
	/** The only host key that is believed, as `ssh-keygen -lf` prints it: `SHA256:…`; any when left out. */
	readonly hostFingerprint?: string;
}

/** A statement with its values apart. */
export interface BoundQuery {
	readonly text: string;
	readonly values: readonly (string | number | null)[];
	/** The type of the column that each value is compared with, where it is known. Databases that take any text for a number are told by it what to refuse. */
	readonly types?: readonly (string | undefined)[];
}

export interface QueryResult {
	readonly labels: readonly string[];
	/** The type of each column as the database names it. */
	readonly types: readonly string[];
	/** Whole numbers beyond 2^53, decimals and date-times as text, as the database printed them. */
	readonly rows: ReadonlyArray<readonly Cell[]>;
}

/** An open connection, read only. */
export interface SqlSession {
	query(query: BoundQuery): Promise<QueryResult>;
	/**
	 * All rows of a query as they are at one moment, a page at a time: memory is bounded by a page. At least
	 * one page, which may have no rows and tells the columns. Uses a connection of its own.
	 */
	stream(query: BoundQuery, pageRows: number): AsyncIterable<QueryResult>;
	close(): Promise<void>;
}

/** An open connection that may write. */
export interface SqlWriter {
	query(query: BoundQuery): Promise<QueryResult & { readonly changed: number }>;
	/** Runs `work` in one transaction, and takes it back where it throws. */
	inTransaction<T>(work: () => Promise<T>): Promise<T>;
	close(): Promise<void>;
}

/** A table or view that the login may read. */
export interface SqlTable {
	readonly schema?: string;
	readonly name: string;
}

/** A column of a table, as the database describes it. */
export interface SqlColumn {
	readonly name: string;
	/** As `QueryResult.types` name it. */
	readonly type: string;
	readonly nullable: boolean;
	/** Part of the primary key. */
	readonly primary: boolean;
	/** Has a unique index of its own. */
	readonly unique: boolean;
	/** The database fills it in: identity, serial, generated. */
	readonly generated: boolean;
	readonly maxLength?: number;
}

/** How a database writes what is not code, so that a placeholder or a semicolon inside of it is left alone. */
export interface SqlSyntax {
	/** The opening and the closing character of each kind of quoted name. */
	readonly nameQuotes: ReadonlyArray<readonly [string, string]>;
	/** Where a backslash escapes the next character of a text: nowhere, in texts written `E'…'`, or everywhere. */
	readonly backslash: 'nowhere' | 'prefixed' | 'everywhere';
	/** Texts between `$$` or `$tag$`. */
	readonly dollarQuotes: boolean;
	/** A comment inside of a comment has to be closed too. */
	readonly nestedComments: boolean;
	/** `#` starts a comment. */
	readonly hashComments: boolean;
}

/**
 * How values of a column follow one another: as numbers, as date-times or identifiers whose printed
 * text sorts as they do, as texts in an order that only the database knows, or in none that a pull could follow.
 */
export type ColumnOrder = 'number' | 'dateTime' | 'uuid' | 'text' | 'none';

/** One kind of database. A new one is one file and one line in `index.ts`; the conformance suite runs for every one. */
export interface SqlDialect {
	readonly name: string;
	readonly title: string;
	readonly defaultPort: number;
	readonly syntax: SqlSyntax;
	/** The text of the n-th bound parameter, from 1; `type` is the column's type where it is known. */
	parameter(n: number, type?: string): string;
	/** An identifier quoted for this database. */
	quoteIdentifier(name: string): string;
	/** The clause after ORDER BY that stops after `rows`, which is the text of a parameter. */
	limit(rows: string): string;
	/** What is selected of a query as a table of its own, where it is not `SELECT what FROM (query) pulled`. */
	derive?(what: string, query: string): string;
	/** How the values of a column of this type follow one another. */
	orderOf(type: string): ColumnOrder;
	/** Opens a read-only session. Throws `userError` that tells host, login, database, certificate and permission apart, or `transientError`. */
	connect(connection: SqlConnection): Promise<SqlSession>;
	/** The same, for writing; `undefined` where customers cannot be written to this kind of database. */
	openWriter?(connection: SqlConnection): Promise<SqlWriter>;
	/** The tables and views that the login may read, by schema and name. */
	listTables(session: SqlSession): Promise<readonly SqlTable[]>;
	/** The columns of a table in their order; none where there is no such table. */
	listColumns(session: SqlSession, table: SqlTable): Promise<readonly SqlColumn[]>;
}
