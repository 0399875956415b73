import type { Cell, FieldValue } from '../model';
import type { Connector, ConnectorCapabilities } from './connector';
import { listOf, mainValue } from './crm/bindings';
import { crmConnector } from './crm/crmConnector';
import type { CrmRecord, FieldBindings } from './crm/driver';
import { jsonForms } from './crm/jsonForms';
import { type FoundProperty, makeSchema } from './crm/schema';
import { addressSetting, type ConnectorSettings } from './crm/settings';
import { internationalPhone, phoneDigits } from './crm/valueForms';
import { httpEntry } from './entry';
import type { ConnectorTools } from './http/client';
import { mentions } from './rest/checkDefinition';
import type { RestAction, RestDefinition, RestField } from './rest/definition';
import { makeRestFinder } from './rest/find';
import { restLogin, withRestLogin } from './rest/login';
import { at, textAt } from './rest/place';
import { readDefinition } from './rest/readDefinition';
import { openRest } from './rest/session';
import { makeRestWriter } from './rest/write';

/** Those of a CRM of which nothing more is said than what every one needs. */
const LEAST: ConnectorCapabilities = {
	batchSize: 1,
	lookupSize: 1,
	lanes: 2,
	identifiers: ['email', 'phone', 'crmId'],
	unique: false,
	conditional: false,
	customFields: false,
	remove: true,
	suppressTriggers: false,
};

/** Any CRM over HTTP and JSON, as a person has described it in the credential. */
export function rest(settings: ConnectorSettings, tools: ConnectorTools): Connector {
	const baseUrl = addressSetting(settings, 'baseUrl', 'Base URL');
	const definition = readDefinition(settings);
	const session = openRest(withRestLogin(settings, tools), baseUrl, definition);
	const schema = makeSchema({
		title: 'The CRM',
		standard: standardNames(definition.fields),
		settings: {},
		load: async () => await Promise.resolve(definition.fields.map(toFound)),
		forms: ({ type, multiple = false }, ours) => formsOf(definition, type, multiple, ours),
		clear: definition.clear,
	});
	const toRecord = (body: unknown) => recordOf(body, definition);
	const { list, ...finder } = makeRestFinder(session, definition, baseUrl, toRecord, {
		propertyOf: (field) => schema.propertiesOf(field)[0] ?? field,
		asAsked: (field, value) => (field === 'phone' && definition.phonePlus ? `+${value}` : value),
	});
	return crmConnector({
		name: 'rest',
		title: 'REST CRM',
		target: targetOf(baseUrl),
		capabilities: capabilitiesOf(definition),
		describe: schema.describe,
		bind: (fields) => withSiblings(schema.bind(fields), definition.fields),
		...finder,
		...(list ? { list } : {}),
		...makeRestWriter(session, definition, toRecord),
	});
}

export const restEntry = httpEntry({
	title: 'REST CRM',
	capabilities: LEAST,
	tested: ['fake'],
	notes: [
		'What is in the table is the least: several values in a look-up, several customers in a write, conditional updates and silent writes are there where the requests in the credential have them.',
		'It knows the fields that are listed in the credential, and no others.',
		'It is up to the CRM whether it keeps identifiers unique; where it does, it has to say so by a status of its own.',
		"Undo removes customers where there is a request 'Remove', and otherwise keeps them and says so.",
		"'Try One Record' of Customer Upsert shows each request and its answer.",
	],
	login: restLogin,
	connect: rest,
});

function capabilitiesOf({ requests, fields, lookupSize, batchSize }: RestDefinition): ConnectorCapabilities {
	const writes = (['create', 'createMany', 'update', 'updateMany'] as const).flatMap(
		(name) => requests[name] ?? [],
	);
	const { update, updateMany } = requests;
	return {
		...LEAST,
		batchSize: requests.createMany || updateMany ? batchSize : 1,
		lookupSize,
		identifiers: fields.filter(({ findBy }) => findBy).map(({ field }) => field),
		conditional: !updateMany && update !== undefined && mentions(update, 'version'),
		remove: has(requests, 'remove'),
		suppressTriggers: writes.some((request) => mentions(request, 'silent')),
	};
}

const has = (requests: RestDefinition['requests'], name: RestAction): boolean => requests[name] !== undefined;

function standardNames(fields: readonly RestField[]): Readonly<Record<string, string>> {
	return Object.fromEntries(fields.map(({ field, property }) => [field, property]));
}

function toFound({ field, property, type, multiple, required, readOnly, findBy }: RestField): FoundProperty {
	return {
		property,
		title: field,
		type,
		...(multiple ? { multiple } : {}),
		...(required ? { required } : {}),
		...(readOnly ? { readOnly } : {}),
		...(findBy ? { unique: true } : {}),
	};
}

function formsOf(
	{ phonePlus }: RestDefinition,
	type: FoundProperty['type'],
	multiple: boolean,
	ours: FoundProperty['type'],
): ReturnType<typeof jsonForms> {
	const forms = jsonForms({ type, ours, multiple });
	if (ours !== 'phone') return forms;
	const write = phonePlus ? internationalPhone : (value: FieldValue) => String(mainValue(value));
	if (!multiple) return { read: phoneDigits, write };
	return {
		read: (value) =>
			listOf(Array.isArray(value) ? (value as Cell[]) : null).flatMap((one) => phoneDigits(one) ?? []),
		write: (value) => listOf(value).map(write),
	};
}

/** A customer of an answer; nothing where he has no id. */
function recordOf(body: unknown, { answers, fields }: RestDefinition): CrmRecord | undefined {
	const id = textAt(body, answers.id);
	if (id === undefined) return undefined;
	const inner = at(body, answers.properties);
	const properties = Object.fromEntries(
		fields.map(({ property }) => [property, property === answers.id ? id : at(inner, property)]),
	);
	const version = answers.version === '' ? undefined : textAt(body, answers.version);
	return { id, properties, ...(version === undefined ? {} : { version }) };
}

/**
 * What is inside something else is sent with all we know beside it: to many a CRM a change of `name.first` alone is
 * a new name without anything else.
 */
function withSiblings(bindings: FieldBindings, fields: readonly RestField[]): FieldBindings {
	const roots = new Map(fields.map(({ field, property }) => [field, rootOf(property)]));
	const siblings = (name: string) => {
		const root = roots.get(name);
		const alike = fields.filter(({ field, readOnly }) => !readOnly && roots.get(field) === root);
		return root === undefined ? [name] : [name, ...alike.map(({ field }) => field)];
	};
	return {
		...bindings,
		toProperties: (names, record) => bindings.toProperties([...new Set(names.flatMap(siblings))], record),
	};
}

/** What a place is inside of; nothing where it is not inside anything. */
function rootOf(property: string): string | undefined {
	const point = property.indexOf('.');
	return point < 0 ? undefined : property.slice(0, point);
}

/** Without the query, which may hold a key. */
function targetOf(baseUrl: string): string {
	const { host, pathname } = new URL(baseUrl);
	return `${host}${pathname === '/' ? '' : pathname}`;
}
