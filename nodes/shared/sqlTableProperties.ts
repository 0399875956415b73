import type { INodeProperties } from 'n8n-workflow';
import { STANDARD_FIELDS } from '../../lib';

type Shown = Record<string, string[]>;

/** A table or a column, chosen from those that are there or written. */
function chosenProperty(
	listMethod: string,
	placeholder: string,
	details: Pick<INodeProperties, 'displayName' | 'name' | 'description'> & Partial<INodeProperties>,
): INodeProperties {
	return {
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: listMethod, searchable: true },
			},
			{ displayName: 'By Name', name: 'name', type: 'string', placeholder },
		],
		...details,
	};
}

/**
 * Which table of a SQL database customers are kept in, and which columns are which fields.
 * @param show when they are shown
 */
export function sqlTableProperties(show: Shown): INodeProperties[] {
	return [
		chosenProperty('searchSqlTables', 'e.g. public.customers', {
			displayName: 'Table',
			name: 'sqlTable',
			required: true,
			description: 'The table of customers, after its schema and a point where it needs one',
			displayOptions: { show },
		}),
		chosenProperty('searchSqlColumns', 'e.g. id', {
			displayName: 'Key Column',
			name: 'sqlKeyColumn',
			description: 'The column that tells the rows of the table apart; its primary key when left empty',
			displayOptions: { show },
		}),
		{
			displayName: 'Field Names',
			name: 'sqlFieldNames',
			type: 'fixedCollection',
			placeholder: 'Add Field Name',
			default: {},
			description:
				'Which column keeps which field, where its name does not say so. Columns such as email, first_name or zip are found by themselves; others are custom fields under their own names.',
			typeOptions: { multipleValues: true },
			displayOptions: { show },
			options: [
				{
					displayName: 'Pair',
					name: 'pair',
					values: [
						{
							displayName: 'Field',
							name: 'field',
							type: 'options',
							default: 'email',
							description: 'The standard field',
							options: STANDARD_FIELDS.map(({ name, title }) => ({ name: title, value: name })).sort((a, b) =>
								a.name.localeCompare(b.name, 'en'),
							),
						},
						chosenProperty('searchSqlColumns', 'e.g. contact_mail', {
							displayName: 'Column',
							name: 'column',
							description: 'The column of the table that keeps it',
						}),
					],
				},
			],
		},
	];
}

/**
 * Whether the table has to keep identifiers unique by itself.
 * @param show when it is shown
 */
export function uniqueIndexProperty(show: Shown): INodeProperties {
	return {
		displayName: 'Require Unique Index',
		name: 'requireUniqueIndex',
		type: 'boolean',
		default: true,
		description:
			'Whether the import is refused where the table has no unique index on an identifier; the error says how to make it. Without one, imports wait for one another, and other programs can still make doubles.',
		displayOptions: { show },
	};
}
