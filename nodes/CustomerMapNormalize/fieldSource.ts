import type {
	IExecuteFunctions,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodeProperties,
} from 'n8n-workflow';
import type { FieldSpec } from '../../lib';
import { FIELDS, isImportError, STANDARD_FIELDS } from '../../lib';
import { authenticationProperty } from '../shared/crmLogin';
import { baseNameProperty, readDestination, withConnector } from '../shared/destination';
import { settle } from '../shared/execution';
import { listFields, loadFields } from '../shared/fieldSearch';
import { sqlTableProperties } from '../shared/sqlTableProperties';
import type { CustomFieldRow } from './customFields';
import { toCustomFields } from './customFields';
import type { Shown } from './panelModes';

const fieldSourceProperty = (show: Shown): INodeProperties => ({
	displayName: 'Fields',
	name: 'fieldSource',
	type: 'options',
	noDataExpression: true,
	default: 'standard',
	description: 'The fields that columns can go to, beside your custom fields',
	displayOptions: { show },
	options: [
		{
			name: 'Of a CRM',
			value: 'crm',
			description: 'The standard and the custom fields of the one in a credential',
		},
		{
			name: 'Of a Local Customer Base',
			value: 'localBase',
			description: 'The standard fields, and the custom ones it has already',
		},
		{ name: 'Of a SQL Table', value: 'sqlTable', description: 'The columns of a table of a SQL database' },
		{ name: 'Standard Fields', value: 'standard', description: 'Those that every customer base has' },
	],
});

/**
 * Whose fields there are.
 * @param show when it is asked
 */
export function fieldSourceProperties(show: Shown): INodeProperties[] {
	return [
		fieldSourceProperty(show),
		authenticationProperty({ ...show, fieldSource: ['crm'] }),
		baseNameProperty({ ...show, fieldSource: ['localBase'] }),
		...sqlTableProperties({ ...show, fieldSource: ['sqlTable'] }),
	];
}

/**
 * The fields of the chosen destination. A customer base that was never imported into has the standard ones.
 * @throws userError or transientError where the destination cannot be asked
 */
export async function destinationFields(context: IExecuteFunctions): Promise<readonly FieldSpec[]> {
	const kind = String(context.getNodeParameter('fieldSource', 0, 'standard'));
	if (kind === 'standard') return STANDARD_FIELDS;
	const destination = await readDestination(context, kind);
	const asked = await settle(
		async () =>
			await withConnector(
				{ ...destination, settings: { ...destination.settings, readOnly: true } },
				async (opened) => await opened.discoverFields(),
			),
	);
	if ('value' in asked) return asked.value;
	if (isImportError(asked.error) && asked.error.code === 'NO_BASE') return STANDARD_FIELDS;
	throw asked.error;
}

/** The fields of a destination that the mapping does not know by itself: its custom ones, and what it says of standard ones. */
export function fieldsToAdd(fields: readonly FieldSpec[]): FieldSpec[] {
	return fields.flatMap((field): FieldSpec[] => {
		const standard = FIELDS.find(({ name }) => name === field.name);
		if (standard === undefined) return field.readOnly ? [] : [field];
		return saysMore(field, standard) ? [{ ...field, aliases: standard.aliases ?? [] }] : [];
	});
}

/** Whether a destination holds a standard field otherwise than it is, or asks more of it. */
function saysMore(field: FieldSpec, standard: FieldSpec): boolean {
	const { required, options, maxLength, readOnly } = field;
	const isOther = field.type !== standard.type || field.multiple !== standard.multiple;
	return (
		isOther || required === true || options !== undefined || maxLength !== undefined || readOnly === true
	);
}

/** The fields that can be chosen on this panel: those of the destination, and the custom ones it lists. */
export async function searchFields(this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
	return await listFields(async () => {
		const rows = this.getNodeParameter('customFields.field', []) as CustomFieldRow[];
		const kind = String(this.getNodeParameter('fieldSource', 'standard'));
		const fields = kind === 'standard' ? FIELDS : await loadFields(this, kind);
		return [...toCustomFields(rows), ...fields];
	}, filter);
}
