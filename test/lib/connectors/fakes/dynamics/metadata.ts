interface Column {
	readonly name: string;
	readonly kind: string;
	readonly maxLength?: number;
	readonly format?: string;
	readonly readOnly?: boolean;
	readonly choices?: Readonly<Record<string, number>>;
}

export const COLUMNS: readonly Column[] = [
	{ name: 'contactid', kind: 'Uniqueidentifier' },
	{ name: 'address1_addressid', kind: 'Uniqueidentifier' },
	...['firstname', 'lastname', 'address1_line1', 'address1_postalcode', 'address1_city'].map((name) => ({
		name,
		kind: 'String',
		maxLength: 50,
	})),
	...['emailaddress1', 'emailaddress2', 'emailaddress3'].map((name) => ({
		name,
		kind: 'String',
		maxLength: 100,
	})),
	{ name: 'telephone1', kind: 'String', maxLength: 50 },
	{ name: 'crm_number', kind: 'String', maxLength: 100 },
	{ name: 'crm_newsletter', kind: 'Boolean' },
	{ name: 'crm_newsletterat', kind: 'DateTime', format: 'DateAndTime' },
	{ name: 'birthdate', kind: 'DateTime', format: 'DateOnly' },
	{ name: 'points', kind: 'Integer' },
	{ name: 'gendercode', kind: 'Picklist', choices: { Male: 1, Female: 2 } },
	{ name: 'crm_interests', kind: 'MultiSelectPicklist', choices: { Golf: 1, Chess: 4 } },
	{ name: 'createdon', kind: 'DateTime', format: 'DateAndTime', readOnly: true },
	{ name: 'modifiedon', kind: 'DateTime', format: 'DateAndTime', readOnly: true },
	{ name: 'ownerid', kind: 'Owner' },
];

const label = (text: string) => ({ UserLocalizedLabel: { Label: text } });

/** What is under `EntityDefinitions(LogicalName='contact')`, by the rest of the path. */
export function metadataOf(path: string): readonly unknown[] | undefined {
	if (path === 'Keys') {
		return [{ KeyAttributes: ['crm_number'] }, { KeyAttributes: ['firstname', 'lastname'] }];
	}
	if (path === 'Attributes') return COLUMNS.map(attributeOf);
	const kind = /^Attributes\/Microsoft\.Dynamics\.CRM\.(\w+)AttributeMetadata$/.exec(path)?.[1];
	return kind === undefined ? undefined : COLUMNS.filter((column) => column.kind === kind).map(detailsOf);
}

function attributeOf({ name, kind, readOnly = false }: Column) {
	return {
		LogicalName: name,
		AttributeTypeName: { Value: `${kind}Type` },
		AttributeOf: null,
		DisplayName: label(name),
		RequiredLevel: { Value: name === 'lastname' ? 'ApplicationRequired' : 'None' },
		IsValidForCreate: !readOnly,
		IsValidForUpdate: !readOnly && name !== 'contactid',
		IsValidForRead: true,
	};
}

function detailsOf({ name, maxLength, format, choices = {} }: Column) {
	const options = Object.entries(choices).map(([text, Value]) => ({ Value, Label: label(text) }));
	return { LogicalName: name, MaxLength: maxLength, Format: format, OptionSet: { Options: options } };
}

/** Why a row is refused: a column there is not, another kind of value, a text that is too long. */
export function invalid(row: Readonly<Record<string, unknown>>): string | undefined {
	for (const [name, value] of Object.entries(row)) {
		const column = COLUMNS.find((one) => one.name === name);
		if (!column) return `The property '${name}' does not exist on type 'Microsoft.Dynamics.CRM.contact'.`;
		if (column.readOnly) return `The property '${name}' is read-only.`;
		const expected = { Boolean: 'boolean', Integer: 'number', Picklist: 'number' }[column.kind] ?? 'string';
		if (value !== null && typeof value !== expected)
			return `An error occurred while validating input parameters: cannot convert '${String(value)}' to ${column.kind}.`;
		if (String(value).length > (column.maxLength ?? Infinity))
			return `The length of the '${name}' attribute exceeded the maximum allowed length of '${column.maxLength}'.`;
		if (name.startsWith('emailaddress') && value !== null && !/^[^@\s]+@[^@\s]+$/.test(String(value)))
			return `Invalid format for column ${name}.`;
	}
	return undefined;
}
