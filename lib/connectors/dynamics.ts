import type { Connector, ConnectorCapabilities } from './connector';
import { crmConnector } from './crm/crmConnector';
import { makeSchema } from './crm/schema';
import {
	addressSetting,
	type ConnectorSettings,
	numberSetting,
	requiredSetting,
	textSetting,
} from './crm/settings';
import { describeTable, type DynamicsColumn } from './dynamics/describe';
import { makeDynamicsFinder } from './dynamics/find';
import { formsOfColumn } from './dynamics/forms';
import { type DynamicsTable, openDynamics } from './dynamics/session';
import { makeDynamicsWriter } from './dynamics/write';
import { httpEntry } from './entry';
import { withAccessToken } from './http/accessToken';
import type { ConnectorTools } from './http/client';
import { tokenLogin } from './http/tokenLogin';

/** Requests in a batch. A thousand are allowed, but their time counts against a limit of its own. */
const BATCH = 100;
const MOST_IN_BATCH = 1_000;

/** Calls of a user in five minutes (https://learn.microsoft.com/power-apps/developer/data-platform/api-limits). */
const CALLS_PER_5_MIN = 6_000;

const CAPABILITIES: ConnectorCapabilities = {
	batchSize: BATCH,
	lookupSize: 100,
	lanes: 4,
	identifiers: ['email', 'phone', 'crmId', 'guid'],
	unique: false,
	conditional: true,
	customFields: false,
	remove: true,
	suppressTriggers: true,
};

const TABLES: Readonly<Record<string, DynamicsTable>> = {
	contact: { name: 'contact', set: 'contacts', key: 'contactid' },
	lead: { name: 'lead', set: 'leads', key: 'leadid' },
};

const PERSON = {
	email: 'emailaddress1, emailaddress2, emailaddress3',
	phone: 'telephone1',
	firstName: 'firstname',
	lastName: 'lastname',
	street: 'address1_line1',
	postalCode: 'address1_postalcode',
	city: 'address1_city',
	region: 'address1_stateorprovince',
	country: 'address1_country',
	notes: 'description',
	createdAt: 'createdon',
	changedAt: 'modifiedon',
};

/** What Dataverse has for our fields, by table. */
const PROPERTIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	contact: { ...PERSON, crmId: 'contactid', birthDate: 'birthdate', gender: 'gendercode' },
	lead: { ...PERSON, crmId: 'leadid', company: 'companyname' },
};

/** Contacts of Dynamics 365, or leads where the credential says so. */
export function dynamics(settings: ConnectorSettings, tools: ConnectorTools): Connector {
	const environment = addressSetting(settings, 'baseUrl', 'Environment URL');
	const table = TABLES[textSetting(settings, 'table')] ?? {
		name: 'contact',
		set: 'contacts',
		key: 'contactid',
	};
	const root = `/api/data/v${textSetting(settings, 'apiVersion') || '9.2'}`;
	const session = openDynamics(loggedIn(settings, tools, environment), {
		baseUrl: `${environment}${root}`,
		callsPer5Min: numberSetting(settings, 'callsPer5Min', CALLS_PER_5_MIN),
		table,
	});
	let columns: ReadonlyMap<string, DynamicsColumn> = new Map();
	const schema = makeSchema({
		title: 'Dynamics 365',
		standard: PROPERTIES[table.name] ?? PERSON,
		settings,
		load: async () => {
			const found = await describeTable(session, table);
			columns = new Map(found.map((column) => [column.property, column]));
			return found;
		},
		forms: (found, ours) => formsOfColumn(columns.get(found.property) ?? found, ours),
		clear: null,
	});
	return crmConnector({
		name: 'dynamics',
		title: 'Microsoft Dynamics 365',
		target: `${new URL(environment).host}/${table.set}`,
		capabilities: {
			...CAPABILITIES,
			batchSize: Math.min(MOST_IN_BATCH, Math.floor(numberSetting(settings, 'batchSize', BATCH))),
		},
		check: async () => {
			const query = { $select: table.key, $top: 1 };
			await session.read({ method: 'GET', url: table.set, query });
		},
		describe: schema.describe,
		bind: schema.bind,
		...makeDynamicsFinder(session, table, schema),
		...makeDynamicsWriter(session, {
			table,
			root: `${new URL(environment).pathname.replace(/\/$/, '')}${root}`,
			schema,
			detectDuplicates: settings['detectDuplicates'] === true,
			bypassLogic: settings['bypassLogic'] === true,
			now: tools.now,
		}),
	});
}

/** With an app of one's own the connector logs in itself; otherwise the credential adds the token. */
function loggedIn(settings: ConnectorSettings, tools: ConnectorTools, environment: string): ConnectorTools {
	if (settings['loginWith'] !== 'clientCredentials') return tools;
	const authority = addressSetting(settings, 'authority', 'Authority', 'https://login.microsoftonline.com');
	const tenant = requiredSetting(settings, 'tenantId', 'Tenant ID');
	const body = new URLSearchParams({
		grant_type: 'client_credentials',
		client_id: textSetting(settings, 'clientId'),
		client_secret: requiredSetting(settings, 'clientSecret', 'Client Secret'),
		scope: `${environment}/.default`,
	});
	const url = `${authority}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`;
	return withAccessToken(tools, { title: 'Dynamics 365', request: { method: 'POST', url, body } });
}

export const dynamicsEntry = httpEntry({
	title: 'Microsoft Dynamics 365',
	capabilities: CAPABILITIES,
	tested: ['fake'],
	notes: [
		'Rows that were created are deleted by undo, for good unless the environment keeps deleted records.',
		'A row that somebody changes between the look-up and the write is not overwritten: it is looked up again.',
		'Only what differs is sent, because unchanged values start automations too. Without automations: flows never start; plug-ins and workflows do not run where Bypass Custom Logic is on and the user has that privilege.',
		'Dataverse keeps values unique where a column is an alternate key, and by its duplicate detection rules where Detect Duplicates is on. New rows are posted, not upserted by an alternate key: a repeated row is refused all the same, and keys may hold any characters.',
		'Choices are read and written by their names.',
		'Phones are looked up as +48501228855 and as digits; numbers written otherwise are not found.',
		'Deleted rows cannot be read: Dataverse tells of them only to change tracking that began before, with a token that an export would have to keep.',
	],
	login: tokenLogin('clientCredentials'),
	connect: dynamics,
});
