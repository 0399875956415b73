import type { CustomerRecord, FieldSpec } from '../../model';
import { matchKey } from '../../normalize';
import { listOf } from './bindings';

/** An identifier as one text. @param value in the form in which identifiers are compared */
export const identifierKey = (field: string, value: string): string => `${field}\0${value}`;

/** What a customer is found by: a key for each value that he has in some fields. */
export function identifierKeys(record: CustomerRecord, fields: readonly FieldSpec[]): string[] {
	return fields.flatMap(({ name, type }) =>
		listOf(record[name]).map((value) => identifierKey(name, matchKey(type, value))),
	);
}
