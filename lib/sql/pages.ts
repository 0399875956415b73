import { userError } from '../errors';
import type { SqlDialect, SqlSession } from './dialect';
import type { PlaceColumn, ResultColumns } from './placeColumns';
import { findPlaceColumn, isSameName, uniqueLabels } from './placeColumns';
import type { PullSettings } from './pullSettings';
import { checkPull } from './pullSettings';
import type { ParsedQuery, RowLimit } from './query';
import { bindQuery } from './query';
import type { RepeatPlan } from './repeatPlan';
import { planRepeats } from './repeatPlan';

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
	/** The query of the rows without a start value, and the one that counts them; a query with `{lastItem}` has none. */
	readonly unplaced: { readonly rows: string; readonly count: string } | undefined;
	/** The query of the highest start value, where there is one to compare with. */
	readonly highest: string | undefined;
	/** There where rows that come again are to be told from new ones. */
	readonly repeats: RepeatPlan | undefined;
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
	const columns = await describe(session, dialect, parsed);
	const start = findPlaceColumn(settings.startColumn, 'Start Column', columns, dialect);
	const key =
		settings.keyColumn !== undefined && (parsed.uses.has('lastId') || !parsed.uses.has('lastItem'))
			? findPlaceColumn(settings.keyColumn, 'Key Column', columns, dialect)
			: undefined;
	const place = key === undefined ? [start] : [start, key];
	return {
		labels: uniqueLabels(columns.labels),
		types: columns.types,
		...writePages(dialect, parsed, place),
		...(parsed.uses.has('lastItem') ? withoutSurvey : surveyQueries(dialect, parsed, start)),
		chunkRows: Math.min(settings.chunkSize, parsed.limit?.rows ?? Infinity),
		start,
		key,
		repeats: planRepeats(settings, columns, start),
	};
}

const withoutSurvey = { unplaced: undefined, highest: undefined };

/** What can be asked about all rows, where the query does not leave some out by itself. */
function surveyQueries(
	dialect: SqlDialect,
	{ text }: ParsedQuery,
	{ label, order }: PlaceColumn,
): Pick<PagePlan, 'unplaced' | 'highest'> {
	const name = dialect.quoteIdentifier(label);
	const from = (what: string): string => derived(dialect, text, what);
	return {
		unplaced: {
			// Sorted only because not every database takes a limit without an order.
			rows: `${from('*')} WHERE ${name} IS NULL ORDER BY ${name} ${dialect.limit('{limit}')}`,
			count: `${from('count(*)')} WHERE ${name} IS NULL`,
		},
		highest: order === 'number' || order === 'dateTime' ? from(`max(${name})`) : undefined,
	};
}

async function describe(
	session: SqlSession,
	dialect: SqlDialect,
	parsed: ParsedQuery,
): Promise<ResultColumns> {
	// NULL can be compared with a column of any type; of which it is, is what we ask.
	const values = { lastItem: null, lastId: null, limit: 1 };
	return await session.query(bindQuery(dialect, `${derived(dialect, parsed.text)} WHERE 1 = 0`, values));
}

/** The query as a table of its own. The line ends keep a closing comment from swallowing what follows. */
export const derived = (dialect: SqlDialect, query: string, what = '*'): string =>
	dialect.derive?.(what, query) ?? `SELECT ${what} FROM (\n${query}\n) pulled`;

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
			after: `${derived(dialect, parsed.text)} WHERE ${conditionAfter(names)} ${end}`,
			fromFirst: `${derived(dialect, parsed.text)} WHERE ${names[0]} IS NOT NULL ${end}`,
		};
	}
	const after =
		parsed.limit === undefined
			? `${derived(dialect, parsed.text)} ${end}`
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
