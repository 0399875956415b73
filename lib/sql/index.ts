import { userError } from '../errors';
import type { SqlDialect } from './dialect';
import { mysql } from './mysql';
import { clickhouse } from './clickhouse';
import { mssql } from './mssql';
import { oracle } from './oracle';
import { postgres } from './postgres';
import { sqlite } from './sqlite';

/** Every kind of database that can be read. */
export const DIALECTS: readonly SqlDialect[] = [postgres, mysql, mssql, oracle, clickhouse, sqlite];

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
	SqlColumn,
	SqlConnection,
	SqlDialect,
	SqlSession,
	SqlSyntax,
	Watermark,
} from './dialect';
export { compareValues } from './compare';
export { deliverPull } from './deliver';
export type { Attempt, Delivery, DeliveryOptions, HandOn, OfferedChunk, WatermarkHold } from './delivery';
export { checkPull } from './pullSettings';
export type { PullSettings } from './pullSettings';
export { MAX_TIED_ROWS } from './pageReader';
export { openPull, pullChunks } from './pull';
export type { OpenPull, PulledChunk } from './pull';
export { bindQuery, checkQuery } from './query';
export type { ParsedQuery, Placeholder, PlaceholderValues } from './query';
export {
	checkRule,
	checkSchedule,
	describeMoment,
	isDueBetween,
	momentIn,
	needsSeconds,
	nextTimes,
	secondOf,
} from './schedule';
export type { Schedule, ScheduleRule } from './schedule';
export { proposePull } from './propose';
export type { PullProposal } from './propose';
export { sampleColumns } from './sampleColumns';
export type { SampledColumn } from './sampleColumns';
export { nameOfTable, writeSelect } from './tableSelect';
export type { TableChoice } from './tableSelect';
export { tableQuery } from './tableRead';
export type { TableRead } from './tableRead';
