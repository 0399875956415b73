import type { SqlColumn, SqlDialect, SqlSession, SqlTable } from './dialect';

/**
 * Lists tables and views as a catalogue has them.
 * @param text a statement that gives a schema and a name in each row
 */
export function tablesBy(text: string): SqlDialect['listTables'] {
	return async (session) => {
		const { rows } = await session.query({ text, values: [] });
		return rows.map(([schema, name]) => ({ schema: String(schema), name: String(name) }));
	};
}

/**
 * The columns of a table whose catalogue finds it by its quoted path, as a statement would; without a schema, the
 * one that a statement would mean.
 * @param text a statement that gives in each row: name, type, whether it may be NULL, is part of the primary key,
 *   unique, filled in by the database, and the most characters or NULL
 * @param quote quotes an identifier
 */
export async function columnsByPath(
	session: SqlSession,
	text: string,
	{ schema, name }: SqlTable,
	quote: (name: string) => string,
): Promise<readonly SqlColumn[]> {
	const path = (schema === undefined ? [name] : [schema, name]).map(quote).join('.');
	const { rows } = await session.query({ text, values: [path] });
	return rows.map(([column, type, nullable, primary, unique, generated, maxLength]) => ({
		name: String(column),
		type: String(type),
		nullable: isYes(nullable),
		primary: isYes(primary),
		unique: isYes(unique),
		generated: isYes(generated),
		...(typeof maxLength === 'number' ? { maxLength } : {}),
	}));
}

const isYes = (cell: unknown): boolean => cell === true || cell === 1;
