import type { SqlDialect } from './dialect';
import { wrongSetting } from './placeColumns';
import type { ParsedQuery } from './query';
import { checkQuery } from './query';

/** What to pull, and where to begin. */
export interface PullSettings {
	/** One SELECT. `{lastItem}`, `{lastId}` and `{limit}` in it are bound as parameters; without `{lastItem}` the pull adds its own condition. */
	readonly query: string;
	/** The column of the result that grows with every new row, and by which the pull goes on. */
	readonly startColumn: string;
	/** A column that is unique among rows of the same start value. */
	readonly keyColumn?: string;
	/** Rows after this value are pulled at first; all rows where it is not given. */
	readonly startValue?: string;
	/** Rows in a chunk. A whole number in the query's own LIMIT, if smaller, takes its place. */
	readonly chunkSize: number;
	/** Chunks in a run; all there are where it is not given. */
	readonly maxChunks?: number;
	/** Rows in a run: it ends with the chunk that reaches them. */
	readonly maxRows?: number;
	/**
	 * How far before the watermark every run begins to read, for rows that are committed late: seconds for a
	 * column of date-times, a difference for one of numbers. Rows that were delivered as they are are left out.
	 */
	readonly lag?: number;
	/** The columns that together say which row it is; the key column where it is not given. */
	readonly rowKey?: readonly string[];
	/**
	 * `unchanged`: rows are left out whose content has not changed since they were last delivered.
	 * `oncePerRun`: the same, and no key is delivered twice in a run.
	 */
	readonly prevent?: 'unchanged' | 'oncePerRun';
	/** The columns that count as content; all where it is not given. */
	readonly contentColumns?: readonly string[];
	/** Whether the first run hands the rows without a start value on, once. */
	readonly includeUnplaced?: boolean;
}

/**
 * Checks everything about a pull that can be known without the database.
 * @throws userError that says which setting to change
 */
export function checkPull(dialect: SqlDialect, settings: PullSettings): ParsedQuery {
	const parsed = checkQuery(settings.query, dialect.syntax);
	if (settings.startColumn === '') {
		throw wrongSetting("'Start Column' is empty", 'Name the column that grows with every new row, as id.');
	}
	if (!Number.isInteger(settings.chunkSize) || settings.chunkSize < 1) {
		throw wrongSetting(`The chunk size is ${settings.chunkSize}`, 'Set a whole number above 0.');
	}
	if (parsed.uses.has('lastItem') && settings.startValue === undefined) {
		throw wrongSetting(
			"'Start Value' is empty, and the query compares with {lastItem}",
			'Fill in the value to begin after, as 0 or 1970-01-01, or remove the condition from the query: then all rows are read first.',
		);
	}
	if (parsed.uses.has('lastId') && (settings.keyColumn === undefined || !parsed.uses.has('lastItem'))) {
		throw wrongSetting(
			'The query uses {lastId}, which goes with {lastItem} and a key column',
			"Name the column in 'Key Column' and write, for example, WHERE (updated_at, id) > ({lastItem}, {lastId}).",
		);
	}
	if (parsed.limit !== undefined && !parsed.uses.has('lastItem')) {
		throw wrongSetting(
			'The query limits its rows, but not to those after {lastItem}: it would give the same rows for ever',
			`Write WHERE ${settings.startColumn} > {lastItem}, or remove the limit.`,
		);
	}
	return parsed;
}
