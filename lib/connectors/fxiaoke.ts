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
import { makeFxiaokeAccount } from './fxiaoke/account';
import { openFxiaoke } from './fxiaoke/calls';
import { makeFxiaokeFinder } from './fxiaoke/find';
import { makeFxiaokeWriter } from './fxiaoke/write';
import type { ConnectorTools } from './http/client';

const ADDRESS = 'https://open.fxiaoke.com';

/** Calls of one interface within twenty seconds (https://developer.fxiaoke.com/openapi_v2/start/guide/rate.html). */
const CALLS_PER_20_S = 100;

const CAPABILITIES: ConnectorCapabilities = {
	batchSize: 1,
	lookupSize: 30,
	lanes: 4,
	identifiers: ['email', 'phone', 'crmId'],
	unique: false,
	conditional: false,
	customFields: false,
	remove: true,
	suppressTriggers: true,
};

/** Fxiaoke's own fields for ours, by the object; those that an account does not have are left out. */
const PROPERTIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	AccountObj: {
		company: 'name',
		phone: 'tel',
		street: 'address',
		industry: 'industry_level1',
		level: 'account_level',
	},
	ContactObj: {
		fullName: 'name',
		phone: 'mobile1',
		street: 'add',
		birthDate: 'date_of_birth',
		gender: 'gender',
	},
	LeadsObj: { fullName: 'name', company: 'company', phone: 'mobile', street: 'address' },
};

const EVERYWHERE: Readonly<Record<string, string>> = {
	crmId: '_id',
	email: 'email',
	owner: 'owner',
	notes: 'remark',
	createdAt: 'create_time',
	changedAt: 'last_modified_time',
};

/** Customers, contacts or leads of Fxiaoke (纷享销客, ShareCRM), or records of an object of one's own. */
export function fxiaoke(settings: ConnectorSettings, tools: ConnectorTools): Connector {
	const baseUrl = addressSetting(settings, 'baseUrl', 'Base URL', ADDRESS);
	const object = objectOf(settings);
	const names = {
		...EVERYWHERE,
		...(PROPERTIES[object] ?? { fullName: 'name' }),
		...propertySettings(settings),
	};
	const callsPer20s = numberSetting(settings, 'callsPer20s', CALLS_PER_20_S);
	const calls = openFxiaoke(tools, settings, { baseUrl, object, callsPer20s });
	const account = makeFxiaokeAccount(calls, object, names, settings);
	const finder = makeFxiaokeFinder(calls, object, account);
	return crmConnector({
		name: 'fxiaoke',
		title: 'Fxiaoke',
		target: `${new URL(baseUrl).host}/${object}`,
		capabilities: CAPABILITIES,
		// Whether a query finds at once what was written is not documented.
		lagging: CAPABILITIES.identifiers,
		check: finder.check,
		describe: account.describe,
		bind: account.bind,
		find: finder.find,
		get: finder.get,
		list: finder.list,
		...makeFxiaokeWriter(calls, object, settings),
	});
}

export const fxiaokeEntry = httpEntry({
	title: 'Fxiaoke (纷享销客)',
	capabilities: CAPABILITIES,
	tested: ['fake'],
	notes: [
		'One call a customer: Fxiaoke takes no more at once, and 100 calls of a kind in twenty seconds. The calls of a day are what the company has bought.',
		'Fxiaoke does not keep any value unique: two programs that write at the same moment can make the same customer twice.',
		"The acting user decides what is seen: customers whom he may not see are not found. Use a CRM administrator's ID.",
		'Phones are looked up with and without the country code; numbers written with spaces or hyphens in Fxiaoke are not found.',
		'Undo puts created records into the recycle bin and deletes them there. Records that are locked or in a public pool cannot be changed.',
		'Approvals and workflows are started by what is written, unless triggers are suppressed. Older tenants start workflows of preset objects all the same.',
		'A record that somebody changes between the look-up and the write is overwritten in the fields of the row.',
	],
	connect: fxiaoke,
});

function objectOf(settings: ConnectorSettings): string {
	const chosen = textSetting(settings, 'object') || 'ContactObj';
	return chosen === 'custom' ? requiredSetting(settings, 'customObject', 'Custom Object') : chosen;
}
