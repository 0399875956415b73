import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { CustomerCrmOAuth2Api } from '../../credentials/CustomerCrmOAuth2Api.credentials';
import { SIGN_IN_PROVIDERS } from '../../credentials/crm/signIn';
import { CustomerCrmApi } from '../../credentials/CustomerCrmApi.credentials';
import { CONNECTORS, openConnector } from '../../lib';
import { fromCredential } from '../../nodes/shared/destination';
import { decrypted } from '../engine/credentials';

/** What n8n makes of what a person has filled in. */
const filledIn = (data: ICredentialDataDecryptedObject) => decrypted('customerCrmOAuth2Api', data);

describe('the OAuth2 credential', () => {
	const DYNAMICS = {
		provider: 'dynamics',
		baseUrl: 'https://contoso.crm4.dynamics.com/',
		tenantId: 'contoso.com',
	};

	it.each<[ICredentialDataDecryptedObject, ICredentialDataDecryptedObject]>([
		[
			{ provider: 'hubSpot' },
			{
				authUrl: 'https://app.hubspot.com/oauth/authorize',
				accessTokenUrl: 'https://api.hubapi.com/oauth/v1/token',
				authentication: 'body',
			},
		],
		[
			{ provider: 'mailchimp' },
			{
				authUrl: 'https://login.mailchimp.com/oauth2/authorize',
				accessTokenUrl: 'https://login.mailchimp.com/oauth2/token',
				scope: '',
				authentication: 'body',
			},
		],
		[
			{ provider: 'salesforce' },
			{
				authUrl: 'https://login.salesforce.com/services/oauth2/authorize',
				accessTokenUrl: 'https://login.salesforce.com/services/oauth2/token',
				scope: 'api refresh_token',
			},
		],
		[
			{ provider: 'salesforce', environment: 'sandbox' },
			{ accessTokenUrl: 'https://test.salesforce.com/services/oauth2/token' },
		],
		[
			{ provider: 'salesforce', baseUrl: 'https://acme.my.salesforce.com/', grantType: 'clientCredentials' },
			{
				accessTokenUrl: 'https://acme.my.salesforce.com/services/oauth2/token',
				grantType: 'clientCredentials',
			},
		],
		[
			{ provider: 'pipedrive' },
			{
				authUrl: 'https://oauth.pipedrive.com/oauth/authorize',
				accessTokenUrl: 'https://oauth.pipedrive.com/oauth/token',
				authentication: 'header',
			},
		],
		[
			{ provider: 'zohoCrm', dataCentre: 'zoho.eu' },
			{
				authUrl: 'https://accounts.zoho.eu/oauth/v2/auth',
				accessTokenUrl: 'https://accounts.zoho.eu/oauth/v2/token',
				authQueryParameters: 'access_type=offline&prompt=consent',
			},
		],
		[
			DYNAMICS,
			{
				authUrl: 'https://login.microsoftonline.com/contoso.com/oauth2/v2.0/authorize',
				accessTokenUrl: 'https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token',
				scope: 'openid offline_access https://contoso.crm4.dynamics.com/.default',
			},
		],
		[
			{ ...DYNAMICS, grantType: 'clientCredentials' },
			{ scope: 'https://contoso.crm4.dynamics.com/.default' },
		],
	])('signs in where the provider wants it: %j', (filled, expected) => {
		expect(filledIn(filled)).toMatchObject(expected);
	});

	it('has a default for every provider', () => {
		const provider = new CustomerCrmOAuth2Api().properties.find(({ name }) => name === 'provider');
		for (const option of provider?.options ?? []) {
			if (!('value' in option)) continue;
			expect(filledIn({ provider: option.value })['accessTokenUrl']).toMatch(/^https:\/\/[^ ]+token$/);
		}
	});

	it.each(SIGN_IN_PROVIDERS)(
		'sets all of %s that the other credential sets, but for the login',
		(provider) => {
			const shown = ({ properties }: CustomerCrmApi | CustomerCrmOAuth2Api) =>
				properties
					.filter(({ displayOptions }) => displayOptions?.show?.['provider']?.includes(provider) ?? true)
					.map(({ name }) => name);
			const login = [
				'apiKey',
				'apiToken',
				'loginWith',
				'accessToken',
				'refreshToken',
				'clientId',
				'clientSecret',
				'authority',
			];
			const wanted = shown(new CustomerCrmApi()).filter((name) => !login.includes(name));
			expect(wanted.length).toBeGreaterThan(2);
			expect(shown(new CustomerCrmOAuth2Api())).toEqual(expect.arrayContaining(wanted));
		},
	);

	it.each<[ICredentialDataDecryptedObject, string]>([
		[{ provider: 'salesforce', baseUrl: 'https://a.example.com', object: 'Lead' }, 'a.example.com/Lead'],
		[{ provider: 'dynamics', baseUrl: 'https://a.example.com', table: 'lead' }, 'a.example.com/leads'],
		[{ provider: 'zohoCrm', dataCentre: 'zoho.eu', module: 'Leads' }, 'www.zohoapis.eu/Leads'],
		[{ provider: 'mailchimp', audience: 'a1b2c3d4e5' }, 'api.mailchimp.com/a1b2c3d4e5'],
	])('opens the kind of records that is set: %j', async (filled, target) => {
		const own = { fieldNames: { pairs: [{ field: 'crmId', property: ' Nr__c ' }] } };
		const { connector, settings } = fromCredential(filledIn({ ...filled, ...own }));
		expect(settings).toMatchObject({ properties: { crmId: 'Nr__c' } });
		const http = async () => await Promise.reject(new Error('nothing is asked yet'));
		const opened = await openConnector(connector, settings, { http, now: () => 0, sleep: http });
		expect(opened.target).toBe(target);
	});

	it('has fields no two of which have one name: n8n would forget all but the last', () => {
		const names = new CustomerCrmOAuth2Api().properties.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
	});
});

describe('the destination of an OAuth2 credential', () => {
	const token = { access_token: 'secret-token', instance_url: 'https://acme.my.salesforce.com' };
	const filled = { provider: 'hubSpot', clientId: 'app', clientSecret: 'hush', oauthTokenData: token };

	it('gets the address that came with the token, and nothing to sign in with', () => {
		const { connector, settings } = fromCredential(filledIn(filled));
		expect(connector).toBe('hubSpot');
		expect(Object.keys(CONNECTORS)).toContain(connector);
		expect(settings).toMatchObject({ baseUrl: 'https://acme.my.salesforce.com', signedIn: true });
		expect(JSON.stringify(settings)).not.toMatch(/secret-token|hush|oauth2|app/);
	});

	it('keeps the address that the person has set', () => {
		const { settings } = fromCredential(filledIn({ ...filled, baseUrl: 'https://crm.example.com' }));
		expect(settings['baseUrl']).toBe('https://crm.example.com');
	});
});
