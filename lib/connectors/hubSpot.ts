import { STANDARD_FIELDS } from '../fields';
import type { FieldSpec } from '../model';
import type { Connector, ConnectorCapabilities } from './connector';
import { type Binding, bindFields, listOf } from './crm/bindings';
import { crmConnector } from './crm/crmConnector';
import { addressSetting, type ConnectorSettings, numberSetting, propertySettings } from './crm/settings';
import { internationalPhone, phoneDigits, textForms } from './crm/valueForms';
import { httpEntry } from './entry';
import type { ConnectorTools } from './http/client';
import { tokenLogin } from './http/tokenLogin';
import { describeContacts } from './hubSpot/describe';
import { FURTHER_EMAILS, makeFinder } from './hubSpot/find';
import { listArchived, listContacts } from './hubSpot/list';
import { openHubSpot } from './hubSpot/session';
import { makeWriter } from './hubSpot/write';

const ADDRESS = 'https://api.hubapi.com';

/** Calls within ten seconds that every account has (https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines). */
const CALLS_PER_10_S = 100;

/** HubSpot's own properties for our fields. */
const PROPERTIES: Readonly<Record<string, string>> = {
	crmId: 'hs_object_id',
	email: 'email',
	phone: 'phone',
	firstName: 'firstname',
	lastName: 'lastname',
	company: 'company',
	birthDate: 'date_of_birth',
	gender: 'gender',
	street: 'address',
	postalCode: 'zip',
	city: 'city',
	region: 'state',
	country: 'country',
	language: 'hs_language',
	industry: 'industry',
	owner: 'hubspot_owner_id',
	createdAt: 'createdate',
	changedAt: 'lastmodifieddate',
};

const CAPABILITIES: ConnectorCapabilities = {
	batchSize: 100,
	lookupSize: 100,
	lanes: 4,
	identifiers: ['email', 'phone', 'crmId'],
	unique: true,
	conditional: false,
	customFields: false,
	remove: true,
	suppressTriggers: false,
	deletes: 'records',
};

/**
 * HubSpot contacts. E-mail addresses are unique there; CRM IDs are, where 'Fields' names a property with unique
 * values for them, and HubSpot's own ids otherwise. Phones are found through the search, which lags some seconds.
 */
export function hubSpot(settings: ConnectorSettings, tools: ConnectorTools): Connector {
	const baseUrl = addressSetting(settings, 'baseUrl', 'Base URL', ADDRESS);
	const calls = numberSetting(settings, 'callsPer10s', CALLS_PER_10_S);
	const names = { ...PROPERTIES, ...propertySettings(settings) };
	const session = openHubSpot(tools, baseUrl, calls);
	const finder = makeFinder(session, names);
	const writer = makeWriter(session, finder);
	return crmConnector({
		name: 'hubSpot',
		title: 'HubSpot',
		target: new URL(baseUrl).host,
		capabilities: CAPABILITIES,
		lagging: ['phone', 'email'],
		check: async () => {
			await session.contacts.read({ method: 'GET', url: '/crm/v3/objects/contacts', query: { limit: 1 } });
		},
		describe: async () => await describeContacts(session, names),
		bind: (fields) => bindFields(bindingsOf(names, fields), fields, { clear: '', own: textForms }),
		find: finder.find,
		get: finder.get,
		create: writer.create,
		update: writer.update,
		list: (query, properties) => listContacts(session, finder, query, properties),
		listDeleted: (query, properties) => listArchived(session, finder, query, properties),
		remove: writer.remove,
	});
}

export const hubSpotEntry = httpEntry({
	title: 'HubSpot',
	capabilities: CAPABILITIES,
	tested: ['contract', 'fake'],
	notes: [
		'Created contacts are archived by undo and can be restored in HubSpot for 90 days.',
		'A contact that somebody changes between the look-up and the write is overwritten: HubSpot has no conditional update.',
		'Phones are looked up as +48501228855 and as digits; numbers written otherwise in HubSpot are not found.',
	],
	login: tokenLogin(),
	connect: hubSpot,
});

function bindingsOf(names: Readonly<Record<string, string>>, fields: readonly FieldSpec[]): Binding[] {
	const specs = new Map<string, FieldSpec>(STANDARD_FIELDS.map((field) => [field.name, field]));
	return Object.entries(names).map(([field, property]): Binding => {
		const spec = fields.find(({ name }) => name === field) ?? specs.get(field);
		const forms = textForms({ type: spec?.type ?? 'text', multiple: spec?.multiple ?? false });
		if (field === 'email') return emailBinding(property);
		if (spec?.type !== 'phone') return { field, property, ...forms };
		return { field, property, read: phoneDigits, write: internationalPhone };
	});
}

/** The first address is the contact's own; the others are kept beside it, and he is found by them too. */
function emailBinding(property: string): Binding {
	return {
		field: 'email',
		property,
		besides: [FURTHER_EMAILS],
		read: (value, properties) => [
			...(typeof value === 'string' && value !== '' ? [value] : []),
			...listOf(FURTHER.read(properties[FURTHER_EMAILS], properties) ?? null),
		],
		also: (value) => ({ [FURTHER_EMAILS]: listOf(value).slice(1).join(';') }),
	};
}

const FURTHER = textForms({ type: 'email', multiple: true });
