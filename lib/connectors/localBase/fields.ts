import type { DatabaseSync } from 'node:sqlite';
import { STANDARD_FIELDS } from '../../fields';
import {
	type CustomerRecord,
	FIELD_TYPES,
	type FieldSpec,
	type FieldType,
	type FieldValue,
} from '../../model';

export const STANDARD_IDENTIFIERS: readonly string[] = STANDARD_FIELDS.filter(
	(field) => field.identifier,
).map((field) => field.name);

/** The custom fields of a base: those that were ever written and are not standard ones. */
export interface CustomFields {
	/**
	 * Remembers the fields of a record that are new. Called within the transaction that writes the record.
	 * @param types what is known of new fields; the value tells the type of all others
	 */
	note(record: CustomerRecord, types?: ReadonlyMap<string, FieldType>): void;
	list(): readonly FieldSpec[];
	/** Forgets what was only believed to be remembered, after a transaction was taken back. */
	reset(): void;
}

export function makeCustomFields(database: DatabaseSync): CustomFields {
	const standard = STANDARD_FIELDS.map((field): string => field.name);
	const insert = database.prepare('INSERT OR IGNORE INTO custom_fields VALUES (?, ?)');
	const select = database.prepare('SELECT name, type FROM custom_fields ORDER BY name');
	let known = new Set(standard);
	return {
		note(record, types) {
			for (const name in record) {
				if (known.has(name)) continue;
				insert.run(name, types?.get(name) ?? typeOfValue(record[name]));
				known.add(name);
			}
		},
		list: () => select.all().map((row) => customField(String(row['name']), String(row['type']))),
		reset: () => (known = new Set(standard)),
	};
}

function typeOfValue(value: FieldValue | undefined): FieldType {
	if (typeof value === 'number') return 'number';
	return typeof value === 'boolean' ? 'boolean' : 'text';
}

function customField(name: string, type: string): FieldSpec {
	return { name, title: name, type: FIELD_TYPES.find((known) => known === type) ?? 'text', custom: true };
}
