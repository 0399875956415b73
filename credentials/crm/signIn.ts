import type { INodeProperties } from 'n8n-workflow';

/** Where the people of a CRM sign in, and what is asked of them. Texts with `=` are n8n expressions over the credential. */
interface SignIn {
	readonly authUrl: string;
	readonly accessTokenUrl: string;
	readonly scope: string;
	/** What is added to the address at which people sign in. */
	readonly query: string;
	/** How the app says who it is when it asks for a token. */
	readonly authentication: 'header' | 'body';
}

/** The address of a Salesforce org; without one, the host at which everybody signs in. */
const SALESFORCE =
	'($self["baseUrl"] || ($self["environment"] === "sandbox" ? "https://test.salesforce.com" : "https://login.salesforce.com")).replace(/\\/+$/, "")';

const ZOHO = '"https://accounts." + $self["dataCentre"] + "/oauth/v2/"';

const MICROSOFT = '"https://login.microsoftonline.com/" + ($self["tenantId"] || "common") + "/oauth2/v2.0/"';

/**
 * An app that signs in by itself asks for all that it was granted, and gets no refresh token
 * (https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow).
 */
const MICROSOFT_SCOPE =
	'($self["grantType"] === "clientCredentials" ? "" : "openid offline_access ") + $self["baseUrl"].replace(/\\/+$/, "") + "/.default"';

const SIGN_INS: Readonly<Record<string, SignIn>> = {
	dynamics: {
		authUrl: `=${MICROSOFT} + "authorize"`,
		accessTokenUrl: `=${MICROSOFT} + "token"`,
		scope: `=${MICROSOFT_SCOPE}`,
		query: 'response_mode=query',
		authentication: 'body',
	},
	hubSpot: {
		authUrl: 'https://app.hubspot.com/oauth/authorize',
		accessTokenUrl: 'https://api.hubapi.com/oauth/v1/token',
		scope: 'crm.objects.contacts.read crm.objects.contacts.write crm.schemas.contacts.read',
		query: '',
		authentication: 'body',
	},
	mailchimp: {
		authUrl: 'https://login.mailchimp.com/oauth2/authorize',
		accessTokenUrl: 'https://login.mailchimp.com/oauth2/token',
		// There are none: a token may do what its user may do.
		scope: '',
		query: '',
		authentication: 'body',
	},
	pipedrive: {
		authUrl: 'https://oauth.pipedrive.com/oauth/authorize',
		accessTokenUrl: 'https://oauth.pipedrive.com/oauth/token',
		// What an app may do is set in Pipedrive's Developer Hub, and is not asked for again.
		scope: '',
		query: '',
		authentication: 'header',
	},
	salesforce: {
		authUrl: `=${SALESFORCE} + "/services/oauth2/authorize"`,
		accessTokenUrl: `=${SALESFORCE} + "/services/oauth2/token"`,
		scope: 'api refresh_token',
		query: 'prompt=login',
		authentication: 'body',
	},
	zohoCrm: {
		authUrl: `=${ZOHO} + "auth"`,
		accessTokenUrl: `=${ZOHO} + "token"`,
		// Zoho separates scopes by commas, and gives a refresh token only when it is asked for offline access.
		scope: 'ZohoCRM.modules.ALL,ZohoCRM.settings.ALL,ZohoCRM.users.READ,ZohoCRM.coql.READ',
		query: 'access_type=offline&prompt=consent',
		authentication: 'body',
	},
};

/** The CRMs that people sign in to. */
export const SIGN_IN_PROVIDERS = Object.keys(SIGN_INS);

/** What n8n signs in with, by the provider that was chosen. */
export const signInProperties: INodeProperties[] = [
	hidden('Authorization URL', 'authUrl', 'authUrl'),
	hidden('Access Token URL', 'accessTokenUrl', 'accessTokenUrl'),
	hidden('Scope', 'scope', 'scope'),
	hidden('Auth URI Query Parameters', 'authQueryParameters', 'query'),
	hidden('Authentication', 'authentication', 'authentication'),
];

function hidden(displayName: string, name: string, part: keyof SignIn): INodeProperties {
	const cases = Object.entries(SIGN_INS).map(
		([provider, signIn]) => `${JSON.stringify(provider)}: () => ${expressionOf(signIn[part])}`,
	);
	return {
		displayName,
		name,
		type: 'hidden',
		default: `={{ ({ ${cases.join(', ')} })[$self["provider"]]() }}`,
	};
}

/** A text as a part of an expression. */
function expressionOf(text: string): string {
	return text.startsWith('=') ? text.slice(1) : JSON.stringify(text);
}
