import type { DeletedQuery, ReadQuery } from '../connector';
import type { CrmDriver, CrmRecord } from '../crm/driver';
import { read } from '../http/body';
import {
	ADDRESSES,
	COUNTRY,
	EMAILS,
	IDENTIFIERS,
	LANGUAGE,
	MECHANISMS,
	mechanismTypes,
	PHONES,
	placeOf,
} from './properties';
import type { TrytonRpc } from './rpc';
import { momentOf, timeMark } from './values';

const PAGE = 500;

/** A party with its lists, as it is read for a look-up and before it is changed. */
export interface Party extends CrmRecord {
	readonly version: string;
	/** What Tryton compares to see whether somebody has changed a record: `party.party,7` and its time. */
	readonly timestamps: Readonly<Record<string, unknown>>;
	readonly mechanisms: readonly Mechanism[];
	/** Of the main address. */
	readonly addressId?: number;
	readonly identifiers: readonly Mechanism[];
}

/** A contact mechanism, or an identifier. */
export interface Mechanism {
	readonly id: number;
	readonly type: string;
	readonly value: string;
}

export interface Parties {
	readonly find: CrmDriver['find'];
	readonly get: CrmDriver['get'];
	readonly list: NonNullable<CrmDriver['list']>;
	readonly listDeleted: NonNullable<CrmDriver['listDeleted']>;
	/** Parties by id, with all that a change needs. */
	load(ids: readonly string[], properties: readonly string[]): Promise<readonly Party[]>;
}

type Domain = readonly unknown[];

/** Those that were archived too, so that an import does not make them anew. */
const ALL = { active_test: false };

export function makeParties(rpc: TrytonRpc, names: Readonly<Record<string, string>>): Parties {
	async function search(
		domain: Domain,
		properties: readonly string[],
		limit: number | null,
		context: object,
	): Promise<Party[]> {
		const method = 'model.party.party.search_read';
		const fields = fieldsOf(properties);
		const found = await rpc.read(method, domain, 0, limit, [['id', 'ASC']], fields, context);
		return (Array.isArray(found) ? (found as readonly unknown[]) : []).map(toParty);
	}

	async function load(ids: readonly string[], properties: readonly string[]): Promise<readonly Party[]> {
		const numbers = ids.filter((id) => /^[1-9]\d{0,15}$/.test(id)).map(Number);
		return numbers.length === 0 ? [] : await search([['id', 'in', numbers]], properties, null, ALL);
	}

	/** Page by page by the id that came last: an offset slips when somebody is added or removed meanwhile. */
	async function* pages(
		domain: Domain,
		properties: readonly string[],
		context: object,
	): AsyncGenerator<Party[]> {
		for (let last = 0; ;) {
			const page = await search([['id', '>', last], ...domain], properties, PAGE, context);
			if (page.length > 0) yield page;
			if (page.length < PAGE) return;
			last = Number(page.at(-1)?.id);
		}
	}

	return {
		find: async (field, values, properties) =>
			await search([condition(names[field] ?? field, values)], properties, null, ALL),
		get: load,
		load,
		list: ({ changedAfter }: ReadQuery, properties) => pages(changedSince(changedAfter), properties, {}),
		listDeleted: ({ deletedAfter }: DeletedQuery, properties) =>
			pages([['active', '=', false], ...changedSince(deletedAfter)], properties, ALL),
	};
}

function condition(property: string, values: readonly string[]): Domain {
	const { list, name } = placeOf(property);
	if (property === EMAILS)
		return having(name, anyOf(values.map((value) => ['value', 'ilike', likeOf(value)])));
	if (property === PHONES) return having(name, phoneCondition(values));
	if (list === MECHANISMS) return having(name, ['value', 'in', values]);
	if (list === IDENTIFIERS)
		return [
			IDENTIFIERS,
			'where',
			[
				['type', '=', name === '' ? null : name],
				['code', 'in', values],
			],
		];
	return [property, 'in', values];
}

function having(type: string, wanted: Domain): Domain {
	return [MECHANISMS, 'where', [['type', 'in', mechanismTypes(type)], ['active', '=', true], wanted]];
}

const anyOf = (conditions: readonly Domain[]): Domain => ['OR', ...conditions];

/**
 * A pattern that fits the text in any case. What has a meaning in patterns becomes the sign for any one character:
 * databases do not agree on how to escape it, and what is found besides is left out by the comparison that follows.
 */
const likeOf = (text: string): string => text.replace(/[\\%]/g, '_');

