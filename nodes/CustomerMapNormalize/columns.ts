import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { Correction, FieldSpec, FieldType } from '../../lib';
import { FIELDS, userError } from '../../lib';
import { columnName } from './columnName';

/** Choices of 'Field' that are not fields. No field has such a name. */
const CUSTOM_FIELD = '*custom';
const LEAVE_OUT = '*leaveOut';

const FIELD_TYPES: ReadonlyArray<{ readonly name: string; readonly value: FieldType }> = [
	{ name: 'Consent', value: 'consent' },
	{ name: 'Country', value: 'country' },
	{ name: 'Date', value: 'date' },
	{ name: 'Date and Time', value: 'dateTime' },
	{ name: 'E-Mail', value: 'email' },
	{ name: 'Language', value: 'language' },
	{ name: 'Money', value: 'money' },
	{ name: 'Name', value: 'name' },
	{ name: 'Number', value: 'number' },
	{ name: 'Phone', value: 'phone' },
	{ name: 'Text', value: 'text' },
	{ name: 'Yes or No', value: 'boolean' },
];

const fieldOptions = [
	{ name: 'Custom Field…', value: CUSTOM_FIELD, description: 'A field of your own' },
	{ name: 'Leave Out', value: LEAVE_OUT, description: 'Do not import this column' },
	...FIELDS.map((field) => ({ name: field.title, value: field.name })),
];

const columnValues: INodeProperties[] = [
	{
		displayName: 'Column',
		name: 'column',
		type: 'string',
		default: '',
		requiresDataPath: 'single',
		placeholder: 'e.g. E-mail address',
		description: 'The name of a column of the input. Drag it here from the input panel.',
	},
	{
		displayName: 'Field',
		name: 'field',
		type: 'options',
		default: 'email',
		description: 'What the column holds',
		options: fieldOptions,
	},
	{
		displayName: 'Custom Field Name',
		name: 'customName',
		type: 'string',
		default: '',
		placeholder: 'e.g. loyaltyLevel',
		description: 'The name of your field. The name of the column when left empty.',
		displayOptions: { show: { field: [CUSTOM_FIELD] } },
	},
	{
		displayName: 'Custom Field Type',
		name: 'customType',
		type: 'options',
		default: 'text',
		description: 'What kind of value your field holds',
		options: [...FIELD_TYPES],
		displayOptions: { show: { field: [CUSTOM_FIELD] } },
	},
];

function columnsProperty(displayName: string, mode: string, description: string): INodeProperties {
	return {
		displayName,
		name: 'columns',
		type: 'fixedCollection',
		placeholder: 'Add Column',
		default: {},
		description,
		typeOptions: { multipleValues: true },
		displayOptions: { show: { mappingMode: [mode] } },
		options: [{ displayName: 'Column', name: 'column', values: columnValues }],
	};
}

/** 'Corrections' or 'Columns', whatever the mode: one list of columns with their fields. */
export const columnProperties: INodeProperties[] = [
	columnsProperty('Corrections', 'automatic', 'Columns that are not recognised, or not as you want them'),
	columnsProperty('Columns', 'defined', 'The columns to import, each with its field'),
];

/** One row of the list, as n8n gives it. */
interface ColumnRow {
	readonly column?: string;
	readonly field?: string;
	readonly customName?: string;
	readonly customType?: FieldType;
}

/** What the user said about columns. */
export interface ColumnChoices {
	readonly corrections: readonly Correction[];
	readonly customFields: readonly FieldSpec[];
}

/**
 * Reads the list of columns, once for the whole run.
 * @throws userError for a row without a column
 */
export function readColumns(context: IExecuteFunctions): ColumnChoices {
	const rows = context.getNodeParameter('columns.column', 0, []) as ColumnRow[];
	const choices = rows.map(readColumn);
	return {
		corrections: choices.map(({ label, field }) => ({ label, field })),
		customFields: choices.flatMap(({ custom }) => custom ?? []),
	};
}

function readColumn(row: ColumnRow, index: number): Correction & { readonly custom?: FieldSpec } {
	const label = columnName(row.column ?? '');
	if (label === '') {
		throw userError(
			`Row ${index + 1} of the list of columns names no column`,
			"Fill in 'Column' by dragging it from the input panel, or remove the row.",
			'NO_COLUMN',
		);
	}
	if (row.field === LEAVE_OUT) return { label, field: '' };
	if (row.field !== CUSTOM_FIELD) return { label, field: row.field ?? 'email' };
	const name = row.customName?.trim() || label;
	return { label, field: name, custom: { name, title: name, type: row.customType ?? 'text', custom: true } };
}
