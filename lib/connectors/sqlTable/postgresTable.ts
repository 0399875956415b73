import { postgres } from '../../sql/postgres';
import type { Cell } from '../../model';
import type { ColumnFacts, TableColumn } from './columns';
import { type Ask, indexName, type TableEngine, type TableFacts, type WrittenRow } from './engine';
import { arrayText } from './pgArray';

// The type without a length, because a cast to one with a length would cut texts without a word.
const COLUMNS = `
SELECT a.attname, a.atthasdef OR coalesce(to_jsonb(a) ->> 'attidentity', '') <> '',
	pg_catalog.format_type(coalesce(nullif(t.typbasetype, 0), a.atttypid), -1),
	a.atttypid = coalesce(pg_catalog.to_regtype('citext')::oid, 0)
FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
WHERE a.attrelid = pg_catalog.to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped`;

// An index over the rows whose value is not NULL forbids as much as one over all rows.
const INDEXES = `
SELECT pg_catalog.pg_get_indexdef(i.indexrelid, 1, true), a.attname
FROM pg_catalog.pg_index i
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
WHERE i.indrelid = pg_catalog.to_regclass($1) AND i.indisunique AND i.indisvalid
	AND array_upper(i.indoption, 1) = 0
	AND coalesce(pg_catalog.pg_get_expr(i.indpred, i.indrelid) ~ '^\\(\\S+ IS NOT NULL\\)$', true)`;

const KIND = `SELECT relkind FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass($1)`;

/** The number of the transaction that wrote a row, which PostgreSQL keeps with it; rows of views have none. */
const VERSION: NonNullable<TableFacts['version']> = {
	stored: 'xmin::text',
	written: '(txid_current() % 4294967296)::text',
};

/** PostgreSQL: rows go as arrays, and come back in the order in which they were made. */
export const postgresTable: TableEngine = {
	dialect: postgres,
	batchSize: 2_000,
	lookupSize: 20_000,
	async facts(ask, _table, path) {
		const values = [path];
		const { rows: indexes } = await ask({ text: INDEXES, values });
		const { rows: columns } = await ask({ text: COLUMNS, values });
		const hasVersions = ['r', 'p'].includes(await kindOfRelation(ask, path));
		return {
			columns: new Map(columns.map((row) => [String(row[0]), factsOf(row, indexes)])),
			...(hasVersions ? { version: VERSION } : {}),
			returns: true,
		};
	},
	withoutCase: ({ name, kind, caseless }, quote) => {
		if (caseless) return quote(name);
		return kind === 'list' ? `lower(${quote(name)}::text)::text[]` : `lower(${quote(name)})`;
	},
	among: (expression, { kind, castType }, texts) => ({
		text:
			kind === 'list'
				? `${expression} && $1::text[]`
				: `${expression} = ANY ($1::${kind === 'integer' ? 'int8' : castType}[])`,
		values: [arrayText(texts)],
	}),
	// By its own reckoning, thousands of values are more work than reading all of the table, which is true of cold disks
	// alone. Not `enable_seqscan = off`: what that adds to the cost of a table without an index makes it compile the query.
	byIndexes: 'SET LOCAL random_page_cost = 0.1',
	numberParameter: (n) => `$${n}::numeric`,
	holding: (what, { path, key, quote }, where) =>
		`SELECT ${what} FROM ${path} WHERE ${where} ORDER BY ${quote(key.name)} FOR UPDATE`,
	insert(table, columns, rows, { version }) {
		const { path, key, quote } = table;
		const names = columns.map(({ name }) => quote(name)).join(', ');
		const values = columns.map((column, place) => cast(`s.c${place}`, column)).join(', ');
		const given = [quote(key.name), ...(version ? [version.written] : [])].join(', ');
		return {
			text: `INSERT INTO ${path} (${names}) SELECT ${values} FROM ${source(columns)} ORDER BY s.n RETURNING ${given}`,
			values: columnTexts(columns, rows),
		};
	},
	update({ path, key, quote }, columns, rows) {
		const sets = columns.map((column, place) => `${quote(column.name)} = ${cast(`s.c${place}`, column)}`);
		const fits = `t.${quote(key.name)} = ${cast('s.k', key)}`;
		return {
			text: `UPDATE ${path} AS t SET ${sets.join(', ')} FROM ${source(columns, ['k'])} WHERE ${fits}`,
			values: [...columnTexts(columns, rows), arrayText(rows.map(({ key = null }) => key))],
		};
	},
	seesOthers: 'SET TRANSACTION ISOLATION LEVEL READ COMMITTED',
	// Held until the transaction ends.
	lock: (name) => ({ text: 'SELECT 1 FROM pg_advisory_xact_lock(hashtext($1))', values: [name] }),
	uniqueIndex(table, column, withoutCase) {
		const { path, quote } = table;
		const what = withoutCase ? `lower(${quote(column.name)})` : quote(column.name);
		return `CREATE UNIQUE INDEX ${quote(indexName(table, column))} ON ${path} (${what})`;
	},
};

const cast = (text: string, { castType }: TableColumn): string =>
	castType === 'text' ? text : `${text}::${castType}`;

/** The rows as one array a column, which is half the work of JSON for us (measured). */
function source(columns: readonly TableColumn[], more: readonly string[] = []): string {
	const names = [...columns.map((_column, place) => `c${place}`), ...more];
	const arrays = names.map((_name, place) => `$${place + 1}::text[]`).join(', ');
	return `unnest(${arrays}) WITH ORDINALITY AS s (${[...names, 'n'].join(', ')})`;
}

const columnTexts = (columns: readonly TableColumn[], rows: readonly WrittenRow[]): string[] =>
	columns.map((_column, place) => arrayText(rows.map(({ texts }) => texts[place] ?? null)));

async function kindOfRelation(ask: Ask, path: string): Promise<string> {
	const { rows } = await ask({ text: KIND, values: [path] });
	return String(rows[0]?.[0]);
}

function factsOf(
	[name, hasDefault, castType, isCitext]: readonly Cell[],
	indexes: ReadonlyArray<readonly Cell[]>,
): ColumnFacts {
	const caseless = isCitext === true;
	const uniqueAlone = indexes.some(([, column]) => column === name);
	const lowered = new RegExp(`^lower\\(\\(?"?${escaped(String(name))}"?\\)?(::text)?\\)$`);
	return {
		hasDefault: hasDefault === true,
		castType: String(castType),
		caseless,
		uniqueAlone,
		uniqueWithoutCase:
			(caseless && uniqueAlone) || indexes.some(([definition]) => lowered.test(String(definition))),
	};
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
