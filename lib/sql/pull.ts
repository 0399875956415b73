import { userError } from '../errors';
import type { Row, RowBatch, Watermark } from '../model';
import type { SqlDialect, SqlSession } from './dialect';
import { isSamePlace } from './pageBorder';
import type { Page, PageReader } from './pageReader';
import { MAX_TIED_ROWS, pageReader } from './pageReader';
import type { PagePlan } from './pages';
import { planPages } from './pages';
import type { Cells } from './place';
import { comparePlaces, placeOf } from './place';
import type { PullSettings } from './pullSettings';
import { bindQuery } from './query';

/** Some rows of a pull, in order. All rows of its last place are in it. */
export interface PulledChunk {
	readonly rows: RowBatch;
	readonly labels: readonly string[];
	/** The type of each column as the database names it. */
	readonly types: readonly string[];
	/** Where it began to be read; `undefined` at the very first one. */
	readonly from: Watermark | undefined;
	/** The watermark once these rows are safe. */
	readonly watermark: Watermark;
}

export interface ChunkReading {
	/** Says that no further chunk is wanted. */
	readonly signal?: AbortSignal;
	/** The place after which nothing more is wanted. */
	readonly until?: Watermark | undefined;
}

/** A query that is being pulled. */
export interface OpenPull {
	readonly plan: PagePlan;
	readonly settings: PullSettings;
	/** The chunks after a place, as `pullChunks` gives them, without end where the settings limit them. */
	chunks(from: Watermark | undefined, reading?: ChunkReading): AsyncGenerator<PulledChunk>;
	/** How many rows have no start value, and so are in no chunk; `undefined` where the query leaves them out itself. */
	countUnplaced(): Promise<number | undefined>;
	/** Those rows, in parts of a chunk's size. */
	unplacedRows(): Promise<readonly RowBatch[]>;
	/** The highest start value there is; `undefined` where nobody can tell, or the table is empty. */
	highest(): Promise<string | undefined>;
}

/**
 * Checks the settings against the database and gets ready to read.
 * @throws userError that says which setting to change
 */
export async function openPull(
	session: SqlSession,
	dialect: SqlDialect,
	settings: PullSettings,
): Promise<OpenPull> {
	const plan = await planPages(session, dialect, settings);
	const ask = async (text: string, limit = 1) =>
		(await session.query(bindQuery(dialect, text, { lastItem: null, lastId: null, limit }))).rows;
	return {
		plan,
		settings,
		chunks: (from, reading) => chunksAfter(pageReader(session, dialect, plan, settings), plan, from, reading),
		async countUnplaced() {
			return plan.unplaced === undefined ? undefined : Number((await ask(plan.unplaced.count))[0]?.[0] ?? 0);
		},
		async unplacedRows() {
			if (plan.unplaced === undefined) return [];
			return cutUnplaced(await ask(plan.unplaced.rows, MAX_TIED_ROWS + 1), plan);
		},
		async highest() {
			const value = plan.highest === undefined ? null : ((await ask(plan.highest))[0]?.[0] ?? null);
			return value === null ? undefined : String(value);
		},
	};
}

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
	const pull = await openPull(session, dialect, settings);
	let left = settings.maxChunks ?? Infinity;
	for await (const chunk of pull.chunks(from, signal === undefined ? {} : { signal })) {
		yield chunk;
		left -= 1;
		if (left <= 0) return;
	}
}

async function* chunksAfter(
	reader: PageReader,
	plan: PagePlan,
	from: Watermark | undefined,
	{ signal, until }: ChunkReading = {},
): AsyncGenerator<PulledChunk> {
	let place = from;
	let rowNumber = 1;
	while (!signal?.aborted) {
		const page = await reader(place);
		const wanted = page === undefined ? undefined : pageUntil(page, plan, until);
		if (wanted === undefined) return;
		const rows = wanted.rows.map((cells): Row => ({ rowNumber: rowNumber++, cells }));
		yield { rows, labels: plan.labels, types: plan.types, from: place, watermark: wanted.watermark };
		if (wanted.isLast) return;
		place = wanted.watermark;
	}
}

/** The rows of a page up to a place; it need not be there any more. */
function pageUntil(page: Page, plan: PagePlan, until: Watermark | undefined): Page | undefined {
	if (until === undefined) return page;
	const end = page.rows.findIndex((cells) => (comparePlaces(placeOf(cells, plan), until, plan) ?? -1) > 0);
	const rows = end < 0 ? page.rows : page.rows.slice(0, end);
	const last = rows.at(-1);
	if (last === undefined) return undefined;
	const isReached = comparePlaces(placeOf(last, plan), until, plan) === 0;
	return { rows, watermark: placeOf(last, plan), isLast: page.isLast || end >= 0 || isReached };
}

/**
 * The part of a chunk before one of its rows, as far as places are whole; `undefined` where that is nothing.
 * @param index of the row in the chunk
 */
export function chunkBefore(chunk: PulledChunk, plan: PagePlan, index: number): PulledChunk | undefined {
	let end = index;
	// Where only the database could tell two places apart, they are kept together.
	while (end > 0 && isSamePlace(chunk.rows[end - 1]?.cells, chunk.rows[end]?.cells, plan) !== false) end -= 1;
	const last = chunk.rows[end - 1];
	if (last === undefined) return undefined;
	return { ...chunk, rows: chunk.rows.slice(0, end), watermark: placeOf(last.cells, plan) };
}

function cutUnplaced(found: readonly Cells[], plan: PagePlan): RowBatch[] {
	if (found.length > MAX_TIED_ROWS) throw tooManyUnplaced(plan);
	const rows = found.map((cells, index): Row => ({ rowNumber: index + 1, cells }));
	const parts = Math.ceil(rows.length / plan.chunkRows);
	return Array.from({ length: parts }, (_, part) =>
		rows.slice(part * plan.chunkRows, (part + 1) * plan.chunkRows),
	);
}

function tooManyUnplaced({ start }: PagePlan): Error {
	return userError(
		`More than ${MAX_TIED_ROWS} rows have no value in '${start.label}'`,
		`Give them one in the query, as in COALESCE(${start.label}, created_at) AS ${start.label}, or turn off 'Include Rows Without Start Value'.`,
		'SQL_NULL_START',
	);
}
