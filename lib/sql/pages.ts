import { userError } from '../errors';
import type { ColumnOrder, SqlDialect, SqlSession } from './dialect';
import type { ParsedQuery, RowLimit } from './query';
import { bindQuery, checkQuery } from './query';

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
}

/** A column by which a pull goes on. */
export interface PlaceColumn {
	readonly index: number;
	readonly label: string;
	readonly type: string;
	readonly order: ColumnOrder;
}

/** How a query is read page by page. */
export interface PagePlan {
	/** Made unique: a join can give two columns the same name. */
	readonly labels: readonly string[];
	readonly types: readonly string[];
	/** The query of a page, with placeholders: after a place, and from the very first row where that is possible. */
	readonly after: string;
	readonly fromFirst: string | undefined;
	readonly chunkRows: number;
	readonly start: PlaceColumn;
	/** There where a place is a pair of values. */
	readonly key: PlaceColumn | undefined;
}

/**
 * Checks the settings, asks the database for the query's columns, and writes the query of a page.
 * @throws userError that says which setting to change
 */
export async function planPages(
	session: SqlSession,
	dialect: SqlDialect,
	settings: PullSettings,
): Promise<PagePlan> {
	const parsed = checkPull(dialect, settings);
	const { labels, types } = await describe(session, dialect, parsed, settings);
	const find = (name: string, setting: string) => findColumn(name, setting, labels, types, dialect);
	const start = find(settings.startColumn, 'Start Column');
	const key =
		settings.keyColumn !== undefined && (parsed.uses.has('lastId') || !parsed.uses.has('lastItem'))
			? find(settings.keyColumn, 'Key Column')
			: undefined;
	const place = key === undefined ? [start] : [start, key];
	return {
		labels: uniqueLabels(labels),
		types,
		...writePages(dialect, parsed, place),
		chunkRows: Math.min(settings.chunkSize, parsed.limit?.rows ?? Infinity),
		start,
		key,
	};
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

function wrongSetting(message: string, hint: string): Error {
	return userError(message, hint, 'SQL_SETTING');
}

async function describe(
	session: SqlSession,
	dialect: SqlDialect,
	parsed: ParsedQuery,
	settings: PullSettings,
): Promise<{ labels: readonly string[]; types: readonly string[] }> {
	const values = { lastItem: settings.startValue ?? null, lastId: null, limit: 1 };
	return await session.query(bindQuery(dialect, `${derived(parsed.text)} WHERE 1 = 0`, values));
}

/** Appends `_2`, `_3` … to a label that another column has already. */
function uniqueLabels(labels: readonly string[]): string[] {
	const taken = new Set<string>();
	return labels.map((label) => {
		let unique = label;
		for (let n = 2; taken.has(unique) || (n > 2 && labels.includes(unique)); n++) unique = `${label}_${n}`;
		taken.add(unique);
		return unique;
	});
}

/** The query as a table of its own. The line ends keep a closing comment from swallowing what follows. */
const derived = (query: string): string => `SELECT * FROM (\n${query}\n) pulled`;

/** The column of that name; where there is none, the one that differs from it only in case. */
function findColumn(
	name: string,
	setting: string,
	labels: readonly string[],
	types: readonly string[],
	dialect: SqlDialect,
): PlaceColumn {
	const exact = labels.filter((label) => label === name);
	const matching = exact.length > 0 ? exact : labels.filter((label) => isSameName(label, name));
	const [label] = matching;
	if (label === undefined) {
		throw wrongSetting(
			`The query gives no column '${name}'`,
			`Set '${setting}' to one of ${labels.join(', ')}, or add the column to the query.`,
		);
	}
	if (matching.length > 1) {
		throw wrongSetting(
			`The query gives ${matching.length} columns '${name}'`,
			'Give them different names with AS, so that it is clear which one is meant.',
		);
	}
	const index = labels.indexOf(label);
	const type = types[index] ?? '';
	return { index, label, type, order: followed(dialect.orderOf(type), name, type) };
}

const isSameName = (a: string | undefined, b: string): boolean => a?.toLowerCase() === b.toLowerCase();

function followed(order: ColumnOrder, name: string, type: string): ColumnOrder {
	if (order !== 'none') return order;
	throw wrongSetting(
		`The values of '${name}' have the type ${type}, which does not grow from row to row`,
		'Choose a column with numbers, dates or texts that grow.',
	);
}

function writePages(
	dialect: SqlDialect,
	parsed: ParsedQuery,
	place: readonly PlaceColumn[],
): Pick<PagePlan, 'after' | 'fromFirst'> {
	const names = place.map(({ label }) => dialect.quoteIdentifier(label));
	const sorted = `ORDER BY ${names.join(', ')}`;
	const end = `${sorted} ${dialect.limit('{limit}')}`;
	if (!parsed.uses.has('lastItem')) {
		return {
			after: `${derived(parsed.text)} WHERE ${conditionAfter(names)} ${end}`,
			fromFirst: `${derived(parsed.text)} WHERE ${names[0]} IS NOT NULL ${end}`,
		};
	}
	const after =
		parsed.limit === undefined
			? `${derived(parsed.text)} ${end}`
			: withOwnLimit(parsed, parsed.limit, place, sorted);
	return { after, fromFirst: undefined };
}

/** The first comparison alone lets the database use an index; together they are `(a, b) > (x, y)`, which not every database can say. */
function conditionAfter([start, key]: readonly string[]): string {
	if (key === undefined) return `${start} > {lastItem}`;
	return `${start} >= {lastItem} AND (${start} > {lastItem} OR ${key} > {lastId})`;
}

/** The query's own limit with our number, and sorted, because a limit without an order takes any rows. */
function withOwnLimit(
	{ text, orderBy }: ParsedQuery,
	limit: RowLimit,
	place: readonly PlaceColumn[],
	sorted: string,
): string {
	const isSorted = place.every(({ label }, index) => {
		const item = orderBy?.[index];
		return isSameName(item?.column, label) && item?.descending === false;
	});
	if (orderBy !== undefined && !isSorted) throw sortedOtherwise(place);
	const before = text.slice(0, limit.clauseStart);
	const clause = text.slice(limit.clauseStart, limit.numberStart);
	return `${before}${isSorted ? '' : `${sorted} `}${clause}{limit}${text.slice(limit.numberEnd)}`;
}

function sortedOtherwise(place: readonly PlaceColumn[]): Error {
	const columns = place.map(({ label }) => label).join(', ');
	return userError(
		`The query limits its rows, but does not sort them by ${columns}: rows would be left out`,
		`End it with ORDER BY ${columns} LIMIT {limit}.`,
		'SQL_ORDER',
	);
}
