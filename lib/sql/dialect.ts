import type { Cell } from '../model';

export type { Watermark } from '../model';

/** How to reach a SQL server. Comes from the credential. */
export interface SqlConnection {
	readonly host: string;
	readonly port: number;
	readonly database: string;
	readonly user: string;
	readonly password: string;
	readonly tls: 'off' | 'on' | 'onWithoutVerification';
	/** PEM text of the certificate authority, where it is not a public one. */
	readonly ca?: string;
	readonly connectTimeoutMs?: number;
	readonly statementTimeoutMs?: number;
}

/** A statement with its values apart. */
export interface BoundQuery {
	readonly text: string;
	readonly values: readonly (string | number | null)[];
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
	/** How the values of a column of this type follow one another. */
	orderOf(type: string): ColumnOrder;
	/** Opens a read-only session. Throws `userError` that tells host, login, database, certificate and permission apart, or `transientError`. */
	connect(connection: SqlConnection): Promise<SqlSession>;
}
