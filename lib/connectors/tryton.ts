import { isImportError, userError } from '../errors';
import type { Connector, ConnectorCapabilities } from './connector';
import { crmConnector } from './crm/crmConnector';
import {
	addressSetting,
	type ConnectorSettings,
	numberSetting,
	propertySettings,
	requiredSetting,
	textSetting,
} from './crm/settings';
import { httpEntry } from './entry';
import type { ConnectorTools } from './http/client';
import { bindTryton } from './tryton/bindings';
import { describeParties } from './tryton/describe';
import { makeParties } from './tryton/parties';
import { PROPERTIES } from './tryton/properties';
import { makeReferences } from './tryton/references';
import { openTryton, type TrytonRpc } from './tryton/rpc';
import { makeTrytonWriter } from './tryton/write';

const CAPABILITIES: ConnectorCapabilities = {
	batchSize: 100,
	lookupSize: 100,
	// One Python program answers; more calls at once only wait for each other.
	lanes: 2,
	identifiers: ['email', 'phone', 'crmId'],
	// The code of a party is unique; e-mail addresses and phones are not.
	unique: false,
	conditional: true,
	customFields: false,
	remove: true,
	suppressTriggers: false,
	deletes: 'archived',
};

/**
 * Parties of Tryton from version 6.0 on, by its own interface (JSON-RPC). A CRM ID is the code of a party, which
 * Tryton gives by itself where a row has none; e-mails and phones are contact mechanisms.
 */
export function tryton(settings: ConnectorSettings, tools: ConnectorTools): Connector {
	const baseUrl = addressSetting(settings, 'baseUrl', 'Base URL');
	const database = requiredSetting(settings, 'database', 'Database');
	const names = { ...PROPERTIES, ...propertySettings(settings) };
	const rpc = openTryton(tools, {
		baseUrl,
		database,
		userName: requiredSetting(settings, 'userName', 'User Name'),
		password: requiredSetting(settings, 'password', 'Password'),
		callsPerSecond: numberSetting(settings, 'callsPerSecond', 20),
	});
	const parties = makeParties(rpc, names);
	const phoneType = textSetting(settings, 'phoneType') === 'mobile' ? 'mobile' : 'phone';
	let types: ReadonlyMap<string, string> = new Map();
	return crmConnector({
		name: 'tryton',
		title: 'Tryton',
		target: `${new URL(baseUrl).host}/${database}`,
		capabilities: CAPABILITIES,
		check: async () => await checkModule(rpc),
		describe: async () => {
			const described = await describeParties(rpc, names);
			types = described.types;
			return described.fields;
		},
		bind: (fields) => bindTryton(names, fields, types),
		find: parties.find,
		get: parties.get,
		list: parties.list,
		listDeleted: parties.listDeleted,
		...makeTrytonWriter({ rpc, parties, references: makeReferences(rpc), phoneType }),
	});
}

export const trytonEntry = httpEntry({
	title: 'Tryton',
	capabilities: CAPABILITIES,
	tested: ['server'],
	notes: [
		'Customers are parties. A party has one name: first and last name are put together, unless Field Names names fields for them.',
		'The CRM ID is the code of the party. Tryton gives one by itself where a row has none.',
		'A party that somebody changes between the look-up and the write is looked up again. Only a contact mechanism that is added through its own menu in that moment is not noticed.',
		'Only the code is unique: when two programs write at the same moment, two parties can have one e-mail address.',
		'Archived parties are found and updated, so that nobody is made twice.',
		'Phones are found as Tryton writes them internationally, which it does where the Python package phonenumbers is installed.',
		'Undo deletes created parties, unless invoices or other records of Tryton refer to them.',
	],
	connect: tryton,
});

async function checkModule(rpc: TrytonRpc): Promise<void> {
	await rpc.read('model.party.party.search', [], 0, 1, null, {}).catch((error: unknown) => {
		throw isUnknownModel(error) ? noParties() : error;
	});
}

/** Python says which name it does not know. */
function isUnknownModel(error: unknown): boolean {
	return isImportError(error) && error.message.endsWith("'party.party'");
}

function noParties(): Error {
	return userError(
		'The Tryton database has no parties',
		"Activate the module 'party' in Tryton under Administration, Modules.",
		'CRM_MODULE',
	);
}
