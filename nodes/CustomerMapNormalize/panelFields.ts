import type { IExecuteFunctions } from 'n8n-workflow';
import type { FieldSpec } from '../../lib';
import { FIELDS, withRules } from '../../lib';
import { readCustomFields } from './customFields';
import { readFieldRules } from './fieldRules';
import { destinationFields, fieldsToAdd } from './fieldSource';

/** The fields that the panel speaks of. */
export interface PanelFields {
	/** Those of the destination. */
	readonly destination: readonly FieldSpec[];
	/** Those of 'Custom Fields'. */
	readonly custom: readonly FieldSpec[];
}

/** Reads which fields there are, and asks the destination for its own. */
export async function readPanelFields(context: IExecuteFunctions): Promise<PanelFields> {
	return { destination: await destinationFields(context), custom: readCustomFields(context) };
}

/** The fields that the mapping does not know by itself. */
export function addedFields({ destination, custom }: PanelFields): FieldSpec[] {
	return [...fieldsToAdd(destination), ...custom];
}

/** The fields of the template, in its order: those of the destination that can be written, then the custom ones. */
export function templateFields({ destination, custom }: PanelFields): FieldSpec[] {
	const writable = destination.filter(({ readOnly }) => readOnly !== true);
	return uniqueFields([...writable, ...custom]);
}

/**
 * The same with what the field rules say of them.
 * @throws userError where a rule names a field that is not there
 */
export function ruledTemplateFields(context: IExecuteFunctions, fields: PanelFields): FieldSpec[] {
	const template = templateFields(fields);
	return withRules(template, readFieldRules(context, [...template, ...FIELDS]));
}

/** Each field once; the first that has a name keeps it. */
export function uniqueFields(fields: readonly FieldSpec[]): FieldSpec[] {
	return [...new Map([...fields].reverse().map((field) => [field.name, field])).values()].reverse();
}
