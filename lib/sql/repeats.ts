import { hash } from 'node:crypto';
import type { Cell, DeliveredRow, Row, RowBatch, Watermark } from '../model';
import { measureOf, valueBefore } from './lag';
import type { PagePlan } from './pages';
import type { RepeatPlan } from './repeatPlan';

/** Enough characters that two rows do not share one by chance; the content only has to differ within its row. */
const ROW_CHARACTERS = 16;
const CONTENT_CHARACTERS = 11;

/** Before the content of a row that was read and left behind: it is in a parked chunk, and was not delivered. */
const PARKED = '!';

/** Gives what is remembered of rows. */
export type Remembered = (rows: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** What of a chunk is to be delivered. */
export interface FreshRows {
	readonly rows: RowBatch;
	/** To be remembered once they were accepted. */
	readonly delivered: readonly DeliveredRow[];
	/**
	 * Those of them that were delivered before, with another content. It is to be forgotten before they are handed on:
	 * an execution may write them and fail, and then the old content is not what the customers have.
	 */
	readonly outdated: readonly string[];
	/** Rows that were left out. */
	readonly repeats: number;
	/** The first row, by its index in the chunk, whose key was delivered in this run already with another content. */
	readonly stopBefore: number | undefined;
}

/** Tells rows that come again from new ones. */
export interface RepeatFilter {
	/** `again`: rows that were left behind count as not delivered. */
	fresh(rows: RowBatch, options?: { readonly again?: boolean }): Promise<FreshRows>;
	/** What is to be remembered of rows that are left behind, so that they do not come by themselves. */
	leftBehind(rows: RowBatch): readonly DeliveredRow[];
	/** The place before which nothing need be remembered, when the watermark is at `to`. */
	forgetBefore(to: Watermark | undefined): number | undefined;
}

/** A filter for queries that nothing is read twice of. */
const withoutRepeats: RepeatFilter = {
	fresh: async (rows) =>
		await Promise.resolve({ rows, delivered: [], outdated: [], repeats: 0, stopBefore: undefined }),
	leftBehind: () => [],
	forgetBefore: () => undefined,
};

/**
 * @param run a short text that no other run has
 */
export function repeatFilter(plan: PagePlan, remembered: Remembered, run: string): RepeatFilter {
	const { repeats } = plan;
	if (repeats === undefined) return withoutRepeats;
	const describe = rowDescriber(plan, repeats, run);
	return {
		async fresh(rows, { again = false } = {}) {
			const described = rows.map(describe);
			const known = await remembered([...new Set(described.map(({ row }) => row))]);
			const stopBefore = repeats.prevent === 'oncePerRun' ? findSecond(described, known, run) : undefined;
			const wanted = stopBefore === undefined ? rows.length : stopBefore;
			const isWanted = chooseRows(described.slice(0, wanted), known, repeats, again);
			const chosen = rows.slice(0, wanted).filter((_, index) => isWanted[index]);
			const delivered = described.filter((_, index) => isWanted[index]).map(({ kept }) => kept);
			const outdated = delivered.map(({ row }) => row).filter((row) => known.has(row));
			return { rows: chosen, delivered, outdated, repeats: wanted - chosen.length, stopBefore };
		},
		leftBehind: (rows) => (repeats.lag === 0 ? [] : rows.map((row) => leftBehind(describe(row)))),
		forgetBefore(to) {
			if (to === undefined || repeats.lag === 0 || repeats.prevent !== undefined) return undefined;
			const edge = valueBefore(plan.start.order, to.value, repeats.lag);
			return edge === undefined ? undefined : measureOf(plan.start.order, edge);
		},
	};
}

interface DescribedRow {
	readonly row: string;
	readonly content: string;
	/** Of the whole row, whatever counts as content. */
	readonly version: string;
	readonly kept: DeliveredRow;
}

function rowDescriber(plan: PagePlan, repeats: RepeatPlan, run: string): (row: Row) => DescribedRow {
	const { start } = plan;
	const pick = (cells: Row['cells'], indexes: readonly number[] | undefined) =>
		indexes === undefined ? cells : indexes.map((index) => cells[index]);
	return ({ cells }) => {
		const version = hashOf(cells, CONTENT_CHARACTERS);
		const row = hashOf(pick(cells, repeats.key), ROW_CHARACTERS);
		const content =
			repeats.content === undefined ? version : hashOf(pick(cells, repeats.content), CONTENT_CHARACTERS);
		const place =
			repeats.prevent === undefined ? measureOf(start.order, String(cells[start.index])) : undefined;
		const tagged = repeats.prevent === 'oncePerRun' ? `${content}${run}` : content;
		return {
			row,
			content,
			version,
			kept: { row, content: tagged, ...(place === undefined ? {} : { place }) },
		};
	};
}

function hashOf(cells: ReadonlyArray<Cell | undefined>, characters: number): string {
	// A missing cell and NULL are not the same, and JSON would write both as null.
	const text = JSON.stringify(cells, (_, value: unknown) => (value === undefined ? {} : value));
	return hash('sha256', text, 'base64url').slice(0, characters);
}

const leftBehind = ({ version, kept }: DescribedRow): DeliveredRow => ({
	...kept,
	content: `${PARKED}${version}`,
});

const contentOf = (known: string): string => known.slice(0, CONTENT_CHARACTERS);

/** Which of the rows are to be delivered. Of a key that comes more than once, the last version where each is to come once. */
function chooseRows(
	described: readonly DescribedRow[],
	known: ReadonlyMap<string, string>,
	{ prevent }: RepeatPlan,
	again: boolean,
): boolean[] {
	const last = new Map(described.map((one, index) => [identityOf(one, prevent), index]));
	return described.map((one, index) => {
		if (last.get(identityOf(one, prevent)) !== index) return false;
		const before = known.get(one.row);
		if (before === undefined) return true;
		if (before.startsWith(PARKED)) return again || before !== `${PARKED}${one.version}`;
		return contentOf(before) !== one.content;
	});
}

const identityOf = ({ row, content }: DescribedRow, prevent: RepeatPlan['prevent']): string =>
	prevent === 'oncePerRun' ? row : `${row}${content}`;

/** The first row whose key was delivered in this run with another content. */
function findSecond(
	described: readonly DescribedRow[],
	known: ReadonlyMap<string, string>,
	run: string,
): number | undefined {
	const index = described.findIndex(({ row, content }) => {
		const before = known.get(row);
		return before !== undefined && before.slice(CONTENT_CHARACTERS) === run && contentOf(before) !== content;
	});
	return index < 0 ? undefined : index;
}
