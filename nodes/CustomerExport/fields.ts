import type { FieldSpec, FieldType, WritableTable } from '../../lib';
import { userError } from '../../lib';

type ColumnType = NonNullable<WritableTable['types']>[number];

const COLUMN_TYPES: Readonly<Partial<Record<FieldType, ColumnType>>> = {
	boolean: 'boolean',
	consent: 'boolean',
	date: 'date',
	dateTime: 'dateTime',
	money: 'number',
	number: 'number',
};

/** How a field's cells are typed in a file that knows types. Phones and ids are text: they are not counted with. */
export function columnType(field: FieldSpec): ColumnType {
	return COLUMN_TYPES[field.type] ?? 'text';
}

/**
 * Finds a field by its name or its title, as a person would write it.
 * @throws userError when there is none
 */
export function findField(fields: readonly FieldSpec[], text: string): FieldSpec {
	const wanted = text.trim().toLowerCase();
	const found =
		fields.find((field) => field.name === text.trim()) ??
		fields.find((field) => [field.name, field.title].some((name) => name.toLowerCase() === wanted));
	if (found !== undefined) return found;
	throw userError(
		`The customers have no field '${text}'`,
		`Use one of: ${fields.map((field) => field.title).join(', ')}.`,
		'UNKNOWN_FIELD',
	);
}
