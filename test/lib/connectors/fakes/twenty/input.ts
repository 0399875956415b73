import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { read } from '../../../../../lib/connectors/http/body';
import { FIELDS, partsOf } from './fields';

/**
 * What Twenty makes of the data of a person before it is written: addresses in small letters, numbers without the code
 * of their country; a part of an e-mail or phone field that is left out is emptied, of any other field it is left alone.
 * @throws Error with what Twenty says of data that it refuses
 */
export function inputOf(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, fieldInput(name, value)]));
}

function fieldInput(name: string, value: unknown): unknown {
	const field = FIELDS.find((one) => one.name === name);
	const relation = FIELDS.find((one) => one.type === 'RELATION' && `${one.name}Id` === name);
	if (relation) return uuid(name, value);
	if (!field || field.type === 'RELATION') throw new Error(`Object person doesn't have any "${name}" field.`);
	if (value === null) return value;
	const parts = partsOf(field.type);
	const unknown = parts && Object.keys(read.object(value)).find((part) => !parts.includes(part));
	if (unknown !== undefined)
		throw new Error(`Invalid object value for ${field.type} field "${name}": ${unknown}`);
	if (field.type === 'EMAILS') return emails(name, value);
	if (field.type === 'PHONES') return phones(value);
	checkPlain(name, field.type, field.options, value);
	return value;
}

function uuid(name: string, value: unknown): unknown {
	if (
		value === null ||
		/^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(String(value))
	)
		return value;
	throw new Error(`Invalid UUID value '${String(value)}' for field "${name}"`);
}

const PLAIN: Readonly<Record<string, (value: unknown) => boolean>> = {
	TEXT: (value) => typeof value === 'string',
	NUMBER: (value) => typeof value === 'number',
	BOOLEAN: (value) => typeof value === 'boolean',
	DATE_TIME: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
	POSITION: (value) => typeof value === 'number',
	CURRENCY: (value) => {
		const micros = read.value(value, 'amountMicros');
		return micros === undefined || micros === null || /^-?\d+$/.test(String(micros));
	},
};

function checkPlain(
	name: string,
	type: string,
	options: readonly string[] | undefined,
	value: unknown,
): void {
	if (name === 'id') uuid(name, value);
	const fits = PLAIN[type]?.(value) ?? true;
	if (!fits) throw new Error(`Invalid value '${JSON.stringify(value)}' for ${type} field "${name}"`);
	const chosen: readonly unknown[] = Array.isArray(value) ? value : [value];
	const wrong = options && chosen.find((one) => !options.includes(String(one)));
	if (wrong !== undefined) throw new Error(`Invalid value '${String(wrong)}' for field "${name}"`);
}

function emails(name: string, value: unknown) {
	const primary = (read.text(value, 'primaryEmail') ?? '').toLowerCase();
	const additional = read.list(value, 'additionalEmails').map((email) => String(email).toLowerCase());
	for (const email of [primary, ...additional]) {
		if (email !== '' && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email))
			throw new Error(`Invalid string value '${email}' for email field "${name}"`);
	}
	return { primaryEmail: primary || null, additionalEmails: additional.length > 0 ? additional : null };
}

function phones(value: unknown) {
	const main = phone({
		number: read.text(value, 'primaryPhoneNumber'),
		callingCode: read.text(value, 'primaryPhoneCallingCode'),
		countryCode: read.text(value, 'primaryPhoneCountryCode'),
	});
	const others = read.list(value, 'additionalPhones').map(phone);
	return {
		primaryPhoneNumber: main.number,
		primaryPhoneCallingCode: main.callingCode,
		primaryPhoneCountryCode: main.countryCode,
		additionalPhones: others.length > 0 ? others : null,
	};
}

function phone(value: unknown) {
	const number = read.text(value, 'number') ?? '';
	const callingCode = read.text(value, 'callingCode') ?? '';
	if (number === '') return { number: null, callingCode: null, countryCode: null };
	const parsed = parsePhoneNumberFromString(number, { defaultCallingCode: callingCode.replace('+', '') });
	if (!parsed) throw new Error(`Provided phone number is invalid ${number}`);
	const countryCode = read.text(value, 'countryCode');
	const isConflicting =
		countryCode !== undefined && parsed.country !== undefined && countryCode !== parsed.country;
	if (isConflicting) throw new Error(`Provided and inferred country code are conflicting`);
	return {
		number: parsed.nationalNumber,
		callingCode: `+${parsed.countryCallingCode}`,
		countryCode: countryCode ?? parsed.country ?? null,
	};
}
