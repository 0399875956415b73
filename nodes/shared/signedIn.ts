import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** What n8n signs in with by OAuth2. A connector needs none of it, and would log in by itself if it got it. */
const SIGN_IN = [
	'accessTokenUrl',
	'authQueryParameters',
	'authUrl',
	'authentication',
	'certificate',
	'clientId',
	'clientSecret',
	'grantType',
	'oauthTokenData',
	'privateKey',
	'scope',
];

/** The names under which CRMs say, beside an access token, where the account of that token is. */
const ADDRESSES = ['instance_url', 'api_domain'];

/**
 * The settings of a CRM that n8n logs in to with an OAuth2 token: without the token, with `signedIn`, and with the
 * address that came with the token where the person has set none. Other settings stay as they are.
 */
export function signedInSettings(
	settings: ICredentialDataDecryptedObject,
): Readonly<Record<string, unknown>> {
	if (!('authUrl' in settings)) return settings;
	const others = Object.entries(settings).filter(([name]) => !SIGN_IN.includes(name));
	const address = addressOf(settings['oauthTokenData']);
	return {
		...Object.fromEntries(others),
		signedIn: true,
		...(settings['baseUrl'] || address === undefined ? {} : { baseUrl: address }),
	};
}

function addressOf(token: unknown): string | undefined {
	if (typeof token !== 'object' || token === null) return undefined;
	const known = Object.entries(token).filter(([name]) => ADDRESSES.includes(name));
	return known.map(([, value]: [string, unknown]) => value).find((value) => typeof value === 'string');
}
