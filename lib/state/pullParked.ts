import { randomUUID } from 'node:crypto';
import type { ParkedChunk, PullRange } from '../model';
import { watermarkOf } from './pullPlace';
import type { StateRow, StateStore } from './store';

/** The chunks of a pull that were left behind, the oldest first. */
export async function readParked(
	store: StateStore,
	pull: string,
	{ offered }: { offered?: boolean } = {},
): Promise<readonly ParkedChunk[]> {
	const rows = await store.all(
		`SELECT * FROM pull_parked WHERE pull = ?${offered === true ? ' AND offered = 1' : ''} ORDER BY parked_at, id`,
		[pull],
	);
	return rows.map(toParked);
}

function toParked(row: StateRow): ParkedChunk {
	const after = watermarkOf(row, 'after_value', 'after_key');
	const to = watermarkOf(row, 'to_value', 'to_key');
	return {
		id: String(row['id']),
		parkedAt: String(row['parked_at']),
		rows: Number(row['row_count']),
		attempts: Number(row['attempts']),
		...(after === undefined ? {} : { after }),
		...(to === undefined ? {} : { to }),
	};
}

/** Leaves a stretch behind. Its rows are not kept: they are read again when it is offered. */
export async function park(
	store: StateStore,
	{ pull, now }: { readonly pull: string; readonly now: () => number },
	{ after, to, rows, attempts }: PullRange & { readonly rows: number; readonly attempts: number },
): Promise<void> {
	await store.insert(
		'pull_parked',
		[
			'id',
			'pull',
			'parked_at',
			'kind',
			'after_value',
			'after_key',
			'to_value',
			'to_key',
			'row_count',
			'attempts',
		],
		[
			[
				randomUUID(),
				pull,
				new Date(now()).toISOString(),
				to === undefined ? 'unplaced' : 'range',
				after?.value ?? null,
				after?.key ?? null,
				to?.value ?? null,
				to?.key ?? null,
				rows,
				attempts,
			],
		],
	);
}

/** All that was left behind is offered again by the next run. */
export async function offerParked(store: StateStore, pull: string): Promise<void> {
	await store.run('UPDATE pull_parked SET offered = 1 WHERE pull = ?', [pull]);
}

/** It was offered and not accepted: it waits to be offered once more. */
export async function putBack(store: StateStore, id: string): Promise<void> {
	await store.run('UPDATE pull_parked SET offered = 0, attempts = attempts + 1 WHERE id = ?', [id]);
}

/** One parked chunk is done with, or all of a pull. */
export async function dropParked(store: StateStore, id: string | undefined, pull = ''): Promise<void> {
	if (id !== undefined) await store.run('DELETE FROM pull_parked WHERE id = ?', [id]);
	else await store.run('DELETE FROM pull_parked WHERE pull = ?', [pull]);
}
