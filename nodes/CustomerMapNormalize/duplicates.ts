import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { CollapseOptions, DuplicatePolicy, SameCustomer } from '../../lib';
import { duplicateOptions, duplicatePolicyOptions } from '../shared/duplicates';
import { identifierOptions } from '../shared/identifiers';

/** The choice of who wants to leave duplicates to Customer Upsert. */
const KEEP = 'keep';

const show = { duplicates: duplicatePolicyOptions.map(({ value }) => value) };

/** What happens to rows of one customer. */
export const duplicateProperties: INodeProperties[] = [
	{
		displayName: 'Duplicates',
		name: 'duplicates',
		type: 'options',
		default: KEEP,
		description:
			"What happens to rows of the whole input that are the same customer. Rows that go into another one leave by 'Rejected', and say into which.",
		options: [
			...duplicatePolicyOptions,
			{ name: 'Keep: Not Looked For', value: KEEP, description: 'Customer Upsert looks for them too' },
		].sort((a, b) => a.name.localeCompare(b.name, 'en')),
	},
	{
		displayName: 'Main Identifier',
		name: 'mainIdentifier',
		type: 'options',
		default: 'email',
		description: 'What rows of one customer have in common',
		displayOptions: { show },
		options: identifierOptions,
	},
	{
		displayName: 'Other Identifiers',
		name: 'otherIdentifiers',
		type: 'multiOptions',
		default: ['phone', 'crmId'],
		description: 'What a row without the main identifier is recognised by',
		displayOptions: { show },
		options: identifierOptions,
	},
	{
		displayName: 'Duplicate Options',
		name: 'duplicateOptions',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		description: 'How duplicates are found',
		displayOptions: { show },
		options: duplicateOptions,
	},
];

/** How duplicates of a run are treated. */
export type DuplicateSettings = Omit<CollapseOptions, 'keyOf' | 'signal'>;

interface Options {
	readonly possible?: boolean;
	readonly sameCustomer?: SameCustomer;
	/** 0: never. */
	readonly sharedFrom?: number;
}

/** Reads how duplicates are treated; `undefined` where nobody looks for them. */
export function readDuplicates(context: IExecuteFunctions): DuplicateSettings | undefined {
	const policy = context.getNodeParameter('duplicates', 0, KEEP) as DuplicatePolicy | typeof KEEP;
	if (policy === KEEP) return undefined;
	const main = String(context.getNodeParameter('mainIdentifier', 0, 'email'));
	const others = context.getNodeParameter('otherIdentifiers', 0, []) as string[];
	const options = context.getNodeParameter('duplicateOptions', 0, {}) as Options;
	return {
		policy,
		identifiers: [...new Set([main, ...others])],
		possible: options.possible === true,
		...(options.sameCustomer === undefined ? {} : { sameCustomer: options.sameCustomer }),
		...(options.sharedFrom === undefined ? {} : { sharedFrom: options.sharedFrom || Infinity }),
	};
}
