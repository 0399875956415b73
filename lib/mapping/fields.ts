import { STANDARD_FIELDS } from '../fields';
import type { FieldSpec } from '../model';
import { ALIASES } from './aliases';

/** The standard fields of a customer, with the labels that mean them in the exports of other programs. */
export const FIELDS: readonly FieldSpec[] = STANDARD_FIELDS.map((field) => ({
	...field,
	aliases: ALIASES[field.name].split('|'),
}));
