import type { Connector, ConnectorCapabilities } from './connector';
import { crmConnector } from './crm/crmConnector';
import { jsonForms } from './crm/jsonForms';
import { makeSchema } from './crm/schema';
import {
	addressSetting,
	type ConnectorSettings,
	numberSetting,
	requiredSetting,
	textSetting,
} from './crm/settings';
import { httpEntry } from './entry';
import { withAccessToken } from './http/accessToken';
import type { ConnectorTools } from './http/client';
import { tokenLogin } from './http/tokenLogin';
import { deletedRecords } from './zohoCrm/deleted';
import { describeModule } from './zohoCrm/describe';
import { makeZohoFinder } from './zohoCrm/find';
import { openZoho } from './zohoCrm/session';
import { makeZohoWriter } from './zohoCrm/write';

const CAPABILITIES: ConnectorCapabilities = {
	batchSize: 100,
	lookupSize: 50,
	lanes: 4,
	identifiers: ['email', 'phone', 'crmId', 'guid'],
	unique: false,
	conditional: false,
	customFields: false,
	remove: true,
	suppressTriggers: true,
	deletes: 'ids',
};

/**
 * Zoho's own word before a token. It takes `Bearer` as well, which n8n sends where a person has signed in
 * (https://www.zoho.com/accounts/protocol/oauth/use-access-token.html).
 */
const SCHEME = 'Zoho-oauthtoken';

/** Where the interface of a data centre is (https://www.zoho.com/crm/developer/docs/api/v8/multi-dc.html). */
const API_DOMAINS: Readonly<Record<string, string>> = {
	'zoho.com': 'https://www.zohoapis.com',
	'zoho.eu': 'https://www.zohoapis.eu',
	'zoho.in': 'https://www.zohoapis.in',
	'zoho.com.au': 'https://www.zohoapis.com.au',
	'zoho.com.cn': 'https://www.zohoapis.com.cn',
	'zoho.jp': 'https://www.zohoapis.jp',
	'zoho.sa': 'https://www.zohoapis.sa',
	'zohocloud.ca': 'https://www.zohoapis.ca',
};

const PERSON = {
	crmId: 'id',
	email: 'Email, Secondary_Email',
	phone: 'Phone',
	firstName: 'First_Name',
	lastName: 'Last_Name',
	notes: 'Description',
	createdAt: 'Created_Time',
	changedAt: 'Modified_Time',
};

/** What Zoho has for our fields, by module. */
const PROPERTIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	Contacts: {
		...PERSON,
		birthDate: 'Date_of_Birth',
		street: 'Mailing_Street',
		postalCode: 'Mailing_Zip',
		city: 'Mailing_City',
		region: 'Mailing_State',
		country: 'Mailing_Country',
	},
	Leads: {
		...PERSON,
		company: 'Company',
		industry: 'Industry',
		street: 'Street',
		postalCode: 'Zip_Code',
		city: 'City',
		region: 'State',
		country: 'Country',
	},
};

/** Zoho CRM contacts, or leads where the credential says so. */
export function zohoCrm(settings: ConnectorSettings, tools: ConnectorTools): Connector {
	const dataCentre = textSetting(settings, 'dataCentre') || 'zoho.com';
	const domain = addressSetting(settings, 'baseUrl', 'Base URL', API_DOMAINS[dataCentre]);
	const module = textSetting(settings, 'module') || 'Contacts';
	const session = openZoho(loggedIn(settings, tools, dataCentre), {
		baseUrl: `${domain}/crm/v8`,
		callsPerSecond: numberSetting(settings, 'callsPerSecond', 10),
	});
	const schema = makeSchema({
		title: 'Zoho CRM',
		standard: PROPERTIES[module] ?? PERSON,
		settings,
		load: async () => await describeModule(session, module),
		forms: (found, ours) => jsonForms({ type: found.type, ours, multiple: found.multiple === true }),
		clear: null,
	});
	return crmConnector({
		name: 'zohoCrm',
		title: 'Zoho CRM',
		target: `${new URL(domain).host}/${module}`,
		capabilities: CAPABILITIES,
		lagging: CAPABILITIES.identifiers,
		check: async () => {
			const body = { select_query: `select id from ${module} where id is not null limit 1` };
			await session.read({ method: 'POST', url: 'coql', body });
		},
		describe: schema.describe,
		bind: schema.bind,
		...makeZohoFinder(session, module, schema),
		listDeleted: deletedRecords(session, module),
		...makeZohoWriter(session, module, schema),
	});
}

/** With a client of one's own the connector renews its token itself; otherwise the credential adds it. */
function loggedIn(settings: ConnectorSettings, tools: ConnectorTools, dataCentre: string): ConnectorTools {
	if (settings['loginWith'] !== 'refreshToken') return tools;
	const accounts = addressSetting(settings, 'accountsUrl', 'Accounts URL', `https://accounts.${dataCentre}`);
	const body = new URLSearchParams({
		grant_type: 'refresh_token',
		client_id: requiredSetting(settings, 'clientId', 'Client ID'),
		client_secret: requiredSetting(settings, 'clientSecret', 'Client Secret'),
		refresh_token: requiredSetting(settings, 'refreshToken', 'Refresh Token'),
	});
	return withAccessToken(tools, {
		title: 'Zoho CRM',
		scheme: SCHEME,
		request: { method: 'POST', url: `${accounts}/oauth/v2/token`, body },
		isExpired: ({ status, body: answer }) => status === 401 && !isScopeMissing(answer),
	});
}

/** A token that may not do this is not renewed: the next one may not either. */
function isScopeMissing(body: unknown): boolean {
	return typeof body === 'object' && body !== null && 'code' in body && body.code === 'OAUTH_SCOPE_MISMATCH';
}

export const zohoCrmEntry = httpEntry({
	title: 'Zoho CRM',
	capabilities: CAPABILITIES,
	tested: ['fake'],
	notes: [
		'Records that were created go to the recycle bin by undo and can be restored there for 60 days.',
		'A record that somebody changes between the look-up and the write is overwritten in the fields of the row: Zoho knows one time for all records of a call, and whole seconds.',
		'Zoho keeps values unique only in fields that are marked so. New records are inserted and never upserted.',
		'Without automations: workflows, approvals and blueprints are not started.',
		'Phones are looked up as +48501228855 and as digits; numbers written otherwise in Zoho are not found.',
		'Every call costs credits of the 24 hours; when they are gone the import stops and can be resumed.',
	],
	login: tokenLogin('refreshToken', SCHEME),
	connect: zohoCrm,
});
