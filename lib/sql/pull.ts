import { userError } from '../errors';
import type { Cell, Row, RowBatch, Watermark } from '../model';
import { compareValues, isRandomUuid } from './compare';
import type { QueryResult, SqlDialect, SqlSession } from './dialect';
import type { PagePlan, PlaceColumn, PullSettings } from './pages';
import { planPages } from './pages';
import { bindQuery } from './query';

/** Rows of one start value that are read at once at most: they cannot be split, and memory is bounded. */
export const MAX_TIED_ROWS = 100_000;

/** Some rows of a pull, in order. All rows of its last place are in it. */
export interface PulledChunk {
	readonly rows: RowBatch;
	readonly labels: readonly string[];
	/** The type of each column as the database names it. */
	readonly types: readonly string[];
	/** The watermark before this chunk; `undefined` at the very first one. */
	readonly from: Watermark | undefined;
	/** The watermark once these rows are safe. */
	readonly watermark: Watermark;
}

type Cells = readonly Cell[];

/**
 * Reads the rows after `from`, chunk by chunk, in the order of the start column. No row is given twice and
 * none is left out: a chunk never ends between two rows of the same place. Ends with the first chunk that
 * has no more rows after it, after `maxChunks`, or when `signal` says so. Each chunk is a query of its own,
 * so the reader may take its time between two of them.
 * @throws userError when the query cannot be followed: rows unsorted, given again, or without a start value
 */
export async function* pullChunks(
	session: SqlSession,
	dialect: SqlDialect,
	settings: PullSettings,
	from: Watermark | undefined,
	{ signal }: { signal?: AbortSignal } = {},
): AsyncGenerator<PulledChunk> {
	if (signal?.aborted) return;
	const plan = await planPages(session, dialect, settings);
	const reader = pageReader(session, dialect, plan, settings.startValue);
	let place = from;
	let rowNumber = 1;
	for (let chunk = 0; chunk < (settings.maxChunks ?? Infinity) && !signal?.aborted; chunk++) {
		const page = await reader(place);
		if (page === undefined) return;
		const rows = page.rows.map((cells): Row => ({ rowNumber: rowNumber++, cells }));
		yield { rows, labels: plan.labels, types: plan.types, from: place, watermark: page.watermark };
		if (page.isLast) return;
		place = page.watermark;
	}
}

interface Page {
	readonly rows: readonly Cells[];
	readonly watermark: Watermark;
	readonly isLast: boolean;
}

function pageReader(
	session: SqlSession,
	dialect: SqlDialect,
	plan: PagePlan,
	startValue: string | undefined,
): (place: Watermark | undefined) => Promise<Page | undefined> {
	return async (place) => {
		const after = place ?? (startValue === undefined ? undefined : { value: startValue });
		for (let rows = plan.chunkRows; ; rows = grown(rows, plan)) {
			// One row more than wanted, which tells whether there are more and whether they belong to the last place.
			const { rows: found } = await session.query(pageQuery(dialect, plan, after, rows + 1));
			checkPage(found, plan, place);
			const page = cutPage(found, plan, rows);
			if (page !== 'tied') return page;
		}
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
function cutPage(found: QueryResult['rows'], plan: PagePlan, asked: number): Page | undefined | 'tied' {
	const isAll = found.length <= asked;
	const end = found.length <= plan.chunkRows ? found.length : borderNear(found, plan);
	if (end === found.length && !isAll) return 'tied';
	const last = found[end - 1];
	if (last === undefined) return undefined;
	return { rows: found.slice(0, end), watermark: placeOf(last, plan), isLast: isAll && end === found.length };
}

/** Where a chunk can end: the last border between two places within the chunk's size, or else the first one after it. */
function borderNear(rows: readonly Cells[], plan: PagePlan): number {
	const isBorder = (index: number) => !isSamePlace(rows[index - 1], rows[index], plan);
	let border = plan.chunkRows;
	while (border > 0 && !isBorder(border)) border -= 1;
	if (border > 0) return border;
	border = plan.chunkRows + 1;
	while (border < rows.length && !isBorder(border)) border += 1;
	return border;
}

function isSamePlace(a: Cells | undefined, b: Cells | undefined, plan: PagePlan): boolean {
	return columnsOf(plan).every(({ index }) => a?.[index] === b?.[index]);
}

const columnsOf = ({ start, key }: PagePlan): readonly PlaceColumn[] =>
	key === undefined ? [start] : [start, key];

function placeOf(cells: Cells, { start, key }: PagePlan): Watermark {
	const value = printed(cells, start);
	return key === undefined ? { value } : { value, key: printed(cells, key) };
}

const printed = (cells: Cells, { index }: PlaceColumn): string => String(cells[index]);

function grown(rows: number, plan: PagePlan): number {
	if (rows < MAX_TIED_ROWS) return Math.min(rows * 4, MAX_TIED_ROWS);
	throw userError(
		`More than ${MAX_TIED_ROWS} rows have the same ${columnsOf(plan)
			.map(({ label }) => `'${label}'`)
			.join(' and ')}`,
		"Set 'Key Column' to a unique column and write, for example, WHERE (updated_at, id) > ({lastItem}, {lastId}) ORDER BY updated_at, id LIMIT {limit}.",
		'SQL_TIES',
	);
}

/** Refuses a page that cannot be followed, before any row of it is handed on. */
function checkPage(found: QueryResult['rows'], plan: PagePlan, after: Watermark | undefined): void {
	let previous: Watermark | undefined;
	found.forEach((cells, index) => {
		checkValues(cells, plan, index);
		const place = placeOf(cells, plan);
		const order = previous === undefined ? undefined : comparePlaces(previous, place, plan);
		if (order !== undefined && order > 0) throw unsorted(plan, index, previous?.value, place.value);
		previous = place;
	});
	const first = found[0];
	if (first === undefined || after === undefined) return;
	const step = comparePlaces(after, placeOf(first, plan), plan);
	if (step !== undefined && step >= 0) throw givenAgain(plan);
}

function checkValues(cells: Cells, plan: PagePlan, index: number): void {
	for (const column of columnsOf(plan)) {
		const value = cells[column.index];
		if (value === null || value === undefined) throw withoutValue(column, index);
		if (column === plan.start && isRandomUuid(String(value))) throw random(column);
	}
}

function comparePlaces(a: Watermark, b: Watermark, { start, key }: PagePlan): number | undefined {
	const order = compareValues(start.order, a.value, b.value);
	// A watermark of the time before the key column was set has no key.
	if (order !== 0 || key === undefined || a.key === undefined || b.key === undefined) return order;
	return compareValues(key.order, a.key, b.key);
}

function unsorted(plan: PagePlan, index: number, before: string | undefined, now: string): Error {
	const columns = columnsOf(plan)
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
