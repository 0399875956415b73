import type { FieldSpec } from '../model';
import type { Connector, ConnectorCapabilities } from './connector';
import { crmConnector } from './crm/crmConnector';
import type { CrmRecord } from './crm/driver';
import { makeSchema } from './crm/schema';
import { type ConnectorSettings, numberSetting, requiredSetting, textSetting } from './crm/settings';
import { httpEntry } from './entry';
import type { ConnectorTools } from './http/client';
import { limitConnections } from './http/connections';
import { loginOfAccount, openAccount } from './mailchimp/account';
import { withWholeAddresses } from './mailchimp/bindings';
import { makeMailchimpFinder, memberKeys } from './mailchimp/find';
import { formsOf } from './mailchimp/forms';
import { type Layout, loadLayout } from './mailchimp/layout';
import { toMember } from './mailchimp/member';
import { makeMembers } from './mailchimp/members';
import { propertiesOf } from './mailchimp/properties';
import { makeRoster } from './mailchimp/roster';
import { openMailchimp } from './mailchimp/session';
import { makeMailchimpWriter } from './mailchimp/writer';

/** Ten are answered at the same time (https://mailchimp.com/developer/marketing/docs/fundamentals/#throttling); two are left to others. */
const CONNECTIONS = 8;

const MEMBERS_IN_MEMORY = 200_000;

/** What an audience has for our fields from the beginning; what it does not have any more is left out. */
const PROPERTIES: Readonly<Record<string, string>> = {
	crmId: 'contact_id',
	email: 'email_address',
	phone: 'PHONE',
	firstName: 'FNAME',
	lastName: 'LNAME',
	company: 'COMPANY',
	birthDate: 'BIRTHDAY',
	street: 'ADDRESS.addr1',
	postalCode: 'ADDRESS.zip',
	city: 'ADDRESS.city',
	region: 'ADDRESS.state',
	country: 'ADDRESS.country',
	language: 'language',
	tags: 'tags',
	newsletterConsent: 'status',
	newsletterConsentAt: 'timestamp_opt',
	createdAt: 'timestamp_signup',
	changedAt: 'last_changed',
};

const CAPABILITIES: ConnectorCapabilities = {
	batchSize: 500,
	lookupSize: 500,
	lanes: 2,
	identifiers: ['email', 'phone', 'crmId', 'guid'],
	unique: true,
	conditional: false,
	customFields: false,
	remove: true,
	suppressTriggers: false,
	deletes: 'archived',
};

/** The members of a Mailchimp audience. They are known by the ids of their contacts, which stay when an address changes. */
export function mailchimp(settings: ConnectorSettings, tools: ConnectorTools): Connector {
	const audience = requiredSetting(settings, 'audience', 'Audience ID');
	const filler = textSetting(settings, 'filler');
	const connections = numberSetting(settings, 'connections', CONNECTIONS);
	const account = openAccount(settings, limitConnections(tools, connections));
	const session = openMailchimp(account, audience);
	const path = `lists/${encodeURIComponent(audience)}`;
	const status = textSetting(settings, 'statusWithoutConsent') || 'transactional';
	let layout: Layout = { mergeFields: [], groups: [] };
	const schema = makeSchema({
		title: 'Mailchimp',
		standard: PROPERTIES,
		settings,
		load: async () => propertiesOf((layout = await loadLayout(session, path))),
		forms: (found, ours) => formsOf(found, ours, layout, filler),
		clear: '',
	});
	const bind = (fields: readonly FieldSpec[]) =>
		withWholeAddresses(schema.bind(fields), layout, schema.fieldOf);
	let keysOf: ((record: CrmRecord) => string[]) | undefined;
	const members = makeMembers(session, path, () => layout);
	const roster = makeRoster({
		members,
		keysOf: (record) => keysOf?.(record) ?? [],
		most: numberSetting(settings, 'membersInMemory', MEMBERS_IN_MEMORY),
	});
	return crmConnector({
		name: 'mailchimp',
		title: 'Mailchimp',
		target: `${account.host}/${audience}`,
		capabilities: CAPABILITIES,
		lagging: CAPABILITIES.identifiers,
		check: async () => void (await session.read({ method: 'GET', url: path, query: { fields: 'id,name' } })),
		describe: schema.describe,
		bind(fields) {
			const bindings = bind(fields);
			keysOf = memberKeys(bindings, fields);
			return bindings;
		},
		...makeMailchimpFinder(members, roster, (field) => schema.propertiesOf(field)[0] === 'contact_id'),
		...makeMailchimpWriter({
			session,
			members,
			roster,
			audience: path,
			at: (id) => `${path}/members/${id}`,
			newMember: (properties) => ({ status, ...toMember(schema.complete(properties), layout, filler) }),
			changes: (properties) => toMember(properties, layout, filler),
			query: settings['skipMergeValidation'] === true ? { skip_merge_validation: true } : {},
		}),
	});
}

export const mailchimpEntry = httpEntry({
	title: 'Mailchimp',
	capabilities: CAPABILITIES,
	tested: ['contract', 'fake'],
	notes: [
		'Contacts that were created are archived by undo, and can be brought back. They are not deleted for good, because Mailchimp would never take their addresses again.',
		'Everybody has an e-mail address, and Mailchimp finds nobody by anything else. For other identifiers, and where it takes fewer calls, the audience is read once and kept in memory, up to the number in the credential.',
		"The newsletter consent is the contact's status: yes is subscribed, no is unsubscribed, a consent that waits for its confirmation is pending, for which Mailchimp sends the mail. A consent that is emptied is withdrawn. New contacts without one get the status that the credential says.",
		'Who has unsubscribed himself, was deleted for good or has bounced cannot be subscribed by an import: the row fails with what Mailchimp says.',
		'New contacts go 500 a call, changes one a call and several at a time: batches of changes would overwrite the status of who unsubscribes meanwhile, and asynchronous ones keep their results where no login reaches.',
		'A contact that somebody changes between the look-up and the write is overwritten in the fields of the row.',
		'Birthdays have no year there; only the day is compared. An address needs a street, a city, a state and a postal code to be taken.',
		'Automations for new subscribers and for tags start as they do for anybody else.',
		'Undo takes a consent back by unsubscribing, because Mailchimp cannot forget one.',
	],
	login: loginOfAccount,
	connect: mailchimp,
});
