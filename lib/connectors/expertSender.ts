import type { Connector, ConnectorCapabilities } from './connector';
import { crmConnector } from './crm/crmConnector';
import { addressSetting, type ConnectorSettings, numberSetting, requiredSetting } from './crm/settings';
import { httpEntry } from './entry';
import { makeAccount } from './expertSender/account';
import { makeExpertSenderFinder } from './expertSender/find';
import { matchingOf } from './expertSender/matching';
import { openExpertSender } from './expertSender/session';
import { makeExpertSenderWriter } from './expertSender/write';
import type { ConnectorTools } from './http/client';

const ADDRESS = 'https://api.ecdp.app';

const CAPABILITIES: ConnectorCapabilities = {
	batchSize: 25,
	// One call for each identifier; so many are under way at once.
	lookupSize: 10,
	lanes: 2,
	identifiers: ['email', 'phone', 'crmId'],
	unique: false,
	conditional: false,
	customFields: false,
	remove: false,
	suppressTriggers: false,
};

/**
 * ExpertSender CDP (https://help.expertsender.com/ecdp/customers-api-methods). New customers are sent with the mode
 * Add and existing ones with Update, so that neither can become the other when somebody writes at the same time.
 */
export function expertSender(settings: ConnectorSettings, tools: ConnectorTools): Connector {
	const baseUrl = addressSetting(settings, 'baseUrl', 'Base URL', ADDRESS);
	const matching = matchingOf(settings);
	const session = openExpertSender(tools, baseUrl, numberSetting(settings, 'callsPerSecond', 10));
	const account = makeAccount(session, settings, matching);
	const finder = makeExpertSenderFinder(session);
	return crmConnector({
		name: 'expertSender',
		title: 'ExpertSender CDP',
		target: new URL(baseUrl).host,
		capabilities: {
			...CAPABILITIES,
			batchSize: numberSetting(settings, 'batchSize', CAPABILITIES.batchSize),
		},
		// A look-up gives one customer, also where several share the value: who was written in this run is known.
		lagging: CAPABILITIES.identifiers,
		check: async () => void (await session.read({ method: 'GET', url: 'customerattributes' })),
		describe: account.describe,
		bind: account.bind,
		find: finder.find,
		get: finder.get,
		...makeExpertSenderWriter(session, finder, matching, settings),
	});
}

export const expertSenderEntry = httpEntry({
	title: 'ExpertSender CDP',
	capabilities: CAPABILITIES,
	tested: ['fake'],
	notes: [
		"'Matching Mode' must be the same as in ExpertSender under Settings > Customers. A new customer needs a value for it, and the value of an existing customer cannot be changed.",
		'ExpertSender cannot remove customers through its interface: undo takes back changes, and keeps the customers that an import created.',
		'Customers can be looked up and not listed, so they cannot be exported from here.',
		'Where several customers share a phone number or a CRM ID, ExpertSender shows one of them.',
		'A customer that somebody changes between the look-up and the write is overwritten in the fields of the row.',
		'An emptied field is sent as an empty text, and read again to make sure that it is empty.',
	],
	login: (settings) => ({ headers: { 'x-api-key': requiredSetting(settings, 'apiKey', 'API Key') } }),
	connect: expertSender,
});
