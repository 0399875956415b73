type Fields = Readonly<Record<string, unknown>>;

/** A record with all its fields; those that are empty are not in it. */
export type SObject = Record<string, unknown> & { Id: string };

/** Why a record is refused, as Salesforce says it. */
export interface RecordError {
	readonly statusCode: string;
	readonly message: string;
	readonly fields: readonly string[];
}

export interface FieldDefinition {
	readonly name: string;
	readonly label: string;
	readonly type: string;
	readonly length: number;
	readonly nillable: boolean;
	readonly createable: boolean;
	readonly updateable: boolean;
	readonly defaultedOnCreate: boolean;
	readonly externalId: boolean;
	readonly unique: boolean;
	readonly restrictedPicklist: boolean;
	readonly picklistValues: ReadonlyArray<{ readonly value: string; readonly active: boolean }>;
}

function field(name: string, type: string, details: Partial<FieldDefinition> = {}): FieldDefinition {
	return {
		name,
		label: name.replace('__c', ''),
		type,
		length: type === 'string' ? 80 : 0,
		nillable: true,
		createable: true,
		updateable: true,
		defaultedOnCreate: false,
		externalId: false,
		unique: false,
		restrictedPicklist: false,
		picklistValues: [],
		...details,
	};
}

const SYSTEM = { nillable: false, createable: false, updateable: false, defaultedOnCreate: true };
const UNIQUE = { externalId: true, unique: true };

export const FIELDS: readonly FieldDefinition[] = [
	field('Id', 'id', SYSTEM),
	field('CreatedDate', 'datetime', SYSTEM),
	field('LastModifiedDate', 'datetime', SYSTEM),
	field('SystemModstamp', 'datetime', SYSTEM),
	field('LastName', 'string', { nillable: false }),
	...['FirstName', 'MailingStreet', 'MailingPostalCode', 'MailingCity', 'MailingState', 'MailingCountry'].map(
		(name) => field(name, 'string'),
	),
	field('MailingAddress', 'address', { createable: false, updateable: false }),
	field('Email', 'email', { length: 80 }),
	field('Email2__c', 'email', { length: 80 }),
	field('Phone', 'phone', { length: 40 }),
	field('Birthdate', 'date'),
	field('Nr__c', 'string', UNIQUE),
	field('Newsletter__c', 'boolean', { nillable: false, defaultedOnCreate: true }),
	field('NewsletterAt__c', 'datetime'),
	field('points', 'double'),
	field('Segments__c', 'multipicklist', {
		restrictedPicklist: true,
		picklistValues: ['a', 'b', 'c'].map((value) => ({ value, active: value !== 'c' })),
	}),
];

/** Fields of an org that has very many. */
export function furtherFields(count: number): FieldDefinition[] {
	return Array.from({ length: count }, (_, number) => field(`More_${number}__c`, 'string'));
}

const JSON_TYPES: Readonly<Record<string, string>> = { boolean: 'boolean', double: 'number' };

/** What makes Salesforce refuse a whole request. */
export function malformed(fields: Fields): { errorCode: string; message: string } | undefined {
	for (const [name, value] of Object.entries(fields)) {
		const definition = FIELDS.find((one) => one.name === name);
		if (!definition) {
			return { errorCode: 'INVALID_FIELD', message: `No such column '${name}' on sobject of type Contact` };
		}
		if (value !== null && typeof value !== (JSON_TYPES[definition.type] ?? 'string')) {
			return { errorCode: 'JSON_PARSER_ERROR', message: `Cannot deserialize instance of ${definition.type}` };
		}
	}
	return undefined;
}

/** What makes it refuse one record. */
export function invalid(fields: Fields, isNew: boolean): RecordError | undefined {
	for (const [name, value] of Object.entries(fields)) {
		const { type = 'string', length = 0 } = FIELDS.find((one) => one.name === name) ?? {};
		const text = String(value ?? '');
		if (type === 'email' && text !== '' && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text))
			return problem('INVALID_EMAIL_ADDRESS', `${name}: invalid email address: ${text}`, name);
		if (length > 0 && text.length > length)
			return problem('STRING_TOO_LONG', `${name}: data value too large: ${text}`, name);
	}
	const lastName = fields['LastName'];
	if (isNew ? (lastName ?? '') === '' : lastName === null || lastName === '')
		return problem('REQUIRED_FIELD_MISSING', 'Required fields are missing: [LastName]', 'LastName');
	return undefined;
}

export function problem(statusCode: string, message: string, ...fields: string[]): RecordError {
	return { statusCode, message, fields };
}
