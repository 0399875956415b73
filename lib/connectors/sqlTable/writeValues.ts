import type { Cell, FieldSpec, FieldValue } from '../../model';
import { listOf, mainValue } from '../crm/bindings';
import type { TableColumn } from './columns';
import { arrayText } from './pgArray';
import { SEPARATOR } from './readValues';

/** A value as the database takes it, as text; or why it cannot be kept. */
export type WrittenValue = { readonly text: string | null } | { readonly problem: string };

/**
 * What is written to a column. Nothing is written as NULL, or as an empty text where the column forbids NULL.
 * @param value `undefined` or `null` to clear it
 */
export function writeValue(
	spec: FieldSpec,
	column: TableColumn,
	value: FieldValue | undefined,
): WrittenValue {
	if (typeof value === 'string' && value !== '' && !spec.multiple) {
		return oneValue(column, spec.type === 'phone' ? phoneText(value) : value);
	}
	const values = listOf(value).filter((cell) => cell !== null && cell !== '');
	if (values.length === 0) return emptyValue(column);
	const plain = spec.type === 'phone' ? values.map(phoneText) : values;
	return spec.multiple ? severalValues(column, plain) : oneValue(column, mainValue(plain) ?? '');
}

/** Digits alone, as all phones are looked up: what a person writes between them would hide one from the next import. */
function phoneText(value: Cell): Cell {
	const text = String(value);
	return /^\+?[\d\s()./-]+$/.test(text) ? text.replace(/\D/g, '') : text;
}

function emptyValue({ nullable, kind, name }: TableColumn): WrittenValue {
	if (nullable) return { text: null };
	return kind === 'text' ? { text: '' } : { problem: `The column '${name}' cannot be empty` };
}

function severalValues(column: TableColumn, values: readonly Cell[]): WrittenValue {
	const texts = values.map(String);
	if (column.kind === 'list') return { text: arrayText(texts) };
	if (column.kind === 'json') return { text: JSON.stringify(texts) };
	const torn = texts.find((text) => text.includes(SEPARATOR.trim()));
	if (torn === undefined) return fitting(column, texts.join(SEPARATOR));
	return {
		problem: `'${torn}' holds a semicolon, which stands between values in the column '${column.name}'`,
	};
}

function oneValue(column: TableColumn, value: Cell): WrittenValue {
	const text = String(value).trim();
	const form = FORMS[column.kind];
	if (form === undefined) return fitting(column, String(value));
	const written = form(value, text);
	if (written !== undefined) return { text: written };
	return { problem: `'${text}' is no value for the column '${column.name}' of the type ${column.type}` };
}

type Form = (value: Cell, text: string) => string | undefined;

const DATE = /^\d{4}-\d\d-\d\d/;
const MOMENT = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d(?:\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?$/i;

const asBoolean: Form = (_value, text) => {
	if (/^(true|1)$/i.test(text)) return '1';
	return /^(false|0)$/i.test(text) ? '0' : undefined;
};

/** Leading zeros belong to texts such as customer numbers, and would be lost. */
const asInteger: Form = (value, text) => {
	if (typeof value === 'boolean') return value ? '1' : '0';
	return /^[+-]?(?:0|[1-9]\d*)(?:\.0+)?$/.test(text) ? text.replace(/^\+|\.0+$/g, '') : undefined;
};

const asNumber: Form = (value, text) => {
	if (typeof value === 'boolean') return undefined;
	return /^[+-]?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text) ? text.replace(/^\+/, '') : undefined;
};

const FORMS: Readonly<Partial<Record<TableColumn['kind'], Form>>> = {
	boolean: asBoolean,
	integer: asInteger,
	decimal: asNumber,
	float: asNumber,
	date: (_value, text) => (DATE.test(text) ? text.slice(0, 10) : undefined),
	dateTime: (_value, text) => inUtc(text),
	zonedDateTime: (_value, text) => {
		const moment = inUtc(text);
		return moment === undefined ? undefined : `${moment}Z`;
	},
	uuid: (_value, text) => (/^\{?[\da-f-]{32,36}\}?$/i.test(text) ? text : undefined),
};

/** A moment as every database reads it where its session is in UTC: without its zone. A time without a zone is taken for UTC. */
function inUtc(text: string): string | undefined {
	const [, date, minutes = '00:00', seconds = ':00', zone = 'Z'] = MOMENT.exec(text) ?? [];
	if (date === undefined) return undefined;
	if (zone.toUpperCase() === 'Z') return `${date}T${minutes}${seconds}`;
	const fraction = /\.\d+/.exec(seconds)?.[0] ?? '';
	const moment = new Date(`${date}T${minutes}${seconds.slice(0, 3)}${zone}`);
	return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString().slice(0, 19) + fraction;
}

function fitting({ name, maxLength, kind }: TableColumn, text: string): WrittenValue {
	if (kind !== 'text' || maxLength === undefined || text.length <= maxLength) return { text };
	// Characters beyond the first 65,536 count once and not twice, as databases count.
	const length = [...text].length;
	if (length <= maxLength) return { text };
	return { problem: `${length} characters are too many for the column '${name}', which keeps ${maxLength}` };
}
