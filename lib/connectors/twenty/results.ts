import { makeIssue } from '../../errors';
import type { WriteResult } from '../connector';
import { read } from '../http/body';
import type { HttpResponse } from '../http/client';
import type { Payload } from './payload';
import { recordsIn } from './session';

/** What a write was refused with, and not whether it may be sent. */
export const REFUSED: readonly number[] = [400, 409];

/** Somebody changed or deleted the person since the look-up. */
export const CHANGED: WriteResult = { outcome: 'conflict', issue: makeIssue('CHANGED_MEANWHILE') };

/** Sends several records in a call. */
export function batchOf(
	object: string,
	body: readonly Payload[],
	query: Readonly<Record<string, boolean>> = {},
) {
	return { method: 'POST', url: `batch/${object}`, query: { depth: 0, ...query }, body } as const;
}

export const idOf = (record: unknown): string => read.text(record, 'id') ?? '';

/** The result of each; records come in an order of their own, and their ids tell whose they are. */
export function resultsOf(
	sent: readonly Payload[],
	{ body }: HttpResponse,
	outcome: 'created' | 'updated',
): ReadonlyMap<Payload, WriteResult> {
	const records = new Map(recordsIn(body).map((record) => [idOf(record), record]));
	const resultOf = (payload: Payload): WriteResult => {
		const record = records.get(idOf(payload));
		return record === undefined ? { outcome: 'unknown' } : written(outcome, idOf(record), record);
	};
	return new Map(sent.map((payload) => [payload, resultOf(payload)]));
}

export function written(outcome: 'created' | 'updated', id: string, record: unknown): WriteResult {
	const version = read.text(record, 'updatedAt');
	return { outcome, id, ...(version === undefined ? {} : { version }) };
}

/** One for each, in their order; what nothing is known of is unknown. */
export function inOrder(
	sent: readonly Payload[],
	results: ReadonlyMap<Payload, WriteResult>,
): readonly WriteResult[] {
	return sent.map((payload) => results.get(payload) ?? { outcome: 'unknown' });
}
