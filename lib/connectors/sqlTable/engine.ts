import type { BoundQuery, QueryResult, SqlDialect, SqlTable } from '../../sql/dialect';
import type { ColumnFacts, TableColumn } from './columns';

/** Asks the database. */
export type Ask = (query: BoundQuery) => Promise<QueryResult>;

/** What the catalogue tells of a table besides `SqlColumn`. */
export interface TableFacts {
	readonly columns: ReadonlyMap<string, ColumnFacts>;
	/**
	 * An expression of a row that changes with every change of the row, where the database has one, and one for
	 * the rows that the running transaction has written. Without it, the version is made of the row's content.
	 */
	readonly version?: { readonly stored: string; readonly written: string };
	/** An INSERT can give back what it has made. */
	readonly returns: boolean;
}

/** The table as statements name it. */
export interface TableName {
	/** Quoted, with its schema. */
	readonly path: string;
	readonly key: TableColumn;
	readonly quote: (name: string) => string;
}

/** A row as a statement gets it: the texts of its columns, and the key where it is one that is there. */
export interface WrittenRow {
	readonly key?: string;
	readonly texts: ReadonlyArray<string | null>;
}

/** How one kind of database writes many rows in one statement. A new one is one file and one line in `engines.ts`. */
export interface TableEngine {
	readonly dialect: SqlDialect;
	/** Customers in one `write`, and identifiers in one `lookup`. */
	readonly batchSize: number;
	readonly lookupSize: number;
	facts(ask: Ask, table: SqlTable, path: string): Promise<TableFacts>;
	/** An expression of a column under which e-mail addresses that differ by case are the same. */
	withoutCase(column: TableColumn, quote: TableName['quote']): string;
	/** A condition that an expression of a column is one of some texts; its first parameter is the first of the statement. */
	among(expression: string, column: TableColumn, texts: readonly string[]): BoundQuery;
	/** What makes the database look for many values by its indexes, until the transaction ends, where it has to be told. */
	readonly byIndexes?: string;
	/** A parameter that is a number with all its digits. */
	numberParameter(n: number): string;
	/** A SELECT that holds the rows it gives until the transaction ends. */
	holding(what: string, table: TableName, where: string): string;
	/** Gives the key of every row in their order, and its version where there is one; nothing where `returns` is false. */
	insert(
		table: TableName,
		columns: readonly TableColumn[],
		rows: readonly WrittenRow[],
		facts: TableFacts,
	): BoundQuery;
	/** The keys that the last `insert` of so many rows has made, for a database that does not give them back. */
	keysMade?(rows: number): BoundQuery;
	update(table: TableName, columns: readonly TableColumn[], rows: readonly WrittenRow[]): BoundQuery;
	/** What makes the transaction see what others have written until a statement begins, where the server may be set otherwise. */
	readonly seesOthers?: string;
	/** Lets one transaction at a time go on, whoever runs it; gives 0 where that took too long. */
	lock?(name: string): BoundQuery;
	/** Lets the next one go on after the transaction has ended; where the end of it does not do so itself. */
	unlock?(name: string): BoundQuery;
	/** The statement that makes a unique index. */
	uniqueIndex(table: TableName, column: TableColumn, withoutCase: boolean): string;
}

/** The rows as one JSON text, which every database reads: no number of parameters limits how many there are. */
export function rowsAsJson(rows: readonly WrittenRow[]): string {
	return JSON.stringify(
		rows.map(({ key, texts }, n) => {
			const row: Record<string, string | number> = { n };
			if (key !== undefined) row['k'] = key;
			for (const [place, text] of texts.entries()) if (text !== null) row[`c${place}`] = text;
			return row;
		}),
	);
}

/** The name of an index that a statement proposes. */
export function indexName({ path }: TableName, { name }: TableColumn): string {
	const table =
		path
			.replace(/[^\p{L}\p{N}_.]/gu, '')
			.split('.')
			.at(-1) ?? '';
	return `${table}_${name.replace(/[^\p{L}\p{N}_]/gu, '')}_unique`;
}
