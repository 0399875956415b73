import type { FieldType, FieldValue } from '../../model';
import { type Binding, mainValue, plainValue } from '../crm/bindings';
import { readUtcTime, writeUtcTime } from '../crm/valueForms';

type Forms = Required<Pick<Binding, 'read' | 'write'>>;

/** What kinds of fields hold a value of their own, and what they are here. */
export const TYPES: Readonly<Record<string, FieldType>> = {
	char: 'text',
	text: 'text',
	html: 'text',
	integer: 'number',
	float: 'number',
	monetary: 'number',
	boolean: 'boolean',
	date: 'date',
	datetime: 'dateTime',
	selection: 'option',
};

/** How values are read and written by the kind of field. Odoo says `false` where there is nothing. */
export function formsOf(type: string): Forms {
	return {
		read: (value) => (type === 'boolean' || value !== false ? readValue(type, plainValue(value)) : undefined),
		write: (value) => writeValue(type, mainValue(value)),
	};
}

function readValue(type: string, value: FieldValue | undefined): FieldValue | undefined {
	if (type === 'datetime') return readUtcTime(value);
	if (type === 'html' && typeof value === 'string') return textOf(value);
	return value;
}

function writeValue(type: string, value: FieldValue): unknown {
	const text = String(value);
	switch (type) {
		case 'char':
		case 'text':
		case 'selection':
			return text;
		case 'html':
			return htmlOf(text);
		case 'integer':
		case 'float':
		case 'monetary':
			return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
		case 'date':
			return text.slice(0, 10);
		case 'datetime':
			return writeUtcTime(text);
		default:
			return value;
	}
}

const SIGNS = [
	['&', '&amp;'],
	['<', '&lt;'],
	['>', '&gt;'],
	['"', '&quot;'],
] as const;

function htmlOf(text: string): string {
	const escaped = SIGNS.reduce((whole, [sign, written]) => whole.replaceAll(sign, written), text);
	return `<p>${escaped.replaceAll('\n', '<br>')}</p>`;
}

/** The text of a note; what is formatted in it is left out. */
function textOf(html: string): string {
	const lines = html.replace(/<br\s*\/?>|<\/(?:p|div|li)>(?=.)/gi, '\n').replace(/<[^>]*>/g, '');
	return [...SIGNS]
		.reverse()
		.reduce((whole, [sign, written]) => whole.replaceAll(written, sign), lines)
		.trim();
}
