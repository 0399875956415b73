import { transientError, userError } from '../../errors';
import type { CustomerWriteOptions, WriteResult } from '../connector';
import type { CrmCreation, CrmDriver, CrmUpdate } from '../crm/driver';
import type { Schema } from '../crm/schema';
import { read } from '../http/body';
import type { HttpResponse } from '../http/client';
import { retryAfterOf } from '../http/retryAfter';
import type { Session } from '../http/session';
import { BATCH_TYPE, type BatchPart, formatBatch, parseBatch } from './batch';
import { isGuid } from './find';
import { makeReader } from './results';
import type { DynamicsTable } from './session';

export interface DynamicsWriterOptions {
	readonly table: DynamicsTable;
	/** Where the paths of a batch begin, such as `/api/data/v9.2`. */
	readonly root: string;
	readonly schema: Schema;
	/** Whether duplicate detection rules may refuse a row. */
	readonly detectDuplicates: boolean;
	/** Whether plug-ins and workflows are kept from running, where automations are not wanted. */
	readonly bypassLogic: boolean;
	readonly now: () => number;
}

export type DynamicsWriter = Pick<CrmDriver, 'create' | 'update'> & Required<Pick<CrmDriver, 'remove'>>;

/**
 * Rows go in batches whose requests are independent of each other. A new row is posted: a repeated one is refused
 * where its key is an alternate key. A change has the version it was planned of, or at least makes no new row.
 */
export function makeDynamicsWriter(session: Session, options: DynamicsWriterOptions): DynamicsWriter {
	const { table, root, schema, now } = options;
	const resultOf = makeReader(table, schema);
	const rowPath = (id: string) => `${root}/${table.set}(${id})`;
	const select = `?$select=${table.key}`;

	/** The answers in order; `undefined` where none came. Throws where no request of the batch was done. */
	async function send(parts: readonly BatchPart[]): Promise<readonly HttpResponse[] | undefined> {
		const headers = { 'content-type': BATCH_TYPE, prefer: 'odata.continue-on-error' };
		const body = formatBatch(parts);
		const answer = await session.write({ method: 'POST', url: '$batch', headers, body });
		if ('lost' in answer) return undefined;
		const answers = parseBatch(answer.response);
		if (answers.length === parts.length) throwIfNone(answers, now());
		return answers;
	}

	async function write<Row extends CrmCreation>(
		rows: readonly Row[],
		outcome: 'created' | 'updated',
		partOf: (row: Row) => BatchPart,
	): Promise<readonly WriteResult[]> {
		const answers = (await send(rows.map(partOf))) ?? [];
		return rows.map((row, place) => resultOf(answers[place], row, outcome));
	}

	function headersFor({ suppressTriggers }: CustomerWriteOptions): Record<string, string> {
		return {
			Prefer: 'return=representation',
			'MSCRM.SuppressDuplicateDetection': String(!options.detectDuplicates),
			...(suppressTriggers === true ? { 'MSCRM.SuppressCallbackRegistrationExpanderJob': 'true' } : {}),
			...(suppressTriggers === true && options.bypassLogic
				? { 'MSCRM.BypassBusinessLogicExecution': 'CustomSync,CustomAsync' }
				: {}),
		};
	}

	async function removeAll(ids: readonly string[]): Promise<readonly string[]> {
		const asked = ids.filter(isGuid);
		if (asked.length === 0) return [];
		const answers = await send(asked.map((id): BatchPart => ({ method: 'DELETE', path: rowPath(id) })));
		if (answers === undefined) throw transientError('Dynamics 365 did not say whether rows were deleted');
		return asked.filter((_, place) => answers[place]?.status === 204);
	}

	return {
		create: async (rows, how) =>
			await write(rows, 'created', ({ properties }) => ({
				method: 'POST',
				path: `${root}/${table.set}${select}`,
				headers: headersFor(how),
				body: withoutNothing(schema.complete(properties)),
			})),
		update: async (rows, how) =>
			await write(rows, 'updated', ({ id, version, properties }: CrmUpdate) => ({
				method: 'PATCH',
				path: `${rowPath(id)}${select}`,
				// `*` changes what is there; without it a row that was deleted would be made anew.
				headers: { ...headersFor(how), 'If-Match': version ?? '*' },
				body: properties,
			})),
		remove: removeAll,
	};
}

/** Where every request met the same limit or lacks the same right, none was done. */
function throwIfNone(answers: readonly HttpResponse[], now: number): void {
	const [first] = answers;
	if (first === undefined) return;
	const all = (status: number) => answers.every((answer) => answer.status === status);
	const said = read.text(first.body, 'error', 'message') ?? `HTTP ${first.status}`;
	if (all(429))
		throw transientError(
			`Dynamics 365 asks to wait: ${said}`,
			retryAfterOf(first, now),
			undefined,
			'THROTTLED',
		);
	if (all(403)) {
		throw userError(
			`Dynamics 365 does not allow this: ${said}`,
			"Give the user of the credential a security role that may write these rows; to bypass custom logic it needs the privilege 'Bypass Custom Business Logic' (prvBypassCustomBusinessLogic).",
			'CRM_PERMISSION',
		);
	}
}

/** Nobody has anything to clear yet. */
function withoutNothing(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null));
}
