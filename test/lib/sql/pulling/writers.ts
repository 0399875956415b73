import type { Random } from './random';

/** A connection that writes, with a transaction of its own. */
export interface WriterConnection {
	execute(sql: string): Promise<void>;
	close(): Promise<void>;
}

/** How late a commit may be, and how far the clock may go back, in seconds of the writers' clock. */
export const MOST_LATE = 20;
export const MOST_BACK = 15;
/** Ids that may be taken between a row's own and its commit. */
export const MOST_IDS_LATE = 40;

interface OpenTransaction {
	readonly connection: WriterConnection;
	/** When it began, by the highest time the clock has shown. */
	readonly since: number;
	readonly firstId: number;
	readonly rows: Set<number>;
}

/**
 * Writers that insert, update and delete at the same time, with times of a clock that stands still, goes on and
 * jumps, and that commit late or not at all. Everything is decided by the random numbers.
 */
export interface Writers {
	/** Does one thing. */
	step(): Promise<void>;
	/** Commits or rolls back whatever is open. */
	finish(): Promise<void>;
}

export function makeWriters(
	table: string,
	connections: readonly WriterConnection[],
	random: Random,
): Writers {
	const idle = [...connections];
	const open: OpenTransaction[] = [];
	const known: number[] = [];
	let clock = Date.parse('2026-03-29T00:00:00Z') / 1000;
	let highest = clock;
	let nextId = 1;

	const now = (): string => new Date(clock * 1000).toISOString().slice(0, 19).replace('T', ' ');
	const isFree = (id: number): boolean => open.every(({ rows }) => !rows.has(id));

	async function begin(): Promise<void> {
		const connection = idle.pop();
		if (connection === undefined) return await end();
		await connection.execute('BEGIN');
		const transaction = { connection, since: highest, firstId: nextId, rows: new Set<number>() };
		open.push(transaction);
		for (let changes = 1 + random.below(3); changes > 0; changes -= 1) await change(transaction);
		if (random.chance(0.5)) await end(transaction);
	}

	async function change({ connection, rows }: OpenTransaction): Promise<void> {
		const candidates = known.filter(isFree);
		if (candidates.length === 0 || random.chance(0.5)) {
			const id = nextId++;
			rows.add(id);
			known.push(id);
			return await connection.execute(
				`INSERT INTO ${table} (id, name, updated_at) VALUES (${id}, 'v${random.below(4)}', '${now()}')`,
			);
		}
		const id = random.pick(candidates);
		rows.add(id);
		if (random.chance(0.15)) return await connection.execute(`DELETE FROM ${table} WHERE id = ${id}`);
		await connection.execute(
			`UPDATE ${table} SET name = 'v${random.below(4)}', updated_at = '${now()}' WHERE id = ${id}`,
		);
	}

	async function end(transaction: OpenTransaction | undefined = open[0]): Promise<void> {
		if (transaction === undefined) return;
		await transaction.connection.execute(random.chance(0.25) ? 'ROLLBACK' : 'COMMIT');
		open.splice(open.indexOf(transaction), 1);
		idle.push(transaction.connection);
	}

	/** What has been open for as long as may be ends before the clock goes on. */
	async function endThoseBefore(time: number): Promise<void> {
		for (const transaction of [...open]) {
			const isLate = time - transaction.since > MOST_LATE || nextId - transaction.firstId > MOST_IDS_LATE - 4;
			if (isLate) await end(transaction);
		}
	}

	async function turnClock(): Promise<void> {
		const kind = random.below(10);
		let next = clock + random.below(4);
		if (kind === 0) next = clock + 3600;
		if (kind === 1) next = Math.max(highest - MOST_BACK, clock - random.below(MOST_BACK));
		await endThoseBefore(Math.max(highest, next));
		clock = Math.max(next, highest - MOST_BACK);
		highest = Math.max(highest, clock);
	}

	return {
		async step() {
			await endThoseBefore(highest);
			const kind = random.below(10);
			if (kind < 5) await begin();
			else if (kind < 7) await end(open.length === 0 ? undefined : random.pick(open));
			else await turnClock();
		},
		async finish() {
			while (open.length > 0) await end();
		},
	};
}
