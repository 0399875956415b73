import { read } from '../../../../../lib/connectors/http/body';
import type { FakeAnswer } from '../fakeServer';

export type Attributes = Record<string, unknown>;

/** A contact as Brevo keeps him. */
export interface BrevoContact {
	readonly id: number;
	email?: string;
	attributes: Attributes;
	emailBlacklisted: boolean;
	smsBlacklisted: boolean;
	whatsappBlacklisted: boolean;
	listIds: number[];
	listUnsubscribed: number[];
	readonly createdAt: string;
	modifiedAt: string;
}

/** An attribute of the account. */
export interface BrevoAttribute {
	readonly name: string;
	readonly category: 'normal' | 'category' | 'calculated' | 'global' | 'transactional';
	readonly type?: 'text' | 'date' | 'float' | 'boolean' | 'multiple-choice' | 'user' | 'id';
	readonly enumeration?: readonly {
		readonly value: number;
		readonly label: string;
		readonly valueStr: string;
	}[];
	readonly multiCategoryOptions?: readonly string[];
}

/** What no two contacts can share, by the name that refusals have for it. */
export const IDENTIFIERS = ['email', 'SMS', 'EXT_ID', 'WHATSAPP', 'LANDLINE_NUMBER'] as const;
const PHONES: readonly string[] = ['SMS', 'WHATSAPP', 'LANDLINE_NUMBER'];

export function identifierOf(contact: BrevoContact, name: string): string | undefined {
	return name === 'email' ? contact.email : read.text(contact.attributes, name);
}

/** `+48…`, `0048…` and `48…` are one number; anything else has no country code. */
export function phoneOf(value: unknown): string | undefined {
	const digits = /^(?:\+|00)?([1-9]\d{8,14})$/.exec(String(value))?.[1];
	return digits;
}

export const isEmail = (text: string): boolean => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text);

export function refusal(code: string, message: string, metadata?: object, status = 400): FakeAnswer {
	return { status, body: { code, message, ...(metadata ? { metadata } : {}) } };
}

/** The answer to what a contact cannot have; the values that count, otherwise. */
export function acceptable(
	body: unknown,
	known: ReadonlyMap<string, BrevoAttribute>,
): { readonly attributes: Attributes; readonly email?: string } | FakeAnswer {
	const given = { ...read.object(body, 'attributes') };
	const email = read.text(body, 'email') ?? read.text(given, 'EMAIL');
	delete given['EMAIL'];
	if (email !== undefined && email !== '' && !isEmail(email)) {
		return refusal('invalid_parameter', 'email is not valid');
	}
	const extId = read.text(body, 'ext_id');
	if (extId !== undefined) given['EXT_ID'] = extId;
	const attributes: Attributes = {};
	for (const [name, value] of Object.entries(given)) {
		if (PHONES.includes(name) && value !== '' && phoneOf(value) === undefined)
			return refusal('invalid_parameter', `Invalid ${name} number`);
		const kept = PHONES.includes(name) && value !== '' ? phoneOf(value) : value;
		const attribute = known.get(name.toUpperCase());
		// What the account does not have, and what is not of the type, is dropped without a word.
		if (name === 'EXT_ID' || (attribute && isOfType(kept, attribute))) attributes[name.toUpperCase()] = kept;
	}
	return { attributes, ...(email === undefined ? {} : { email: email.toLowerCase() }) };
}

function isOfType(
	value: unknown,
	{ type, category, enumeration, multiCategoryOptions }: BrevoAttribute,
): boolean {
	if (value === '') return true;
	if (category === 'category') return enumeration?.some((one) => one.valueStr === String(value)) === true;
	if (category !== 'normal') return false;
	switch (type) {
		case 'float':
			return typeof value === 'number';
		case 'boolean':
			return typeof value === 'boolean';
		case 'date':
			return /^\d{4}-\d{2}-\d{2}$/.test(String(value)) && !Number.isNaN(Date.parse(String(value)));
		case 'multiple-choice':
			return (
				Array.isArray(value) && value.every((one) => multiCategoryOptions?.includes(String(one)) === true)
			);
		default:
			return typeof value === 'string';
	}
}

/** Attributes after a change: an empty text, or an empty list, takes a value away. */
export function changed(before: Attributes, change: Attributes): Attributes {
	const all = Object.entries({ ...before, ...change });
	return Object.fromEntries(
		all.filter(([, value]) => value !== '' && !(Array.isArray(value) && value.length === 0)),
	);
}
