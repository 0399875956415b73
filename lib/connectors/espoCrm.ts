import type { Connector, ConnectorCapabilities } from './connector';
import { crmConnector } from './crm/crmConnector';
import {
	addressSetting,
	type ConnectorSettings,
	numberSetting,
	propertySettings,
	textSetting,
} from './crm/settings';
import { httpEntry, type Login } from './entry';
import { bindEspo } from './espoCrm/bindings';
import { describeEntity } from './espoCrm/describe';
import { makeEspoFinder } from './espoCrm/find';
import { makeEspoWriter } from './espoCrm/write';
import type { ConnectorTools, HttpResponse } from './http/client';
import { read } from './http/body';
import { makeSession, type Verdict } from './http/session';

const CAPABILITIES: ConnectorCapabilities = {
	batchSize: 1,
	// Values go into the address, each with its condition, and servers take some 8,000 characters.
	lookupSize: 25,
	lanes: 4,
	identifiers: ['email', 'phone', 'crmId'],
	unique: false,
	conditional: false,
	customFields: false,
	remove: true,
	suppressTriggers: false,
};

/** EspoCRM's own fields for ours. There is none for CRM IDs: 'Field Names' names one. */
const PROPERTIES: Readonly<Record<string, string>> = {
	email: 'emailAddress',
	phone: 'phoneNumber',
	firstName: 'firstName',
	lastName: 'lastName',
	street: 'addressStreet',
	postalCode: 'addressPostalCode',
	city: 'addressCity',
	region: 'addressState',
	country: 'addressCountry',
	notes: 'description',
	createdAt: 'createdAt',
	changedAt: 'modifiedAt',
};

/** EspoCRM contacts, or leads where the credential says so. */
export function espoCrm(settings: ConnectorSettings, tools: ConnectorTools): Connector {
	const baseUrl = addressSetting(settings, 'baseUrl', 'Base URL');
	const entity = textSetting(settings, 'entity') || 'Contact';
	const names = { ...PROPERTIES, ...propertySettings(settings) };
	const session = makeSession(tools, {
		title: 'EspoCRM',
		baseUrl: `${baseUrl}/api/v1`,
		limits: [{ calls: numberSetting(settings, 'callsPerSecond', 20), perMs: 1_000 }],
		judge,
		messageOf,
		hints: {
			login: 'Check the API key of the API user, or the user name and password.',
			permission: `Give the user's role the right to read, create and edit ${entity} records.`,
		},
	});
	const finder = makeEspoFinder(session, entity, names);
	return crmConnector({
		name: 'espoCrm',
		title: 'EspoCRM',
		target: `${new URL(baseUrl).host}/${entity}`,
		capabilities: CAPABILITIES,
		check: async () => void (await session.read({ method: 'GET', url: entity, query: { maxSize: 1 } })),
		describe: async () => await describeEntity(session, entity, names),
		bind: (fields) => bindEspo(names, fields),
		find: finder.find,
		get: finder.get,
		list: finder.list,
		...makeEspoWriter(session, entity),
	});
}

export const espoCrmEntry = httpEntry({
	title: 'EspoCRM',
	capabilities: CAPABILITIES,
	tested: ['fake'],
	notes: [
		'One call a customer: EspoCRM takes no more at once.',
		'EspoCRM does not keep e-mail addresses unique when two programs write at the same moment.',
		'Lists, and so exports, have the main e-mail address and phone of each contact; look-ups have all of them.',
		'A contact that somebody changes between the look-up and the write is overwritten in the fields of the row.',
	],
	login,
	connect: espoCrm,
});

function login(settings: ConnectorSettings): Login {
	const apiKey = textSetting(settings, 'apiKey');
	if (apiKey !== '') return { headers: { 'x-api-key': apiKey } };
	const pair = `${textSetting(settings, 'userName')}:${textSetting(settings, 'password')}`;
	return { headers: { authorization: `Basic ${Buffer.from(pair, 'utf8').toString('base64')}` } };
}

/** A page that is too large is refused as a permission would be. */
function judge({ status, headers }: HttpResponse): Verdict | undefined {
	const reason = headers['x-status-reason'] ?? '';
	return status === 403 && /max size/i.test(reason) ? { kind: 'refused' } : undefined;
}

/** Why a record was refused: the field and what is wrong with it, or the header that says it. */
function messageOf({ body, headers }: HttpResponse): string | undefined {
	const data = read.object(body, 'messageTranslation', 'data');
	const field = read.text(data, 'field');
	if (field !== undefined) return `'${field}' is not valid (${read.text(data, 'type') ?? 'unknown reason'})`;
	return headers['x-status-reason'];
}
