import { makeIssue } from '../../errors';
import type { Cell } from '../../model';
import type { WriteResult } from '../connector';
import type { CrmCreation } from '../crm/driver';
import type { Schema } from '../crm/schema';
import { read } from '../http/body';
import type { HttpResponse } from '../http/client';
import type { DynamicsTable } from './session';

/** Another row is alike: by a duplicate detection rule (as HTTP 500), by its id, by an alternate key. */
const TAKEN = new Set(['0x80040333', '0x80040237', '0x80060892']);

const [TOO_MANY, NOT_FOUND, CHANGED] = [429, 404, 412];

/** How the answer to one row's request is understood. */
export function makeReader(
	table: DynamicsTable,
	schema: Schema,
): (answer: HttpResponse | undefined, row: CrmCreation, outcome: 'created' | 'updated') => WriteResult {
	function done({ headers, body }: HttpResponse, outcome: 'created' | 'updated'): WriteResult {
		const address = headers['odata-entityid'] ?? headers['location'] ?? '';
		const id = read.text(body, table.key) ?? /\(([^()]+)\)[^()]*$/.exec(address)?.[1];
		const version = read.text(body, '@odata.etag') ?? headers['etag'];
		return {
			outcome,
			...(id === undefined ? {} : { id }),
			...(version === undefined ? {} : { version }),
		};
	}

	/** A key is named in the message; a rule is most likely about the e-mail address. */
	function taken(message: string, { properties }: CrmCreation): WriteResult {
		const named = Object.keys(properties).find((property) =>
			new RegExp(`\\b${property}\\b`, 'i').test(message),
		);
		const property = named ?? schema.propertiesOf('email')[0] ?? 'emailaddress1';
		const value = cellOf(properties[property]);
		return {
			outcome: 'conflict',
			issue: makeIssue('IDENTIFIER_TAKEN', { field: schema.fieldOf(property), value }),
		};
	}

	return (answer, row, outcome) => {
		if (answer === undefined) return { outcome: 'unknown' };
		const { status, body } = answer;
		if (status < 400) return done(answer, outcome);
		const code = read.text(body, 'error', 'code') ?? '';
		const message = read.text(body, 'error', 'message') ?? `HTTP ${status}`;
		if (TAKEN.has(code.toLowerCase())) return taken(message, row);
		if (status === NOT_FOUND || status === CHANGED)
			return { outcome: 'conflict', issue: makeIssue('CHANGED_MEANWHILE') };
		// Not done, or nobody knows: the customer is looked up before he is sent again.
		if (status === TOO_MANY || status >= 500) return { outcome: 'unknown' };
		const said = `Dynamics 365 refused it: ${message}${code === '' ? '' : ` (${code})`}`;
		return { outcome: 'failed', issue: makeIssue('WRITE_FAILED', { message: said }) };
	};
}

function cellOf(value: unknown): Cell {
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : '';
}
