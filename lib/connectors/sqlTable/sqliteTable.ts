import type { Cell } from '../../model';
import { sqlite } from '../../sql/sqlite';
import type { ColumnFacts, TableColumn } from './columns';
import { indexName, rowsAsJson, type TableEngine } from './engine';

const COLUMNS = `SELECT name, dflt_value IS NOT NULL FROM pragma_table_xinfo(?)`;

// The column of each unique index over one column, how it compares texts, and its text where it is over an expression.
const INDEXES = `
SELECT i.name, i.coll, s.sql
FROM pragma_index_list(?) l JOIN pragma_index_xinfo(l.name) i ON i.key = 1
LEFT JOIN sqlite_schema s ON s.type = 'index' AND s.name = l.name
WHERE l."unique" AND (NOT l.partial OR s.sql LIKE '%IS NOT NULL')
	AND (SELECT count(*) FROM pragma_index_info(l.name)) = 1`;

/** A file of SQLite. Its transactions follow one another, so that two imports never meet. */
export const sqliteTable: TableEngine = {
	dialect: sqlite,
	batchSize: 2_000,
	lookupSize: 20_000,
	async facts(ask, { name }) {
		const { rows: indexes } = await ask({ text: INDEXES, values: [name] });
		const { rows: columns } = await ask({ text: COLUMNS, values: [name] });
		return {
			columns: new Map(columns.map((row) => [String(row[0]), factsOf(row, indexes)])),
			returns: true,
		};
	},
	withoutCase: ({ name }, quote) => `lower(${quote(name)})`,
	among: (expression, column, texts) => ({
		text: `${expression} IN (SELECT ${cast('value', column)} FROM json_each(?))`,
		values: [JSON.stringify(texts)],
	}),
	numberParameter: () => 'CAST(? AS NUMERIC)',
	holding: (what, { path }, where) => `SELECT ${what} FROM ${path} WHERE ${where}`,
	insert({ path, key, quote }, columns, rows) {
		const names = columns.map(({ name }) => quote(name)).join(', ');
		const values = columns.map((_column, place) => `s.c${place}`).join(', ');
		return {
			text: `INSERT INTO ${path} (${names}) SELECT ${values} FROM ${source(columns)} ORDER BY s.n RETURNING ${quote(key.name)}`,
			values: [rowsAsJson(rows)],
		};
	},
	update({ path, key, quote }, columns, rows) {
		const sets = columns.map(({ name }, place) => `${quote(name)} = s.c${place}`);
		return {
			text: `UPDATE ${path} AS t SET ${sets.join(', ')} FROM ${source(columns)} WHERE t.${quote(key.name)} = ${cast('s.k', key)}`,
			values: [rowsAsJson(rows)],
		};
	},
	uniqueIndex(table, column, withoutCase) {
		const { path, quote } = table;
		const what = withoutCase ? `lower(${quote(column.name)})` : quote(column.name);
		return `CREATE UNIQUE INDEX ${quote(indexName(table, column))} ON ${path} (${what})`;
	},
};

const cast = (text: string, { kind }: TableColumn): string =>
	kind === 'integer' ? `CAST(${text} AS INTEGER)` : text;

function source(columns: readonly TableColumn[]): string {
	const names = columns.map((_column, place) => `, value ->> '$.c${place}' AS c${place}`).join('');
	return `(SELECT value ->> '$.n' AS n, value ->> '$.k' AS k${names} FROM json_each(?)) AS s`;
}

function factsOf([name, hasDefault]: readonly Cell[], indexes: ReadonlyArray<readonly Cell[]>): ColumnFacts {
	const own = indexes.filter(([column]) => column === name);
	const lowered = new RegExp(`\\(\\s*lower\\(\\s*["\`[]?${String(name)}["\`\\]]?\\s*\\)`, 'i');
	return {
		hasDefault: Number(hasDefault) === 1,
		castType: '',
		caseless: false,
		uniqueAlone: own.length > 0,
		uniqueWithoutCase:
			own.some(([, collation]) => collation === 'NOCASE') ||
			indexes.some(([column, , sql]) => column === null && lowered.test(String(sql))),
	};
}
