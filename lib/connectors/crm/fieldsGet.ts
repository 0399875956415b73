import type { FieldSpec, FieldType } from '../../model';
import { read } from '../http/body';

/**
 * A field of a model as `fields_get` of Odoo and of Tryton tells of it: two frameworks of one origin, which name its
 * label, kind, choices and size alike.
 * @param types what the kinds of fields are here
 */
export function fieldsGetSpec(
	name: string,
	definition: unknown,
	types: Readonly<Record<string, FieldType>>,
): FieldSpec {
	const options = selectionOf(definition);
	const size = Number(read.value(definition, 'size'));
	return {
		name,
		title: read.text(definition, 'string') ?? name,
		type: types[read.text(definition, 'type') ?? ''] ?? 'text',
		custom: true,
		...(read.value(definition, 'required') === true ? { required: true } : {}),
		...(options.length > 0 ? { options } : {}),
		...(size > 0 ? { maxLength: size } : {}),
	};
}

/** The values of a selection, which are told with their labels; one that is worked out at the moment has none here. */
export function selectionOf(definition: unknown): string[] {
	if (read.text(definition, 'type') !== 'selection') return [];
	const values = read
		.list(definition, 'selection')
		.map((pair) => (Array.isArray(pair) ? (pair as readonly unknown[])[0] : undefined));
	return values.filter((value): value is string => typeof value === 'string' && value !== '');
}
