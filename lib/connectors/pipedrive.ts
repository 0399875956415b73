import type { Connector, ConnectorCapabilities } from './connector';
import { crmConnector } from './crm/crmConnector';
import { makeSchema, type Schema } from './crm/schema';
import {
	addressSetting,
	type ConnectorSettings,
	lookUpSetting,
	numberSetting,
	requiredSetting,
	textSetting,
} from './crm/settings';
import { httpEntry, type Login } from './entry';
import type { ConnectorTools } from './http/client';
import { type Described, describePersons, PROPERTIES } from './pipedrive/describe';
import { makePersonFinder, type World } from './pipedrive/find';
import { formsOf } from './pipedrive/forms';
import { makeOrganizations } from './pipedrive/organizations';
import { openPipedrive } from './pipedrive/session';
import { makePersonWriter } from './pipedrive/write';

const CAPABILITIES: ConnectorCapabilities = {
	batchSize: 1,
	lookupSize: 100,
	lanes: 4,
	identifiers: ['email', 'phone', 'crmId', 'guid'],
	unique: false,
	conditional: false,
	customFields: false,
	remove: true,
	suppressTriggers: false,
};

/** Calls in two seconds that every plan allows a token. */
const CALLS = 20;

/** Persons of Pipedrive, by the second version of its interface. */
export function pipedrive(settings: ConnectorSettings, tools: ConnectorTools): Connector {
	const baseUrl = companyAddress(settings);
	const api = openPipedrive(tools, { baseUrl, calls: numberSetting(settings, 'callsPer2s', CALLS) });
	const lookUp = lookUpSetting(settings);
	const create = settings['createOrganizations'] !== false;
	const organizations = makeOrganizations(api, { lookUp, create });
	let described: Described = { found: [], places: new Map() };
	let world: World | undefined;
	const schema = makeSchema({
		title: 'Pipedrive',
		standard: PROPERTIES,
		settings,
		load: async () => {
			described = await describePersons(api);
			return described.found;
		},
		forms: (found, ours) =>
			formsOf(found, ours, described.places.get(found.property), numbersOf(schema, described)),
		clear: null,
	});
	const known = () => {
		if (world === undefined) throw new Error('Pipedrive was asked before its fields were read');
		return world;
	};
	const finder = makePersonFinder(api, { organizations, lookUp, world: known });
	return crmConnector({
		name: 'pipedrive',
		title: 'Pipedrive',
		target: new URL(baseUrl).host,
		capabilities: CAPABILITIES,
		lagging: CAPABILITIES.identifiers,
		check: async () => void (await api.page('persons', { query: { limit: 1 } })),
		describe: schema.describe,
		bind: (fields) => {
			const bindings = schema.bind(fields);
			world = { places: described.places, fields, bindings, identifiers: identifiersOf(schema) };
			return bindings;
		},
		find: finder.find,
		get: finder.get,
		list: finder.list,
		...makePersonWriter(api.session, { finder, organizations, world: known }),
	});
}

/** The fields that people are found by, and the main property of each that is there. */
function identifiersOf(schema: Schema): ReadonlyMap<string, string> {
	const pairs = CAPABILITIES.identifiers.map(
		(field) => [field, schema.propertiesOf(field)[0] ?? field] as const,
	);
	return new Map(pairs.filter(([, property]) => schema.propertyOf(property) !== undefined));
}

/** The properties of customer numbers, where the account has some for them. */
function numbersOf(schema: Schema, { places }: Described): readonly string[] {
	return [...identifiersOf(schema).values()].filter((property) => places.has(property));
}

/** The name of the company is enough: `acme` for https://acme.pipedrive.com. */
function companyAddress(settings: ConnectorSettings): string {
	const text = requiredSetting(settings, 'baseUrl', 'Company Address');
	const isName = /^[\w-]+$/.test(text);
	return addressSetting(
		{ baseUrl: isName ? `https://${text}.pipedrive.com` : text.replace(/\/(?:api\/)?v\d+\/*$/, '') },
		'baseUrl',
		'Company Address',
	);
}

export const pipedriveEntry = httpEntry({
	title: 'Pipedrive',
	capabilities: CAPABILITIES,
	tested: ['fake'],
	notes: [
		'One call a customer: Pipedrive takes no more at once. A new person costs 5 tokens of the day, a change 5 or 6; when the tokens of the day are gone the import stops and can be resumed.',
		'Customers are found by searches (20 tokens for each value) or by reading all persons (10 tokens for 500), whichever costs less; Find Persons By decides otherwise. A search finds phones written as +48501228855, and customer numbers in fields for text, numbers or phones; reading finds them in every field, and phones in any international form.',
		'Pipedrive keeps no value unique: when two programs write at the same moment, there can be two.',
		"A company is the person's organization, found by its name without regard to case. Where there is none it is created, unless Create Organizations is off. Undo links persons as they were and leaves created organizations where they are.",
		'A person without a name is called by the e-mail address, phone or customer number, because Pipedrive keeps nobody without one.',
		'Newsletter consent is the marketing status, where the account has Campaigns. It can be changed only once from one status to another; a row that changes it again is refused. There is no time of a consent: Field Names names a field for it.',
		"Birthdays, notes and postal addresses are there only with Pipedrive's contact sync.",
		"Automations cannot be kept from starting. Persons that the token's user cannot see are not found.",
		'A person that somebody changes between the look-up and the write is overwritten in the fields of the row.',
		'Undo deletes created persons; Pipedrive keeps them for 30 days and then deletes them for good.',
	],
	login,
	connect: pipedrive,
});

function login(settings: ConnectorSettings): Login {
	const token = textSetting(settings, 'apiToken');
	return token === '' ? {} : { headers: { 'x-api-token': token } };
}
