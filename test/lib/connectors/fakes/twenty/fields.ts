interface Field {
	readonly name: string;
	readonly type: string;
	readonly options?: readonly string[];
	readonly isUnique?: boolean;
	readonly isSystem?: boolean;
	readonly isActive?: boolean;
	readonly isNullable?: boolean;
	readonly settings?: Readonly<Record<string, unknown>>;
}

const toOne = { relationType: 'MANY_TO_ONE' };
const toMany = { relationType: 'ONE_TO_MANY' };

/** A workspace as it comes, with some fields of its own. */
export const FIELDS: readonly Field[] = [
	{ name: 'id', type: 'UUID', isSystem: true, isNullable: false },
	{ name: 'createdAt', type: 'DATE_TIME', isSystem: true },
	{ name: 'updatedAt', type: 'DATE_TIME', isSystem: true },
	{ name: 'deletedAt', type: 'DATE_TIME', isSystem: true },
	{ name: 'position', type: 'POSITION', isSystem: true },
	{ name: 'searchVector', type: 'TS_VECTOR', isSystem: true },
	{ name: 'createdBy', type: 'ACTOR' },
	{ name: 'name', type: 'FULL_NAME' },
	{ name: 'emails', type: 'EMAILS', isUnique: true },
	{ name: 'phones', type: 'PHONES' },
	{ name: 'linkedinLink', type: 'LINKS' },
	{ name: 'jobTitle', type: 'TEXT' },
	{ name: 'city', type: 'TEXT' },
	{ name: 'company', type: 'RELATION', settings: toOne },
	{ name: 'assignee', type: 'RELATION', settings: toOne },
	{ name: 'noteTargets', type: 'RELATION', settings: toMany },
	{ name: 'crmNumber', type: 'TEXT', isUnique: true },
	{ name: 'memberNumber', type: 'NUMBER', isUnique: true },
	{ name: 'points', type: 'NUMBER' },
	{ name: 'newsletter', type: 'BOOLEAN' },
	{ name: 'newsletterAt', type: 'DATE_TIME' },
	{ name: 'stage', type: 'SELECT', options: ['NEW', 'CUSTOMER'] },
	{ name: 'interests', type: 'MULTI_SELECT', options: ['SKI', 'SURF'] },
	{ name: 'address', type: 'ADDRESS' },
	{ name: 'revenue', type: 'CURRENCY' },
	{ name: 'intro', type: 'RICH_TEXT_V2' },
	{ name: 'oldField', type: 'TEXT', isActive: false },
];

const PARTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	FULL_NAME: { firstName: 'TEXT', lastName: 'TEXT' },
	EMAILS: { primaryEmail: 'TEXT', additionalEmails: 'RAW_JSON' },
	PHONES: {
		primaryPhoneNumber: 'TEXT',
		primaryPhoneCallingCode: 'TEXT',
		primaryPhoneCountryCode: 'TEXT',
		additionalPhones: 'RAW_JSON',
	},
	LINKS: { primaryLinkUrl: 'TEXT', primaryLinkLabel: 'TEXT', secondaryLinks: 'RAW_JSON' },
	CURRENCY: { amountMicros: 'NUMBER', currencyCode: 'TEXT' },
	ADDRESS: Object.fromEntries(
		['Street1', 'Street2', 'City', 'Postcode', 'State', 'Country'].map((part) => [`address${part}`, 'TEXT']),
	),
};

/** The type of each column by its name in a filter, such as `name.firstName`. */
export const COLUMNS: Readonly<Record<string, string>> = Object.fromEntries(
	FIELDS.flatMap(({ name, type }) => {
		if (type === 'RELATION') return [[`${name}Id`, 'UUID']];
		const parts = PARTS[type];
		return parts ? Object.entries(parts).map(([part, its]) => [`${name}.${part}`, its]) : [[name, type]];
	}),
);

export const partsOf = (type: string): readonly string[] | undefined =>
	PARTS[type] === undefined ? undefined : Object.keys(PARTS[type]);

export function metadata() {
	return FIELDS.map(
		({ name, type, options, isUnique = false, isSystem = false, isActive = true, ...rest }) => ({
			id: name,
			name,
			label: name.replace(/^./, (first) => first.toUpperCase()),
			type,
			isUnique,
			isSystem,
			isActive,
			isNullable: rest.isNullable ?? true,
			defaultValue: name === 'id' ? 'uuid' : null,
			settings: rest.settings ?? null,
			options: options?.map((value, position) => ({ value, label: value.toLowerCase(), position })) ?? null,
		}),
	);
}
