import { userError } from '../../errors';
import { type Directory, makeDirectory } from '../crm/directory';
import type { DirectoryPage, Start } from '../crm/directoryReading';
import type { LookUp } from '../crm/settings';
import { read } from '../http/body';
import { type Collection, COST, PAGE, type Page, type Pipedrive } from './session';

/** What Pipedrive's search is asked for. */
export interface SearchTerm {
	readonly term: string;
	readonly fields: string;
}

/** The records of one kind, and the search for them. */
export interface PipedriveDirectory extends Directory<SearchTerm> {
	search(term: SearchTerm): Promise<readonly string[]>;
}

export interface DirectoryOptions {
	readonly path: Collection;
	readonly lookUp: LookUp;
	/** What a record is found by. */
	readonly keysOf: (item: unknown) => readonly string[];
}

/** What was written in the last minutes may not be found by the search yet; nobody says how long it takes. */
const LAG_MS = 10 * 60_000;

/**
 * Finds records of an account that charges for every call: a page of 500 records costs half a search, which finds
 * one value. Lists tell of a change at once and the search only later; so what changed lately is read in any case.
 */
export function openDirectory(
	pipedrive: Pipedrive,
	{ path, lookUp, keysOf }: DirectoryOptions,
): PipedriveDirectory {
	const page = async (query: Readonly<Record<string, string | number>>, cursor: string | undefined) =>
		asListed(await pipedrive.page(path, { query, cursor }));

	/** What changed in the last minutes; in a small account that is everybody. */
	async function start(take: (items: readonly unknown[]) => void): Promise<Start<string>> {
		const query = { sort_by: 'update_time', sort_direction: 'desc' };
		let now: number | undefined;
		let next: string | undefined;
		do {
			const listed = await page(query, next);
			take(listed.items);
			now ??= listed.time;
			next = listed.next;
			if (Math.min(...listed.items.map(changeOf)) < now - LAG_MS) break;
		} while (next !== undefined);
		const isWhole = next === undefined;
		return { time: now, isWhole, most: isWhole ? 0 : await highestId() };
	}

	/** Ids are given one after the other, so the last one is at least how many there are. */
	async function highestId(): Promise<number> {
		const { items } = await page({ sort_by: 'id', sort_direction: 'desc', limit: 1 }, undefined);
		return Number(read.text(items[0], 'id') ?? 0);
	}

	async function* changes(since: number | undefined): AsyncGenerator<DirectoryPage> {
		const after = since === undefined ? {} : { updated_since: timeText(since) };
		const query = { ...after, sort_by: 'update_time', sort_direction: 'asc' };
		let next: string | undefined;
		do {
			const listed = await page(query, next);
			yield listed;
			next = listed.next;
		} while (next !== undefined);
	}

	const directory = makeDirectory<string, SearchTerm>({
		lookUp,
		cost: { lookUp: COST.search, page: COST.list },
		pageSize: PAGE,
		lags: true,
		atOnce: 1,
		idOf: (item) => read.text(item, 'id') ?? '',
		keysOf,
		start,
		changes,
		// In the order of ids: whoever was never changed may have no time of a change.
		page: async (cursor) => await page({ sort_by: 'id', sort_direction: 'asc' }, cursor),
		tooMany: (most) => tooMany(path, most),
	});
	return {
		...directory,
		search: async ({ term, fields }) => await pipedrive.search(path, term, fields),
	};
}

function asListed(page: Page) {
	return { ...page, time: page.time ?? Math.max(...page.items.map(changeOf)) };
}

const timeText = (time: number): string => new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');

function changeOf(item: unknown): number {
	const time = Date.parse(read.text(item, 'update_time') ?? read.text(item, 'add_time') ?? '');
	return Number.isNaN(time) ? -Infinity : time;
}

function tooMany(path: string, most: number): Error {
	return userError(
		`Pipedrive's search does not look in the field that customers are to be found by, and there may be ${most} ${path}`,
		"Use a field of the type text or number for it, or set 'Find Persons By' of the credential to Reading All.",
		'CRM_SETTING',
	);
}
