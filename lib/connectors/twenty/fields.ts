import type { FieldType } from '../../model';
import { userError } from '../../errors';
import type { FoundProperty } from '../crm/schema';
import { read } from '../http/body';
import type { Session } from '../http/session';

/** How a value is kept, where that is more than its type says. */
export type FieldKind = 'text' | 'plain' | 'emails' | 'phones' | 'micros' | 'country' | 'company';

/** A field of people that holds one value, or a part of one that holds several. */
export interface PersonField {
	readonly found: FoundProperty;
	/** Where its value is in a record. */
	readonly path: readonly [string, ...string[]];
	readonly kind: FieldKind;
}

/** The field that says where a person works, as the name of a company. */
export const COMPANY = 'company';

type Plain = readonly [type: FieldType, kind: FieldKind, multiple?: true];

const PLAIN: Readonly<Record<string, Plain>> = {
	TEXT: ['text', 'text'],
	UUID: ['text', 'plain'],
	NUMBER: ['number', 'plain'],
	NUMERIC: ['number', 'plain'],
	BOOLEAN: ['boolean', 'plain'],
	DATE: ['date', 'plain'],
	DATE_TIME: ['dateTime', 'plain'],
	SELECT: ['option', 'plain'],
	RATING: ['option', 'plain'],
	MULTI_SELECT: ['option', 'plain', true],
	ARRAY: ['text', 'plain', true],
	EMAILS: ['email', 'emails', true],
	PHONES: ['phone', 'phones', true],
};

/** A part of a field of several values; without a title of its own it stands for the field. */
type Part = readonly [name: string, title: string, type: FieldType, kind: FieldKind];

const PARTS: Readonly<Record<string, readonly Part[]>> = {
	FULL_NAME: [
		['firstName', 'First Name', 'text', 'text'],
		['lastName', 'Last Name', 'text', 'text'],
	],
	LINKS: [['primaryLinkUrl', '', 'text', 'text']],
	CURRENCY: [
		['amountMicros', '', 'money', 'micros'],
		['currencyCode', 'Currency', 'text', 'text'],
	],
	ADDRESS: [
		['addressStreet1', 'Street', 'text', 'text'],
		['addressStreet2', 'Street 2', 'text', 'text'],
		['addressCity', 'City', 'text', 'text'],
		['addressPostcode', 'Postal Code', 'text', 'text'],
		['addressState', 'Region', 'text', 'text'],
		['addressCountry', 'Country', 'text', 'country'],
	],
};

const READ_ONLY: readonly string[] = ['id', 'createdAt', 'updatedAt'];

/** The fields of people, standard and custom, that hold values of their own or point at one record. */
export async function loadPersonFields(session: Session): Promise<readonly PersonField[]> {
	for (let after: string | undefined; ;) {
		const query = { limit: 200, starting_after: after };
		const { body } = await session.read({ method: 'GET', url: 'metadata/objects', query });
		const person = objectsIn(body).find((object) => read.text(object, 'nameSingular') === 'person');
		if (person !== undefined) return read.list(person, 'fields').flatMap(fieldsOf);
		after = read.text(body, 'pageInfo', 'endCursor');
		if (after === undefined || read.value(body, 'pageInfo', 'hasNextPage') !== true) throw noPeople();
	}
}

/** Newer versions leave the name of what is listed out. */
function objectsIn(body: unknown): readonly unknown[] {
	const direct = read.list(body, 'data');
	return direct.length > 0 ? direct : read.list(body, 'data', 'objects');
}

function fieldsOf(field: unknown): PersonField[] {
	const name = read.text(field, 'name') ?? '';
	const isHidden =
		read.value(field, 'isSystem') === true || ['deletedAt', 'position', 'searchVector'].includes(name);
	if (read.value(field, 'isActive') === false || (isHidden && !READ_ONLY.includes(name))) return [];
	const type = read.text(field, 'type') ?? '';
	const plain = PLAIN[type];
	if (plain) return [plainField(field, name, plain)];
	if (type === 'RELATION') return relationField(field, name);
	return (PARTS[type] ?? []).map((part) => partField(field, name, part));
}

function plainField(field: unknown, name: string, [type, kind, multiple]: Plain): PersonField {
	const options = read.list(field, 'options').flatMap((option) => read.text(option, 'value') ?? []);
	const isRequired =
		read.value(field, 'isNullable') === false && (read.value(field, 'defaultValue') ?? null) === null;
	const isReadOnly = READ_ONLY.includes(name);
	const found: FoundProperty = {
		property: name,
		title: read.text(field, 'label') ?? name,
		type,
		...(multiple ? { multiple } : {}),
		...(isReadOnly ? { readOnly: true } : isRequired ? { required: true } : {}),
		...(read.value(field, 'isUnique') === true ? { unique: true } : {}),
		...(options.length > 0 ? { options } : {}),
	};
	return { found, path: [name], kind };
}

function partField(field: unknown, name: string, [part, title, type, kind]: Part): PersonField {
	const label = read.text(field, 'label') ?? name;
	const found: FoundProperty =
		title === ''
			? { property: name, title: label, type }
			: { property: `${name}.${part}`, title: `${label}: ${title}`, type };
	return { found, path: [name, part], kind };
}

/** The company is written by its name; another relation to one record by that one's id. */
function relationField(field: unknown, name: string): PersonField[] {
	const kind = read.text(field, 'settings', 'relationType') ?? read.text(field, 'relation', 'type');
	const title = read.text(field, 'label') ?? name;
	if (name === COMPANY) {
		return [{ found: { property: name, title, type: 'company' }, path: [`${name}Id`], kind: 'company' }];
	}
	if (kind !== 'MANY_TO_ONE') return [];
	return [{ found: { property: `${name}Id`, title, type: 'text' }, path: [`${name}Id`], kind: 'plain' }];
}

function noPeople(): Error {
	return userError(
		'Twenty does not show the object People',
		'Activate it in Settings > Data Model, and give the role of the API key the right to see it.',
		'CRM_PERMISSION',
	);
}
