import { read } from '../http/body';
import { type Entry, entriesOf, isSame, isStandIn, type Places, standInFor } from './person';

type Properties = Readonly<Record<string, unknown>>;

/** A person as he is: as Pipedrive gives him, and with every value under its own property. */
export interface Current {
	readonly person: unknown;
	readonly properties: Properties;
}

const NAMES = ['name', 'first_name', 'last_name'];
const LISTS = ['emails', 'phones'];

/** Whether somebody wants mails; Pipedrive refuses it for who has no e-mail address. */
export const MARKETING = 'marketing_status';

/**
 * Whether what he has must be known to change some properties of a person: lists and values of several parts are
 * replaced as a whole, and a name is given as a whole. A consent needs an e-mail address.
 */
export function needsCurrent(properties: Properties, places: Places): boolean {
	return Object.keys(properties).some(
		(property) =>
			NAMES.includes(property) ||
			LISTS.includes(property) ||
			property === MARKETING ||
			partsOf(places.get(property)?.code ?? '', places) !== undefined,
	);
}

/**
 * What to send for a person.
 * @param current as he is; left out for a new one
 * @param identifiers the properties of customer numbers, for who has no name
 */
export function toBody(
	properties: Properties,
	places: Places,
	identifiers: readonly string[],
	current?: Current,
): Record<string, unknown> {
	const body: Record<string, unknown> = {};
	const custom: Record<string, unknown> = {};
	for (const [property, value] of Object.entries(properties)) {
		if (NAMES.includes(property)) continue;
		const place = places.get(property);
		const target = place?.isCustom === true ? custom : body;
		if (LISTS.includes(property)) body[property] = merged(value, current?.properties[property]);
		else if (place === undefined) body[property] = value;
		else target[place.code] = valueFor(place.code, properties, places, current);
	}
	const next = { ...current?.properties, ...properties, ...body };
	if (entriesOf(next['emails']).length === 0) delete body[MARKETING];
	return {
		...nameFor(properties, next, identifiers, current?.properties),
		...body,
		...(Object.keys(custom).length > 0 ? { custom_fields: custom } : {}),
	};
}

/** The values that are wanted, each with the label it has; without one Pipedrive says `work`. */
function merged(wanted: unknown, current: unknown): readonly Entry[] {
	const known = entriesOf(current);
	const values = Array.isArray(wanted) ? wanted.map(String) : [];
	return values.map((value, place) => {
		const kept = known.find((entry) => isSame(entry.value, value)) ?? { value };
		return { ...kept, primary: place === 0 };
	});
}

function partsOf(code: string, places: Places): readonly string[] | undefined {
	return places.get(code)?.kind.parts?.map(({ part }) => part);
}

function valueFor(code: string, properties: Properties, places: Places, current?: Current): unknown {
	const place = places.get(code);
	if (partsOf(code, places) === undefined || place === undefined) return cleared(code, properties[code]);
	const before = place.isCustom
		? read.object(current?.person, 'custom_fields', code)
		: read.object(current?.person, code);
	const given = Object.entries(properties).filter(([property]) => places.get(property)?.code === code);
	const parts = given.flatMap(([property, value]) => partFor(places.get(property)?.part ?? 'value', value));
	return isAddress(parts, place.kind.parts)
		? address(before, parts)
		: whole({ ...before, ...Object.fromEntries(parts) });
}

/** Labels have no nothing, only a list of none. */
function cleared(code: string, value: unknown): unknown {
	if (value !== null) return value;
	if (code === 'label_ids') return [];
	return code === MARKETING ? 'no_consent' : null;
}

type Part = [name: string, value: unknown];

function partFor(part: string, value: unknown): Part[] {
	if (part !== 'street') return [[part, value]];
	return [
		['route', value],
		['street_number', null],
	];
}

function isAddress(given: readonly Part[], parts: readonly { readonly part: string }[] = []): boolean {
	return parts.some(({ part }) => part === 'street') && given.length > 0;
}

/**
 * An address that is given as a text is that text alone, and Pipedrive takes it apart. One whose parts are given
 * gets the text that they make together.
 */
function address(before: Properties, given: readonly Part[]): unknown {
	const text = given.find(([part]) => part === 'value');
	const parts = given.filter(([part]) => part !== 'value');
	if (parts.length === 0) return whole({ value: text?.[1] });
	const after: Properties = { ...before, ...Object.fromEntries(parts) };
	const word = (...names: string[]) =>
		names
			.flatMap((name) => read.text(after, name) ?? [])
			.filter((one) => one !== '')
			.join(' ');
	const lines = [
		word('route', 'street_number'),
		word('postal_code', 'locality'),
		word('admin_area_level_1'),
		word('country'),
	];
	const value = text?.[1] ?? lines.filter((line) => line !== '').join(', ');
	// Pipedrive makes it anew of the text.
	return whole({ ...after, value, formatted_address: undefined });
}

/** A value of several parts is nothing without its main one. */
function whole(value: Properties): unknown {
	const main = value['value'];
	return main === undefined || main === null || main === '' ? null : value;
}

/** First and last name are given together, and never with the whole name: it is made of them. */
function nameFor(
	given: Properties,
	next: Properties,
	identifiers: readonly string[],
	current?: Properties,
): Record<string, unknown> {
	const isNameless = current === undefined || isStandIn(current, identifiers);
	if ('first_name' in given || 'last_name' in given) {
		const [first, last] = ['first_name', 'last_name'].map((part) => {
			const from = part in given || isNameless ? given : current;
			return read.text(from, part) ?? '';
		});
		if (first !== '' || last !== '') return { first_name: first, last_name: last };
	} else if (!isNameless && !('name' in given)) return {};
	const name = read.text(given, 'name') ?? '';
	const known = read.text(current, 'name');
	if (name !== '') return known !== undefined && hasSameWords(name, known) ? {} : { name };
	const standIn = standInFor(next, identifiers);
	return standIn === known ? {} : { name: standIn };
}

/** Whether two names differ in their order at most: `Kowalski Jan` is no other name than `Jan Kowalski`. */
function hasSameWords(one: string, other: string): boolean {
	const words = (name: string) =>
		name
			.trim()
			.split(/[\s,]+/)
			.sort()
			.join(' ');
	return words(one) === words(other);
}
