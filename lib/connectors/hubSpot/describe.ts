import { STANDARD_FIELDS } from '../../fields';
import type { FieldSpec, FieldType } from '../../model';
import { read } from '../http/body';
import { FURTHER_EMAILS } from './find';
import type { HubSpotSession } from './session';

const TYPES: Readonly<Record<string, FieldType>> = {
	string: 'text',
	number: 'number',
	date: 'date',
	datetime: 'dateTime',
	enumeration: 'option',
	bool: 'boolean',
	phone_number: 'phone',
};

/** The properties of contacts: those that stand for our fields under our names, the others under theirs. */
export async function describeContacts(
	{ contacts }: HubSpotSession,
	names: Readonly<Record<string, string>>,
): Promise<readonly FieldSpec[]> {
	const { body } = await contacts.read({ method: 'GET', url: '/crm/v3/properties/contacts' });
	const properties = read.list(body, 'results');
	const standard = new Map(Object.entries(names).map(([field, property]) => [property, field]));
	const nameOf = (property: unknown) => read.text(property, 'name') ?? '';
	const isOurs = (property: unknown) => standard.has(nameOf(property));
	return properties
		.filter((property) => nameOf(property) !== FURTHER_EMAILS)
		.filter((property) => isOurs(property) || read.value(property, 'hidden') !== true)
		.map((property) => fieldOf(property, standard.get(nameOf(property))));
}

function fieldOf(property: unknown, standard: string | undefined): FieldSpec {
	const known = STANDARD_FIELDS.find(({ name }) => name === standard);
	const name = standard ?? read.text(property, 'name') ?? '';
	const isReadOnly =
		read.value(property, 'modificationMetadata', 'readOnlyValue') === true ||
		read.value(property, 'calculated') === true;
	const fieldType = read.text(property, 'fieldType');
	return {
		name,
		title: known?.title ?? read.text(property, 'label') ?? name,
		type: known?.type ?? TYPES[read.text(property, 'type') ?? ''] ?? 'text',
		...(known ? {} : { custom: true }),
		multiple: fieldType === 'checkbox' || name === 'email',
		...(isReadOnly ? { readOnly: true } : {}),
		...(known?.identifier || read.value(property, 'hasUniqueValue') === true ? { identifier: true } : {}),
		...optionsOf(property, known?.type),
	};
}

/** The allowed values. Not of fields whose rule has its own, such as countries. */
function optionsOf(property: unknown, known: FieldType | undefined): Pick<FieldSpec, 'options'> {
	if (known !== undefined && known !== 'option') return {};
	const options = read.list(property, 'options').map((option) => read.text(option, 'value') ?? '');
	return options.length > 0 ? { options } : {};
}
