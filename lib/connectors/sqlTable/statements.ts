import { userError } from '../../errors';
import type { Cell } from '../../model';
import { matchKey } from '../../normalize';
import type { Ask } from './engine';
import type { TableColumn } from './columns';
import { rowsOf } from './lookup';
import type { CustomerTable } from './openTable';
import type { Prepared } from './prepare';
import { versionOf } from './versions';

/** Who was written: his id and the version he has then. */
export interface Written {
	readonly id: string;
	readonly version: string;
}

/** Rows that one statement can write, and the columns that it names. */
interface Group {
	readonly columns: readonly TableColumn[];
	readonly rows: readonly Prepared[];
}

/** Inserts new customers; the ids and versions in their order. */
export async function insertRows(
	ask: Ask,
	table: CustomerTable,
	rows: readonly Prepared[],
): Promise<Map<Prepared, Written>> {
	const written = new Map<Prepared, Written>();
	// A column that is not named gets its default, which NULL would not.
	for (const group of groupsOf(rows, (column) => column.hasDefault)) {
		const made = await insertGroup(ask, table, group);
		if (made.length !== group.rows.length) throw disordered(table);
		for (const [place, row] of group.rows.entries()) {
			const one = made[place];
			if (one) written.set(row, one);
		}
	}
	return written;
}

async function insertGroup(ask: Ask, table: CustomerTable, { columns, rows }: Group): Promise<Written[]> {
	const { engine, name, facts } = table;
	const sent = rows.map(({ texts }) => ({ texts: columns.map((column) => texts.get(column) ?? null) }));
	const answer = await ask(engine.insert(name, columns, sent, facts));
	if (facts.version)
		return answer.rows.map(([id, version]) => ({ id: String(id), version: String(version) }));
	const ids = facts.returns ? answer.rows.map(([id]) => String(id)) : await keysMade(ask, table, rows);
	return await readBack(ask, table, rows, ids);
}

/** The keys of a database that does not give them back: those that the rows brought along, or those that it counted. */
async function keysMade(
	ask: Ask,
	{ engine, name }: CustomerTable,
	rows: readonly Prepared[],
): Promise<string[]> {
	const own = rows.map(({ texts }) => texts.get(name.key));
	if (own.every((key) => typeof key === 'string')) return own;
	if (!engine.keysMade || !name.key.generated) throw unknownKeys(name.key.name);
	const { rows: keys } = await ask(engine.keysMade(rows.length));
	return keys.map(([key]) => String(key));
}

function unknownKeys(key: string): Error {
	return userError(
		`MySQL does not tell what it has put into the key column '${key}'`,
		"Choose a column that counts by itself (AUTO_INCREMENT) in 'Key Column', or one that the rows have a value for.",
		'SQL_KEY',
	);
}

/** Looks at what was made: who is who is only believed where the identifiers are the same. */
async function readBack(
	ask: Ask,
	table: CustomerTable,
	rows: readonly Prepared[],
	ids: readonly string[],
): Promise<Written[]> {
	const stored = await storedRows(ask, table, ids, table.selection);
	return rows.map((row, place) => {
		const id = ids[place] ?? '';
		const found = stored.get(id);
		if (!found || !isSamePerson(table, row, found)) throw disordered(table);
		return { id, version: versionOf(table, found) };
	});
}

async function storedRows(
	ask: Ask,
	table: CustomerTable,
	ids: readonly string[],
	what: string,
): Promise<Map<string, readonly Cell[]>> {
	const { path } = table.name;
	const rows = await rowsOf(
		table,
		ids,
		async (where) => await ask({ ...where, text: `SELECT ${what} FROM ${path} WHERE ${where.text}` }),
	);
	return new Map(rows.map((row) => [String(row[0]), row]));
}

function isSamePerson(table: CustomerTable, { row }: Prepared, stored: readonly Cell[]): boolean {
	const record = table.recordOf(stored);
	return table.bound.every(({ spec: { name, type, identifier } }) => {
		const wanted = row.record[name];
		const found = record[name];
		if (!identifier || typeof wanted !== 'string' || wanted === '') return true;
		return typeof found === 'string' || typeof found === 'number'
			? matchKey(type, wanted) === matchKey(type, found)
			: false;
	});
}

/** Halved until a row is alone, whose answer can be no other's. */
function disordered({ name }: CustomerTable): Error {
	return userError(
		`The table ${name.path} did not say which of the rows it made`,
		'A trigger of the table may leave rows out or change them.',
		'BATCH_REFUSED',
	);
}

/** Changes customers whose rows are held; their versions afterwards. */
export async function updateRows(
	ask: Ask,
	table: CustomerTable,
	rows: readonly Prepared[],
): Promise<Map<Prepared, Written>> {
	const { engine, name } = table;
	for (const { columns, rows: some } of groupsOf(rows, () => true)) {
		if (columns.length === 0) continue;
		const sent = some.map(({ row, texts }) => ({
			key: row.action === 'update' ? row.id : '',
			texts: columns.map((column) => texts.get(column) ?? null),
		}));
		await ask(engine.update(name, columns, sent));
	}
	const ids = rows.map(({ row }) => (row.action === 'update' ? row.id : ''));
	const stored = await storedRows(ask, table, ids, table.marks);
	return new Map(
		rows.map((row, place) => {
			const id = ids[place] ?? '';
			return [row, { id, version: versionOf(table, stored.get(id) ?? []) }];
		}),
	);
}

/** Rows that name the same of the columns that `tells` is true of. */
function groupsOf(rows: readonly Prepared[], tells: (column: TableColumn) => boolean): Group[] {
	const groups = new Map<string, { columns: Set<TableColumn>; rows: Prepared[] }>();
	for (const row of rows) {
		const named = [...row.texts.keys()];
		const telling = named.filter(tells).map(({ name }) => name);
		const key = telling.sort().join('\0');
		const group = groups.get(key) ?? { columns: new Set(), rows: [] };
		for (const column of named) group.columns.add(column);
		group.rows.push(row);
		groups.set(key, group);
	}
	return [...groups.values()].map((group) => ({ columns: [...group.columns], rows: group.rows }));
}
