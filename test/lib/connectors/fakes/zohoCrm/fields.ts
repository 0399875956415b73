interface Field {
	readonly name: string;
	readonly type: string;
	readonly length?: number;
	readonly unique?: boolean;
	readonly mandatory?: boolean;
	readonly readOnly?: boolean;
	readonly options?: readonly string[];
}

const text = (name: string): Field => ({ name, type: 'text', length: 40 });

export const FIELDS: readonly Field[] = [
	{ ...text('Last_Name'), mandatory: true },
	...['First_Name', 'Mailing_Street', 'Mailing_Zip', 'Mailing_City', 'Mailing_State', 'Mailing_Country'].map(
		text,
	),
	{ name: 'Email', type: 'email', length: 100 },
	{ name: 'Secondary_Email', type: 'email', length: 100 },
	{ name: 'Phone', type: 'phone', length: 30 },
	{ name: 'Date_of_Birth', type: 'date' },
	{ name: 'Number', type: 'text', length: 100, unique: true },
	{ name: 'Newsletter', type: 'boolean' },
	{ name: 'Newsletter_At', type: 'datetime' },
	{ name: 'points', type: 'integer' },
	{ name: 'Segments', type: 'multiselectpicklist', options: ['-None-', 'a', 'b'] },
	{ name: 'Created_Time', type: 'datetime', readOnly: true },
	{ name: 'Modified_Time', type: 'datetime', readOnly: true },
	{ name: 'Owner', type: 'ownerlookup' },
	// More than a query takes columns.
	...Array.from({ length: 45 }, (_, number) => text(`Extra_${number}`)),
];

export function metadata() {
	return FIELDS.map(
		({ name, type, length = 0, unique, mandatory = false, readOnly = false, options = [] }) => ({
			api_name: name,
			field_label: name.replaceAll('_', ' '),
			data_type: type,
			length,
			visible: true,
			unique: unique === true ? { casesensitive: false } : {},
			system_mandatory: mandatory,
			read_only: readOnly,
			field_read_only: readOnly,
			operation_type: { api_create: !readOnly, api_update: !readOnly },
			pick_list_values: options.map((value) => ({ actual_value: value, display_value: value.toUpperCase() })),
		}),
	);
}

export interface FieldProblem {
	readonly code: string;
	readonly message: string;
	readonly details: Readonly<Record<string, unknown>>;
}

const JSON_TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
	boolean: (value) => typeof value === 'boolean',
	integer: (value) => typeof value === 'number',
	multiselectpicklist: (value) => Array.isArray(value),
	datetime: (value) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/.test(String(value)),
	email: (value) => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(String(value)),
};

/** What is wrong with a record by itself. */
export function invalid(record: Readonly<Record<string, unknown>>, isNew: boolean): FieldProblem | undefined {
	for (const [name, value] of Object.entries(record)) {
		const field = FIELDS.find((one) => one.name === name);
		if (!field || field.readOnly || value === null) continue;
		const fits = JSON_TYPES[field.type] ?? ((one) => typeof one === 'string');
		const details = { api_name: name, json_path: `$.data[0].${name}` };
		if (!fits(value))
			return {
				code: 'INVALID_DATA',
				message: 'invalid data',
				details: { ...details, expected_data_type: field.type },
			};
		if (String(value).length > (field.length ?? Infinity))
			return {
				code: 'INVALID_DATA',
				message: 'invalid data',
				details: { ...details, maximum_length: field.length },
			};
	}
	const lastName = record['Last_Name'];
	if (isNew ? (lastName ?? '') === '' : lastName === null || lastName === '')
		return {
			code: 'MANDATORY_NOT_FOUND',
			message: 'required field not found',
			details: { api_name: 'Last_Name' },
		};
	return undefined;
}
