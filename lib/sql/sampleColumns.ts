import type { Cell } from '../model';
import type { SqlDialect, SqlSession } from './dialect';
import { bindQuery, checkQuery } from './query';

/** A column of a query, with the first value in it. */
export interface SampledColumn {
	readonly name: string;
	/** As the database names it. */
	readonly type: string;
	/** `undefined` where the query gives no rows. */
	readonly firstValue: Cell | undefined;
}

/**
 * The columns of a query with their types and first values. Reads one row.
 * @param startValue stands for `{lastItem}`
 * @throws userError where the query cannot be run
 */
export async function sampleColumns(
	session: SqlSession,
	dialect: SqlDialect,
	query: string,
	startValue: string | undefined,
): Promise<readonly SampledColumn[]> {
	const { text } = checkQuery(query, dialect.syntax);
	const bound = bindQuery(dialect, text, { lastItem: startValue ?? null, lastId: null, limit: 1 });
	for await (const { labels, types, rows } of session.stream(bound, 1)) {
		return labels.map((name, index) => ({ name, type: types[index] ?? '', firstValue: rows[0]?.[index] }));
	}
	return [];
}
