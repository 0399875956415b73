/** A key of a custom field: 40 characters that say nothing. */
const key = (number: number): string => String(number).padStart(40, 'abcdef0123456789');

export const KEYS = {
	number: key(1),
	points: key(2),
	newsletter: key(3),
	newsletterAt: key(4),
	city: key(5),
	level: key(6),
	interests: key(7),
	budget: key(8),
	office: key(9),
	trial: key(10),
	since: key(11),
} as const;

const custom = (field_code: string, field_name: string, field_type: string, options?: readonly string[]) => ({
	field_name,
	field_code,
	field_type,
	options: options?.map((label, place) => ({ id: 20 + place, label })) ?? null,
	subfields: null,
	is_custom_field: true,
	is_optional_response_field: false,
});

const own = (field_code: string, field_name: string, field_type: string) => ({
	...custom(field_code, field_name, field_type),
	is_custom_field: false,
});

/** What an account describes of its persons; some only with contact sync or with Campaigns. */
export function fieldsOf({ contactSync, campaigns }: { contactSync: boolean; campaigns: boolean }) {
	return [
		own('name', 'Name', 'varchar'),
		own('picture_id', 'Picture', 'picture'),
		own('open_deals_count', 'Open deals', 'int'),
		{
			...own('label_ids', 'Labels', 'set'),
			options: [
				{ id: 5, label: 'Hot lead' },
				{ id: 6, label: 'Customer' },
			],
		},
		...(contactSync
			? [
					own('birthday', 'Birthday', 'date'),
					own('notes', 'Notes', 'text'),
					own('job_title', 'Job title', 'varchar'),
					own('postal_address', 'Postal address', 'address'),
				]
			: []),
		...(campaigns ? [own('marketing_status', 'Marketing status', 'enum')] : []),
		custom(KEYS.number, 'Customer number', 'varchar'),
		custom(KEYS.points, 'Points', 'double'),
		custom(KEYS.newsletter, 'Newsletter', 'enum', ['Yes', 'No']),
		custom(KEYS.newsletterAt, 'Newsletter since', 'varchar'),
		custom(KEYS.city, 'City', 'varchar'),
		custom(KEYS.level, 'Level', 'enum', ['Gold', 'Silver']),
		custom(KEYS.interests, 'Interests', 'set', ['Sailing', 'Books', 'Music']),
		custom(KEYS.budget, 'Budget', 'monetary'),
		custom(KEYS.office, 'Office', 'address'),
		custom(KEYS.trial, 'Trial', 'daterange'),
		custom(KEYS.since, 'Customer since', 'date'),
	];
}

export type FakeField = ReturnType<typeof fieldsOf>[number];

/** Kinds of fields that the search looks at. */
export const SEARCHED = ['address', 'varchar', 'text', 'varchar_auto', 'double', 'monetary', 'phone'];

/** What is wrong with a value of a field; the second version of the interface makes nothing of what is not right. */
export function wrongWith({ field_type, options }: FakeField, value: unknown): string | undefined {
	if (value === null) return undefined;
	const isDate = (text: unknown) => typeof text === 'string' && /^\d{4}-\d\d-\d\d$/.test(text);
	const isOption = (id: unknown) => options?.some((option) => option.id === id) === true;
	const part = (name: string) => (value as Record<string, unknown>)[name];
	switch (field_type) {
		case 'double':
			return typeof value === 'number' ? undefined : 'expected number';
		case 'date':
			return isDate(value) ? undefined : 'expected date';
		case 'enum':
			return isOption(value) ? undefined : 'invalid option';
		case 'set':
			if (!Array.isArray(value) || value.length === 0) return 'expected array with at least 1 element';
			return value.every(isOption) ? undefined : 'invalid option';
		case 'monetary':
			return typeof part('value') === 'number' && typeof part('currency') === 'string'
				? undefined
				: 'expected value and currency';
		case 'daterange':
			return isDate(part('value')) && isDate(part('until')) ? undefined : 'expected value and until';
		case 'address':
			return typeof part('value') === 'string' ? undefined : 'expected value';
		default:
			return typeof value === 'string' && value.length <= 255 ? undefined : 'expected string';
	}
}

const ADDRESS = [
	'route',
	'street_number',
	'subpremise',
	'locality',
	'sublocality',
	'admin_area_level_1',
	'admin_area_level_2',
	'country',
	'postal_code',
];

/** A value as it is kept: parts of an address that are left out become nothing. */
export function kept({ field_type }: FakeField, value: unknown): unknown {
	if (field_type !== 'address' || value === null) return value;
	const given = value as Record<string, unknown>;
	const parts = ADDRESS.map((part) => [part, given[part] ?? null]);
	return { value: given['value'], ...Object.fromEntries(parts), formatted_address: given['value'] };
}
