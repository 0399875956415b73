import fc from 'fast-check';
import { type Connector, localBase } from '../../../lib/connectors';
import { resumeImport } from '../../../lib/import';
import { isImportError } from '../../../lib/errors';
import { type Journal, type StateStore } from '../../../lib/state';
import { makeRandom, type Random } from '../sql/pulling/random';
import { anyImport, anyRecord, KINDS } from './anyImport';
import { customersOf, recordOf, rowsOf, runImport, SETTINGS, sourceOf } from './rows';
import {
	makeFuse,
	memoryStore,
	mortalConnector,
	mortalStore,
	openedJournal,
	runUndo,
	snapshot,
	withoutVersions,
} from './undoing';
import { unreliable } from './unreliable';

/** How many cases of each kind are tried; `UNDO_RUNS=1000` for a long look. */
const RUNS = Number(process.env['UNDO_RUNS'] ?? 20);

const DESTINATIONS: ReadonlyArray<readonly [string, () => Connector]> = [
	...KINDS,
	['a destination without versions', () => withoutVersions(localBase({ path: ':memory:' }))],
];

/** Rows, settings, what goes wrong, and when processes die. */
const anyCase = fc.record({
	first: fc.array(anyRecord, { maxLength: 6 }),
	second: anyImport,
	/** After how many calls each process dies. */
	deaths: fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 4 }),
	after: fc.boolean(),
	resumes: fc.boolean(),
	seed: fc.integer(),
});
type Case = typeof anyCase extends fc.Arbitrary<infer One> ? One : never;

/** Processes that die one after the other, on one destination and one state, and then one that lives. */
interface World {
	readonly base: Connector;
	/** Starts a process; gives whether it lived. */
	live(work: (connector: Connector, journal: Journal) => Promise<unknown>): Promise<boolean>;
	close(): Promise<void>;
}

async function makeWorld(base: Connector, { deaths, after }: Pick<Case, 'deaths' | 'after'>): Promise<World> {
	const store: StateStore = await memoryStore();
	const queue = [...deaths];
	let time = Date.parse('2026-11-22T10:00:00Z');
	return {
		base,
		async live(work) {
			const calls = queue.shift() ?? Infinity;
			const fuse = makeFuse(calls, after);
			let journal: Journal | undefined;
			try {
				journal = await openedJournal(mortalStore(store, fuse), () => time);
				await work(mortalConnector(base, fuse), journal);
				if (calls === Infinity) return true;
			} catch (error) {
				if (calls === Infinity || isImportError(error)) return await Promise.reject(error);
			}
			// Its heart stops with it.
			await journal?.close().catch(() => undefined);
			time += 200_000;
			return false;
		},
		close: async () => {
			await store.close();
			await base.close();
		},
	};
}

async function liveOn(world: World, work: Parameters<World['live']>[0]): Promise<void> {
	while (!(await world.live(work)));
}

/** Imports, dies at some point, perhaps goes on, and gives the import's id, where it has begun. */
async function importOnce(world: World, { second, resumes }: Case): Promise<string | undefined> {
	// Whom nothing recognises, nobody can find who did not live to learn his id.
	const { rows: records, mishaps, batchSize, ...choices } = second;
	const settings = { ...choices, acceptEmptyIdentifier: false };
	const rows = rowsOf(...records);
	await world.live(async (connector, journal) => {
		const shaky = unreliable(connector, mishaps, batchSize);
		await runImport(shaky, rows, settings, { journal }).catch(() => undefined);
	});
	let importId: string | undefined;
	await liveOn(world, async (_connector, journal) => {
		const [entry] = await journal.history(1);
		importId = entry?.kind === 'import' ? entry.importId : undefined;
	});
	if (importId === undefined || !resumes) return importId;
	const id = importId;
	await world.live(async (connector, journal) => {
		const { status } = (await journal.entry(id)) ?? {};
		if (status === 'finished') return;
		const all = { ...SETTINGS, ...settings };
		const options = { connector, journal, importId: id, settings: all, open: sourceOf(rows) };
		const run = resumeImport({ ...options, sleep: async () => undefined, random: () => 0 });
		try {
			while (!(await run.next()).done);
		} catch (error) {
			if (isImportError(error)) await Promise.reject(error);
		}
	});
	return importId;
}

async function undoWhole(world: World, importId: string): Promise<void> {
	await liveOn(world, async (connector, journal) => {
		for (;;) {
			const entry = await journal.entry(importId);
			const undo = entry?.undoneBy === undefined ? undefined : await journal.entry(entry.undoneBy);
			if (undo?.status === 'finished') return;
			const { report } = await runUndo(connector, journal, importId);
			if (report.stopped) return;
		}
	});
}

describe.each(DESTINATIONS)('whatever is imported into %s, and whoever dies on the way,', (_name, make) => {
	it('undo gives back the state before, where nobody else wrote', async () => {
		await fc.assert(
			fc.asyncProperty(anyCase, async (one) => {
				const world = await makeWorld(make(), one);
				await runImport(world.base, rowsOf(...one.first));
				const before = await snapshot(world.base);
				const importId = await importOnce(world, one);
				if (importId !== undefined) await undoWhole(world, importId);
				const afterwards = await snapshot(world.base);
				await world.close();
				expect(afterwards).toEqual(before);
			}),
			{ numRuns: RUNS },
		);
	}, 120_000);

	it('undo loses nothing that others wrote in between', async () => {
		await fc.assert(
			fc.asyncProperty(anyCase, async (one) => {
				const world = await makeWorld(make(), one);
				await runImport(world.base, rowsOf(...one.first));
				const importId = await importOnce(world, one);
				const theirs = await othersWrite(world.base, makeRandom(one.seed));
				if (importId !== undefined) await undoWhole(world, importId);
				const people = await snapshot(world.base);
				await world.close();
				for (const [id, fields] of theirs) expect(people[id]).toMatchObject(fields);
			}),
			{ numRuns: RUNS },
		);
	}, 120_000);
});

/** Somebody else changes some customers and makes others; gives what he wrote, by customer. */
async function othersWrite(base: Connector, random: Random): Promise<Map<string, Record<string, string>>> {
	const theirs = new Map<string, Record<string, string>>();
	for (const { id, record } of await customersOf(base)) {
		if (random.chance(0.5)) continue;
		const field = random.pick(['firstName', 'city', 'note']);
		const fields = { [field]: `other ${id}` };
		const changed = recordOf({ ...record, ...fields });
		await base.write([{ action: 'update', rowNumber: 1, id, record: changed, changes: [], identifiers: [] }]);
		theirs.set(id, fields);
	}
	const fields = { email: 'of.others@example.com' };
	const [made] = await base.write([
		{
			action: 'create',
			rowNumber: 1,
			record: recordOf(fields),
			identifiers: [{ field: 'email', value: fields.email }],
		},
	]);
	theirs.set(made?.id ?? '', fields);
	return theirs;
}
