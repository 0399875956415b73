import { STANDARD_FIELDS } from '../../fields';
import type { FieldSpec, FieldType } from '../../model';
import { read } from '../http/body';
import type { Session } from '../http/session';

const TYPES: Readonly<Record<string, FieldType>> = {
	varchar: 'text',
	text: 'text',
	email: 'email',
	phone: 'phone',
	int: 'number',
	float: 'number',
	currency: 'money',
	date: 'date',
	datetime: 'dateTime',
	bool: 'boolean',
	enum: 'option',
	multiEnum: 'option',
	array: 'text',
};

/** The fields of an entity that hold a value of their own; links, files and sums are left out. */
export async function describeEntity(
	session: Session,
	entity: string,
	names: Readonly<Record<string, string>>,
): Promise<readonly FieldSpec[]> {
	const { body } = await session.read({
		method: 'GET',
		url: 'Metadata',
		query: { key: `entityDefs.${entity}` },
	});
	const ours = new Map(Object.entries(names).map(([field, property]) => [property, field]));
	return Object.entries(read.object(body, 'fields')).flatMap(([name, definition]): FieldSpec[] => {
		const type = TYPES[read.text(definition, 'type') ?? ''];
		const field = ours.get(name);
		if (type === undefined && field === undefined) return [];
		return [fieldOf(field ?? name, definition, type ?? 'text', field !== undefined)];
	});
}

function fieldOf(name: string, definition: unknown, type: FieldType, isOurs: boolean): FieldSpec {
	const known = isOurs ? STANDARD_FIELDS.find((field) => field.name === name) : undefined;
	const options = read
		.list(definition, 'options')
		.map(String)
		.filter((option) => option !== '');
	const maxLength = Number(read.value(definition, 'maxLength'));
	const isList = ['multiEnum', 'array'].includes(read.text(definition, 'type') ?? '');
	return {
		name,
		title: known?.title ?? name,
		type: known?.type ?? type,
		...(known ? {} : { custom: true }),
		multiple: isList || known?.multiple === true,
		...(read.value(definition, 'required') === true ? { required: true } : {}),
		...(read.value(definition, 'readOnly') === true ? { readOnly: true } : {}),
		...(known?.identifier ? { identifier: true } : {}),
		...(options.length > 0 && !known ? { options } : {}),
		...(maxLength > 0 ? { maxLength } : {}),
	};
}
