import type { FieldType } from '../../model';

/** A part of a value that has several. */
export interface Part {
	/** Its name in the value. */
	readonly part: string;
	readonly title: string;
	readonly type: FieldType;
}

/** A kind of field, and how it is kept (https://pipedrive.readme.io/docs/core-api-concepts-custom-fields). */
export interface Kind {
	readonly type: FieldType;
	/** Several values, as a list. */
	readonly multiple?: boolean;
	/** Values are ids of options. */
	readonly isOption?: boolean;
	/** Values are numbers in JSON, whatever they are here. */
	readonly isNumber?: boolean;
	/** What it has besides its value, which then is the `value` of an object. */
	readonly parts?: readonly Part[];
	readonly maxLength?: number;
	/** Whether the search looks there. */
	readonly isSearched?: boolean;
}

const until = (type: FieldType): readonly Part[] => [{ part: 'until', title: 'Until', type }];

/** The parts of an address that have a field here; `street` is the way and the number. */
export const ADDRESS_PARTS: readonly Part[] = [
	{ part: 'street', title: 'Street', type: 'text' },
	{ part: 'postal_code', title: 'Postal Code', type: 'text' },
	{ part: 'locality', title: 'City', type: 'text' },
	{ part: 'admin_area_level_1', title: 'Region', type: 'text' },
	{ part: 'country', title: 'Country', type: 'text' },
];

/** Every kind of field, by the name that Pipedrive has for it. Links to deals, pictures and counts are none of ours. */
export const KINDS: Readonly<Record<string, Kind>> = {
	varchar: { type: 'text', maxLength: 255, isSearched: true },
	varchar_auto: { type: 'text', maxLength: 255, isSearched: true },
	text: { type: 'text', isSearched: true },
	double: { type: 'number', isNumber: true, isSearched: true },
	int: { type: 'number', isNumber: true },
	monetary: {
		type: 'money',
		isNumber: true,
		isSearched: true,
		parts: [{ part: 'currency', title: 'Currency', type: 'text' }],
	},
	date: { type: 'date' },
	daterange: { type: 'date', parts: until('date') },
	time: { type: 'text', parts: [{ part: 'timezone_name', title: 'Time Zone', type: 'text' }] },
	timerange: { type: 'text', parts: until('text') },
	enum: { type: 'option', isOption: true },
	set: { type: 'option', isOption: true, multiple: true },
	phone: { type: 'phone', isSearched: true },
	user: { type: 'number', isNumber: true },
	org: { type: 'number', isNumber: true },
	people: { type: 'number', isNumber: true },
	address: { type: 'text', isSearched: true, parts: ADDRESS_PARTS },
};

/** The name of a part as a property of its own, which is the one that the first version of the interface had for it. */
export const partName = (code: string, part: string): string => `${code}_${part}`;
