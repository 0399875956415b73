import type { FieldType } from '../../model';
import type { FoundProperty } from '../crm/schema';
import { read } from '../http/body';
import type { Session } from '../http/session';

const TYPES: Readonly<Record<string, FieldType>> = {
	id: 'text',
	string: 'text',
	textarea: 'text',
	url: 'text',
	encryptedstring: 'text',
	email: 'email',
	phone: 'phone',
	int: 'number',
	long: 'number',
	double: 'number',
	percent: 'number',
	currency: 'money',
	date: 'date',
	datetime: 'dateTime',
	boolean: 'boolean',
	picklist: 'option',
	multipicklist: 'option',
	combobox: 'text',
	reference: 'text',
};

/** The fields of an object that hold a value of their own; addresses and places, which are made of others, are left out. */
export async function describeObject(session: Session, object: string): Promise<readonly FoundProperty[]> {
	const { body } = await session.read({ method: 'GET', url: `sobjects/${object}/describe` });
	return read.list(body, 'fields').flatMap((field): FoundProperty[] => {
		const type = TYPES[read.text(field, 'type') ?? ''];
		return type === undefined ? [] : [propertyOf(field, type)];
	});
}

function propertyOf(field: unknown, type: FieldType): FoundProperty {
	const is = (name: string) => read.value(field, name) === true;
	const property = read.text(field, 'name') ?? '';
	const maxLength = Number(read.value(field, 'length'));
	const isRequired = !is('nillable') && !is('defaultedOnCreate') && is('createable');
	return {
		property,
		title: read.text(field, 'label') ?? property,
		type,
		...(read.text(field, 'type') === 'multipicklist' ? { multiple: true } : {}),
		...(isRequired ? { required: true } : {}),
		...(is('createable') || is('updateable') ? {} : { readOnly: true }),
		...(is('externalId') || is('unique') ? { unique: true } : {}),
		...(maxLength > 0 && type !== 'option' ? { maxLength } : {}),
		...optionsOf(field),
	};
}

/** The values that can be chosen. A list that is not restricted takes others too. */
function optionsOf(field: unknown): Pick<FoundProperty, 'options'> {
	if (read.value(field, 'restrictedPicklist') !== true) return {};
	const active = read.list(field, 'picklistValues').filter((value) => read.value(value, 'active') !== false);
	return { options: active.map((value) => read.text(value, 'value') ?? '') };
}
