import { bindAltcraft } from './altcraft/bindings';
import { describeProfiles } from './altcraft/describe';
import { makeAltcraftFinder, OWN_ID } from './altcraft/find';
import { matchingOf, placesOf } from './altcraft/matching';
import { openAltcraft } from './altcraft/session';
import { makeAltcraftWriter } from './altcraft/write';
import type { Connector, ConnectorCapabilities } from './connector';
import { crmConnector } from './crm/crmConnector';
import {
	addressSetting,
	type ConnectorSettings,
	numberSetting,
	propertySettings,
	requiredSetting,
} from './crm/settings';
import { httpEntry } from './entry';
import type { ConnectorTools } from './http/client';

const CAPABILITIES: ConnectorCapabilities = {
	batchSize: 500,
	lookupSize: 200,
	lanes: 2,
	identifiers: ['email', 'phone', 'crmId'],
	unique: false,
	conditional: false,
	customFields: false,
	remove: true,
	suppressTriggers: true,
};

/** Altcraft's own fields for ours (https://guides.altcraft.com/en/user-guide/profiles-and-databases/types-of-db-fields). */
const PROPERTIES: Readonly<Record<string, string>> = {
	crmId: OWN_ID,
	email: 'email',
	phone: 'phones',
	firstName: '_fname',
	lastName: '_lname',
	birthDate: '_bdate',
	gender: '_sex',
	city: '_city',
	region: '_region',
	country: '_country',
	postalCode: '_postal_code',
	createdAt: '_createtime',
};

/** The profiles of a database of Altcraft, with their subscriptions. */
export function altcraft(settings: ConnectorSettings, tools: ConnectorTools): Connector {
	const baseUrl = addressSetting(settings, 'baseUrl', 'Base URL');
	const names = { ...PROPERTIES, ...propertySettings(settings) };
	const session = openAltcraft(tools, {
		baseUrl,
		token: requiredSetting(settings, 'apiToken', 'API Token'),
		database: requiredSetting(settings, 'databaseId', 'Database ID'),
		callsPerSecond: numberSetting(settings, 'callsPerSecond', 10),
	});
	const finder = makeAltcraftFinder(session, names, placesOf(settings));
	return crmConnector({
		name: 'altcraft',
		title: 'Altcraft',
		target: `${new URL(baseUrl).host}/${session.database}`,
		capabilities: {
			...CAPABILITIES,
			batchSize: numberSetting(settings, 'batchSize', CAPABILITIES.batchSize),
		},
		check: async () => void (await session.read('profiles/list', { limit: 1 })),
		describe: async () => await describeProfiles(session, names),
		bind: (fields) => bindAltcraft(names, fields),
		find: finder.find,
		get: finder.get,
		list: finder.list,
		...makeAltcraftWriter(session, matchingOf(settings, names), settings),
	});
}

export const altcraftEntry = httpEntry({
	title: 'Altcraft',
	capabilities: CAPABILITIES,
	tested: ['fake'],
	notes: [
		"Profiles are looked up by e-mail, phone and, where 'Field Names' names one for crmId, by a field of your own. 'Search In' says whether subscriptions count as well.",
		"A profile has one e-mail address of its own; further ones are its subscriptions'. Phones are written as +48501228855, and found so and as digits.",
		'Subscriptions of the channels email, sms, viber, whatsapp, notify and telegram_bot are read and written, with the resource by its number. Push subscriptions are left alone.',
		'Undo deletes the profiles that an import created, with their history. Altcraft cannot bring them back, and cannot empty an e-mail address.',
		"With 'New Profiles' set to match, a profile that the look-up did not find is changed instead of made twice; undo then takes it for one that the import created. Imports that only add never match.",
		'A profile that somebody changes between the look-up and the write is overwritten in the fields of the row.',
	],
	connect: altcraft,
});
