import type { Connector } from '../../../lib/connectors';
import { type UndoOptions, undoImport } from '../../../lib/import';
import type { ImportReport, RowOutcome } from '../../../lib/model';
import { type Journal, openJournal, openStore, type StateStore } from '../../../lib/state';
import { customersOf } from './rows';

/** A state that is gone when closed. */
export const memoryStore = async (): Promise<StateStore> =>
	await openStore({ kind: 'sqlite', path: ':memory:' });

/** What an undo gave. */
export interface Undone {
	readonly outcomes: readonly RowOutcome[];
	readonly report: ImportReport;
}

/** Takes an import back, without waiting and without chance. */
export async function runUndo(
	connector: Connector,
	journal: Journal,
	importId: string,
	options: Partial<UndoOptions> = {},
): Promise<Undone> {
	const outcomes: RowOutcome[] = [];
	const run = undoImport({
		connector,
		journal,
		importId,
		sleep: async () => undefined,
		random: () => 0,
		...options,
	});
	for (;;) {
		const step = await run.next();
		if (step.done) return { outcomes, report: step.value };
		outcomes.push(...step.value);
	}
}

/** Everybody in a destination by id, as plain data. */
export async function snapshot(connector: Connector): Promise<Record<string, unknown>> {
	return Object.fromEntries((await customersOf(connector)).map(({ id, record }) => [id, { ...record }]));
}

/** What a process that dies cannot do any more: everything, from some call on. */
export interface Fuse {
	/** Counts a call; rejects when the process has died before it, or dies after it. */
	burn<T>(call: () => Promise<T>): Promise<T>;
}

/**
 * @param calls after how many calls the process dies
 * @param after whether the last call still arrives, and only its answer does not
 */
export function makeFuse(calls: number, after: boolean): Fuse {
	let left = calls;
	const dead = () => new Error('The process was killed');
	return {
		async burn(call) {
			if (left-- > 0) return await call();
			if (left === -1 && after) await call();
			throw dead();
		},
	};
}

export function mortalStore(store: StateStore, fuse: Fuse): StateStore {
	return {
		...store,
		run: async (sql, values) => await fuse.burn(async () => await store.run(sql, values)),
		all: async (sql, values) => await fuse.burn(async () => await store.all(sql, values)),
		insert: async (table, columns, rows) =>
			await fuse.burn(async () => await store.insert(table, columns, rows)),
		inTransaction: async (work) => {
			const result = await store.inTransaction(async (inside) => await work(mortalStore(inside, fuse)));
			// The commit is a call too.
			return await fuse.burn(async () => result);
		},
		close: async () => undefined,
	};
}

export function mortalConnector(connector: Connector, fuse: Fuse): Connector {
	const { remove } = connector;
	return {
		...connector,
		lookup: async (asked) => await fuse.burn(async () => await connector.lookup(asked)),
		get: async (ids) => await fuse.burn(async () => await connector.get(ids)),
		write: async (rows, options) => await fuse.burn(async () => await connector.write(rows, options)),
		...(remove ? { remove: async (ids) => await fuse.burn(async () => await remove(ids)) } : {}),
	};
}

/** A destination that does not tell versions. */
export function withoutVersions(connector: Connector): Connector {
	const bare = <T extends { readonly version?: string }>(one: T): Omit<T, 'version'> => {
		const { version, ...rest } = one;
		return version === undefined ? one : rest;
	};
	return {
		...connector,
		lookup: async (asked) =>
			(await connector.lookup(asked)).map((hit) => ({ ...hit, customers: hit.customers.map(bare) })),
		get: async (ids) => (await connector.get(ids)).map(bare),
		write: async (rows, options) => (await connector.write(rows, options)).map(bare),
	};
}

export async function openedJournal(store: StateStore, time: () => number): Promise<Journal> {
	return await openJournal(store, { now: () => new Date(time()) });
}
