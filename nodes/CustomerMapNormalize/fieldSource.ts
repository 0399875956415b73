import type {
	IExecuteFunctions,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodeProperties,
} from 'n8n-workflow';
import type { FieldSpec } from '../../lib';
import { FIELDS, isImportError, STANDARD_FIELDS } from '../../lib';
import { baseNameProperty, readDestination, withConnector } from '../shared/destination';
import { settle } from '../shared/execution';
import { listFields, loadFields } from '../shared/fieldSearch';
import type { CustomFieldRow } from './customFields';
import { toCustomFields } from './customFields';
import { PANEL_MODES } from './panelModes';

const fieldSourceProperty: INodeProperties = {
	displayName: 'Fields',
	name: 'fieldSource',
	type: 'options',
	noDataExpression: true,
	default: 'standard',
	description: 'The fields that columns can go to, beside your custom fields',
	displayOptions: { show: { mappingMode: PANEL_MODES } },
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
		{ name: 'Standard Fields', value: 'standard', description: 'Those that every customer base has' },
	],
};

/** Whose fields there are. */
export const fieldSourceProperties: INodeProperties[] = [
	fieldSourceProperty,
	baseNameProperty({ mappingMode: PANEL_MODES, fieldSource: ['localBase'] }),
];

/**
 * The fields of the chosen destination. A customer base that was never imported into has the standard ones.
 * @throws userError or transientError where the destination cannot be asked
 */
export async function destinationFields(context: IExecuteFunctions): Promise<readonly FieldSpec[]> {
	const kind = String(context.getNodeParameter('fieldSource', 0, 'standard'));
	if (kind === 'standard') return STANDARD_FIELDS;
	const { connector, settings } = await readDestination(context, kind);
	const asked = await settle(
		async () =>
			await withConnector(
				{ connector, settings: { ...settings, readOnly: true } },
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
		const { required, options, maxLength } = field;
		if (required !== true && options === undefined && maxLength === undefined) return [];
		return [{ ...standard, ...field, aliases: standard.aliases ?? [] }];
	});
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
