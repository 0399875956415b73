/** The merge fields and interests of the fake audience: one of every kind that Mailchimp has. */
export interface FakeMergeField {
	readonly merge_id: number;
	readonly tag: string;
	readonly name: string;
	readonly type: string;
	readonly required: boolean;
	readonly options: Readonly<Record<string, unknown>>;
}

const FIELDS: readonly (readonly [tag: string, type: string, options?: Readonly<Record<string, unknown>>])[] =
	[
		['FNAME', 'text', { size: 25 }],
		['LNAME', 'text', { size: 25 }],
		['ADDRESS', 'address', { default_country: 164 }],
		['PHONE', 'phone', { phone_format: 'none' }],
		['BIRTHDAY', 'birthday', { date_format: 'MM/DD' }],
		['COMPANY', 'text'],
		['CRMID', 'text'],
		['POINTS', 'number'],
		['JOINED', 'date', { date_format: 'DD/MM/YYYY' }],
		['SITE', 'url'],
		['PHOTO', 'imageurl'],
		['ZIP', 'zip'],
		['USPHONE', 'phone', { phone_format: 'US' }],
		['SIZE', 'dropdown', { choices: ['S', 'M', 'L'] }],
		['COLOUR', 'radio', { choices: ['red', 'blue'] }],
	];

/** @param required the tags of those without which nobody is taken */
export function mergeFields(required: readonly string[]): readonly FakeMergeField[] {
	return FIELDS.map(([tag, type, options = {}], place) => ({
		merge_id: place + 1,
		tag,
		name: tag.toLowerCase(),
		type,
		required: required.includes(tag),
		options,
	}));
}

export const CATEGORIES = [
	{
		id: 'a1b2c3d4e5',
		title: 'Topics',
		type: 'checkboxes',
		interests: { '9143cf3bd1': 'Cheese', '3a2a927344': 'Bread', f9c8f5f0ff: 'Wine' },
	},
	{
		id: 'b2c3d4e5f6',
		title: 'Rhythm',
		type: 'radio',
		interests: { '1f1f1f1f1f': 'Daily', '2e2e2e2e2e': 'Weekly' },
	},
	// A category may be called as a merge field is.
	{ id: 'c3d4e5f6a7', title: 'SIZE', type: 'dropdown', interests: { '3d3d3d3d3d': 'Small' } },
] as const;

export const INTERESTS: readonly string[] = CATEGORIES.flatMap(({ interests }) => Object.keys(interests));
