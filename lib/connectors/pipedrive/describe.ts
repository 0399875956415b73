import type { FoundProperty } from '../crm/schema';
import { read } from '../http/body';
import { type Kind, KINDS, partName } from './kinds';
import type { Pipedrive } from './session';

/** Pipedrive's own properties for our fields. A person has one company, an organization. */
export const PROPERTIES: Readonly<Record<string, string>> = {
	crmId: 'id',
	email: 'emails',
	phone: 'phones',
	firstName: 'first_name',
	lastName: 'last_name',
	fullName: 'name',
	company: 'org_id',
	birthDate: 'birthday',
	street: partName('postal_address', 'street'),
	postalCode: partName('postal_address', 'postal_code'),
	city: partName('postal_address', 'locality'),
	region: partName('postal_address', 'admin_area_level_1'),
	country: partName('postal_address', 'country'),
	notes: 'notes',
	newsletterConsent: 'marketing_status',
	createdAt: 'add_time',
	changedAt: 'update_time',
};

/** What every account has, so that it does not matter how the list of fields calls it. */
const ALWAYS: readonly FoundProperty[] = [
	{ property: 'id', title: 'ID', type: 'number', readOnly: true },
	{ property: 'name', title: 'Name', type: 'name', maxLength: 255 },
	{ property: 'first_name', title: 'First Name', type: 'name' },
	{ property: 'last_name', title: 'Last Name', type: 'name' },
	{ property: 'emails', title: 'Email', type: 'email', multiple: true },
	{ property: 'phones', title: 'Phone', type: 'phone', multiple: true },
	{ property: 'org_id', title: 'Organization', type: 'company' },
	{ property: 'owner_id', title: 'Owner ID', type: 'number' },
	{ property: 'visible_to', title: 'Visible To', type: 'number' },
	{ property: 'add_time', title: 'Person Created', type: 'dateTime', readOnly: true },
	{ property: 'update_time', title: 'Update Time', type: 'dateTime', readOnly: true },
];

/**
 * What an account has only with contact sync, which Pipedrive otherwise refuses, or with Campaigns; and the labels,
 * for their names. By Pipedrive's kinds.
 */
const SOMETIMES: Readonly<Record<string, string>> = {
	birthday: 'date',
	job_title: 'varchar',
	notes: 'text',
	postal_address: 'address',
	marketing_status: 'varchar',
	label_ids: 'set',
};

/** What a property is, and where its value is. */
export interface PropertyPlace {
	readonly kind: Kind;
	/** The field's key; that of the whole where the property is a part. */
	readonly code: string;
	readonly part?: string;
	readonly isCustom: boolean;
	/** The names of options by their ids. */
	readonly options: ReadonlyMap<number, string>;
}

export interface Described {
	readonly found: readonly FoundProperty[];
	readonly places: ReadonlyMap<string, PropertyPlace>;
}

/** The fields of persons that hold a value which can be imported. */
export async function describePersons(pipedrive: Pipedrive): Promise<Described> {
	const found: FoundProperty[] = [...ALWAYS];
	const places = new Map<string, PropertyPlace>();
	for await (const fields of pipedrive.pages('personFields')) {
		for (const field of fields) {
			const place = placeOf(field);
			if (place === undefined || places.has(place.code)) continue;
			const title = read.text(field, 'field_name') ?? place.code;
			for (const [property, one] of withParts(place, title)) {
				found.push(property);
				places.set(property.property, one);
			}
		}
	}
	return { found, places };
}

function placeOf(field: unknown): PropertyPlace | undefined {
	const name = read.text(field, 'field_code') ?? '';
	// Labels were one and are several.
	const code = name === 'label' ? 'label_ids' : name;
	const isCustom = read.value(field, 'is_custom_field') === true;
	const type = isCustom ? (read.text(field, 'field_type') ?? '') : SOMETIMES[code];
	const kind = type === undefined ? undefined : KINDS[type];
	if (kind === undefined || code === '') return undefined;
	const options = read.list(field, 'options').map((option): [number, string] => {
		return [Number(read.value(option, 'id')), read.text(option, 'label') ?? ''];
	});
	return { kind, code, isCustom, options: new Map(kind.isOption === true ? options : []) };
}

function withParts(place: PropertyPlace, title: string): [FoundProperty, PropertyPlace][] {
	const { kind, code, options } = place;
	const { type, multiple, maxLength, parts = [] } = kind;
	const names = [...options.values()];
	const whole: FoundProperty = {
		property: code,
		title,
		type,
		...(multiple === true ? { multiple } : {}),
		...(maxLength === undefined ? {} : { maxLength }),
		...(names.length > 0 ? { options: names } : {}),
	};
	const others = parts.map((part): [FoundProperty, PropertyPlace] => [
		{ property: partName(code, part.part), title: `${title}: ${part.title}`, type: part.type },
		{ ...place, kind: { type: part.type }, part: part.part },
	]);
	return [[whole, place], ...others];
}
