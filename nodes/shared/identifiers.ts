import type { INodePropertyOptions } from 'n8n-workflow';
import { FIELDS } from '../../lib';

/** What a customer can be recognised by, as choices. */
export const identifierOptions: INodePropertyOptions[] = FIELDS.filter((field) => field.identifier)
	.map((field) => ({ name: field.title, value: field.name }))
	.sort((a, b) => a.name.localeCompare(b.name, 'en'));
