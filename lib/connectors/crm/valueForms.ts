import type { Cell, FieldSpec, FieldType, FieldValue } from '../../model';
import { type Binding, listOf, mainValue, plainValue } from './bindings';

type Forms = Required<Pick<Binding, 'read' | 'write'>>;

/**
 * How values are read and written where a CRM keeps every one of them as text, by what kind of field it is. Several
 * values are one text with `separator` between.
 */
export function textForms(
	{ type, multiple = false }: Pick<FieldSpec, 'type' | 'multiple'>,
	separator = ';',
): Forms {
	if (multiple) return listForms(separator);
	return {
		read: (value) => readText(plainValue(value), type),
		write: (value) => String(mainValue(value) ?? ''),
	};
}

function listForms(separator: string): Forms {
	return {
		read: (value) => {
			const parts = typeof value === 'string' ? value.split(separator).map((part) => part.trim()) : [];
			return parts.filter((part) => part !== '');
		},
		write: (value) => listOf(value).join(separator),
	};
}

function readText(value: Cell | undefined, type: FieldType): FieldValue | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	switch (type) {
		case 'boolean':
		case 'consent':
			return readBoolean(value);
		case 'number':
			return readNumber(value);
		case 'date':
			return String(value).slice(0, 10);
		default:
			return typeof value === 'string' ? value : String(value);
	}
}

function readBoolean(value: Cell): Cell {
	const text = String(value).toLowerCase();
	if (text === 'true' || text === '1' || text === 'yes') return true;
	return text === 'false' || text === '0' || text === 'no' ? false : value;
}

/** A number where it says the same, and the text where it would lose digits. */
function readNumber(value: Cell): Cell {
	const number = Number(value);
	return String(number) === String(value) ? number : value;
}

/** A phone number as it is kept, digits with the country code, in the form most CRMs want it: `+48501228855`. */
export function internationalPhone(value: FieldValue): string {
	const text = String(mainValue(value) ?? '');
	return /^\d{7,15}$/.test(text) ? `+${text}` : text;
}

/** A phone number of a CRM as it is kept: digits, where it is an international one. */
export function phoneDigits(value: unknown): string | undefined {
	if (typeof value !== 'string' || value.trim() === '') return undefined;
	const digits = value.replace(/[\s()./-]/g, '');
	return /^\+\d{7,15}$/.test(digits) ? digits.slice(1) : value.trim();
}

/** A moment of a CRM that keeps UTC and does not say so: `2026-11-22 10:00:00`. */
export function readUtcTime(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? `${value.replace(' ', 'T')}Z` : undefined;
}

/** The same written, to the second; what is no time goes as it is, for the CRM to refuse. */
export function writeUtcTime(value: FieldValue): string {
	const text = String(mainValue(value));
	const time = new Date(text);
	return Number.isNaN(time.getTime()) ? text : time.toISOString().slice(0, 19).replace('T', ' ');
}
