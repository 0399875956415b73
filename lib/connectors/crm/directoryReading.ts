import { coalesced } from './coalesced';

/** A change that was written a moment before another may be listed a moment after it. */
const OVERLAP_MS = 60_000;

/** A page of a list. */
export interface DirectoryPage {
	readonly items: readonly unknown[];
	/**
	 * When it was given by the clock of the server, in milliseconds since 1970, or a time before that: the newest
	 * change on it where the server does not say. `-Infinity` where nothing tells it.
	 */
	readonly time: number;
}

/** A page of the list of everybody, and where the next one begins. */
export interface WholePage<Place> extends DirectoryPage {
	readonly next?: Place | undefined;
}

/** What the first calls have told. */
export interface Start<Place> extends Pick<WholePage<Place>, 'time' | 'next'> {
	/** Whether that was everybody. */
	readonly isWhole: boolean;
	/** How many there may be: never fewer than there are. */
	readonly most: number;
}

/** The lists of a CRM. They tell of a change at once, or a minute later at most. */
export interface ListSource<Place> {
	/**
	 * The first calls: they say how many there are, and from when on changes can be followed.
	 * @param take is given whom they list
	 */
	start(take: (items: readonly unknown[]) => void): Promise<Start<Place>>;
	/** A page of everybody, in an order in which nobody who is there changes his place; the first where `undefined`. */
	page(place: Place | undefined): Promise<WholePage<Place>>;
	/** Everybody who was created or changed since a moment, in milliseconds since 1970; everybody where `undefined`. */
	changes(since: number | undefined): AsyncIterable<DirectoryPage>;
}

/** Reads lists for several who ask at once, as far as it is asked for. */
export interface DirectoryReading {
	/** Whether everybody was read. */
	readonly isWhole: boolean;
	/** How many there may be; `undefined` before the first `upToDate`. */
	readonly most: number | undefined;
	/** Reads what changed since it was called the last time; with the first call, what the source starts with. */
	upToDate(): Promise<void>;
	/** Reads everybody, after the first `upToDate`; goes on where it was broken off. */
	whole(): Promise<void>;
}

export function makeDirectoryReading<Place>(
	source: ListSource<Place>,
	take: (items: readonly unknown[]) => void,
): DirectoryReading {
	/** Until when all changes were seen, by the clock of the server. */
	let seenUntil = -Infinity;
	let most: number | undefined;
	let isWhole = false;
	let place: Place | undefined;

	async function start(): Promise<void> {
		const started = await source.start(take);
		({ most, isWhole, next: place, time: seenUntil } = started);
	}

	async function refresh(): Promise<void> {
		if (most === undefined) return await start();
		let until: number | undefined;
		for await (const { items, time } of source.changes(sinceOf(seenUntil))) {
			take(items);
			// What changes while the pages are read may be on none of them.
			until ??= time;
		}
		seenUntil = Math.max(seenUntil, until ?? seenUntil);
	}

	async function readWhole(): Promise<void> {
		while (!isWhole) {
			const page = await source.page(place);
			take(page.items);
			place = page.next;
			isWhole = place === undefined;
		}
	}

	return {
		get isWhole() {
			return isWhole;
		},
		get most() {
			return most;
		},
		upToDate: coalesced(refresh),
		whole: coalesced(readWhole),
	};
}

const sinceOf = (seenUntil: number): number | undefined =>
	Number.isFinite(seenUntil) ? seenUntil - OVERLAP_MS : undefined;
