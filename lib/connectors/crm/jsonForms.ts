import type { Cell, FieldType, FieldValue } from '../../model';
import { type Binding, listOf, mainValue } from './bindings';
import { internationalPhone, phoneDigits, textForms } from './valueForms';

/** How a value is read and written. */
export type Forms = Required<Pick<Binding, 'read' | 'write'>>;

/** What is known of a property. */
export interface PropertyKind {
	/** What the CRM keeps in it. */
	readonly type: FieldType;
	/** What it stands for here, where that is more than the CRM knows: a consent in a yes-or-no property. */
	readonly ours?: FieldType;
	readonly multiple?: boolean;
}

/** Forms for a CRM that keeps numbers and yes-or-no as JSON has them; several values are a list. */
export function jsonForms({ type, ours = type, multiple = false }: PropertyKind): Forms {
	if (multiple) return LISTS;
	if (ours === 'phone') return { read: phoneDigits, write: internationalPhone };
	if (type === 'dateTime') return { read: readTime, write: writeTime };
	return { read: textForms({ type: ours }).read, write: writerOf(type) };
}

const LISTS: Forms = {
	read: (value) => (Array.isArray(value) ? value.filter(isCell) : undefined),
	write: (value) => listOf(value),
};

function writerOf(type: FieldType): Forms['write'] {
	switch (type) {
		case 'number':
		case 'money':
			return (value) => asNumber(mainValue(value));
		case 'boolean':
			return (value) => asBoolean(mainValue(value));
		case 'date':
			return (value) => String(mainValue(value)).slice(0, 10);
		default:
			return (value) => String(mainValue(value));
	}
}

/** A number where it says the same; what is none is the CRM's to refuse. */
function asNumber(value: Cell): Cell {
	const number = Number(value);
	return Number.isFinite(number) ? number : value;
}

function asBoolean(value: Cell): Cell {
	if (value === 'true' || value === 1 || value === '1') return true;
	return value === 'false' || value === 0 || value === '0' ? false : value;
}

/** A moment in UTC, however the CRM writes its zone (`+0000`, `+05:30`, `Z`). */
export function readTime(value: unknown): string | undefined {
	if (typeof value !== 'string' || value === '') return undefined;
	const time = Date.parse(value.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
	return Number.isNaN(time) ? value : new Date(time).toISOString().replace('.000Z', 'Z');
}

/** The form of ISO 8601 that every CRM takes: whole seconds, the zone in figures. */
export function writeTime(value: FieldValue): string {
	const time = new Date(String(mainValue(value)));
	return Number.isNaN(time.getTime()) ? String(mainValue(value)) : `${time.toISOString().slice(0, 19)}+00:00`;
}

function isCell(value: unknown): value is Cell {
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
