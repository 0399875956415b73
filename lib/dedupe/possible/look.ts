import type { CustomerRecord, FieldValue } from '../../model';
import { foldText } from '../../normalize';

/** What rows are compared by, folded; `''` where a row does not have it. */
export interface Look {
	readonly firstName: string;
	readonly lastName: string;
	/** `19840231`. */
	readonly birthDate: string;
	readonly postalCode: string;
	readonly street: string;
	readonly city: string;
	/** In small letters, with its `@`. */
	readonly email: string;
	/** The last nine digits: with or without the prefix of the country. */
	readonly phone: string;
}

const PHONE_DIGITS = 9;

export function lookOf(record: CustomerRecord): Look {
	const [firstName, lastName] = namesOf(record);
	return {
		firstName,
		lastName,
		birthDate: textOf(record['birthDate']).replace(/\D/g, '').slice(0, 8),
		postalCode: foldText(textOf(record['postalCode'])),
		street: foldText(textOf(record['street'])),
		city: foldText(textOf(record['city'])),
		email: textOf(record['email']).toLowerCase(),
		phone: textOf(record['phone']).replace(/\D/g, '').slice(-PHONE_DIGITS),
	};
}

function namesOf(record: CustomerRecord): readonly [string, string] {
	const names = [foldText(textOf(record['firstName'])), foldText(textOf(record['lastName']))] as const;
	if (names[0] !== '' || names[1] !== '') return names;
	const words = textOf(record['fullName'])
		.split(/[\s,]+/u)
		.filter(Boolean);
	if (words.length < 2) return ['', foldText(words[0] ?? '')];
	return [foldText(words.slice(0, -1).join('')), foldText(words.at(-1) ?? '')];
}

function textOf(value: FieldValue | undefined): string {
	const first: unknown = Array.isArray(value) ? value[0] : value;
	return first === null || first === undefined ? '' : String(first).trim();
}

/** In one text, which takes a quarter of the memory. */
export function packLook(look: Look): string {
	const { firstName, lastName, birthDate, postalCode, street, city, email, phone } = look;
	return [firstName, lastName, birthDate, postalCode, street, city, email, phone].join('\0');
}

export function unpackLook(packed: string): Look {
	const [firstName = '', lastName = '', birthDate = '', postalCode = '', ...rest] = packed.split('\0');
	const [street = '', city = '', email = '', phone = ''] = rest;
	return { firstName, lastName, birthDate, postalCode, street, city, email, phone };
}
