import { userError } from '../../errors';
import type { Cell } from '../../model';
import { listOf } from '../crm/bindings';
import type { CrmRecord } from '../crm/driver';
import { read } from '../http/body';
import { ADDRESS_PARTS, NEEDED_PARTS, partName } from './address';
import type { Group, Layout } from './layout';

/** What of a member is asked for: all but statistics, which make an answer several times as long. */
export const MEMBER_FIELDS: readonly string[] = [
	'contact_id',
	'email_address',
	'status',
	'timestamp_opt',
	'timestamp_signup',
	'last_changed',
	'language',
	'vip',
	'email_type',
	'tags',
	'tags_count',
	'merge_fields',
	'interests',
];

const PLAIN: readonly string[] = [
	'email_address',
	'contact_id',
	'status',
	'timestamp_opt',
	'timestamp_signup',
	'last_changed',
	'language',
	'vip',
	'email_type',
];

type Properties = CrmRecord['properties'];

/** A member as Mailchimp gives him, with his merge fields, the parts of his addresses and his interests by name. */
export function toRecord(member: unknown, { mergeFields, groups }: Layout): CrmRecord {
	const properties: Record<string, unknown> = Object.create(null);
	for (const name of PLAIN) properties[name] = read.value(member, name);
	properties['tags'] = read.list(member, 'tags').map((tag) => read.text(tag, 'name') ?? '');
	for (const { tag, kind } of mergeFields) {
		if (kind !== 'address') properties[tag] = read.value(member, 'merge_fields', tag);
		else readAddress(properties, tag, member);
	}
	for (const group of groups) properties[group.property] = interestsOf(member, group);
	return { id: read.text(member, 'contact_id') ?? '', properties };
}

function readAddress(properties: Record<string, unknown>, tag: string, member: unknown): void {
	for (const part of Object.keys(ADDRESS_PARTS)) {
		properties[partName(tag, part)] = read.text(member, 'merge_fields', tag, part) ?? '';
	}
}

function interestsOf(member: unknown, { multiple, interests }: Group): string | string[] {
	const chosen = [...interests].filter(([, id]) => read.value(member, 'interests', id) === true);
	const names = chosen.map(([name]) => name);
	return multiple ? names : (names[0] ?? '');
}

/**
 * The other way round: a member as Mailchimp wants him.
 * @param filler what stands for a part of an address that is missing; `''` where nothing does
 * @throws userError with the code BATCH_REFUSED where an interest is none of the audience
 */
export function toMember(
	properties: Properties,
	{ mergeFields, groups }: Layout,
	filler: string,
): Readonly<Record<string, unknown>> {
	const member: Record<string, unknown> = {};
	for (const name of PLAIN) if (name in properties) member[name] = plainValue(name, properties[name]);
	const merged: Record<string, unknown> = {};
	for (const { tag, kind } of mergeFields) {
		if (kind === 'address' && partName(tag, 'addr1') in properties) {
			merged[tag] = addressOf(properties, tag, filler);
		} else if (tag in properties) merged[tag] = properties[tag];
	}
	const chosen = groups.filter(({ property }) => property in properties);
	const interests = chosen.flatMap((group) => choices(group, properties[group.property]));
	return {
		...member,
		...(Object.keys(merged).length > 0 ? { merge_fields: merged } : {}),
		...(interests.length > 0 ? { interests: Object.fromEntries(interests) } : {}),
	};
}

/** A consent cannot be forgotten there: one that is emptied is withdrawn. */
function plainValue(name: string, value: unknown): unknown {
	if (value !== '') return value;
	if (name === 'status') return 'unsubscribed';
	if (name === 'timestamp_opt') return undefined;
	return name === 'vip' ? false : value;
}

/** Nothing, or all that an address must have: Mailchimp takes no half of one. */
function addressOf(properties: Properties, tag: string, filler: string): unknown {
	const parts = Object.keys(ADDRESS_PARTS).map((part): [string, unknown] => [
		part,
		properties[partName(tag, part)] ?? '',
	]);
	const given = parts.filter(([, value]) => value !== '');
	if (given.length === 0) return '';
	const needed = NEEDED_PARTS.map((part): [string, unknown] => [part, filler]);
	return Object.fromEntries([...needed, ...given]);
}

/** Every interest of the category, chosen or not: what is not named stays as it is. */
function choices({ property, interests }: Group, value: unknown): [string, boolean][] {
	const names = listOf(value as Cell | readonly Cell[]).map((name) => String(name).trim().toLowerCase());
	const known = [...interests].map(([name, id]) => ({ id, name: name.trim().toLowerCase() }));
	const unknown = names.find((name) => !known.some((one) => one.name === name));
	if (unknown !== undefined) throw noSuchInterest(property, unknown);
	return known.map(({ id, name }) => [id, names.includes(name)]);
}

/** Refused before anything is sent, so that the row that has it stands alone with it in the end. */
function noSuchInterest(category: string, name: string): Error {
	return userError(
		`'${category}' has no interest '${name}' in Mailchimp`,
		'Add it to the groups of the audience, or correct the row.',
		'BATCH_REFUSED',
	);
}