/** Tryton writes international numbers without spaces beside the form that people see. */
function phoneCondition(values: readonly string[]): Domain {
	const forms = values.flatMap((value) => [`+${value}`, value]);
	return anyOf([
		['value_compact', 'in', forms],
		['value', 'in', forms],
	]);
}

/** A change of what a party is reached by is not always one of the party. */
function changedSince(moment: string | undefined): Domain[] {
	if (moment === undefined) return [];
	const time = timeMark(moment);
	const places = ['', `${MECHANISMS}.`, `${ADDRESSES}.`];
	const dates = places.flatMap((place) => [`${place}write_date`, `${place}create_date`]);
	return [anyOf(dates.map((date) => [date, '>', time]))];
}

const DATES = ['create_date', 'write_date', '_timestamp'];
const LISTED = ['id', 'active', ...DATES];

/** What to ask for so that the properties can be made of it. */
function fieldsOf(properties: readonly string[]): string[] {
	const places = properties.map((property) => ({ property, ...placeOf(property) }));
	const plain = places.filter(({ list, property }) => list === '' && property !== LANGUAGE);
	const address = places.filter(({ list, property }) => list === ADDRESSES && property !== COUNTRY);
	return [
		...new Set([
			...plain.map(({ name }) => name),
			...DATES,
			`${LANGUAGE}.code`,
			...[...LISTED, 'type', 'value', 'value_compact'].map((name) => `${MECHANISMS}.${name}`),
			...[...LISTED, 'country.code', ...address.map(({ name }) => name)].map(
				(name) => `${ADDRESSES}.${name}`,
			),
			...['id', 'type', 'code', ...DATES].map((name) => `${IDENTIFIERS}.${name}`),
		]),
	];
}

function toParty(row: unknown): Party {
	const mechanisms = childrenOf(row, MECHANISMS);
	const addresses = childrenOf(row, ADDRESSES);
	const identifiers = read.list(row, `${IDENTIFIERS}.`);
	const [address] = addresses;
	const found = mechanisms.map(toMechanism);
	const codes = identifiers.map((one) => ({ ...toMechanism(one), value: read.text(one, 'code') ?? '' }));
	return {
		id: read.text(row, 'id') ?? '',
		version: versionOf(row, [...mechanisms, ...addresses, ...identifiers]),
		properties: {
			...read.object(row),
			...grouped(MECHANISMS, found),
			...grouped(IDENTIFIERS, codes),
			...Object.fromEntries(
				Object.entries(read.object(address)).map(([name, value]) => [`${ADDRESSES}.${name}`, value]),
			),
			[COUNTRY]: read.value(address, 'country.', 'code'),
			[LANGUAGE]: read.value(row, `${LANGUAGE}.`, 'code'),
		},
		timestamps: {
			...stampsOf('party.party', [row]),
			...stampsOf('party.contact_mechanism', mechanisms),
			...stampsOf('party.address', addresses),
			...stampsOf('party.identifier', identifiers),
		},
		mechanisms: found,
		identifiers: codes,
		...(address === undefined ? {} : { addressId: Number(read.value(address, 'id')) }),
	};
}

/** Those of a list that are not archived, in their order. */
function childrenOf(row: unknown, list: string): unknown[] {
	return read.list(row, `${list}.`).filter((child) => Boolean(read.value(child, 'active')));
}

function toMechanism(child: unknown): Mechanism {
	const type = read.text(child, 'type') ?? '';
	const value = read.text(child, 'value') ?? '';
	const compact = mechanismTypes('phone').includes(type) ? read.text(child, 'value_compact') : undefined;
	return { id: Number(read.value(child, 'id')), type, value: compact ?? value };
}

/** The values by the property that they are. */
function grouped(list: string, children: readonly Mechanism[]): Record<string, string[]> {
	const values: Record<string, string[]> = Object.create(null);
	for (const { type, value } of children) {
		const one = `${list}.${type === 'mobile' ? 'phone' : type}`;
		if (value !== '') (values[one] ??= []).push(value);
	}
	return values;
}

/** Of the party and all that belongs to it: how many records, and when the last of them was changed. */
function versionOf(row: unknown, children: readonly unknown[]): string {
	const moments = [row, ...children].map(
		(one) => momentOf(read.value(one, 'write_date')) || momentOf(read.value(one, 'create_date')),
	);
	const last = moments.reduce((latest, moment) => (moment > latest ? moment : latest), '');
	return `${last}/${moments.length}`;
}

function stampsOf(model: string, records: readonly unknown[]): Record<string, unknown> {
	return Object.fromEntries(
		records.map((record) => [`${model},${read.text(record, 'id')}`, read.value(record, '_timestamp')]),
	);
}
