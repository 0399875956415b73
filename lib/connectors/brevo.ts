import { userError } from '../errors';
import { makeAccount } from './brevo/account';
import { confirmationOf, makeAsk } from './brevo/confirm';
import { type Identifiers, isUniqueProperty, makeBrevoFinder } from './brevo/find';
import { listSetting } from './brevo/lists';
import { settingsInCapitals } from './brevo/names';
import { NOT_FOUND, openBrevo } from './brevo/session';
import { makeBrevoWriter } from './brevo/write';
import type { Connector, ConnectorCapabilities } from './connector';
import { crmConnector } from './crm/crmConnector';
import { fieldNames } from './crm/names';
import { makeSchema } from './crm/schema';
import {
	addressSetting,
	type ConnectorSettings,
	lookUpSetting,
	numberSetting,
	textSetting,
} from './crm/settings';
import { httpEntry } from './entry';
import type { ConnectorTools } from './http/client';
import type { Session } from './http/session';

const ADDRESS = 'https://api.brevo.com/v3';

const CAPABILITIES: ConnectorCapabilities = {
	batchSize: 100,
	// Each look-up in the directory begins with what has changed, so there should be few of them.
	lookupSize: 500,
	lanes: 2,
	identifiers: ['email', 'phone', 'crmId', 'guid'],
	unique: true,
	exclusive: ['email', 'phone', 'crmId'],
	conditional: false,
	customFields: false,
	remove: true,
	suppressTriggers: false,
};

/** The contacts of Brevo, which was Sendinblue (https://developers.brevo.com/reference). */
export function brevo(settings: ConnectorSettings, tools: ConnectorTools): Connector {
	const baseUrl = addressSetting(settings, 'baseUrl', 'Base URL', ADDRESS);
	const session = openBrevo(tools, baseUrl, numberSetting(settings, 'callsPerSecond', 10));
	const account = makeAccount(session, settings);
	const listIds = listSetting(settings, 'listIds');
	const schema = makeSchema({
		title: 'Brevo',
		get standard() {
			return account.standard;
		},
		settings: settingsInCapitals(settings),
		load: account.load,
		forms: account.forms,
		clear: '',
	});
	let identifiers: Identifiers | undefined;
	const finder = makeBrevoFinder(session, {
		account,
		schema,
		lookUp: lookUpSetting(settings),
		identifiers: () => {
			if (identifiers === undefined) throw new Error('Brevo was asked before its attributes were read');
			return identifiers;
		},
	});
	const ask = makeAsk(session, confirmationOf(settings));
	return crmConnector({
		name: 'brevo',
		title: 'Brevo',
		target: new URL(baseUrl).host,
		capabilities: capabilitiesWith(settings),
		lagging: CAPABILITIES.identifiers,
		check: async () => {
			await session.read({ method: 'GET', url: 'contacts', query: { limit: 1 } });
			await checkLists(session, [...listIds, ...listSetting(settings, 'newsletterListIds')]);
		},
		describe: schema.describe,
		bind: (fields) => {
			const bindings = schema.bind(fields);
			const found = fields.filter(({ name }) => CAPABILITIES.identifiers.includes(name));
			identifiers = { fields: found, bindings };
			return bindings;
		},
		find: finder.find,
		doubt: finder.doubt,
		get: finder.get,
		list: finder.list,
		...makeBrevoWriter(session, {
			account,
			schema,
			finder,
			ask,
			listIds,
			blocksUnasked: settings['blocklistUnasked'] === true,
		}),
	});
}

/** An attribute of one's own that stands for an identifier is not kept unique by Brevo. */
function capabilitiesWith(settings: ConnectorSettings): ConnectorCapabilities {
	const names = fieldNames({}, settingsInCapitals(settings));
	const own = CAPABILITIES.identifiers.filter((field) => names.get(field)?.every(isUniqueProperty) === false);
	if (own.length === 0) return CAPABILITIES;
	const exclusive = CAPABILITIES.exclusive?.filter((field) => !own.includes(field)) ?? [];
	return { ...CAPABILITIES, unique: false, current: false, exclusive };
}

/** @throws userError where there is no such list */
async function checkLists(session: Session, ids: readonly number[]): Promise<void> {
	for (const id of new Set(ids)) {
		const { status } = await session.read({ method: 'GET', url: `contacts/lists/${id}` }, [NOT_FOUND]);
		if (status !== NOT_FOUND) continue;
		throw userError(
			`Brevo has no list ${id}`,
			"Correct the list IDs in the credential: they stand beside the names of the lists in Brevo's Contacts > Lists.",
			'CRM_SETTING',
		);
	}
}

export const brevoEntry = httpEntry({
	title: 'Brevo',
	capabilities: CAPABILITIES,
	tested: ['fake'],
	notes: [
		'Brevo has no look-up of several contacts: each e-mail address, phone and external ID is a call, of the ten a second that the smaller plans allow. Where it takes less time, all contacts are read once, 1,000 in a call, and then what changes; Find Contacts By decides otherwise. Up to 250,000 contacts are read, of which only the identifiers are kept in memory. Changes go 100 in a call; new contacts are created one by one, because the import of Brevo tells neither ids nor what became of a row.',
		"A contact has one e-mail address and one external ID, which is the CRM ID. The phone is the attribute SMS; 'Field Names' can add WHATSAPP and LANDLINE_NUMBER as further phones. No two contacts can share any of these; a phone that people share belongs in an attribute of its own, named for phone in 'Field Names'.",
		'An attribute that the account does not have, or a value that is not of its type or not among its choices, Brevo drops without a word; here the row is refused instead.',
		"The newsletter consent is no where the address is on the blocklist. It is yes where the attribute OPT_IN, or the one that 'Field Names' names for it, says so, the contact is on one of 'Newsletter List IDs', or has confirmed. Where the account has neither, everybody who is not on the blocklist counts as subscribed, as in Brevo itself; the same goes for the SMS consent and its attribute.",
		'With double opt-in Brevo asks by mail, with the template, page and lists of the credential; the attribute DOUBLE_OPT-IN keeps who was asked. SMS consents that wait for a confirmation are kept on the blocklist.',
		'When the e-mail address of a contact on the blocklist changes, Brevo takes him off it; he is put back at once.',
		'Subscriptions are the lists of a contact, by their numbers. That somebody was taken off a list by an import, and did not leave it himself, Brevo does not keep.',
		'Undo deletes the contacts that an import created, with their history; Brevo cannot bring them back. It does not tell of contacts that were deleted.',
		'A contact that somebody changes between the look-up and the write is overwritten in the fields of the row.',
	],
	login: (settings) => ({ headers: { 'api-key': textSetting(settings, 'apiKey') } }),
	connect: brevo,
});
