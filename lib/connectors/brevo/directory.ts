import { type Directory, makeDirectory } from '../crm/directory';
import { dropOldest } from '../crm/directoryIndex';
import { identifierKey } from '../crm/identifierKeys';
import type { LookUp } from '../crm/settings';
import type { Identifier } from '../../model';
import { idOf, PAGE, type Pages, type Place } from './pages';

/** What a look-up of Brevo is asked for. */
export interface Term {
	readonly property: string;
	readonly value: string;
}

export interface BrevoDirectory extends Directory<Term> {
	/** About these identifiers Brevo itself is asked from now on. */
	doubt(identifiers: readonly Identifier[]): void;
}

export interface DirectoryOptions {
	readonly lookUp: LookUp;
	/** What a contact is found by. */
	readonly keysOf: (contact: unknown) => readonly string[];
}

/** A page of a thousand contacts takes about as long as ten look-ups do at ten a second. */
const COST = { lookUp: 1, page: 10 };

/** Look-ups that are under way at once in each lane. */
const AT_ONCE = 20;

/** Identifiers to doubt that are kept in memory at most. */
const MOST_DOUBTS = 50_000;

/**
 * Finds contacts of Brevo, whose look-up takes one identifier a call and is never behind. It keeps the identifiers
 * unique, so that it contradicts a directory that has missed somebody: then he is looked up.
 */
export function openDirectory(pages: Pages, { lookUp, keysOf }: DirectoryOptions): BrevoDirectory {
	const doubted = new Set<string>();
	/** The fields that lists have shown. Some say nothing of external IDs, of which the reference says little. */
	const shown = new Set<string>();
	let isAnybodyThere = false;

	function learn(contact: unknown): readonly string[] {
		const keys = keysOf(contact);
		isAnybodyThere = true;
		for (const key of keys) shown.add(fieldOf(key));
		return keys;
	}

	const directory = makeDirectory<Place, Term>({
		lookUp,
		cost: COST,
		pageSize: PAGE,
		lags: false,
		atOnce: AT_ONCE,
		idOf,
		keysOf: learn,
		isSure: (key) => !doubted.has(key) && (shown.has(fieldOf(key)) || !isAnybodyThere),
		start: async (take) => {
			const { items, time, next, count } = await pages.page(undefined);
			take(items);
			return { time, next, isWhole: next === undefined, most: Number.isNaN(count) ? Infinity : count };
		},
		page: async (place) => await pages.page(place),
		changes: (since) => pages.all({ since }),
	});
	return {
		...directory,
		doubt(identifiers) {
			for (const { field, value } of identifiers) doubted.add(identifierKey(field, value));
			dropOldest(doubted, MOST_DOUBTS);
		},
	};
}

const fieldOf = (key: string): string => key.slice(0, key.indexOf('\0'));
