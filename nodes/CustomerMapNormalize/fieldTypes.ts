import type { INodePropertyOptions } from 'n8n-workflow';
import type { FieldType } from '../../lib';
import { FIELD_TYPES } from '../../lib';

const NAMES: Readonly<Record<FieldType, string>> = {
	boolean: 'Yes or No',
	company: 'Company',
	consent: 'Consent',
	country: 'Country',
	date: 'Date',
	dateTime: 'Date and Time',
	email: 'E-Mail',
	language: 'Language',
	money: 'Money',
	name: 'Name',
	number: 'Number',
	option: 'Choice',
	phone: 'Phone',
	subscription: 'Subscription',
	text: 'Text',
};

/** Every type of field, by its name on the panel. */
export const fieldTypeOptions: INodePropertyOptions[] = FIELD_TYPES.map((type) => ({
	name: NAMES[type],
	value: type,
})).sort((a, b) => a.name.localeCompare(b.name, 'en'));
