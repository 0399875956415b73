import { randomUUID } from 'node:crypto';
import type { PullResult, PullRun, Watermark } from '../model';
import { watermarkOf } from './pullPlace';
import { pruneChanged } from './pullPrune';
import type { StateRow, StateStore, StateValue } from './store';

/** Runs of one pull that are kept. */
const KEPT_RUNS = 50;

/** How a run ended. */
export interface RunEnd {
	readonly result: Exclude<PullResult, 'running' | 'interrupted'>;
	readonly rows: number;
	readonly chunks: number;
	readonly unchanged: number;
	readonly parked: number;
	readonly unplaced?: number | undefined;
	readonly from: Watermark | undefined;
	readonly to: Watermark | undefined;
	readonly message?: string | undefined;
}

interface Runner {
	readonly pull: string;
	readonly workflowId: string;
	readonly nodeId: string;
	readonly now: () => number;
}

/** Writes down that a run began. Whoever holds the pull is alone, so a run that still runs has been interrupted. */
export async function beginRun(store: StateStore, runner: Runner, nodeName: string): Promise<string> {
	const { pull, workflowId, nodeId, now } = runner;
	await store.run("UPDATE pull_run SET result = 'interrupted' WHERE pull = ? AND result = 'running'", [pull]);
	await store.run('UPDATE watermark SET last_run = ? WHERE pull = ?', [now(), pull]);
	await pruneChanged(store, runner);
	const runId = randomUUID();
	await store.insert(
		'pull_run',
		['id', 'pull', 'workflow_id', 'node_id', 'node_name', 'started_at', 'result'],
		[[runId, pull, workflowId, nodeId, nodeName, new Date(now()).toISOString(), 'running']],
	);
	return runId;
}

/** Writes down how a run ended. Of runs that found nothing, only the last one is kept. */
export async function finishRun(
	store: StateStore,
	{ pull, now }: Runner,
	runId: string,
	end: RunEnd,
): Promise<PullRun | undefined> {
	if (end.result === 'nothing') {
		await store.run("DELETE FROM pull_run WHERE pull = ? AND result = 'nothing'", [pull]);
	}
	await store.run(
		`UPDATE pull_run SET finished_at = ?, result = ?, row_count = ?, chunks = ?, unchanged = ?, parked = ?,
			unplaced = ?, from_value = ?, from_key = ?, to_value = ?, to_key = ?, message = ? WHERE id = ?`,
		[new Date(now()).toISOString(), ...endValues(end), runId],
	);
	await store.run(
		`DELETE FROM pull_run WHERE pull = ? AND id NOT IN
			(SELECT id FROM pull_run WHERE pull = ? ORDER BY started_at DESC, id LIMIT ${KEPT_RUNS})`,
		[pull, pull],
	);
	const [row] = await store.all('SELECT * FROM pull_run WHERE id = ?', [runId]);
	return row === undefined ? undefined : toRun(row);
}

function endValues(end: RunEnd): StateValue[] {
	return [
		end.result,
		end.rows,
		end.chunks,
		end.unchanged,
		end.parked,
		end.unplaced ?? null,
		end.from?.value ?? null,
		end.from?.key ?? null,
		end.to?.value ?? null,
		end.to?.key ?? null,
		end.message ?? null,
	];
}

/** The newest runs, the newest first. */
export async function readRuns(
	store: StateStore,
	of: { readonly workflowId?: string; readonly nodeId?: string },
	limit: number,
): Promise<readonly PullRun[]> {
	const conditions = [
		['workflow_id', of.workflowId],
		['node_id', of.nodeId],
	].filter((pair): pair is [string, string] => pair[1] !== undefined);
	const where = conditions.map(([column]) => ` AND ${column} = ?`).join('');
	const rows = await store.all(
		`SELECT * FROM pull_run WHERE 1 = 1${where} ORDER BY started_at DESC, id LIMIT ?`,
		[...conditions.map(([, value]) => value), limit],
	);
	return rows.map(toRun);
}

function toRun(row: StateRow): PullRun {
	const text = (name: string): string | undefined => {
		const value = row[name] ?? null;
		return value === null ? undefined : String(value);
	};
	const optional = {
		nodeName: text('node_name'),
		finishedAt: text('finished_at'),
		message: text('message'),
		unplaced: text('unplaced') === undefined ? undefined : Number(row['unplaced']),
		from: watermarkOf(row, 'from_value', 'from_key'),
		to: watermarkOf(row, 'to_value', 'to_key'),
	};
	return {
		runId: String(row['id']),
		workflowId: String(row['workflow_id']),
		nodeId: String(row['node_id']),
		startedAt: String(row['started_at']),
		result: resultOf(row['result']),
		rows: Number(row['row_count']),
		chunks: Number(row['chunks']),
		unchanged: Number(row['unchanged']),
		parked: Number(row['parked']),
		...present(optional),
	};
}

const RESULTS: readonly PullResult[] = ['running', 'success', 'nothing', 'failed', 'error', 'interrupted'];

const resultOf = (value: unknown): PullResult => RESULTS.find((one) => one === value) ?? 'interrupted';

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the parts that are not there. */
function present<T extends object>(parts: T): Present<T> {
	return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as Present<T>;
}
