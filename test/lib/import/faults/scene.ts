import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Connector, localBase } from '../../../../lib/connectors';
import type { ImportReport } from '../../../../lib/model';
import { postgres } from '../../../../lib/sql/postgres';
import {
	type ImportEntry,
	type Journal,
	openJournal,
	openStore,
	type StateStore,
} from '../../../../lib/state';
import type { TestPostgres } from '../../../../tools/postgres.mjs';
import { customersOf, runImport } from '../rows';
import { snapshot } from '../undoing';
import type { ImportJob } from './childProcess.mjs';
import { type Kept, keptOf, keyOf, type People, peopleOf } from './people';

/**
 * The seeds of a run: a few, or as many as `FAULT_SEEDS` says, or the one that `FAULT_SEED` names, to see a failure
 * again.
 */
export function seedsOf(few: number): number[] {
	const { FAULT_SEED: one, FAULT_SEEDS: many } = process.env;
	if (one !== undefined) return [Number(one)];
	return Array.from({ length: many === undefined ? few : Number(many) }, (_, place) => place + 1);
}

/** After so long without a sign of life whoever was killed is taken for dead. */
export const LATER_MS = 180_000;

/** How long this process waits for whoever holds a file. */
const BUSY_MS = 300;

/** Where one seed plays: a base that has customers already, and a state. */
export interface Scene {
	readonly people: People;
	readonly base: string;
	/** What a process of its own needs to know of it. */
	readonly place: Pick<ImportJob, 'seed' | 'destination' | 'state'>;
	connect(): Connector;
	openState(): Promise<StateStore>;
	/** Works with the journal, some time ahead. */
	withJournal<T>(work: (journal: Journal) => Promise<T>, laterMs?: number): Promise<T>;
	/** The imports, the first one first. */
	imports(): Promise<readonly ImportEntry[]>;
	remove(): Promise<void>;
}

/** @param server where the state is kept in PostgreSQL */
export async function openScene(seed: number, server?: TestPostgres): Promise<Scene> {
	const folder = mkdtempSync(join(tmpdir(), `faults-${seed}-`));
	const people = peopleOf(seed);
	const base = join(folder, 'base.sqlite');
	const state = stateOf(seed, join(folder, 'state.sqlite'), server);
	const openState = async () => await openStore(settingsOf(state));
	const connect = () => localBase({ path: base, busyTimeoutMs: BUSY_MS });

	async function withJournal<T>(work: (journal: Journal) => Promise<T>, laterMs = LATER_MS): Promise<T> {
		const store = await openState();
		const journal = await openJournal(store, { now: () => new Date(Date.now() + laterMs) });
		try {
			return await work(journal);
		} finally {
			await journal.close();
			await store.close();
		}
	}

	const filled = connect();
	await runImport(
		filled,
		people.before.map((record, place) => ({ rowNumber: place + 2, issues: [], record })),
	);
	await filled.close();
	return {
		people,
		base,
		place: { seed, destination: { base }, state },
		connect,
		openState,
		withJournal,
		imports: async () => await withJournal(async (journal) => [...(await journal.history(1_000))].reverse()),
		remove: async () => rmSync(folder, { recursive: true }),
	};
}

/**
 * A test that plays a seed in a scene of its own. Everybody must be again as they were before, once `work` has
 * taken back what it imported.
 */
export function takenBack(
	work: (scene: Scene, seed: number) => Promise<void>,
	serverOf: (seed: number) => TestPostgres | undefined = () => undefined,
): (seed: number) => Promise<void> {
	return async (seed) => {
		const scene = await openScene(seed, serverOf(seed));
		const before = await everybody(scene);
		await work(scene, seed);
		expect(await everybody(scene)).toEqual(before);
		await scene.remove();
	};
}

/** The file of a state that is kept in SQLite. */
export function stateFile({ place: { state } }: Scene): string {
	if ('sqlite' in state) return state.sqlite;
	throw new Error('The state is not in SQLite');
}

function stateOf(seed: number, sqlite: string, server: TestPostgres | undefined): ImportJob['state'] {
	if (!server) return { sqlite };
	const { host, port, user, password, database } = server;
	const schema = `faults_${seed}_${Date.now().toString(36)}`;
	return { postgres: { host, port, user, password, database, tls: 'off' }, schema };
}

function settingsOf(state: ImportJob['state']): Parameters<typeof openStore>[0] {
	if ('sqlite' in state) return { kind: 'sqlite', path: state.sqlite, busyTimeoutMs: BUSY_MS };
	const { host, port, user, password, database } = state.postgres;
	const connection = {
		host: String(host),
		port: Number(port),
		user: String(user),
		password: String(password),
		database: String(database),
		tls: 'off',
	} as const;
	const openWriter = async () => {
		const writer = await postgres.openWriter?.(connection);
		if (!writer) throw new Error('PostgreSQL cannot be written to');
		return writer;
	};
	return { kind: 'postgres', openWriter, schema: state.schema };
}

/** Everybody by id. */
export async function everybody({ connect }: Pick<Scene, 'connect'>): Promise<Record<string, unknown>> {
	const connector = connect();
	try {
		return await snapshot(connector);
	} finally {
		await connector.close();
	}
}

/** Everybody by e-mail address; more than one of them where there is a double. */
export async function kept({ connect }: Pick<Scene, 'connect'>): Promise<Record<string, readonly Kept[]>> {
	const connector = connect();
	const found: Record<string, Kept[]> = {};
	for (const { record } of await customersOf(connector)) (found[keyOf(record)] ??= []).push(keptOf(record));
	await connector.close();
	return found;
}

/** Who must be there once some of the files were imported, each once. */
export function wanted({ before, files, after }: People, which: readonly number[]): Record<string, Kept[]> {
	const keys = which
		.flatMap((file) => files[file] ?? [])
		.flatMap(({ record }) => (record ? [keyOf(record)] : []));
	const people: Record<string, Kept[]> = {};
	for (const record of before) people[keyOf(record)] = [keptOf(record)];
	for (const key of keys) people[key] = [after.get(key) ?? { phone: '', city: '', notes: '' }];
	return people;
}

/** Every row of the file has one outcome, and none of them is a failure. */
export function expectWholeFile(
	report: ImportReport | undefined,
	{ files, rejected }: People,
	file = 0,
): void {
	const counts: Record<string, number> = { ...report?.outcomes };
	const sum = Object.values(counts).reduce((all, count) => all + count, 0);
	expect({ rows: report?.rows, sum, stopped: report?.stopped }).toEqual({
		rows: files[file]?.length,
		sum: files[file]?.length,
		stopped: undefined,
	});
	expect(counts).toMatchObject({ rejected: rejected[file], failed: 0, unknown: 0, ambiguous: 0, skipped: 0 });
}
