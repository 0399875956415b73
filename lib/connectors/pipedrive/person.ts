import type { CrmRecord } from '../crm/driver';
import { phoneDigits } from '../crm/valueForms';
import { read } from '../http/body';
import type { PropertyPlace } from './describe';

type Properties = Readonly<Record<string, unknown>>;
export type Places = ReadonlyMap<string, PropertyPlace>;

/** A name that nobody has. */
const UNNAMED = 'Unnamed';

/**
 * A person with every value under its own property: what is inside `custom_fields`, the parts of values that have
 * several, and the name of the organization in place of its id.
 */
export function toRecord(
	person: unknown,
	places: Places,
	organizations: ReadonlyMap<string, string>,
): CrmRecord {
	const version = read.text(person, 'update_time');
	const organization = organizations.get(read.text(person, 'org_id') ?? '');
	const properties = { ...read.object(person), ...flat(person, places), org_id: organization };
	return { id: read.text(person, 'id') ?? '', properties, ...(version === undefined ? {} : { version }) };
}

function flat(person: unknown, places: Places): Record<string, unknown> {
	const values: Record<string, unknown> = {};
	for (const [property, { code, part, kind, isCustom }] of places) {
		const value = isCustom ? read.value(person, 'custom_fields', code) : read.value(person, code);
		if (part !== undefined) values[property] = partOf(value, part);
		else values[property] = kind.parts === undefined ? value : read.value(value, 'value');
	}
	return values;
}

function partOf(value: unknown, part: string): unknown {
	if (part !== 'street') return read.value(value, part);
	const words = [read.text(value, 'route'), read.text(value, 'street_number')];
	return words.filter((word) => word !== undefined && word !== '').join(' ') || undefined;
}

/** An e-mail address or a phone as Pipedrive keeps it. */
export interface Entry {
	readonly value: string;
	readonly label?: string;
	readonly primary: boolean;
}

/** The entries of a list, the primary one first. */
export function entriesOf(list: unknown): readonly Entry[] {
	const entries = Array.isArray(list) ? list.map(toEntry) : [];
	return entries.filter(({ value }) => value !== '').sort((a, b) => Number(b.primary) - Number(a.primary));
}

function toEntry(entry: unknown): Entry {
	const label = read.text(entry, 'label');
	return {
		value: (read.text(entry, 'value') ?? '').trim(),
		...(label === undefined || label === '' ? {} : { label }),
		primary: read.value(entry, 'primary') === true,
	};
}

/**
 * What a person without a name is called: Pipedrive keeps nobody without one. By what he is recognised by.
 * @param identifiers the properties of customer numbers
 */
export function standInFor(properties: Properties, identifiers: readonly string[]): string {
	return standIns(properties, identifiers)[0] ?? UNNAMED;
}

/** Whether a person's name only stands for one that is not known. */
export function isStandIn(properties: Properties, identifiers: readonly string[]): boolean {
	const name = read.text(properties, 'name') ?? '';
	return [...standIns(properties, identifiers), UNNAMED].some((one) => isSame(one, name));
}

function standIns(properties: Properties, identifiers: readonly string[]): readonly string[] {
	const lists = [properties['emails'], properties['phones']].flatMap(entriesOf).map(({ value }) => value);
	const numbers = identifiers.flatMap((property) => read.text(properties, property) ?? []);
	return [...lists, ...numbers].filter((text) => text !== '');
}

/** Whether two e-mail addresses or phones are one, however they are written. */
export function isSame(one: string, other: string): boolean {
	return one.toLowerCase() === other.toLowerCase() || phoneDigits(one) === phoneDigits(other);
}
