import { dropOldest, makeDirectoryIndex } from './directoryIndex';
import { type ListSource, makeDirectoryReading } from './directoryReading';
import { slices } from './finding';
import type { LookUp } from './settings';

/** Records whose keys are kept in memory at most; some 100 MB. */
const MOST = 250_000;

/** To know how many there are costs a page; so it is not asked before look-ups have cost some of them. */
const PAGES_BEFORE_KNOWING = 3;

/** What records are found by. */
export interface Key<Term> {
	/** As `keysOf` of the source gives it. */
	readonly key: string;
	/** What look-ups are asked for, a call for each; none where no look-up finds it. */
	readonly terms: readonly Term[];
}

/** A CRM whose look-up finds by one value a call, and whose lists give many records a call. */
export interface DirectorySource<Place> extends ListSource<Place> {
	readonly lookUp: LookUp;
	/** What a look-up and a page cost, in whatever is scarce: tokens, or time. */
	readonly cost: { readonly lookUp: number; readonly page: number };
	/** Records on a page. */
	readonly pageSize: number;
	/** Whether look-ups find only some time later what was written. Lists then tell of it besides. */
	readonly lags: boolean;
	/** Look-ups that are under way at once. */
	readonly atOnce: number;
	readonly idOf: (item: unknown) => string;
	/** What a record is found by. */
	readonly keysOf: (item: unknown) => readonly string[];
	/** Whether the lists are believed about a key. Where not, it is looked up although everybody was read. */
	readonly isSure?: (key: string) => boolean;
	/** What to throw where a key has no terms and there are too many to read; read all the same where left out. */
	readonly tooMany?: (most: number) => Error;
}

/** The ids that a look-up gives for one term. */
export type LookUpOne<Term> = (term: Term) => Promise<readonly string[]>;

export interface Directory<Term> {
	/** The ids of the records that have, or once had, each key. The caller looks at them himself. */
	idsOf(keys: readonly Key<Term>[], lookUp: LookUpOne<Term>): Promise<readonly (readonly string[])[]>;
}

/**
 * Finds records by look-ups of one value each, or by reading all of them, whichever costs less. How many values
 * there will be is not known before. As with skis, which one rents until the rent has cost what they cost, it looks
 * up until the look-ups have cost what reading would: never more than twice the least possible
 * (https://en.wikipedia.org/wiki/Ski_rental_problem).
 *
 * Only ids are kept, and who has them is asked for each time. With every question what changed since the last one is
 * read, so that nobody whom an import has just written, or another program, is missed and made a second time.
 */
export function makeDirectory<Place, Term>(source: DirectorySource<Place>): Directory<Term> {
	const { cost, lags } = source;
	const index = makeDirectoryIndex();
	const reading = makeDirectoryReading(source, take);
	/**
	 * What look-ups have told. Where lists tell of every change besides, it counts for good; otherwise until its
	 * question is answered: one that fails half-way and is asked again does not begin anew.
	 */
	const told = new Map<string, readonly string[]>();
	let spent = 0;

	function take(items: readonly unknown[]): void {
		for (const item of items) {
			const id = source.idOf(item);
			for (const key of source.keysOf(item)) index.add(key, id);
		}
	}

	const isTooLarge = (): boolean => (reading.most ?? 0) > MOST;
	const isSure = ({ key }: Key<Term>): boolean => source.isSure?.(key) !== false;

	async function look(asked: Key<Term>, lookUp: LookUpOne<Term>): Promise<readonly string[]> {
		const ids = told.get(asked.key) ?? (await tell(asked, lookUp));
		return lags ? [...new Set([...index.idsOf(asked.key), ...ids])] : ids;
	}

	/** Whether everybody has to be read for some keys, or may be for less. @param know asks how many there are */
	async function isRead(keys: readonly Key<Term>[], know: () => Promise<void>): Promise<boolean> {
		if (reading.isWhole || keys.length === 0) return false;
		if (source.lookUp === 'list') return true;
		const isForced = keys.some(({ terms }) => terms.length === 0);
		if (source.lookUp === 'search' && !isForced) return false;
		const price = spent + cost.lookUp * keys.reduce((sum, { terms }) => sum + terms.length, 0);
		const isCheap = price < PAGES_BEFORE_KNOWING * cost.page;
		if (reading.most === undefined && isCheap && !isForced) return false;
		if (reading.most === undefined) await know();
		if (isForced && isTooLarge() && source.tooMany) throw source.tooMany(reading.most ?? Infinity);
		return isForced || isWorthReading(price);
	}

	function isWorthReading(price: number): boolean {
		const pages = Math.ceil((reading.most ?? Infinity) / source.pageSize);
		return !isTooLarge() && price >= pages * cost.page;
	}

	async function tell({ key, terms }: Key<Term>, lookUp: LookUpOne<Term>): Promise<readonly string[]> {
		spent += cost.lookUp * terms.length;
		const ids = (await Promise.all(terms.map(lookUp))).flat();
		told.set(key, ids);
		dropOldest(told, MOST);
		return ids;
	}

	return {
		async idsOf(keys, lookUp) {
			let isCurrent = false;
			const know = async () => {
				if (!isCurrent) await reading.upToDate();
				isCurrent = true;
			};
			// Whoever had not asked for what changed is not told what others read before he asked.
			const isKnown = (key: Key<Term>) => isCurrent && reading.isWhole && isSure(key);
			if (lags || reading.isWhole) await know();
			const missing = keys.filter((key) => !told.has(key.key) && !isKnown(key));
			if (await isRead(missing, know)) {
				await know();
				await reading.whole();
			}
			const answers: (readonly string[])[] = [];
			for (const some of slices(keys, source.atOnce)) {
				const asked = some.map(async (one) =>
					isKnown(one) ? index.idsOf(one.key) : await look(one, lookUp),
				);
				answers.push(...(await Promise.all(asked)));
			}
			if (!lags) keys.forEach(({ key }) => told.delete(key));
			if (isTooLarge() && source.lookUp !== 'list') index.keepNewest(MOST);
			return answers;
		},
	};
}
