import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { Composition, FieldSpec, NameOrder } from '../../lib';
import { findField, userError } from '../../lib';
import { fieldProperty, fieldValue } from '../shared/fieldProperty';
import { listedNames } from '../shared/lists';
import { columnName, columnNames } from './columnName';
import { PANEL_MODES } from './panelModes';

const column: INodeProperties = {
	displayName: 'Column',
	name: 'column',
	type: 'string',
	default: '',
	requiresDataPath: 'single',
	placeholder: 'e.g. Address',
	description: 'The name of a column of the input. Drag it here from the input panel.',
};

function columnsInOrder(description: string): INodeProperties {
	return {
		displayName: 'Columns',
		name: 'columns',
		type: 'string',
		default: '',
		requiresDataPath: 'multiple',
		placeholder: 'e.g. Mobile, Phone',
		description,
	};
}

const separator = (defaultText: string, description: string): INodeProperties => ({
	displayName: 'Separator',
	name: 'separator',
	type: 'string',
	default: defaultText,
	description,
});

const GROUPS: ReadonlyArray<{ displayName: string; name: string; values: INodeProperties[] }> = [
	{
		displayName: 'Constant',
		name: 'constant',
		values: [
			fieldProperty('The field that every row gets'),
			{
				displayName: 'Value',
				name: 'value',
				type: 'string',
				default: '',
				placeholder: 'e.g. Trade fair 2026',
				description: 'The same for all rows; an expression sees the first item only',
			},
		],
	},
	{
		displayName: 'First Column with a Value',
		name: 'firstOf',
		values: [
			fieldProperty('The field that is filled'),
			columnsInOrder('The columns in the order in which they are tried, with commas between them'),
			{
				displayName: 'Otherwise',
				name: 'otherwise',
				type: 'string',
				default: '',
				description: 'What rows get that have no value in any of the columns. Nothing when left empty.',
			},
		],
	},
	{
		displayName: 'Join Columns',
		name: 'join',
		values: [
			fieldProperty('The field that is filled'),
			columnsInOrder('The columns in the order of the text, with commas between them'),
			separator(' ', 'What stands between the values. Empty cells are passed over.'),
		],
	},
	{
		displayName: 'Split Column',
		name: 'split',
		values: [
			column,
			separator(',', 'What stands between the parts'),
			{
				displayName: 'Fields',
				name: 'fields',
				type: 'string',
				default: '',
				placeholder: 'e.g. Street, Postal Code, City',
				description:
					'The names or titles of the fields, in the order of the parts, with commas between them. What is left over stays in the last one.',
			},
		],
	},
	{
		displayName: 'Split Full Name',
		name: 'splitName',
		values: [
			{
				...column,
				placeholder: 'e.g. Name',
				description: 'The column with first and last name. Drag it here from the input panel.',
			},
			{
				displayName: 'Order',
				name: 'order',
				type: 'options',
				default: 'auto',
				description: 'A comma always stands behind the last name. A single word is not split.',
				options: [
					{
						name: 'Automatic',
						value: 'auto',
						description: 'First name first; Chinese and Korean names last name first',
					},
					{ name: 'First Name First', value: 'firstLast' },
					{ name: 'Last Name First', value: 'lastFirst' },
				],
			},
		],
	},
];

/** Fields that are filled otherwise than from one column. */
export const composedProperty: INodeProperties = {
	displayName: 'Constants and Combined Columns',
	name: 'composed',
	type: 'fixedCollection',
	placeholder: 'Add Rule',
	default: {},
	description: 'Fields with the same value for all rows, from several columns, or from a part of one',
	typeOptions: { multipleValues: true },
	displayOptions: { show: { mappingMode: PANEL_MODES } },
	options: [...GROUPS],
};

/** A row of any kind, as n8n gives it. */
interface ComposedRow {
	readonly field?: unknown;
	readonly value?: string;
	readonly columns?: string;
	readonly otherwise?: string;
	readonly separator?: string;
	readonly column?: string;
	readonly fields?: string;
	readonly order?: NameOrder;
}

type Composed = Readonly<Partial<Record<Composition['kind'], readonly ComposedRow[]>>>;

type Reader = (row: ComposedRow, fields: readonly FieldSpec[], where: string) => Composition;

const READERS: Readonly<Record<Composition['kind'], Reader>> = {
	constant: ({ field, value = '' }, fields) => ({ kind: 'constant', field: fieldOf(field, fields), value }),
	firstOf: ({ field, columns, otherwise = '' }, fields, where) => ({
		kind: 'firstOf',
		field: fieldOf(field, fields),
		labels: labelsOf(columns, where),
		...(otherwise === '' ? {} : { otherwise }),
	}),
	join: ({ field, columns, separator: between = ' ' }, fields, where) => ({
		kind: 'join',
		field: fieldOf(field, fields),
		labels: labelsOf(columns, where),
		separator: readSeparator(between),
	}),
	split: ({ column: from, separator: between = ',', fields: names = '' }, fields, where) => ({
		kind: 'split',
		label: labelOf(from, where),
		separator: filled(readSeparator(between), 'Separator', where),
		fields: listedNames(names).map((name) => findField(fields, name).name),
	}),
	splitName: ({ column: from, order = 'auto' }, _fields, where) => ({
		kind: 'splitName',
		label: labelOf(from, where),
		order,
	}),
};

/**
 * Reads the combined columns, once for the whole run.
 * @param fields the fields that can be named
 * @throws userError for a row that is not filled in
 */
export function readComposed(context: IExecuteFunctions, fields: readonly FieldSpec[]): Composition[] {
	const composed = context.getNodeParameter('composed', 0, {}) as Composed;
	return GROUPS.flatMap(({ name, displayName }) => {
		const kind = name as Composition['kind'];
		return (composed[kind] ?? []).map((row, index) =>
			READERS[kind](row, fields, `Row ${index + 1} of '${displayName}'`),
		);
	});
}

function fieldOf(value: unknown, fields: readonly FieldSpec[]): string {
	return findField(fields, fieldValue(value)).name;
}

function labelOf(text: string | undefined, where: string): string {
	return filled(columnName(text ?? ''), 'Column', where);
}

function labelsOf(text: string | undefined, where: string): string[] {
	const labels = columnNames(text ?? '');
	if (labels.length === 0) filled('', 'Columns', where);
	return labels;
}

function filled(text: string, name: string, where: string): string {
	if (text !== '') return text;
	throw userError(`${where} has no '${name}'`, `Fill in '${name}', or remove the row.`, 'NO_COLUMN');
}

/** Line breaks and tabs as people can write them into one line. */
function readSeparator(text: string): string {
	return text.replace(/\\n/g, '\n').replace(/\\t/g, '\t');
}
