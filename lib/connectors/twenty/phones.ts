import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Cell, FieldValue } from '../../model';
import { listOf } from '../crm/bindings';
import type { Forms } from '../crm/jsonForms';
import { phoneDigits } from '../crm/valueForms';
import { read } from '../http/body';

/** A number as Twenty keeps it: without the code of the country, which stands beside it. */
interface TwentyPhone {
	readonly number: string;
	readonly callingCode?: string;
	readonly countryCode?: string;
}

/** Numbers of a person, the main one and the others. They are always written together: what is left out is emptied. */
export const PHONES: Forms = { read: readPhones, write: writePhones };

function readPhones(value: unknown): FieldValue {
	const main = {
		number: read.text(value, 'primaryPhoneNumber'),
		callingCode: read.text(value, 'primaryPhoneCallingCode'),
	};
	return [main, ...read.list(value, 'additionalPhones')].flatMap((phone) => readPhone(phone) ?? []);
}

function readPhone(phone: unknown): string | undefined {
	const number = read.text(phone, 'number') ?? '';
	const code = (read.text(phone, 'callingCode') ?? '').replace(/\D/g, '');
	if (number === '' || number.startsWith('+') || code === '') return phoneDigits(number);
	return code + number.replace(/\D/g, '');
}

function writePhones(value: FieldValue): unknown {
	const [main, ...others] = listOf(value).map(toPhone);
	return {
		primaryPhoneNumber: main?.number ?? '',
		primaryPhoneCallingCode: main?.callingCode ?? '',
		...(main?.countryCode === undefined ? {} : { primaryPhoneCountryCode: main.countryCode }),
		additionalPhones: others.length > 0 ? others : null,
	};
}

/** What is no number of any country goes as it is; Twenty says so of it. */
function toPhone(value: Cell): TwentyPhone {
	const text = String(value);
	const phone = /^\d{7,15}$/.test(text) ? parsePhoneNumberFromString(`+${text}`) : undefined;
	if (!phone) return { number: text };
	return {
		number: phone.nationalNumber,
		callingCode: `+${phone.countryCallingCode}`,
		...(phone.country === undefined ? {} : { countryCode: phone.country }),
	};
}

/** No numbers at all. */
export const NO_PHONES: Readonly<Record<string, unknown>> = {
	primaryPhoneNumber: '',
	primaryPhoneCallingCode: '',
	primaryPhoneCountryCode: '',
	additionalPhones: null,
};

/** All the ways in which a number may be kept, the one without the code of the country first. */
export function phoneForms(digits: string): readonly [string, ...string[]] {
	return [toPhone(digits).number, `+${digits}`, digits];
}
