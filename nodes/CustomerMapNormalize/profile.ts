import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import type { MapSettings } from '../../lib';
import { readProfile, userError } from '../../lib';
import { binaryFields, readBinary } from '../shared/binary';
import { summaryOf } from '../shared/rowBatch';

/** A profile is some kilobytes; nothing larger is one. */
const MOST_BYTES = 4 * 1024 * 1024;

const show = { mappingMode: ['profile'] };

/** Where a kept mapping comes from. */
export const profileProperties: INodeProperties[] = [
	{
		displayName: 'Profile From',
		name: 'profileFrom',
		type: 'options',
		noDataExpression: true,
		default: 'text',
		description: "Where the kept mapping is. The output 'Summary' of an earlier run has it in 'profile'.",
		displayOptions: { show },
		options: [
			{ name: 'File', value: 'file', description: 'A JSON file that comes in with an item' },
			{ name: 'Text or Field', value: 'text', description: 'Pasted, or a field of an earlier node' },
		],
	},
	{
		displayName: 'Profile',
		name: 'profile',
		type: 'json',
		default: '',
		typeOptions: { rows: 6 },
		placeholder: 'e.g. {"kind": "customer-mapping", "version": 1, …}',
		description: 'The profile as JSON. An expression is read once, with the first item.',
		displayOptions: { show: { ...show, profileFrom: ['text'] } },
	},
	{
		displayName: 'Profile File Field',
		name: 'profileField',
		type: 'string',
		default: 'profile',
		hint: 'The name of the input field containing the file',
		description:
			'The first item with such a file brings the profile, and holds no row unless it is a row batch',
		displayOptions: { show: { ...show, profileFrom: ['file'] } },
	},
];

/** A kept mapping, and where it came in. */
export interface KeptProfile {
	readonly settings: MapSettings;
	/** The item that brought it and holds no row. */
	readonly item?: number;
}

/**
 * Reads the profile that the user chose.
 * @throws userError where there is none, or it cannot be used
 */
export async function readKeptProfile(context: IExecuteFunctions): Promise<KeptProfile> {
	if (context.getNodeParameter('profileFrom', 0, 'text') === 'file') return await readFile(context);
	const given: unknown = context.getNodeParameter('profile', 0, '');
	if (given === '' || given === undefined || given === null) throw noProfile("'Profile' is empty");
	return { settings: readProfile(given) };
}

async function readFile(context: IExecuteFunctions): Promise<KeptProfile> {
	const field = String(context.getNodeParameter('profileField', 0, 'profile')).trim();
	const items = context.getInputData();
	const index = items.findIndex((item) => binaryFields(item).has(field));
	const item = items[index];
	const binary = item === undefined ? undefined : binaryFields(item).get(field);
	if (item === undefined || binary === undefined) throw noProfile(`No item has a file in '${field}'`);
	const chunks: Uint8Array[] = [];
	let bytes = 0;
	for await (const chunk of readBinary(context, index, binary)) {
		bytes += chunk.length;
		if (bytes > MOST_BYTES) throw noProfile(`The file in '${field}' is too large to be one`);
		chunks.push(chunk);
	}
	const settings = readProfile(Buffer.concat(chunks).toString('utf8'));
	return holdsRows(item) ? { settings } : { settings, item: index };
}

function holdsRows(item: INodeExecutionData): boolean {
	return summaryOf(item) !== undefined;
}

function noProfile(what: string): Error {
	return userError(
		`There is no mapping profile: ${what}`,
		"The output 'Summary' of an earlier run has it in 'profile'. Or choose another 'Mapping Mode'.",
		'NO_PROFILE',
	);
}
