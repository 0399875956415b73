import { userError } from '../../errors';
import { type ConnectorSettings, requiredSetting, textSetting } from '../crm/settings';
import type { Login } from '../entry';
import { withAccessToken } from '../http/accessToken';
import type { ConnectorTools } from '../http/client';

/** How a person has said that requests are made his. */
export function restLogin(settings: ConnectorSettings): Login {
	const text = (name: string) => textSetting(settings, name);
	switch (text('restAuthentication')) {
		case 'basic':
			return { headers: { authorization: `Basic ${base64(`${text('userName')}:${text('password')}`)}` } };
		case 'bearer':
			return { headers: { authorization: `Bearer ${text('accessToken')}` } };
		case 'header':
			return { headers: { [text('headerName').toLowerCase()]: text('headerValue') } };
		case 'query':
			return { query: { [text('queryName')]: text('queryValue') } };
		default:
			return {};
	}
}

/** Where the CRM wants a token for a client ID and a secret, the connector gets it by itself. */
export function withRestLogin(settings: ConnectorSettings, tools: ConnectorTools): ConnectorTools {
	if (textSetting(settings, 'restAuthentication') !== 'oAuth2') return checkLogin(settings, tools);
	const tokenUrl = requiredSetting(settings, 'tokenUrl', 'Token URL');
	if (!URL.canParse(tokenUrl)) {
		throw userError(
			`'${tokenUrl}' is no address`,
			"Write 'Token URL' such as https://crm.example.com/oauth/token.",
			'CRM_SETTING',
		);
	}
	const scope = textSetting(settings, 'scope');
	const body = new URLSearchParams({
		grant_type: 'client_credentials',
		client_id: requiredSetting(settings, 'clientId', 'Client ID'),
		client_secret: requiredSetting(settings, 'clientSecret', 'Client Secret'),
		...(scope === '' ? {} : { scope }),
	});
	const headers = { 'content-type': 'application/x-www-form-urlencoded' };
	return withAccessToken(tools, {
		title: 'The CRM',
		request: { method: 'POST', url: tokenUrl, headers, body },
	});
}

const NEEDED: Readonly<Record<string, readonly (readonly [name: string, title: string])[]>> = {
	basic: [['userName', 'User Name']],
	bearer: [['accessToken', 'Access Token']],
	header: [
		['headerName', 'Header Name'],
		['headerValue', 'Header Value'],
	],
	query: [
		['queryName', 'Parameter Name'],
		['queryValue', 'Parameter Value'],
	],
};

function checkLogin(settings: ConnectorSettings, tools: ConnectorTools): ConnectorTools {
	for (const [name, title] of NEEDED[textSetting(settings, 'restAuthentication')] ?? []) {
		requiredSetting(settings, name, title);
	}
	return tools;
}

function base64(text: string): string {
	return Buffer.from(text, 'utf8').toString('base64');
}
