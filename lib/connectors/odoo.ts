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
import { read } from './http/body';
import type { ConnectorTools } from './http/client';
import { bindOdoo, type OdooWorld, PROPERTIES } from './odoo/bindings';
import { type Described, describePartners } from './odoo/describe';
import { makePartners, MODEL } from './odoo/partners';
import { type OdooLogin, type OdooRpc, openJson2, openJsonRpc } from './odoo/rpc';
import { makeOdooWriter } from './odoo/write';

const CAPABILITIES: ConnectorCapabilities = {
	batchSize: 100,
	lookupSize: 100,
	lanes: 2,
	identifiers: ['email', 'phone', 'crmId'],
	unique: false,
	conditional: false,
	customFields: false,
	remove: true,
	suppressTriggers: false,
	deletes: 'archived',
};

/** Contacts of Odoo: by JSON-2 from version 19 on, by JSON-RPC before. A CRM ID is the reference of a contact. */
export function odoo(settings: ConnectorSettings, tools: ConnectorTools): Connector {
	const login = readLogin(settings);
	const names = { ...PROPERTIES, ...propertySettings(settings) };
	const rpc = isOld(settings) ? openJsonRpc(tools, login) : openJson2(tools, login);
	let world: OdooWorld = { types: new Map(), languages: [], countries: new Map() };
	const partners = makePartners(rpc, names, (property) => world.types.has(property));
	const { host } = new URL(login.baseUrl);
	return crmConnector({
		name: 'odoo',
		title: 'Odoo',
		target: login.database === '' ? host : `${host}/${login.database}`,
		capabilities: CAPABILITIES,
		check: async () => void (await rpc.read(MODEL, 'search_read', { domain: [], fields: ['id'], limit: 1 })),
		describe: async () => {
			const described: Described = await describePartners(rpc, names);
			world = { ...described, countries: await countriesOf(rpc) };
			return described.fields;
		},
		bind: (fields) => bindOdoo(names, fields, world),
		find: partners.find,
		get: partners.get,
		list: partners.list,
		listDeleted: partners.listDeleted,
		...makeOdooWriter(rpc, partners),
	});
}

export const odooEntry = httpEntry({
	title: 'Odoo',
	capabilities: CAPABILITIES,
	tested: ['fake'],
	notes: [
		'Contacts are created a hundred in a call and changed one in a call: Odoo has no call that changes several in different ways.',
		'A contact has one name: first and last name are put together, unless Field Names names fields for them.',
		'The CRM ID is the Reference of the contact. Odoo keeps no value unique: when two programs write at the same moment, there can be two.',
		'One e-mail address and one phone are kept. Mobile numbers, where the version has them, are a field of their own.',
		'Phones are found as they were written, and in any form where the module Phone Numbers Validation is installed.',
		'Archived contacts are found and updated, so that nobody is made twice.',
		'A contact that somebody changes between the look-up and the write is overwritten in the fields of the row.',
		'Undo deletes created contacts, unless invoices or users refer to them.',
	],
	connect: odoo,
});

const isOld = (settings: ConnectorSettings): boolean => textSetting(settings, 'odooInterface') === 'jsonRpc';

function readLogin(settings: ConnectorSettings): OdooLogin {
	const [database, userName] = isOld(settings)
		? [requiredSetting(settings, 'database', 'Database'), requiredSetting(settings, 'userName', 'User Name')]
		: [textSetting(settings, 'database'), ''];
	return {
		baseUrl: addressSetting(settings, 'baseUrl', 'Base URL'),
		database,
		userName,
		apiKey: requiredSetting(settings, 'apiKey', 'API Key'),
		callsPerSecond: numberSetting(settings, 'callsPerSecond', 5),
	};
}

async function countriesOf(rpc: OdooRpc): Promise<Map<number, string>> {
	const rows = await rpc.read('res.country', 'search_read', { domain: [], fields: ['code'] });
	const list: readonly unknown[] = Array.isArray(rows) ? rows : [];
	return new Map(list.map((row) => [Number(read.value(row, 'id')), read.text(row, 'code') ?? '']));
}
