import { makeIssue } from '../../errors';
import type { Cell } from '../../model';
import type { CustomerWriteOptions, WriteResult } from '../connector';
import type { CrmCreation, CrmDriver } from '../crm/driver';
import { readTime } from '../crm/jsonForms';
import type { Schema } from '../crm/schema';
import { read } from '../http/body';
import type { Session } from '../http/session';
import { isZohoId } from './find';

export type ZohoWriter = Pick<CrmDriver, 'create' | 'update'> & Required<Pick<CrmDriver, 'remove'>>;

/**
 * Creates, changes and deletes records of a module. New ones are inserted and never upserted: by default an upsert
 * changes whoever has the same e-mail address, without a look at him.
 */
export function makeZohoWriter(session: Session, module: string, schema: Schema): ZohoWriter {
	async function send(
		method: 'POST' | 'PUT',
		rows: readonly CrmCreation[],
		data: readonly unknown[],
		{ suppressTriggers }: CustomerWriteOptions,
	): Promise<readonly WriteResult[]> {
		// Without the list all of them run: workflows, approvals, blueprints.
		const body = { data, ...(suppressTriggers === true ? { trigger: [] } : {}) };
		const answer = await session.write({ method, url: module, body });
		if ('lost' in answer) return rows.map(() => ({ outcome: 'unknown' }));
		const results = read.list(answer.response.body, 'data');
		return rows.map((row, place) => resultOf(results[place], row, method === 'POST' ? 'created' : 'updated'));
	}

	/** Results come in the order of the records. */
	function resultOf(result: unknown, row: CrmCreation, outcome: 'created' | 'updated'): WriteResult {
		if (result === undefined) return { outcome: 'unknown' };
		if (read.text(result, 'status') !== 'success') return refused(firstError(result), row);
		const id = read.text(result, 'details', 'id');
		const version = readTime(read.value(result, 'details', 'Modified_Time'));
		return {
			outcome,
			...(id === undefined ? {} : { id }),
			...(version === undefined ? {} : { version }),
		};
	}

	function refused(error: unknown, { properties }: CrmCreation): WriteResult {
		const [code = 'UNKNOWN', message = 'no reason given'] = [
			read.text(error, 'code'),
			read.text(error, 'message'),
		];
		const property = read.text(error, 'details', 'api_name');
		const field = property === undefined ? undefined : schema.fieldOf(property);
		if (code === 'DUPLICATE_DATA') {
			const value = cellOf(properties[property ?? '']);
			return {
				outcome: 'conflict',
				issue: makeIssue('IDENTIFIER_TAKEN', { field: field ?? 'email', value }),
			};
		}
		if (code === 'INVALID_DATA' && property === 'id')
			return { outcome: 'conflict', issue: makeIssue('CHANGED_MEANWHILE') };
		if (code === 'INTERNAL_ERROR') return { outcome: 'unknown' };
		const said = `Zoho CRM refused it: ${message} (${code}${property === undefined ? '' : `, ${property}`})`;
		return {
			outcome: 'failed',
			issue: makeIssue('WRITE_FAILED', { message: said, ...(field === undefined ? {} : { field }) }),
		};
	}

	async function remove(ids: readonly string[]): Promise<readonly string[]> {
		const asked = ids.filter(isZohoId);
		if (asked.length === 0) return [];
		const { body } = await session.read({ method: 'DELETE', url: module, query: { ids: asked.join(',') } });
		const results = read.list(body, 'data');
		return asked.filter((_, place) => read.text(results[place], 'status') === 'success');
	}

	return {
		create: async (rows, options) =>
			await send(
				'POST',
				rows,
				rows.map(({ properties }) => withoutNothing(schema.complete(properties))),
				options,
			),
		update: async (rows, options) =>
			await send(
				'PUT',
				rows,
				rows.map(({ id, properties }) => ({ id, ...properties })),
				options,
			),
		remove,
	};
}

/** A record with several things wrong lists them. */
function firstError(result: unknown): unknown {
	if (read.text(result, 'code') !== 'MULTIPLE_OR_MULTI_ERRORS') return result;
	const errors = read.list(result, 'details', 'errors');
	return errors.find((error) => read.text(error, 'code') === 'DUPLICATE_DATA') ?? errors[0];
}

/** Nobody has anything to clear yet. */
function withoutNothing(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null));
}

function cellOf(value: unknown): Cell {
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : '';
}
