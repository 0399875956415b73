import { createHash, randomUUID } from 'node:crypto';
import { transientError } from '../errors';
import type { Watermark } from '../model';
import { inTransaction, migrate, openDatabase } from './database';
import { explainSqliteError } from './sqliteErrors';

/** How long a hold lasts without a sign of life, in milliseconds. */
export const HOLD_MS = 30_000;

/** Which pull a watermark belongs to. Other settings, another pull: it begins at its own start value. */
export interface PullId {
	readonly workflowId: string;
	/** The node's id, which stays when the node is renamed. */
	readonly nodeId: string;
	/** Everything that decides which rows come, such as server, query and start value. */
	readonly settings: Readonly<Record<string, string | number | undefined>>;
}

/** Where a pull stands. */
export interface PullPlace {
	readonly watermark: Watermark | undefined;
	/** How often the rows after the watermark have been offered without success. */
	readonly attempts: number;
}

/** The right to run a pull, of which there is one at a time. */
export interface PullHold {
	readonly watermark: Watermark | undefined;
	/** Counts a try to hand on the rows after the watermark. `token` is different for every try. */
	beginAttempt(): { readonly number: number; readonly token: string };
	/** Moves the watermark from `from` to `to`, unless it is somewhere else or the hold was lost. */
	compareAndSet(from: Watermark | undefined, to: Watermark): boolean;
	/** A sign of life; gives whether the hold is still ours. */
	renew(): boolean;
	release(): void;
}

/** One pull's place in the state database. */
export interface PullState {
	get(): PullPlace;
	/** Begins again at the start value. */
	reset(): void;
	/** The right to run it, or the time until which somebody else has it, in milliseconds since 1970. */
	acquire(): { readonly hold: PullHold } | { readonly heldUntil: number };
}

export interface Watermarks {
	pull(id: PullId): PullState;
	close(): void;
}

/**
 * Opens the watermarks in an embedded database. What was moved stays moved when the process is killed.
 * @param now the time in milliseconds since 1970
 * @throws userError when the file cannot be used
 */
export function openWatermarks(path: string, { now = Date.now }: { now?: () => number } = {}): Watermarks {
	const database = openDatabase(path);
	const row: RowAccess = {
		run: (sql, values) => explained(path, () => Number(database.prepare(sql).run(values).changes)),
		read: (sql, values) => explained(path, () => database.prepare(sql).get(values)),
		together: (work) => explained(path, () => inTransaction(database, work)),
	};
	explained(path, () => migrate(database, 'watermarks', STEPS));
	return {
		pull: (id) => pullState(row, pullKey(id), id, now),
		close: () => database.close(),
	};
}

/** The statements of this file, with errors that say what to do. */
interface RowAccess {
	/** Gives how many rows were changed. */
	run(sql: string, values: Values): number;
	read(sql: string, values: Values): Readonly<Record<string, unknown>> | undefined;
	together<T>(work: () => T): T;
}

type Values = Record<string, string | number | null>;

function explained<T>(path: string, work: () => T): T {
	try {
		return work();
	} catch (error) {
		throw explainSqliteError(error, path);
	}
}

const STEPS = [
	`CREATE TABLE watermark (
		pull TEXT PRIMARY KEY,
		workflow_id TEXT NOT NULL,
		node_id TEXT NOT NULL,
		epoch TEXT NOT NULL,
		version INTEGER NOT NULL DEFAULT 0,
		value TEXT,
		key TEXT,
		attempts INTEGER NOT NULL DEFAULT 0,
		owner TEXT,
		held_until INTEGER NOT NULL DEFAULT 0,
		moved_at TEXT
	) STRICT`,
];

function pullKey({ workflowId, nodeId, settings }: PullId): string {
	const entries = Object.entries(settings).filter(([, value]) => value !== undefined);
	const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1));
	return createHash('sha256')
		.update(JSON.stringify([workflowId, nodeId, sorted]))
		.digest('hex');
}

