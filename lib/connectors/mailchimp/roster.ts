import { userError } from '../../errors';
import type { CrmRecord } from '../crm/driver';
import { type Members, PAGE } from './members';
import { makePacking } from './packing';

/** So many members are asked for one by one in the time that Mailchimp takes for a page. */
const CALLS_A_PAGE = 20;

/** Mailchimp keeps the time of a change in whole seconds. */
const OVERLAP_MS = 2_000;

export interface RosterOptions {
	readonly members: Members;
	/** What a member is found by, in the form it is compared in. */
	readonly keysOf: (record: CrmRecord) => readonly string[];
	/** The most members to keep. */
	readonly most: number;
}

/**
 * The members of an audience in memory. Mailchimp finds a member by his e-mail address, one a call, and by nothing
 * else; so the audience is read once, and before each look-up what changed since.
 */
export interface Roster {
	/** Whether to look so many values up here: where that takes fewer calls in the end than one each. */
	pays(values: number): Promise<boolean>;
	/** Everybody who has one of the keys. @throws userError where the audience is too large to keep */
	find(keys: readonly string[]): Promise<readonly CrmRecord[]>;
	/** Takes note of a member who was written. */
	put(record: CrmRecord): void;
	/** Takes note of a member who was archived. */
	drop(id: string): void;
}

export function makeRoster({ members, keysOf, most }: RosterOptions): Roster {
	const { pack, unpack } = makePacking();
	const texts = new Map<string, string>();
	/** The ids of those who have a key, with spaces between: a set for each would take several times the memory. */
	const owners = new Map<string, string>();
	let asked = 0;
	let total: Promise<number> | undefined;
	let isLoaded = false;
	/** Who was written while the audience was being read. */
	const meanwhile: CrmRecord[] = [];
	let newest = -Infinity;
	let turn: Promise<void> = Promise.resolve();

	const idsOf = (key: string) => owners.get(key)?.split(' ') ?? [];

	function drop(id: string): void {
		const text = texts.get(id);
		if (text === undefined) return;
		texts.delete(id);
		for (const key of keysOf(unpack(text))) {
			const others = idsOf(key).filter((other) => other !== id);
			if (others.length > 0) owners.set(key, others.join(' '));
			else owners.delete(key);
		}
	}

	function keep(record: CrmRecord): void {
		drop(record.id);
		texts.set(record.id, pack(record));
		for (const key of new Set(keysOf(record))) {
			const others = owners.get(key);
			owners.set(key, others === undefined ? record.id : `${others} ${record.id}`);
		}
		const changed = Date.parse(String(record.properties['last_changed']));
		if (changed > newest) newest = changed;
	}

	async function load(): Promise<void> {
		for await (const page of members.pages({})) {
			page.forEach(keep);
			if (texts.size > most) throw tooMany(most);
		}
		meanwhile.splice(0).forEach(keep);
		isLoaded = true;
	}

	async function refresh(): Promise<void> {
		if (!isLoaded || newest === -Infinity) return await load();
		const since = new Date(newest - OVERLAP_MS).toISOString();
		for await (const page of members.pages({ since })) page.forEach(keep);
		for await (const page of members.pages({ since, archived: true })) page.forEach(({ id }) => drop(id));
	}

	/** One after the other: two that read at the same time would both read everything. */
	function refreshed(): Promise<void> {
		const mine = turn.then(refresh);
		turn = mine.catch(() => undefined);
		return mine;
	}

	return {
		async pays(values) {
			asked += values;
			if (isLoaded) return true;
			if (asked < CALLS_A_PAGE) return false;
			total ??= members.count().catch((error: unknown) => {
				total = undefined;
				throw error;
			});
			const there = await total;
			return there <= most && Math.max(1, Math.ceil(there / PAGE)) * CALLS_A_PAGE <= asked;
		},
		async find(keys) {
			await refreshed();
			const ids = new Set(keys.flatMap(idsOf));
			return [...ids].flatMap((id) => {
				const text = texts.get(id);
				return text === undefined ? [] : [unpack(text)];
			});
		},
		put(record) {
			if (isLoaded) keep(record);
			else if (texts.size > 0) meanwhile.push(record);
		},
		drop,
	};
}

function tooMany(most: number): Error {
	return userError(
		`The audience has more than ${most} members, and Mailchimp finds nobody by anything but his e-mail address`,
		"Choose the e-mail address as the only identifier, or raise 'Members in Memory' in the credential; some 200 MB are needed for 200,000.",
		'TOO_MANY_MEMBERS',
	);
}
