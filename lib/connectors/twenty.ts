import type { Connector, ConnectorCapabilities } from './connector';
import { crmConnector } from './crm/crmConnector';
import { makeSchema } from './crm/schema';
import { addressSetting, type ConnectorSettings, numberSetting, textSetting } from './crm/settings';
import { httpEntry } from './entry';
import type { ConnectorTools } from './http/client';
import { makeCompanies } from './twenty/companies';
import { loadPersonFields, type PersonField } from './twenty/fields';
import { formsOf } from './twenty/forms';
import { makeHolders } from './twenty/holders';
import { makeNewIds } from './twenty/newIds';
import { makePeople } from './twenty/people';
import { MOST_RECORDS, openTwenty } from './twenty/session';
import { makeTwentyWriter } from './twenty/write';

const ADDRESS = 'https://api.twenty.com';

/** Calls a minute that a workspace has (https://docs.twenty.com/developers/extend/api). */
const CALLS_PER_MINUTE = 100;

const CAPABILITIES: ConnectorCapabilities = {
	batchSize: MOST_RECORDS,
	lookupSize: MOST_RECORDS,
	lanes: 2,
	identifiers: ['email', 'phone', 'crmId', 'guid'],
	unique: true,
	conditional: false,
	customFields: false,
	remove: true,
	suppressTriggers: false,
	deletes: 'archived',
};

/** What Twenty has for our fields. The address is one that a workspace may have added. */
const PROPERTIES: Readonly<Record<string, string>> = {
	crmId: 'id',
	email: 'emails',
	phone: 'phones',
	firstName: 'name.firstName',
	lastName: 'name.lastName',
	company: 'company',
	city: 'city',
	street: 'address.addressStreet1',
	postalCode: 'address.addressPostcode',
	region: 'address.addressState',
	country: 'address.addressCountry',
	createdAt: 'createdAt',
	changedAt: 'updatedAt',
};

/** People of a workspace of Twenty, in its cloud or on a server of one's own. */
export function twenty(settings: ConnectorSettings, tools: ConnectorTools): Connector {
	const baseUrl = addressSetting(settings, 'baseUrl', 'Base URL', ADDRESS).replace(/\/(?:rest|graphql)$/, '');
	const callsPerMinute = numberSetting(settings, 'callsPerMinute', CALLS_PER_MINUTE);
	const session = openTwenty(tools, { baseUrl, callsPerMinute });
	let loaded: ReadonlyMap<string, PersonField> = new Map();
	const fields = () => loaded;
	const schema = makeSchema({
		title: 'Twenty',
		standard: PROPERTIES,
		settings,
		load: async () => {
			const found = await loadPersonFields(session);
			loaded = new Map(found.map((field) => [field.found.property, field]));
			return found.map((field) => field.found);
		},
		forms: (found, ours) =>
			formsOf(loaded.get(found.property) ?? { found, path: [found.property], kind: 'plain' }, ours),
		clear: null,
	});
	const newIds = makeNewIds(tools.now);
	const companies = makeCompanies(session, newIds, textSetting(settings, 'companies') !== 'link');
	const people = makePeople(session, { schema, fields, companies });
	const holders = makeHolders(session, fields, schema.fieldOf);
	return crmConnector({
		name: 'twenty',
		title: 'Twenty',
		target: new URL(baseUrl).host,
		capabilities: CAPABILITIES,
		// Lists may come from a copy of the database that is a moment behind.
		lagging: CAPABILITIES.identifiers,
		check: async () => {
			await session.read({ method: 'GET', url: 'people', query: { limit: 1, depth: 0 } });
			await session.read({ method: 'GET', url: 'metadata/objects', query: { limit: 1 } });
		},
		describe: schema.describe,
		bind: schema.bind,
		...people,
		...makeTwentyWriter(session, { people, companies, holders, newIds, fields }),
	});
}

export const twentyEntry = httpEntry({
	title: 'Twenty',
	capabilities: CAPABILITIES,
	tested: ['fake'],
	notes: [
		'People are created sixty in a call, and changed sixty in two calls: they are read just before, so that nobody is overwritten whom somebody has changed since the look-up. Versions whose REST interface has no upsert yet are changed one in a call.',
		'Only the main e-mail address and fields that are marked unique are kept unique by Twenty; two imports at once can make doubles of people who are recognised by a phone.',
		'A person who was deleted keeps his e-mail address: a row about him fails and says so, until he is restored or destroyed in Twenty. Nobody is restored by an import.',
		'Undo destroys the people that an import created, for good, so that they can be imported again. Companies that were made for them stay.',
		'A company is looked up by its name, and created where there is none; the credential can leave that out. Of several with one name it is the oldest.',
		'CRM IDs need a field of their own, marked unique, in Field Names; without one they are the ids of Twenty.',
		'Fields of type currency are amounts; the currency is a field beside it. Rich texts, files and lists of related records are left alone.',
		'New people are inserted and never upserted: an upsert changes and restores whoever has the same e-mail address.',
	],
	login: (settings) => ({ headers: { authorization: `Bearer ${textSetting(settings, 'apiKey')}` } }),
	connect: twenty,
});