function pullState(row: RowAccess, pull: string, id: PullId, now: () => number): PullState {
	return {
		get: () => readPlace(row, pull),
		reset() {
			row.run(
				`UPDATE watermark SET epoch = :epoch, version = 0, value = NULL, key = NULL, attempts = 0
				WHERE pull = :pull`,
				{ pull, epoch: randomUUID() },
			);
		},
		acquire: () => row.together(() => acquire(row, pull, id, now)),
	};
}

function readPlace(row: RowAccess, pull: string): PullPlace {
	const found = row.read('SELECT value, key, attempts FROM watermark WHERE pull = :pull', { pull });
	const value = found?.['value'];
	const key = found?.['key'];
	return {
		watermark: typeof value === 'string' ? { value, ...(typeof key === 'string' ? { key } : {}) } : undefined,
		attempts: Number(found?.['attempts'] ?? 0),
	};
}

function acquire(
	row: RowAccess,
	pull: string,
	{ workflowId, nodeId }: PullId,
	now: () => number,
): ReturnType<PullState['acquire']> {
	row.run(
		`INSERT INTO watermark (pull, workflow_id, node_id, epoch) VALUES (:pull, :workflowId, :nodeId, :epoch)
		ON CONFLICT (pull) DO NOTHING`,
		{ pull, workflowId, nodeId, epoch: randomUUID() },
	);
	const held = row.read('SELECT owner, held_until FROM watermark WHERE pull = :pull', { pull });
	const heldUntil = Number(held?.['held_until']);
	if (typeof held?.['owner'] === 'string' && heldUntil > now()) return { heldUntil };
	const owner = randomUUID();
	row.run('UPDATE watermark SET owner = :owner, held_until = :until WHERE pull = :pull', {
		pull,
		owner,
		until: now() + HOLD_MS,
	});
	return { hold: holdOf(row, pull, owner, now) };
}

// A type and not an interface, so that it can be given to a statement as its values.
type Owner = { readonly pull: string; readonly owner: string };

function holdOf(row: RowAccess, pull: string, owner: string, now: () => number): PullHold {
	const runAsOwner = (change: string, values: Values): boolean =>
		row.run(`UPDATE watermark SET ${change} WHERE pull = :pull AND owner = :owner`, {
			...values,
			pull,
			owner,
		}) === 1;
	return {
		watermark: readPlace(row, pull).watermark,
		beginAttempt: () => beginAttempt(row, { pull, owner }),
		compareAndSet: (from, to) => compareAndSet(row, { pull, owner }, from, to, now()),
		renew: () => runAsOwner('held_until = :until', { until: now() + HOLD_MS }),
		release: () => {
			runAsOwner('owner = NULL, held_until = 0', {});
		},
	};
}

function beginAttempt(row: RowAccess, who: Owner): ReturnType<PullHold['beginAttempt']> {
	const counted = row.read(
		`UPDATE watermark SET attempts = attempts + 1 WHERE pull = :pull AND owner = :owner
		RETURNING epoch, version, attempts`,
		who,
	);
	if (counted === undefined) throw holdLost();
	const number = Number(counted['attempts']);
	return { number, token: `${String(counted['epoch'])}:${String(counted['version'])}:${number}` };
}

function holdLost(): Error {
	return transientError(
		'Another run of this pull has begun meanwhile',
		undefined,
		'This run stood still for too long. The other one goes on from the same watermark.',
		'WATERMARK_MOVED',
	);
}

function compareAndSet(
	row: RowAccess,
	who: Owner,
	from: Watermark | undefined,
	to: Watermark,
	now: number,
): boolean {
	const changes = row.run(
		`UPDATE watermark
		SET value = :value, key = :key, version = version + 1, attempts = 0, moved_at = :movedAt,
			held_until = :heldUntil
		WHERE pull = :pull AND owner = :owner AND value IS :fromValue AND key IS :fromKey`,
		{
			...who,
			value: to.value,
			key: to.key ?? null,
			movedAt: new Date(now).toISOString(),
			heldUntil: now + HOLD_MS,
			fromValue: from?.value ?? null,
			fromKey: from?.key ?? null,
		},
	);
	return changes === 1;
}
