import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { FieldSpec } from '../../lib';
import { FIELD_TYPES } from '../../lib';
import { IMPORT_FIELDS } from './itemKeys';
import { summaryOf } from './rowBatch';

/** A field as an item holds it; what labels mean it is of no use any more. */
export function fieldToJson({ options, ...field }: FieldSpec): IDataObject {
	const json: IDataObject = { ...field, ...(options === undefined ? {} : { options: [...options] }) };
	delete json['aliases'];
	return json;
}

/**
 * The custom fields that items and row batches bring with them from Customer Map & Normalize, each once: their
 * types, which the customers themselves cannot tell.
 */
export function carriedFields(items: readonly INodeExecutionData[]): FieldSpec[] {
	const lists = new Set<unknown>(items.map((item) => summaryOf(item)?.fields ?? item.json[IMPORT_FIELDS]));
	const fields = new Map<string, FieldSpec>();
	for (const list of lists) {
		for (const field of Array.isArray(list) ? list.flatMap(readField) : []) {
			if (!fields.has(field.name)) fields.set(field.name, field);
		}
	}
	return [...fields.values()];
}

/** The field, where it is one: a node in between may have changed it. */
function readField(value: unknown): FieldSpec[] {
	if (!isObject(value)) return [];
	const { name, title, options, maxLength } = value;
	const type = FIELD_TYPES.find((known) => known === value['type']);
	if (typeof name !== 'string' || name === '' || type === undefined) return [];
	return [
		{
			name,
			title: typeof title === 'string' ? title : name,
			type,
			...flags(value),
			...(isTexts(options) ? { options } : {}),
			...(typeof maxLength === 'number' ? { maxLength } : {}),
		},
	];
}

const FLAGS = ['multiple', 'required', 'identifier', 'custom', 'anyKind', 'readOnly'] as const;

function flags(value: Readonly<Record<string, unknown>>): Partial<Record<(typeof FLAGS)[number], true>> {
	return Object.fromEntries(FLAGS.filter((flag) => value[flag] === true).map((flag) => [flag, true]));
}

function isTexts(value: unknown): value is readonly string[] {
	return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
