import type { INodeProperties } from 'n8n-workflow';
import { callsField, secretField } from './sharedFields';

const PROVIDER = { provider: ['fxiaoke'] };
const displayOptions = { show: PROVIDER };

/** Fxiaoke: an app of the company itself, and the user for whom it acts. */
export const fxiaoke: INodeProperties[] = [
	{
		displayName: 'Base URL',
		name: 'baseUrl',
		type: 'string',
		default: 'https://open.fxiaoke.com',
		required: true,
		placeholder: 'e.g. https://open-hwcloud.fxiaoke.com',
		description:
			"The interface of the cloud where the company is: 'open-' and the address at which users sign in, and never www.fxiaoke.com",
		displayOptions,
	},
	{
		displayName: 'Authentication',
		name: 'authentication',
		type: 'options',
		default: 'oauth',
		description: 'How the app asks for its token',
		options: [
			{ name: 'Client Credentials', value: 'oauth', description: 'As Fxiaoke advises now' },
			{ name: 'Corp Access Token', value: 'legacy', description: 'As before, for apps made long ago' },
		],
		displayOptions,
	},
	{
		displayName: 'App ID',
		name: 'appId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. FSAID_…',
		description: 'Of an app that the company has made for itself (企业自建应用), in developer mode',
		displayOptions,
	},
	secretField('App Secret', 'appSecret', PROVIDER, { required: true }),
	secretField('Permanent Code', 'permanentCode', PROVIDER, {
		required: true,
		description: 'Shown with the app (永久授权码)',
	}),
	{
		displayName: 'User ID',
		name: 'userId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1000',
		description:
			'The user for whom records are read and written; a CRM administrator sees them all. The number of the employee (员工ID), or FSUID_… with a corp access token.',
		displayOptions,
	},
	{
		displayName: 'Mobile',
		name: 'mobile',
		type: 'string',
		default: '',
		placeholder: 'e.g. 13812345678',
		description: "The user's mobile number, where his ID is not known",
		displayOptions,
	},
	{
		displayName: 'Object',
		name: 'object',
		type: 'options',
		default: 'ContactObj',
		description: 'What customers are there',
		options: [
			{ name: 'Account (客户)', value: 'AccountObj' },
			{ name: 'Contact (联系人)', value: 'ContactObj' },
			{ name: 'Custom Object (自定义对象)', value: 'custom' },
			{ name: 'Lead (销售线索)', value: 'LeadsObj' },
		],
		displayOptions,
	},
	{
		displayName: 'Custom Object',
		name: 'customObject',
		type: 'string',
		default: '',
		placeholder: 'e.g. object_Nyeoj__c',
		description: 'Its API name, which ends with __c',
		displayOptions: { show: { provider: ['fxiaoke'], object: ['custom'] } },
	},
	{
		displayName: 'Default Owner ID',
		name: 'ownerId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1000',
		description: 'Who is responsible (负责人) for new records whose rows name nobody',
		displayOptions,
	},
	{
		displayName: 'Name Records After Their Contact',
		name: 'nameFallback',
		type: 'boolean',
		default: false,
		description:
			'Whether a new record without a name is called after its company, e-mail address or phone. Fxiaoke refuses records without a name.',
		displayOptions,
	},
	{
		displayName: 'Country Code',
		name: 'countryCode',
		type: 'string',
		default: '86',
		placeholder: 'e.g. 86',
		description: 'Of phone numbers that are written without one in Fxiaoke',
		displayOptions,
	},
	callsField(
		'Calls per Twenty Seconds',
		'callsPer20s',
		['fxiaoke'],
		100,
		'How often each interface may be called. Companies can have more than 100 from Fxiaoke.',
	),
];
