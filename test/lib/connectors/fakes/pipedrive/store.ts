import { read } from '../../../../../lib/connectors/http/body';

/** A person or an organization. */
export type Item = Record<string, unknown> & { id: number };

export interface StoreOptions {
	/** The values that the search looks at, by what it is told to look at. */
	readonly searched: (item: Item, fields: string) => readonly string[];
	/** The time of the server, in milliseconds since 1970. */
	readonly now: () => number;
	/** A write is found by the search only so much later, in milliseconds. */
	readonly lag: number;
	/** Records on a page at most, however many are asked for. */
	readonly page: number;
}

/** Records that are listed at once and searched with a lag, as those of Pipedrive. */
export class Store {
	readonly items = new Map<number, Item>();

	private readonly index: { at: number; item: Item }[] = [];

	private lastId = 0;

	constructor(private readonly options: StoreOptions) {}

	get all(): Item[] {
		return [...this.items.values()].filter((item) => item['is_deleted'] !== true);
	}

	add(values: Readonly<Record<string, unknown>>): Item {
		const time = this.time();
		return this.keep({
			is_deleted: false,
			...values,
			id: (this.lastId += 1),
			add_time: time,
			update_time: time,
		});
	}

	change(item: Item, values: Readonly<Record<string, unknown>>): Item {
		return this.keep({ ...item, ...values, update_time: this.time() });
	}

	private keep(item: Item): Item {
		this.items.set(item.id, item);
		this.index.push({ at: this.options.now(), item });
		return item;
	}

	private time(): string {
		return new Date(this.options.now()).toISOString().replace('.000Z', 'Z');
	}

	search(term: string, fields: string): Item[] {
		const latest = new Map<number, Item>();
		for (const { at, item } of this.index) {
			if (at + this.options.lag <= this.options.now()) latest.set(item.id, item);
		}
		const wanted = term.toLowerCase();
		return [...latest.values()]
			.filter((item) => item['is_deleted'] !== true)
			.filter((item) => this.options.searched(item, fields).some((value) => value.toLowerCase() === wanted));
	}

	/** A page, and the cursor of the next one; `undefined` where what was asked for is not right. */
	list(query: URLSearchParams): { items: Item[]; next: string | null } | undefined {
		const limit = Number(query.get('limit') ?? 100);
		const ids = query.get('ids')?.split(',');
		const sortBy = query.get('sort_by') ?? 'id';
		const isAsked = limit >= 1 && limit <= 500 && (ids?.length ?? 0) <= 100;
		if (!isAsked || !['id', 'update_time', 'add_time'].includes(sortBy)) return undefined;
		if (ids?.some((id) => !/^\d+$/.test(id))) return undefined;
		const sign = query.get('sort_direction') === 'desc' ? -1 : 1;
		// Who is deleted is not listed, but still given to who knows his id.
		const fitting = (ids === undefined ? this.all : [...this.items.values()])
			.filter(({ id }) => ids === undefined || ids.includes(String(id)))
			.filter((item) => isWithin(item, query))
			.sort((a, b) => sign * compare(a, b, sortBy));
		const after = cursorOf(query.get('cursor'));
		const rest = after ? fitting.filter((item) => sign * compare(item, after, sortBy) > 0) : fitting;
		const items = rest.slice(0, Math.min(limit, this.options.page));
		const last = items.at(-1);
		return { items, next: last && rest.length > items.length ? toCursor(last) : null };
	}
}

function isWithin(item: Item, query: URLSearchParams): boolean {
	const time = Date.parse(String(item['update_time']));
	const [since, until] = [query.get('updated_since'), query.get('updated_until')];
	return (since === null || time >= Date.parse(since)) && (until === null || time < Date.parse(until));
}

function compare(a: Item, b: Item, name: string): number {
	if (name !== 'id' && a[name] !== b[name]) return String(a[name]) < String(b[name]) ? -1 : 1;
	return a.id - b.id;
}

function toCursor({ id, update_time, add_time }: Item): string {
	return Buffer.from(JSON.stringify({ id, update_time, add_time })).toString('base64');
}

function cursorOf(text: string | null): Item | undefined {
	if (text === null) return undefined;
	const place: unknown = JSON.parse(Buffer.from(text, 'base64').toString());
	return { ...read.object(place), id: Number(read.value(place, 'id')) };
}
