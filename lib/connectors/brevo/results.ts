import { makeIssue } from '../../errors';
import type { Cell } from '../../model';
import type { WriteResult } from '../connector';
import type { CrmCreation } from '../crm/driver';
import type { Schema } from '../crm/schema';
import { read } from '../http/body';
import type { HttpResponse } from '../http/client';
import { EMAIL, EXT_ID } from './contact';
import { codeOf, messageOf, NOT_FOUND } from './session';

export const GONE: WriteResult = { outcome: 'conflict', issue: makeIssue('CHANGED_MEANWHILE') };

export function failed(message: string, hint?: string): WriteResult {
	return { outcome: 'failed', issue: makeIssue('WRITE_FAILED', { message, ...(hint ? { hint } : {}) }) };
}

/** The properties that the identifiers in a refusal stand for. */
const PROPERTIES: Readonly<Record<string, string>> = { email: EMAIL, ext_id: EXT_ID };

/**
 * What a refusal of one contact means. Whose identifier is taken comes with the code `duplicate_parameter`, and
 * also with `invalid_parameter`.
 */
export function refusedResult(response: HttpResponse, row: CrmCreation, schema: Schema): WriteResult {
	const said = messageOf(response) ?? `HTTP ${response.status}`;
	const [taken] = read.list(response.body, 'metadata', 'duplicate_identifiers').map(String);
	const isTaken = taken !== undefined || codeOf(response) === 'duplicate_parameter' || isAlready(said);
	if (isTaken) return takenResult(taken ?? identifierIn(said), row, schema);
	const isContact = response.status === NOT_FOUND && !/list/i.test(said);
	return isContact ? GONE : failed(`Brevo refused it: ${said}`);
}

const isAlready = (message: string): boolean => /already (exist|associated)/i.test(message);

/** `Unable to update contact, SMS is already associated with another Contact` */
function identifierIn(message: string): string {
	return /(\w+) is already/.exec(message)?.[1] ?? EMAIL;
}

function takenResult(identifier: string, { properties }: CrmCreation, schema: Schema): WriteResult {
	const property = PROPERTIES[identifier.toLowerCase()] ?? identifier.toUpperCase();
	const value = cellOf(properties[property]);
	const issue = makeIssue('IDENTIFIER_TAKEN', { field: schema.fieldOf(property), value });
	return { outcome: 'conflict', issue };
}

function cellOf(value: unknown): Cell {
	return typeof value === 'string' || typeof value === 'number' ? value : '';
}
