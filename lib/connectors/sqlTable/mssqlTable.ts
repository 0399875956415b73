import type { Cell } from '../../model';
import { mssql } from '../../sql/mssql';
import type { ColumnFacts, TableColumn } from './columns';
import { indexName, rowsAsJson, type TableEngine } from './engine';

// A unique index holds NULL once, so that one which leaves NULL out is the useful one.
const COLUMNS = `
SELECT c.name, CASE WHEN c.default_object_id <> 0 THEN 1 ELSE 0 END, c.collation_name,
	CASE WHEN EXISTS (SELECT 1 FROM sys.indexes i
		JOIN sys.index_columns k ON k.object_id = i.object_id AND k.index_id = i.index_id
		WHERE i.object_id = c.object_id AND i.is_unique = 1 AND i.is_disabled = 0
			AND (i.has_filter = 0 OR i.filter_definition = '(' + QUOTENAME(c.name) + ' IS NOT NULL)')
			AND k.column_id = c.column_id AND k.key_ordinal = 1
			AND NOT EXISTS (SELECT 1 FROM sys.index_columns o
				WHERE o.object_id = i.object_id AND o.index_id = i.index_id AND o.key_ordinal > 1)) THEN 1 ELSE 0 END
FROM sys.columns c WHERE c.object_id = OBJECT_ID(@p1)`;

const LOCK_MS = 60_000;

/**
 * Microsoft SQL Server from 2016 on: rows go as one JSON text (OPENJSON). Keys come through a table variable, because a
 * table with triggers allows no plain OUTPUT, and through MERGE, because INSERT cannot tell which row is which.
 */
export const mssqlTable: TableEngine = {
	dialect: mssql,
	batchSize: 1_000,
	lookupSize: 10_000,
	async facts(ask, _table, path) {
		const { rows } = await ask({ text: COLUMNS, values: [path] });
		return { columns: new Map(rows.map((row) => [String(row[0]), factsOf(row)])), returns: true };
	},
	withoutCase: ({ name, caseless }, quote) => (caseless ? quote(name) : `LOWER(${quote(name)})`),
	among: (expression, column, texts) => ({
		text: `${expression} IN (SELECT ${cast('j.value', column)} FROM OPENJSON(@p1) j)`,
		values: [JSON.stringify(texts)],
	}),
	numberParameter: (n) => `CAST(@p${n} AS decimal(38, 10))`,
	holding: (what, { path }, where) => `SELECT ${what} FROM ${path} WITH (UPDLOCK, ROWLOCK) WHERE ${where}`,
	insert({ path, key, quote }, columns, rows) {
		const names = columns.map(({ name }) => quote(name)).join(', ');
		const values = columns.map((column, place) => cast(`s.c${place}`, column)).join(', ');
		return {
			text: `DECLARE @made TABLE (n int, k nvarchar(450));
MERGE INTO ${path} AS t USING ${source(columns)} ON 1 = 0
WHEN NOT MATCHED THEN INSERT (${names}) VALUES (${values})
OUTPUT s.n, CONVERT(nvarchar(450), inserted.${quote(key.name)}) INTO @made;
SELECT k FROM @made ORDER BY n`,
			values: [rowsAsJson(rows)],
		};
	},
	update({ path, key, quote }, columns, rows) {
		const sets = columns.map((column, place) => `${quote(column.name)} = ${cast(`s.c${place}`, column)}`);
		return {
			text: `UPDATE t SET ${sets.join(', ')} FROM ${path} AS t JOIN ${source(columns)} ON t.${quote(key.name)} = ${cast('s.k', key)}`,
			values: [rowsAsJson(rows)],
		};
	},
	// Held until the transaction ends; below 0 where it was not got.
	lock: (name) => ({
		text: `DECLARE @got int; EXEC @got = sp_getapplock @Resource = @p1, @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = ${LOCK_MS};
SELECT CASE WHEN @got < 0 THEN 0 ELSE 1 END AS got`,
		values: [name.slice(-255)],
	}),
	uniqueIndex(table, column) {
		const { path, quote } = table;
		const name = quote(column.name);
		return `CREATE UNIQUE INDEX ${quote(indexName(table, column))} ON ${path} (${name}) WHERE ${name} IS NOT NULL`;
	},
};

/** A text as the type of the column: only these are not made of texts by the server itself. */
function cast(text: string, { type, kind }: TableColumn): string {
	if (/^(small)?money$/.test(type) || kind === 'uuid' || kind === 'integer')
		return `CAST(${text} AS ${type})`;
	return /^(var)?char$/.test(type) ? `CAST(${text} AS varchar(8000))` : text;
}

function source(columns: readonly TableColumn[]): string {
	const names = columns.map((_column, place) => `, c${place} nvarchar(max) '$.c${place}'`).join('');
	return `OPENJSON(@p1) WITH (n int '$.n', k nvarchar(450) '$.k'${names}) AS s`;
}

function factsOf([, hasDefault, collation, unique]: readonly Cell[]): ColumnFacts {
	const caseless = /_CI(_|$)/.test(String(collation ?? ''));
	const uniqueAlone = Number(unique) === 1;
	return {
		hasDefault: Number(hasDefault) === 1,
		castType: '',
		caseless,
		uniqueAlone,
		uniqueWithoutCase: uniqueAlone && caseless,
	};
}
