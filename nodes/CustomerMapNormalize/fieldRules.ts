import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { FieldRule, FieldSpec } from '../../lib';
import { findField } from '../../lib';
import { fieldProperty, fieldValue } from '../shared/fieldProperty';
import { listedValues } from '../shared/lists';
import type { Shown } from './panelModes';

const values: INodeProperties[] = [
	fieldProperty('The field whose values are checked'),
	{
		displayName: 'Required',
		name: 'required',
		type: 'boolean',
		default: false,
		description: 'Whether rows without a value are rejected',
	},
	{
		displayName: 'Unique',
		name: 'unique',
		type: 'boolean',
		default: false,
		description: 'Whether rows are rejected whose value an earlier row of the input has',
	},
	{
		displayName: 'Maximum Length',
		name: 'maxLength',
		type: 'number',
		default: 0,
		typeOptions: { minValue: 0 },
		description: 'The most characters of a value. Any length when 0.',
	},
	{
		displayName: 'Allowed Values',
		name: 'options',
		type: 'string',
		default: '',
		typeOptions: { rows: 3 },
		placeholder: 'e.g. Retail; Wholesale',
		description: 'One a line, or with semicolons between them. Any value is allowed when left empty.',
	},
];

/** What values must be. */
export const fieldRulesProperty = (show: Shown): INodeProperties => ({
	displayName: 'Field Rules',
	name: 'fieldRules',
	type: 'fixedCollection',
	placeholder: 'Add Rule',
	default: {},
	description: 'Fields that are required or unique, their lengths and allowed values',
	typeOptions: { multipleValues: true },
	displayOptions: { show },
	options: [{ displayName: 'Rule', name: 'rule', values }],
});

/** One row of the list, as n8n gives it. */
interface RuleRow {
	readonly field?: unknown;
	readonly required?: boolean;
	readonly unique?: boolean;
	readonly maxLength?: number;
	readonly options?: string;
}

/**
 * Reads the rules, once for the whole run.
 * @throws userError for a field that is not there
 */
export function readFieldRules(context: IExecuteFunctions, fields: readonly FieldSpec[]): FieldRule[] {
	const rows = context.getNodeParameter('fieldRules.rule', 0, []) as RuleRow[];
	return rows.map(({ field, required, unique, maxLength = 0, options = '' }) => {
		const allowed = listedValues(options);
		return {
			field: findField(fields, fieldValue(field)).name,
			...(required === true ? { required } : {}),
			...(unique === true ? { unique } : {}),
			...(maxLength > 0 ? { maxLength } : {}),
			...(allowed.length === 0 ? {} : { options: allowed }),
		};
	});
}
