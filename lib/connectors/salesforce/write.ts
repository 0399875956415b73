import type { WriteResult } from '../connector';
import type { CrmCreation, CrmDriver, CrmUpdate } from '../crm/driver';
import type { Schema } from '../crm/schema';
import { writeSlices } from '../crm/slicewise';
import { read } from '../http/body';
import type { Session } from '../http/session';
import { type BulkWriter } from './bulk';
import { isSalesforceId } from './find';
import { refusedResult, type SalesforceError } from './results';

/** Records in one call (https://developer.salesforce.com/docs, "Use sObject Collections"). */
export const COLLECTION = 200;

/** Duplicate rules that only warn do not keep a record out where this is sent. */
const ALLOW_DUPLICATES = { 'sforce-duplicate-rule-header': 'allowSave=true' };

export interface SalesforceWriterOptions {
	readonly object: string;
	readonly schema: Schema;
	readonly allowDuplicates: boolean;
	/** Batches of more rows than this go through the Bulk API. */
	readonly bulkAbove: number;
	readonly bulk: BulkWriter;
}

export type SalesforceWriter = Pick<CrmDriver, 'create' | 'update'> & Required<Pick<CrmDriver, 'remove'>>;

export function makeSalesforceWriter(session: Session, options: SalesforceWriterOptions): SalesforceWriter {
	const { object, schema, bulkAbove, bulk } = options;
	const headers = options.allowDuplicates ? ALLOW_DUPLICATES : {};
	const attributes = { type: object };

	async function send(
		method: 'POST' | 'PATCH',
		rows: readonly CrmCreation[],
		toRecord: (row: CrmCreation) => Readonly<Record<string, unknown>>,
	): Promise<readonly WriteResult[]> {
		const body = { allOrNone: false, records: rows.map((row) => ({ attributes, ...toRecord(row) })) };
		const answer = await session.write({ method, url: 'composite/sobjects', headers, body });
		if ('lost' in answer) return rows.map(() => ({ outcome: 'unknown' }));
		const results: readonly unknown[] = Array.isArray(answer.response.body) ? answer.response.body : [];
		const outcome = method === 'POST' ? 'created' : 'updated';
		return rows.map((row, place) => resultOf(results[place], row, outcome));
	}

	/** Results come in the order of the records. */
	function resultOf(result: unknown, row: CrmCreation, outcome: 'created' | 'updated'): WriteResult {
		if (read.value(result, 'success') === true) return { outcome, id: read.text(result, 'id') ?? '' };
		const [error] = read.list(result, 'errors');
		return error === undefined ? { outcome: 'unknown' } : refusedResult(errorOf(error), row, schema);
	}

	async function create(rows: readonly CrmCreation[]): Promise<readonly WriteResult[]> {
		const whole = rows.map((row) => ({ ...row, properties: schema.complete(row.properties) }));
		if (rows.length > bulkAbove) return await bulk.insert(whole);
		return await writeSlices(whole, COLLECTION, async (slice) =>
			send('POST', slice, ({ properties }) => withoutNothing(properties)),
		);
	}

	async function update(rows: readonly CrmUpdate[]): Promise<readonly WriteResult[]> {
		if (rows.length > bulkAbove) return await bulk.update(rows);
		const idOf = new Map<CrmCreation, string>(rows.map((row) => [row, row.id]));
		return await writeSlices(rows, COLLECTION, async (slice) =>
			send('PATCH', slice, (row) => ({ id: idOf.get(row), ...row.properties })),
		);
	}

	async function removeSome(ids: readonly string[]): Promise<readonly string[]> {
		const asked = ids.filter(isSalesforceId);
		if (asked.length === 0) return [];
		const query = { ids: asked.join(','), allOrNone: false };
		const { body } = await session.read({ method: 'DELETE', url: 'composite/sobjects', query });
		const results: readonly unknown[] = Array.isArray(body) ? body : [];
		return asked.filter((_, place) => read.value(results[place], 'success') === true);
	}

	return {
		create,
		update,
		remove: async (ids) => {
			const removed: string[] = [];
			for (let start = 0; start < ids.length; start += COLLECTION) {
				removed.push(...(await removeSome(ids.slice(start, start + COLLECTION))));
			}
			return removed;
		},
	};
}

/** Nobody has anything to clear yet. */
function withoutNothing(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null));
}

function errorOf(error: unknown): SalesforceError {
	return {
		code: read.text(error, 'statusCode') ?? 'UNKNOWN_EXCEPTION',
		message: read.text(error, 'message') ?? 'no reason given',
		fields: read.list(error, 'fields').map(String),
	};
}
