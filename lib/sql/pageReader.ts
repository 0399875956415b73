import { userError } from '../errors';
import type { Watermark } from '../model';
import { compareValues, isRandomUuid } from './compare';
import type { BoundQuery, QueryResult, SqlDialect, SqlSession } from './dialect';
import type { AreDifferent } from './pageBorder';
import { findBorder } from './pageBorder';
import type { PagePlan } from './pages';
import { derived } from './pages';
import type { Cells } from './place';
import { comparePlaces, placeColumns, placeOf } from './place';
import type { PlaceColumn } from './placeColumns';
import type { PullSettings } from './pullSettings';
import { bindQuery } from './query';

/** Rows of one start value that are read at once at most: they cannot be split, and memory is bounded. */
export const MAX_TIED_ROWS = 100_000;

export type PageReader = (place: Watermark | undefined) => Promise<Page | undefined>;

/** Rows that were read at once. */
export interface Page {
	readonly rows: readonly Cells[];
	readonly watermark: Watermark;
	readonly isLast: boolean;
}

/** Reads the page after a place; `undefined` where nothing comes after it. */
export function pageReader(
	session: SqlSession,
	dialect: SqlDialect,
	plan: PagePlan,
	{ startValue }: PullSettings,
): PageReader {
	return async (place) => {
		const after = place ?? (startValue === undefined ? undefined : { value: startValue });
		for (let rows = plan.chunkRows; ; rows = grown(rows, plan)) {
			// One row more than wanted, which tells whether there are more and whether they belong to the last place.
			const query = pageQuery(dialect, plan, after, rows + 1);
			const { rows: found } = await session.query(query);
			checkPage(found, plan, place);
			const page = await cutPage(found, plan, rows, asker(session, dialect, query));
			if (page !== 'tied') return page;
		}
	};
}

/**
 * Asks by the columns of the page itself, because they know how they are compared. Where the row is there no longer,
 * it counts as tied: nothing is lost by that.
 */
function asker(
	session: SqlSession,
	dialect: SqlDialect,
	{ text, values, types = [] }: BoundQuery,
): AreDifferent {
	return async ({ label, type }, a, b) => {
		const name = dialect.quoteIdentifier(label);
		const value = (n: number) => dialect.parameter(values.length + n, type);
		const page = derived(dialect, text, name);
		const { rows } = await session.query({
			text: `${page} WHERE ${name} = ${value(1)} AND ${name} <> ${value(2)}`,
			values: [...values, b, a],
			types: [...values.map((_, index) => types[index]), type, type],
		});
		return rows.length > 0;
	};
}

function pageQuery(dialect: SqlDialect, plan: PagePlan, after: Watermark | undefined, limit: number) {
	const text = after === undefined ? (plan.fromFirst ?? plan.after) : plan.after;
	const values = { lastItem: after?.value ?? null, lastId: after?.key ?? null, limit };
	const types = {
		lastItem: plan.start.type,
		...(plan.key === undefined ? {} : { lastId: plan.key.type }),
	};
	return bindQuery(dialect, text, values, types);
}

/**
 * The rows of the page: a chunk of them, cut where a place ends. `'tied'` where a place is larger than what was
 * asked for, so that its end is not known.
 */
async function cutPage(
	found: QueryResult['rows'],
	plan: PagePlan,
	asked: number,
	areDifferent: AreDifferent,
): Promise<Page | undefined | 'tied'> {
	const isAll = found.length <= asked;
	const end = found.length <= plan.chunkRows ? found.length : await findBorder(found, plan, areDifferent);
	if (end === found.length && !isAll) return 'tied';
	const last = found[end - 1];
	if (last === undefined) return undefined;
	return { rows: found.slice(0, end), watermark: placeOf(last, plan), isLast: isAll && end === found.length };
}

function grown(rows: number, plan: PagePlan): number {
	if (rows < MAX_TIED_ROWS) return Math.min(rows * 4, MAX_TIED_ROWS);
	throw userError(
		`More than ${MAX_TIED_ROWS} rows have the same ${placeColumns(plan)
			.map(({ label }) => `'${label}'`)
			.join(' and ')}`,
		"Set 'Key Column' to a unique column and write, for example, WHERE (updated_at, id) > ({lastItem}, {lastId}) ORDER BY updated_at, id LIMIT {limit}.",
		'SQL_TIES',
	);
}

/** Refuses a page that cannot be followed, before any row of it is handed on. */
function checkPage(found: QueryResult['rows'], plan: PagePlan, after: Watermark | undefined): void {
	let previous: Cells | undefined;
	for (const [index, cells] of found.entries()) {
		checkValues(cells, plan, index);
		if (previous !== undefined && isAfter(previous, cells, plan))
			throw unsorted(plan, index, previous, cells);
		previous = cells;
	}
	const first = found[0];
	if (first === undefined || after === undefined) return;
	const step = comparePlaces(after, placeOf(first, plan), plan);
	if (step !== undefined && step >= 0) throw givenAgain(plan);
}

/** Whether a row surely stands after another. The columns are compared one by one, until they differ. */
function isAfter(a: Cells, b: Cells, plan: PagePlan): boolean {
	for (const { index, order } of placeColumns(plan)) {
		const [left, right] = [a[index], b[index]];
		if (left === right) continue;
		const compared = compareValues(order, String(left), String(right));
		if (compared !== 0) return compared !== undefined && compared > 0;
	}
	return false;
}

function checkValues(cells: Cells, plan: PagePlan, index: number): void {
	for (const column of placeColumns(plan)) {
		const value = cells[column.index];
		if (value === null || value === undefined) throw withoutValue(column, index);
		if (column === plan.start && typeof value === 'string' && isRandomUuid(value)) throw random(column);
	}
}

function unsorted(plan: PagePlan, index: number, previous: Cells, cells: Cells): Error {
	const [before, now] = [placeOf(previous, plan).value, placeOf(cells, plan).value];
	const columns = placeColumns(plan)
		.map(({ label }) => label)
		.join(', ');
	const asText = plan.start.order === 'text';
	return userError(
		`The rows do not come in the order of ${columns}: row ${index + 1} has ${now} after ${before}`,
		asText
			? `'${plan.start.label}' is a text, and texts sort 10 before 9. Use the number itself, or cast it wherever the query compares and sorts.`
			: `Sort the query by ${columns}, with the values as they are in the result.`,
		'SQL_ORDER',
	);
}

function givenAgain(plan: PagePlan): Error {
	return userError(
		`The query gives rows again that it has given before: '${plan.start.label}' is not after the last item`,
		`Compare with > and not with >=, as in WHERE ${plan.start.label} > {lastItem}.`,
		'SQL_ORDER',
	);
}

function withoutValue(column: PlaceColumn, index: number): Error {
	return userError(
		`Row ${index + 1} of the query has no value in '${column.label}', so the pull cannot go on after it`,
		`Leave such rows out with ${column.label} IS NOT NULL, or give them a value with COALESCE.`,
		'SQL_NULL_START',
	);
}

function random(column: PlaceColumn): Error {
	return userError(
		`'${column.label}' holds random UUIDs (version 4): new rows can come before the last one and would be missed`,
		'Choose a column that grows, such as a number or the time of the last change.',
		'SQL_ORDER',
	);
}
