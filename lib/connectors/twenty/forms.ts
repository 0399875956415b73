import type { FieldType, FieldValue } from '../../model';
import { countryCodeOf } from '../../normalize';
import { listOf, mainValue, plainValue } from '../crm/bindings';
import { type Forms, jsonForms } from '../crm/jsonForms';
import { read } from '../http/body';
import type { PersonField } from './fields';
import { NO_PHONES, PHONES } from './phones';

/** How a field is read and written; `ours` is what it stands for here. */
export function formsOf(field: PersonField, ours: FieldType): Forms {
	switch (field.kind) {
		case 'emails':
			return EMAILS;
		case 'phones':
			return PHONES;
		case 'micros':
			return MICROS;
		case 'country':
			return ours === 'country' ? COUNTRY : jsonForms({ type: 'text', ours });
		default: {
			const { type, multiple = false } = field.found;
			return jsonForms({ type, ours, multiple });
		}
	}
}

/** What is written to empty a field: texts were never NULL in older versions. */
export function nothingOf({ kind }: PersonField): unknown {
	switch (kind) {
		case 'emails':
			return NO_EMAILS;
		case 'phones':
			return NO_PHONES;
		case 'text':
		case 'country':
			return '';
		default:
			return null;
	}
}

const NO_EMAILS = { primaryEmail: '', additionalEmails: null };

/** The main address and the others. They are always written together: what is left out is emptied. */
const EMAILS: Forms = {
	read: (value) => [
		...listOf(read.text(value, 'primaryEmail') ?? ''),
		...read.list(value, 'additionalEmails').filter((email) => typeof email === 'string'),
	],
	write: (value) => {
		const [primaryEmail = '', ...others] = listOf(value).map(String);
		return { primaryEmail, additionalEmails: others.length > 0 ? others : null };
	},
};

/** Digits behind the point of an amount in millionths. */
const MICRO_DIGITS = 6;

/** Amounts are kept in millionths, as whole numbers. */
const MICROS: Forms = {
	read: (value) => {
		const micros = String(plainValue(value) ?? '');
		return /^-?\d+$/.test(micros) ? fromMicros(micros) : undefined;
	},
	write: (value) => toMicros(value),
};

function fromMicros(micros: string): string {
	const [, sign = '', figures = ''] = /^(-?)(\d+)$/.exec(micros) ?? [];
	const digits = figures.padStart(MICRO_DIGITS + 1, '0');
	const rest = digits.slice(-MICRO_DIGITS).replace(/0+$/, '');
	return `${sign}${digits.slice(0, -MICRO_DIGITS)}${rest === '' ? '' : `.${rest}`}`;
}

/** A number where it says the same; what is no amount is Twenty's to refuse. */
function toMicros(value: FieldValue): unknown {
	const text = String(mainValue(value));
	const [match, sign = '', whole = '', rest = ''] = /^(-?)(\d+)(?:\.(\d{1,6})0*)?$/.exec(text) ?? [];
	if (match === undefined) return text;
	const micros = BigInt(`${sign}${whole}${rest.padEnd(MICRO_DIGITS, '0')}`);
	const number = Number(micros);
	return Number.isSafeInteger(number) ? number : String(micros);
}

/** Twenty shows countries by their English names, and keeps them so. */
const COUNTRY: Forms = {
	read: (value) => {
		const text = plainValue(value);
		return typeof text === 'string' ? (countryCodeOf(text) ?? text) : undefined;
	},
	write: (value) => {
		const code = String(mainValue(value));
		return /^[A-Z]{2}$/.test(code) ? (COUNTRY_NAMES.of(code) ?? code) : code;
	},
};

const COUNTRY_NAMES = new Intl.DisplayNames(['en'], { type: 'region' });
