import type { SqlDialect, SqlSession } from './dialect';
import type { PullSettings } from './pages';
import { checkPull, planPages } from './pages';
import { bindQuery } from './query';

/**
 * How many rows of the query have no value in the start column and so are never pulled. Only known for
 * queries without `{lastItem}`; the others leave such rows out themselves, and give `undefined`.
 */
export async function countUnplacedRows(
	session: SqlSession,
	dialect: SqlDialect,
	settings: PullSettings,
): Promise<number | undefined> {
	const parsed = checkPull(dialect, settings);
	if (parsed.uses.has('lastItem')) return undefined;
	const { start } = await planPages(session, dialect, settings);
	const text = `SELECT count(*) FROM (\n${parsed.text}\n) pulled WHERE ${dialect.quoteIdentifier(start.label)} IS NULL`;
	const { rows } = await session.query(bindQuery(dialect, text, { lastItem: null, lastId: null, limit: 1 }));
	return Number(rows[0]?.[0] ?? 0);
}
