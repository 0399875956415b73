import type { FieldValue } from '../../model';
import { type Binding, listOf, mainValue } from '../crm/bindings';
import { textForms } from '../crm/valueForms';
import { read } from '../http/body';
import type { PhoneForms } from './phones';

type Forms = Pick<Binding, 'read' | 'write'>;

const HOUR_MS = 60 * 60 * 1_000;

/** Where a field names no time zone: that of China. */
const CHINA = 'GMT+8';

/**
 * How a field's values are read and written, by its type: numbers are texts, dates milliseconds, options values that
 * are not what people read, users lists (https://developer.fxiaoke.com/openapi_v2/, 字段值说明).
 */
export function formsOf(field: unknown, phones: PhoneForms): Forms {
	const offsetMs = offsetOf(read.text(field, 'time_zone') ?? CHINA);
	switch (read.text(field, 'type')) {
		case 'phone_number':
			return phones;
		case 'number':
		case 'currency':
		case 'percentile':
			return { read: textForms({ type: 'number' }).read, write: (value) => String(mainValue(value)) };
		case 'date':
			return { read: (value) => dayOf(value, offsetMs), write: (value) => startOf(value, offsetMs) };
		case 'date_time':
			return { read: momentOf, write: (value) => millisecondsOf(value, offsetMs) };
		case 'true_or_false':
			return { read: textForms({ type: 'boolean' }).read, write: yesOrNo };
		case 'select_one':
		case 'record_type':
			return optionForms(field);
		case 'select_many':
			return manyForms(field);
		case 'employee':
		case 'department':
			return { read: (value) => texts(value)[0], write: (value) => listOf(value).map(String) };
		case 'employee_many':
		case 'department_many':
		case 'tag':
		case 'array':
			return { read: texts, write: (value) => listOf(value).map(String) };
		default:
			return {};
	}
}

/** What people read, of the options of a field. */
export function labelsOf(field: unknown): readonly string[] {
	return optionsOf(field).map(({ label }) => label);
}

function optionsOf(field: unknown): readonly { readonly label: string; readonly value: string }[] {
	return read.list(field, 'options').map((option) => {
		const value = read.text(option, 'value') ?? '';
		return { value, label: read.text(option, 'label') ?? value };
	});
}

function optionForms(field: unknown): Required<Forms> {
	const options = optionsOf(field);
	const labels = new Map(options.map(({ value, label }) => [value, label]));
	const values = new Map(options.map(({ value, label }) => [label, value]));
	return {
		read: (value) => (typeof value === 'string' ? (labels.get(value) ?? value) : undefined),
		write: (value) => {
			const text = String(mainValue(value));
			return values.get(text) ?? text;
		},
	};
}

function manyForms(field: unknown): Required<Forms> {
	const one = optionForms(field);
	return {
		read: (value) => texts(value).map((text) => String(one.read(text, {}))),
		write: (value) => listOf(value).map((cell) => one.write(cell, {})),
	};
}

function texts(value: unknown): string[] {
	return Array.isArray(value) ? (value as readonly unknown[]).map(String) : [];
}

/** A consent that is not confirmed yet is neither yes nor no. */
function yesOrNo(value: FieldValue): boolean | null {
	const one = mainValue(value);
	return typeof one === 'boolean' ? one : null;
}

/** `GMT+8` and `GMT-05:30` in milliseconds. */
function offsetOf(zone: string): number {
	const [, sign, hours = '8', minutes = '0'] = /([+-])(\d{1,2})(?::?(\d{2}))?/.exec(zone) ?? [];
	const size = (Number(hours) + Number(minutes) / 60) * HOUR_MS;
	return sign === '-' ? -size : size;
}

function dayOf(value: unknown, offsetMs: number): string | undefined {
	const moment = typeof value === 'number' ? new Date(value + offsetMs) : undefined;
	return moment === undefined || Number.isNaN(moment.getTime())
		? undefined
		: moment.toISOString().slice(0, 10);
}

/** The moment when a day begins in the field's time zone. */
function startOf(value: FieldValue, offsetMs: number): number | string {
	const text = String(mainValue(value));
	const time = Date.parse(`${text.slice(0, 10)}T00:00:00Z`) - offsetMs;
	return Number.isNaN(time) ? text : time;
}

function momentOf(value: unknown): string | undefined {
	const moment = typeof value === 'number' ? new Date(value) : undefined;
	return moment === undefined || Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}

/** A time without a zone is one of the field's. */
function millisecondsOf(value: FieldValue, offsetMs: number): number | string {
	const text = String(mainValue(value));
	const hasZone = /(Z|[+-]\d{2}:?\d{2})$/i.test(text) && text.includes('T');
	const time = Date.parse(hasZone ? text : `${text.replace(' ', 'T')}${text.includes(':') ? '' : 'T00:00'}Z`);
	if (Number.isNaN(time)) return text;
	return hasZone ? time : time - offsetMs;
}
