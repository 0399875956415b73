import type { Cell } from '../../model';
import { mysql } from '../../sql/mysql';
import type { ColumnFacts, TableColumn } from './columns';
import { rowsAsJson, type TableEngine } from './engine';

const COLUMNS = `
SELECT c.COLUMN_NAME, c.COLUMN_DEFAULT IS NOT NULL OR c.EXTRA LIKE '%auto_increment%', c.CHARACTER_SET_NAME,
	c.COLLATION_NAME, c.COLUMN_KEY = 'PRI' OR EXISTS (
		SELECT 1 FROM information_schema.STATISTICS s
		WHERE s.TABLE_SCHEMA = c.TABLE_SCHEMA AND s.TABLE_NAME = c.TABLE_NAME AND s.NON_UNIQUE = 0
		GROUP BY s.INDEX_NAME
		HAVING COUNT(*) = 1 AND MAX(s.COLUMN_NAME) = c.COLUMN_NAME AND MAX(s.SUB_PART) IS NULL
	)
FROM information_schema.COLUMNS c
WHERE c.TABLE_SCHEMA = COALESCE(?, DATABASE()) AND c.TABLE_NAME = ?`;

/** How long another import may hold the table, in seconds. */
const LOCK_SECONDS = 60;

/** MySQL and MariaDB: rows go as parameters where keys are made, and as one JSON text where they are there. */
export const mysqlTable: TableEngine = {
	dialect: mysql,
	batchSize: 1_000,
	lookupSize: 5_000,
	async facts(ask, { schema, name }) {
		const { rows } = await ask({ text: COLUMNS, values: [schema ?? null, name] });
		const { rows: versions } = await ask({ text: 'SELECT VERSION()', values: [] });
		return {
			columns: new Map(rows.map((row) => [String(row[0]), factsOf(row)])),
			returns: /mariadb/i.test(String(versions[0]?.[0])),
		};
	},
	withoutCase: ({ name, caseless }, quote) => (caseless ? quote(name) : `LOWER(${quote(name)})`),
	among: (expression, { type }, texts) => ({
		text: `${expression} IN (${texts.map((_text, place) => mysql.parameter(place + 1, type)).join(', ')})`,
		values: texts,
	}),
	numberParameter: (n) => mysql.parameter(n, 'decimal'),
	holding: (what, { path, key, quote }, where) =>
		`SELECT ${what} FROM ${path} WHERE ${where} ORDER BY ${quote(key.name)} FOR UPDATE`,
	insert({ path, key, quote }, columns, rows, { returns }) {
		const names = columns.map(({ name }) => quote(name)).join(', ');
		const row = `(${columns.map(() => '?').join(', ')})`;
		const given = returns ? ` RETURNING ${quote(key.name)}` : '';
		return {
			text: `INSERT INTO ${path} (${names}) VALUES ${rows.map(() => row).join(', ')}${given}`,
			values: rows.flatMap(({ texts }) => texts),
		};
	},
	// One statement takes its numbers one after the other, in steps that several servers may share. Who got which
	// is looked at afterwards.
	keysMade: (rows) => ({
		text: `SELECT LAST_INSERT_ID() + n.place * @@auto_increment_increment
			FROM JSON_TABLE(?, '$[*]' COLUMNS (place INT PATH '$')) n ORDER BY n.place`,
		values: [JSON.stringify([...Array(rows).keys()])],
	}),
	update({ path, key, quote }, columns, rows) {
		const sets = columns.map(({ name }, place) => `t.${quote(name)} = s.c${place}`);
		const names = columns.map((_column, place) => `, c${place} LONGTEXT PATH '$.c${place}'`).join('');
		return {
			text: `UPDATE ${path} t JOIN JSON_TABLE(?, '$[*]' COLUMNS (k VARCHAR(768) PATH '$.k'${names})) s
				ON t.${quote(key.name)} = ${keyOf(key)} SET ${sets.join(', ')}`,
			values: [rowsAsJson(rows)],
		};
	},
	lock: (name) => ({ text: `SELECT GET_LOCK(?, ${LOCK_SECONDS})`, values: [name.slice(-64)] }),
	unlock: (name) => ({ text: 'SELECT RELEASE_LOCK(?)', values: [name.slice(-64)] }),
	uniqueIndex({ path, quote }, { name }) {
		return `CREATE UNIQUE INDEX ${quote(`${name}_unique`)} ON ${path} (${quote(name)})`;
	},
};

/** In the key's own type and collation, so that its index serves. */
function keyOf({ kind, type, charset, collation }: TableColumn): string {
	if (kind === 'integer') return `CAST(s.k AS ${type.endsWith('unsigned') ? 'UNSIGNED' : 'SIGNED'})`;
	if (charset === undefined || collation === undefined) return 's.k';
	return `CONVERT(s.k USING ${charset}) COLLATE ${collation}`;
}

function factsOf([, hasDefault, charset, collation, unique]: readonly Cell[]): ColumnFacts {
	const caseless = /_ci$/i.test(String(collation ?? ''));
	const uniqueAlone = Number(unique) === 1;
	return {
		hasDefault: Number(hasDefault) === 1,
		castType: '',
		caseless,
		uniqueAlone,
		uniqueWithoutCase: uniqueAlone && caseless,
		...(charset === null || charset === undefined ? {} : { charset: String(charset) }),
		...(collation === null || collation === undefined ? {} : { collation: String(collation) }),
	};
}
