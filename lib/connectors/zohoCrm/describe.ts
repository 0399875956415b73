import type { FieldType } from '../../model';
import type { FoundProperty } from '../crm/schema';
import { read } from '../http/body';
import type { Session } from '../http/session';

const TYPES: Readonly<Record<string, FieldType>> = {
	text: 'text',
	textarea: 'text',
	website: 'text',
	autonumber: 'text',
	email: 'email',
	phone: 'phone',
	integer: 'number',
	bigint: 'number',
	double: 'number',
	percent: 'number',
	currency: 'money',
	date: 'date',
	datetime: 'dateTime',
	boolean: 'boolean',
	picklist: 'option',
	multiselectpicklist: 'option',
};

/** Zoho does not list the id among the fields. */
const ID: FoundProperty = { property: 'id', title: 'Record ID', type: 'text', readOnly: true };

/** The fields of a module that hold a value of their own; links, files and tables inside a record are left out. */
export async function describeModule(session: Session, module: string): Promise<readonly FoundProperty[]> {
	const { body } = await session.read({ method: 'GET', url: 'settings/fields', query: { module } });
	const found = read.list(body, 'fields').flatMap((field): FoundProperty[] => {
		const type = TYPES[read.text(field, 'data_type') ?? ''];
		const isShown = read.value(field, 'visible') !== false && read.text(field, 'api_name') !== ID.property;
		return type === undefined || !isShown ? [] : [propertyOf(field, type)];
	});
	return [ID, ...found];
}

function propertyOf(field: unknown, type: FieldType): FoundProperty {
	const is = (...path: string[]) => read.value(field, ...path) === true;
	const property = read.text(field, 'api_name') ?? '';
	const maxLength = Number(read.value(field, 'length'));
	const canWrite = is('operation_type', 'api_create') || is('operation_type', 'api_update');
	const isReadOnly = is('read_only') || is('field_read_only') || !canWrite;
	const isUnique = Object.keys(read.object(field, 'unique')).length > 0;
	return {
		property,
		title: read.text(field, 'field_label') ?? property,
		type,
		...(read.text(field, 'data_type') === 'multiselectpicklist' ? { multiple: true } : {}),
		...(is('system_mandatory') && !isReadOnly ? { required: true } : {}),
		...(isReadOnly ? { readOnly: true } : {}),
		...(isUnique ? { unique: true } : {}),
		...(maxLength > 0 && type === 'text' ? { maxLength } : {}),
		...optionsOf(field),
	};
}

/** `-None-` is how Zoho shows that nothing is chosen. */
function optionsOf(field: unknown): Pick<FoundProperty, 'options'> {
	const options = read
		.list(field, 'pick_list_values')
		.map((value) => read.text(value, 'actual_value') ?? '')
		.filter((value) => value !== '' && value !== '-None-');
	return options.length > 0 ? { options } : {};
}
