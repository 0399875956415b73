import type { Connector, ConnectorCapabilities } from './connector';
import { crmConnector } from './crm/crmConnector';
import { jsonForms } from './crm/jsonForms';
import { type FoundProperty, makeSchema } from './crm/schema';
import {
	addressSetting,
	type ConnectorSettings,
	numberSetting,
	requiredSetting,
	textSetting,
} from './crm/settings';
import { textForms } from './crm/valueForms';
import { httpEntry } from './entry';
import { withAccessToken } from './http/accessToken';
import type { ConnectorTools } from './http/client';
import { tokenLogin } from './http/tokenLogin';
import { makeBulkWriter } from './salesforce/bulk';
import { deletedRecords } from './salesforce/deleted';
import { describeObject } from './salesforce/describe';
import { makeSalesforceFinder } from './salesforce/find';
import { openSalesforce } from './salesforce/session';
import { COLLECTION, makeSalesforceWriter } from './salesforce/write';

/** Rows in a job: as many as Salesforce itself takes at once. */
const JOB = 10_000;

/** Lanes where each call is small; a job has the whole way to itself. */
const LANES = 4;

const CAPABILITIES: ConnectorCapabilities = {
	batchSize: COLLECTION,
	lookupSize: 200,
	lanes: LANES,
	identifiers: ['email', 'phone', 'crmId', 'guid'],
	unique: false,
	conditional: false,
	customFields: false,
	remove: true,
	suppressTriggers: false,
	deletes: 'records',
};

const PERSON = {
	crmId: 'Id',
	email: 'Email',
	phone: 'Phone',
	firstName: 'FirstName',
	lastName: 'LastName',
	notes: 'Description',
	owner: 'OwnerId',
	createdAt: 'CreatedDate',
	changedAt: 'LastModifiedDate',
};

/** What Salesforce has for our fields, by object. */
const PROPERTIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	Contact: {
		...PERSON,
		birthDate: 'Birthdate',
		street: 'MailingStreet',
		postalCode: 'MailingPostalCode',
		city: 'MailingCity',
		region: 'MailingState',
		country: 'MailingCountry',
	},
	Lead: {
		...PERSON,
		company: 'Company',
		industry: 'Industry',
		street: 'Street',
		postalCode: 'PostalCode',
		city: 'City',
		region: 'State',
		country: 'Country',
	},
};

/** Salesforce contacts, or leads where the credential says so. */
export function salesforce(settings: ConnectorSettings, tools: ConnectorTools): Connector {
	const instance = addressSetting(settings, 'baseUrl', 'Instance URL');
	const object = textSetting(settings, 'object') || 'Contact';
	const version = (textSetting(settings, 'apiVersion') || '62.0').replace(/^v/, '');
	const session = openSalesforce(loggedIn(settings, tools, instance), {
		baseUrl: `${instance}/services/data/v${version}`,
		object,
		callsPerSecond: numberSetting(settings, 'callsPerSecond', 25),
	});
	const schema = makeSchema({
		title: 'Salesforce',
		standard: PROPERTIES[object] ?? PERSON,
		settings,
		load: async () => await describeObject(session, object),
		forms: formsOf,
		clear: null,
	});
	const bulkAbove = numberSetting(settings, 'bulkAbove', Infinity);
	const bulk = makeBulkWriter(session, { object, schema, sleep: tools.sleep });
	const allowDuplicates = settings['allowDuplicates'] === true;
	return crmConnector({
		name: 'salesforce',
		title: 'Salesforce',
		target: `${new URL(instance).host}/${object}`,
		capabilities: capabilitiesFor(bulkAbove),
		check: async () => {
			const q = `SELECT Id FROM ${object} LIMIT 1`;
			await session.read({ method: 'GET', url: 'query', query: { q } });
		},
		describe: schema.describe,
		bind: schema.bind,
		...makeSalesforceFinder(session, object, schema),
		listDeleted: deletedRecords(session, object),
		...makeSalesforceWriter(session, { object, schema, allowDuplicates, bulkAbove, bulk }),
	});
}

/** Jobs are worth their waiting only where a batch is large. */
function capabilitiesFor(bulkAbove: number): ConnectorCapabilities {
	return bulkAbove === Infinity ? CAPABILITIES : { ...CAPABILITIES, batchSize: JOB, lanes: 1 };
}

/** Several values are one text in Salesforce, all others are as JSON has them. */
function formsOf(property: FoundProperty, ours: FoundProperty['type']) {
	return property.multiple === true ? textForms(property) : jsonForms({ type: property.type, ours });
}

/** With a connected app of one's own the connector logs in itself; otherwise the credential adds the token. */
function loggedIn(settings: ConnectorSettings, tools: ConnectorTools, instance: string): ConnectorTools {
	if (settings['loginWith'] !== 'clientCredentials') return tools;
	const body = new URLSearchParams({
		grant_type: 'client_credentials',
		client_id: textSetting(settings, 'clientId'),
		client_secret: requiredSetting(settings, 'clientSecret', 'Client Secret'),
	});
	return withAccessToken(tools, {
		title: 'Salesforce',
		request: { method: 'POST', url: `${instance}/services/oauth2/token`, body },
	});
}

export const salesforceEntry = httpEntry({
	title: 'Salesforce',
	capabilities: CAPABILITIES,
	tested: ['fake'],
	notes: [
		'Created records are moved to the recycle bin by undo and can be restored there for 15 days.',
		'A record that somebody changes between the look-up and the write is overwritten in the fields of the row.',
		'Salesforce keeps values unique only in fields that are marked so, and by duplicate rules; a rule that finds another record makes the row a conflict. Within one batch its rules do not compare the rows with each other: the import does.',
		"New records are inserted and never upserted: in a unique field a repeated insert is refused, while an upsert would overwrite somebody's record without a look at it.",
		'A contact has one e-mail address. For several, name further fields in Field Names, separated by commas.',
		'Phones are looked up as +48501228855 and as digits; numbers written otherwise in Salesforce are not found.',
		"Automations cannot be kept from starting. With 'Use Bulk Above' larger batches go through the Bulk API 2.0: a few calls for 10,000 rows, and the results only when the job is done.",
	],
	login: tokenLogin('clientCredentials'),
	connect: salesforce,
});
