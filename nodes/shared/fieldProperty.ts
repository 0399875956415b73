import type { INodeProperties } from 'n8n-workflow';

/**
 * A field, chosen from those of the destination or written as its name or title.
 * @param details where it is called otherwise, or not always shown
 * @param searchListMethod the node's method that lists the fields to choose from
 */
export function fieldProperty(
	description: string,
	details: Partial<Pick<INodeProperties, 'displayName' | 'name' | 'displayOptions'>> = {},
	searchListMethod = 'searchFields',
): INodeProperties {
	return {
		displayName: 'Field',
		name: 'field',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Choose a field',
				// A local customer base needs no credential, without which n8n would not ask for the list.
				typeOptions: {
					searchListMethod,
					searchable: true,
					skipCredentialsCheckInRLC: true,
				},
			},
			{
				displayName: 'By Name',
				name: 'name',
				type: 'string',
				placeholder: 'e.g. lastName',
				hint: 'The name or the title of a field, standard or custom',
			},
		],
		...details,
	};
}

/** The name or title that such a parameter holds; a plain text where it is set by an expression. */
export function fieldValue(value: unknown): string {
	if (typeof value === 'string') return value.trim();
	const inner: unknown = typeof value === 'object' && value !== null && 'value' in value ? value.value : '';
	return typeof inner === 'string' ? inner.trim() : '';
}
