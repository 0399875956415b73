import type { INodeProperties } from 'n8n-workflow';
import { fieldProperty } from '../shared/fieldProperty';

const conditionValues: INodeProperties[] = [
	fieldProperty('The field that is looked at'),
	{
		displayName: 'Operator',
		name: 'operator',
		type: 'options',
		default: 'equals',
		options: [
			{ name: 'Consent Given (Yes)', value: 'given' },
			{ name: 'Consent Refused (No)', value: 'refused' },
			{ name: 'Contains', value: 'contains' },
			{ name: 'Does Not Contain', value: 'notContains' },
			{ name: 'Ends With', value: 'endsWith' },
			{ name: 'Equals', value: 'equals' },
			{ name: 'Is After or Greater Than', value: 'after' },
			{ name: 'Is Before or Less Than', value: 'before' },
			{ name: 'Is Empty', value: 'empty' },
			{ name: 'Is Not After (at Most)', value: 'notAfter' },
			{ name: 'Is Not Before (at Least)', value: 'notBefore' },
			{ name: 'Is Not Empty', value: 'notEmpty' },
			{ name: 'Is Not One Of', value: 'notIn' },
			{ name: 'Is One Of', value: 'in' },
			{ name: 'Not Equals', value: 'notEquals' },
			{ name: 'Starts With', value: 'startsWith' },
		],
	},
	{
		displayName: 'Value',
		name: 'value',
		type: 'string',
		default: '',
		placeholder: 'e.g. Nowak',
		description:
			"Several values for 'Is One Of' stand on lines of their own, or with semicolons or commas between them. Dates are written 2026-11-22; text is compared without case.",
		displayOptions: { hide: { operator: ['empty', 'notEmpty', 'given', 'refused'] } },
	},
];

const combineOptions = [
	{ name: 'All (AND)', value: 'and' },
	{ name: 'Any (OR)', value: 'or' },
];

/** The conditions that customers must fit. */
export function conditionProperties(show: Record<string, string[]>): INodeProperties[] {
	return [
		{
			displayName: 'Conditions',
			name: 'conditions',
			type: 'fixedCollection',
			placeholder: 'Add Condition',
			default: {},
			description: 'Only customers that fit. All customers when there is none.',
			typeOptions: { multipleValues: true },
			displayOptions: { show },
			options: [{ displayName: 'Condition', name: 'condition', values: conditionValues }],
		},
		{
			displayName: 'Combine Conditions',
			name: 'combine',
			type: 'options',
			default: 'and',
			description: 'How many of the conditions (and of the condition groups) a customer must fit',
			displayOptions: { show },
			options: combineOptions,
		},
		{
			displayName: 'Condition Groups',
			name: 'groups',
			type: 'fixedCollection',
			placeholder: 'Add Condition Group',
			default: {},
			description: 'Conditions in brackets. Each group counts as one more condition.',
			typeOptions: { multipleValues: true },
			displayOptions: { show },
			options: [
				{
					displayName: 'Group',
					name: 'group',
					values: [
						{
							displayName: 'Combine',
							name: 'combine',
							type: 'options',
							default: 'or',
							description: 'How many conditions of this group a customer must fit',
							options: combineOptions,
						},
						{
							displayName: 'Conditions',
							name: 'conditions',
							type: 'fixedCollection',
							placeholder: 'Add Condition',
							default: {},
							typeOptions: { multipleValues: true },
							options: [{ displayName: 'Condition', name: 'condition', values: conditionValues }],
						},
					],
				},
			],
		},
	];
}
