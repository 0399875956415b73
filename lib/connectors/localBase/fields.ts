import type { DatabaseSync } from 'node:sqlite';
import { STANDARD_FIELDS } from '../../fields';
import { FIELD_TYPES, type FieldSpec } from '../../model';

export const STANDARD_IDENTIFIERS: readonly string[] = STANDARD_FIELDS.filter(
	(field) => field.identifier,
).map((field) => field.name);

/** Lists the fields of a base: the standard ones, and the custom ones that were ever written. */
export function makeFieldList(database: DatabaseSync): () => readonly FieldSpec[] {
	const select = database.prepare('SELECT name, type FROM custom_fields ORDER BY name');
	return () => [
		...STANDARD_FIELDS,
		...select.all().map((row) => customField(String(row['name']), String(row['type']))),
	];
}

function customField(name: string, type: string): FieldSpec {
	return { name, title: name, type: FIELD_TYPES.find((known) => known === type) ?? 'text', custom: true };
}
