import { makeIssue } from '../../errors';
import type { CustomerWriteOptions, WriteResult } from '../connector';
import type { CrmCreation, CrmDriver, CrmUpdate } from '../crm/driver';
import { writeSingly } from '../crm/singly';
import type { HttpResponse } from '../http/client';
import type { Session, WriteAnswer } from '../http/session';
import type { RestDefinition, RestRequest } from './definition';
import type { ToRecord } from './pages';
import { at, listAt, nested } from './place';
import { fillRequest } from './request';
import { messageOf, says, textOf } from './session';

const NOT_FOUND = 404;
/** The customer is not at that version any more (https://www.rfc-editor.org/rfc/rfc9110#status.412). */
const CHANGED = 412;

type Writer = Pick<CrmDriver, 'create' | 'update' | 'remove'>;
type Done = 'created' | 'updated';

export function makeRestWriter(session: Session, definition: RestDefinition, toRecord: ToRecord): Writer {
	const { requests, answers, signals } = definition;

	async function send(
		request: RestRequest,
		values: Readonly<Record<string, unknown>>,
		done: Done,
		id?: string,
	) {
		const allowed = [NOT_FOUND, CHANGED, ...signals.duplicateStatuses];
		const answer = await session.write(
			fillRequest(request, values),
			done === 'created' ? allowed.slice(1) : allowed,
		);
		return resultOf(answer, done, id);
	}

	function resultOf(answer: WriteAnswer, done: Done, id?: string): WriteResult {
		if ('lost' in answer) return { outcome: 'unknown' };
		const { response } = answer;
		if (response.status >= 400) return refused(response);
		const record = writtenRecord(at(response.body, answers.record));
		const known = id ?? record?.id;
		// A customer who was made without an id is looked up again.
		if (known === undefined) return { outcome: 'unknown' };
		const version = record?.version;
		return { outcome: done, id: known, ...(version === undefined ? {} : { version }) };
	}

	/** Some say nothing of a new customer but his id. */
	function writtenRecord(there: unknown) {
		if (typeof there === 'string' || typeof there === 'number') {
			return there === '' ? undefined : { id: String(there), version: undefined };
		}
		return toRecord(there);
	}

	function refused(response: HttpResponse): WriteResult {
		const { status } = response;
		if (status === NOT_FOUND || status === CHANGED)
			return { outcome: 'conflict', issue: makeIssue('CHANGED_MEANWHILE') };
		const { duplicateText } = signals;
		if (duplicateText === '' || says(textOf(response), duplicateText))
			return duplicate(messageOf(response, answers));
		return failed(messageOf(response, answers) ?? `HTTP ${status}`);
	}

	/** What became of each of several; of none of them it is known where the answer has another number of results. */
	function resultsOf(answer: WriteAnswer, rows: readonly CrmCreation[], done: Done): WriteResult[] {
		const results = 'lost' in answer ? [] : listAt(answer.response.body, answers.results);
		if (results.length !== rows.length) return rows.map(() => ({ outcome: 'unknown' }));
		return rows.map((row, place) => oneOf(results[place], row, done));
	}

	function oneOf(result: unknown, row: CrmCreation, done: Done): WriteResult {
		const error = answers.resultError === '' ? undefined : at(result, answers.resultError);
		if (error !== undefined && error !== null && error !== '' && error !== false) {
			const said = typeof error === 'string' ? error : JSON.stringify(error);
			return says(said, signals.duplicateText) ? duplicate(said) : failed(said);
		}
		const record = writtenRecord(result);
		const id = 'id' in row ? String(row.id) : record?.id;
		if (id === undefined) return { outcome: 'unknown' };
		const version = record?.version;
		return { outcome: done, id, ...(version === undefined ? {} : { version }) };
	}

	async function sendMany(
		request: RestRequest,
		rows: readonly CrmCreation[],
		records: readonly unknown[],
		done: Done,
		options: CustomerWriteOptions,
	) {
		const values = { records, ...silence(options) };
		return resultsOf(await session.write(fillRequest(request, values)), rows, done);
	}

	async function create(rows: readonly CrmCreation[], options: CustomerWriteOptions) {
		const { create: one, createMany: many } = requests;
		if (many)
			return await sendMany(
				many,
				rows,
				rows.map(({ properties }) => nested(properties)),
				'created',
				options,
			);
		if (!one) return [];
		return await writeSingly(
			rows,
			async ({ properties }) =>
				await send(one, { fields: nested(properties), ...flat(properties), ...silence(options) }, 'created'),
		);
	}

	async function update(rows: readonly CrmUpdate[], options: CustomerWriteOptions) {
		const { update: one, updateMany: many } = requests;
		const withId = ({ id, properties }: CrmUpdate) => nested({ [answers.id]: id, ...properties });
		if (many) return await sendMany(many, rows, rows.map(withId), 'updated', options);
		if (!one) return [];
		return await writeSingly(rows, async ({ id, version, properties }) => {
			const values = { id, version, fields: nested(properties), ...flat(properties), ...silence(options) };
			return await send(one, values, 'updated', id);
		});
	}

	async function removeAll(request: RestRequest, ids: readonly string[]): Promise<string[]> {
		const removed: string[] = [];
		for (const id of ids) {
			// Removing twice does no harm, so an answer that was lost is asked for again.
			const { status } = await session.read(fillRequest(request, { id }), [400, NOT_FOUND, 410, 422]);
			if (status < 400) removed.push(id);
		}
		return removed;
	}

	const { remove } = requests;
	return { create, update, ...(remove ? { remove: async (ids) => await removeAll(remove, ids) } : {}) };
}

/** `fields.address.city` stands for the property of that place. */
function flat(properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
	return Object.fromEntries(Object.entries(properties).map(([name, value]) => [`fields.${name}`, value]));
}

/** `{{silent}}` is there only where the CRM's own automations are not to start. */
function silence({ suppressTriggers }: CustomerWriteOptions): Readonly<Record<string, unknown>> {
	return suppressTriggers === true ? { silent: true } : {};
}

function duplicate(said = ''): WriteResult {
	const issue = makeIssue('IDENTIFIER_TAKEN', { field: 'email', value: '' });
	return { outcome: 'conflict', issue: said === '' ? issue : { ...issue, message: said } };
}

function failed(message: string): WriteResult {
	return { outcome: 'failed', issue: makeIssue('WRITE_FAILED', { message }) };
}
