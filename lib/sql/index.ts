import { userError } from '../errors';
import type { SqlDialect } from './dialect';
import { postgres } from './postgres';

/** Every kind of database that can be read. */
export const DIALECTS: readonly SqlDialect[] = [postgres];

/**
 * The dialect of that name.
 * @throws userError when there is none
 */
export function findDialect(name: string): SqlDialect {
	const dialect = DIALECTS.find((one) => one.name === name);
	if (dialect !== undefined) return dialect;
	throw userError(
		`There is no database engine '${name}'`,
		`Choose one of ${DIALECTS.map(({ title }) => title).join(', ')}.`,
		'SQL_SETTING',
	);
}

export type {
	BoundQuery,
	ColumnOrder,
	QueryResult,
	SqlConnection,
	SqlDialect,
	SqlSession,
	SqlSyntax,
	Watermark,
} from './dialect';
export { deliverChunks } from './deliver';
export type { Attempt, Delivery, DeliveryOptions, WatermarkHold } from './deliver';
export { checkPull } from './pages';
export type { PullSettings } from './pages';
export { MAX_TIED_ROWS, pullChunks } from './pull';
export type { PulledChunk } from './pull';
export { bindQuery, checkQuery } from './query';
export type { ParsedQuery, Placeholder, PlaceholderValues } from './query';
export { checkRule, isDue, toCron } from './schedule';
export type { CronRule, ScheduleRule } from './schedule';
export { tableQuery } from './tableRead';
export type { TableRead } from './tableRead';
export { countUnplacedRows } from './unplaced';
