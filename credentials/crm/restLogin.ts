import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

/** How requests to a REST CRM are made somebody's. */
export function restLoginProperties({ show }: IDisplayOptions): INodeProperties[] {
	const by = (restAuthentication: string) => ({
		show: { ...show, restAuthentication: [restAuthentication] },
	});
	return [
		{
			displayName: 'Authentication',
			name: 'restAuthentication',
			type: 'options',
			default: 'bearer',
			description: 'How the CRM knows who asks',
			options: [
				{ name: 'Access Token', value: 'bearer', description: 'In the header Authorization, after Bearer' },
				{ name: 'Header', value: 'header', description: 'A key in a header of its own' },
				{ name: 'None', value: 'none' },
				{
					name: 'OAuth2 Client Credentials',
					value: 'oAuth2',
					description: 'An app that gets a token for its ID and its secret',
				},
				{ name: 'Query', value: 'query', description: 'A key in the address of each request' },
				{ name: 'User Name and Password', value: 'basic' },
			],
			displayOptions: { show: { ...show } },
		},
		secret('Access Token', 'accessToken', by('bearer')),
		text('User Name', 'userName', by('basic')),
		secret('Password', 'password', by('basic')),
		{ ...text('Header Name', 'headerName', by('header')), placeholder: 'e.g. X-Api-Key' },
		secret('Header Value', 'headerValue', by('header')),
		{ ...text('Parameter Name', 'queryName', by('query')), placeholder: 'e.g. api_key' },
		secret('Parameter Value', 'queryValue', by('query')),
		{
			...text('Token URL', 'tokenUrl', by('oAuth2')),
			placeholder: 'e.g. https://crm.example.com/Api/access_token',
		},
		text('Client ID', 'clientId', by('oAuth2')),
		secret('Client Secret', 'clientSecret', by('oAuth2')),
		{
			...text('Scope', 'scope', by('oAuth2')),
			required: false,
			description: 'What is asked for, where the CRM wants it said',
		},
	];
}

function text(displayName: string, name: string, displayOptions: IDisplayOptions): INodeProperties {
	return { displayName, name, type: 'string', default: '', required: true, displayOptions };
}

function secret(displayName: string, name: string, displayOptions: IDisplayOptions): INodeProperties {
	return { ...text(displayName, name, displayOptions), typeOptions: { password: true } };
}
