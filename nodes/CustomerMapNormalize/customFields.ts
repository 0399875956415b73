import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { FieldSpec, FieldType } from '../../lib';
import { listedValues } from '../shared/lists';
import { fieldTypeOptions } from './fieldTypes';
import type { Shown } from './panelModes';

const values: INodeProperties[] = [
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. loyaltyLevel',
		description: 'The name under which the customer keeps it',
	},
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		placeholder: 'e.g. Loyalty Level',
		description: 'What people call it. Columns of this label are recognised too. The name when left empty.',
	},
	{
		displayName: 'Type',
		name: 'type',
		type: 'options',
		default: 'text',
		description: 'What kind of value it holds',
		options: fieldTypeOptions,
	},
	{
		displayName: 'Allowed Values',
		name: 'options',
		type: 'string',
		default: '',
		typeOptions: { rows: 3 },
		placeholder: 'e.g. Gold; Silver; Bronze',
		description: 'One a line, or with semicolons between them. Any value is allowed when left empty.',
		displayOptions: { show: { type: ['option'] } },
	},
	{
		displayName: 'Several Values',
		name: 'multiple',
		type: 'boolean',
		default: false,
		description: 'Whether a customer can have more than one',
	},
];

/** Fields that no destination has told of. */
export const customFieldsProperty = (show: Shown): INodeProperties => ({
	displayName: 'Custom Fields',
	name: 'customFields',
	type: 'fixedCollection',
	placeholder: 'Add Field',
	default: {},
	description: 'Fields of your own. Columns with their name or title are recognised.',
	typeOptions: { multipleValues: true },
	displayOptions: { show },
	options: [{ displayName: 'Field', name: 'field', values }],
});

/** One row of the list, as n8n gives it. */
export interface CustomFieldRow {
	readonly name?: string;
	readonly title?: string;
	readonly type?: FieldType;
	readonly options?: string;
	readonly multiple?: boolean;
}

/** The custom fields on the panel. */
export function readCustomFields(context: IExecuteFunctions): FieldSpec[] {
	return toCustomFields(context.getNodeParameter('customFields.field', 0, []) as CustomFieldRow[]);
}

/** The fields that rows of the list define; a row without a name defines none yet. */
export function toCustomFields(rows: readonly CustomFieldRow[]): FieldSpec[] {
	return rows.flatMap((row): FieldSpec[] => {
		const name = row.name?.trim() ?? '';
		return name === '' ? [] : [customField(name, row)];
	});
}

/** A field of the user's own. */
export function customField(
	name: string,
	{ title, type = 'text', options, multiple }: CustomFieldRow,
): FieldSpec {
	const allowed = type === 'option' ? listedValues(options ?? '') : [];
	return {
		name,
		title: title?.trim() || name,
		type,
		custom: true,
		...(allowed.length === 0 ? {} : { options: allowed }),
		...(multiple === true ? { multiple } : {}),
	};
}
