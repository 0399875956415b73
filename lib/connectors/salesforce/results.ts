import { makeIssue } from '../../errors';
import type { Cell } from '../../model';
import type { WriteResult } from '../connector';
import type { CrmCreation } from '../crm/driver';
import type { Schema } from '../crm/schema';

/** What a rule or a unique field refuses because of another record. */
const TAKEN = new Set(['DUPLICATES_DETECTED', 'DUPLICATE_VALUE', 'DUPLICATE_EXTERNAL_ID']);

/** The record is not there any more, or somebody else is writing it just now. */
const CHANGED = new Set([
	'ENTITY_IS_DELETED',
	'INVALID_CROSS_REFERENCE_KEY',
	'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
	'UNABLE_TO_LOCK_ROW',
]);

/** Nothing was said of the record itself: it is looked up before it is sent again. */
const PASSING = new Set([
	'REQUEST_LIMIT_EXCEEDED',
	'SERVER_UNAVAILABLE',
	'ALL_OR_NONE_OPERATION_ROLLED_BACK',
]);

/** Why a record was not written. */
export interface SalesforceError {
	readonly code: string;
	readonly message: string;
	readonly fields: readonly string[];
}

/** What becomes of a row whose record was refused. */
export function refusedResult(error: SalesforceError, row: CrmCreation, schema: Schema): WriteResult {
	const { code, message, fields } = error;
	if (TAKEN.has(code)) return { outcome: 'conflict', issue: takenIssue(error, row, schema) };
	if (CHANGED.has(code)) return { outcome: 'conflict', issue: makeIssue('CHANGED_MEANWHILE') };
	if (PASSING.has(code)) return { outcome: 'unknown' };
	const [property] = fields;
	const field = property === undefined ? {} : { field: schema.fieldOf(property) };
	return {
		outcome: 'failed',
		issue: makeIssue('WRITE_FAILED', { message: `Salesforce refused it: ${message} (${code})`, ...field }),
	};
}

/** A duplicate rule names no field: then it is most likely the e-mail address. */
function takenIssue({ message, fields }: SalesforceError, { properties }: CrmCreation, schema: Schema) {
	const property = fields[0] ?? /found: (\w+) duplicates/.exec(message)?.[1];
	const email = schema.propertiesOf('email')[0] ?? 'Email';
	const taken = property ?? email;
	return makeIssue('IDENTIFIER_TAKEN', { field: schema.fieldOf(taken), value: cellOf(properties[taken]) });
}

function cellOf(value: unknown): Cell {
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : '';
}
