import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { Correction, FieldSpec } from '../../lib';
import { FIELDS, findField, userError } from '../../lib';
import { fieldProperty, fieldValue } from '../shared/fieldProperty';
import { columnName } from './columnName';
import type { CustomFieldRow } from './customFields';
import { customField } from './customFields';
import { fieldTypeOptions } from './fieldTypes';

/** Choices of 'Field' that are not fields. No field has such a name. */
const CUSTOM_FIELD = '*custom';
const LEAVE_OUT = '*leaveOut';
const OTHER_FIELD = '*other';

const fieldOptions = [
	{ name: 'Custom Field…', value: CUSTOM_FIELD, description: 'A field of your own' },
	{ name: 'Leave Out', value: LEAVE_OUT, description: 'Do not import this column' },
	{
		name: 'Other Field…',
		value: OTHER_FIELD,
		description: "A field of the destination that is chosen in 'Fields', or one of the 'Custom Fields'",
	},
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
		description: "What kind of value your field holds. Not needed for a field of 'Custom Fields'.",
		options: fieldTypeOptions,
		displayOptions: { show: { field: [CUSTOM_FIELD] } },
	},
	{
		displayName: 'Allowed Values',
		name: 'customOptions',
		type: 'string',
		default: '',
		typeOptions: { rows: 3 },
		placeholder: 'e.g. Gold; Silver; Bronze',
		description: 'One a line, or with semicolons between them. Any value is allowed when left empty.',
		displayOptions: { show: { field: [CUSTOM_FIELD], customType: ['option'] } },
	},
	{
		displayName: 'Several Values',
		name: 'customMultiple',
		type: 'boolean',
		default: false,
		description: 'Whether a customer can have more than one',
		displayOptions: { show: { field: [CUSTOM_FIELD] } },
	},
	fieldProperty('A field of the destination, or a custom one', {
		displayName: 'Other Field',
		name: 'otherField',
		displayOptions: { show: { field: [OTHER_FIELD] } },
	}),
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
	readonly customType?: NonNullable<CustomFieldRow['type']>;
	readonly customOptions?: string;
	readonly customMultiple?: boolean;
	readonly otherField?: unknown;
}

/** What the user said about columns. */
export interface ColumnChoices {
	readonly corrections: readonly Correction[];
	/** The fields that rows of the list made. */
	readonly customFields: readonly FieldSpec[];
}

/**
 * Reads the list of columns, once for the whole run.
 * @param fields the fields that can be named
 * @throws userError for a row without a column, or with a field that is not there
 */
export function readColumns(context: IExecuteFunctions, fields: readonly FieldSpec[]): ColumnChoices {
	const rows = context.getNodeParameter('columns.column', 0, []) as ColumnRow[];
	const choices = rows.map((row, index) => readColumn(row, index, fields));
	return {
		corrections: choices.map(({ label, field }) => ({ label, field })),
		customFields: choices.flatMap(({ custom }) => custom ?? []),
	};
}

function readColumn(
	row: ColumnRow,
	index: number,
	fields: readonly FieldSpec[],
): Correction & { readonly custom?: FieldSpec } {
	const label = columnName(row.column ?? '');
	if (label === '') {
		throw userError(
			`Row ${index + 1} of the list of columns names no column`,
			"Fill in 'Column' by dragging it from the input panel, or remove the row.",
			'NO_COLUMN',
		);
	}
	if (row.field === LEAVE_OUT) return { label, field: '' };
	if (row.field === OTHER_FIELD) return { label, field: findField(fields, fieldValue(row.otherField)).name };
	if (row.field === CUSTOM_FIELD) return readCustom(row, label, fields);
	return { label, field: row.field ?? 'email' };
}

/** A custom field of the row; the one of 'Custom Fields' where that lists it. */
function readCustom(row: ColumnRow, label: string, fields: readonly FieldSpec[]) {
	const name = row.customName?.trim() || label;
	if (fields.some((field) => field.custom === true && field.name === name)) return { label, field: name };
	const { customType: type = 'text', customOptions = '', customMultiple = false } = row;
	return {
		label,
		field: name,
		custom: customField(name, { type, options: customOptions, multiple: customMultiple }),
	};
}
