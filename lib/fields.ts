import type { FieldSpec, FieldType } from './model';

type Details = Pick<FieldSpec, 'multiple' | 'identifier'>;

function field<Name extends string>(
	name: Name,
	title: string,
	type: FieldType,
	details: Details = {},
): FieldSpec & { readonly name: Name } {
	return { name, title, type, ...details };
}

const IDENTIFIER = { identifier: true } as const;
const SEVERAL = { multiple: true } as const;

/** The standard fields of a customer: what columns are mapped to, and what every local customer base has. */
export const STANDARD_FIELDS = [
	field('crmId', 'CRM ID', 'text', IDENTIFIER),
	field('guid', 'GUID', 'text', IDENTIFIER),
	field('email', 'E-mail', 'email', { ...IDENTIFIER, ...SEVERAL }),
	field('phone', 'Phone', 'phone', { ...IDENTIFIER, ...SEVERAL }),
	field('firstName', 'First Name', 'name'),
	field('lastName', 'Last Name', 'name'),
	field('fullName', 'Full Name', 'name'),
	field('company', 'Company', 'name'),
	field('birthDate', 'Date of Birth', 'date'),
	field('gender', 'Gender', 'option'),
	field('street', 'Street', 'text'),
	field('postalCode', 'Postal Code', 'text'),
	field('city', 'City', 'name'),
	field('region', 'Region', 'name'),
	field('country', 'Country', 'country'),
	field('language', 'Language', 'language'),
	field('industry', 'Industry', 'option'),
	field('level', 'Level', 'option'),
	field('owner', 'Owner', 'text'),
	field('tags', 'Tags', 'text', SEVERAL),
	field('notes', 'Notes', 'text'),
	field('createdAt', 'Created At', 'dateTime'),
	field('changedAt', 'Changed At', 'dateTime'),
	field('newsletterConsent', 'Newsletter Consent', 'consent'),
	field('newsletterConsentAt', 'Newsletter Consent Time', 'dateTime'),
	field('smsConsent', 'SMS Consent', 'consent'),
	field('smsConsentAt', 'SMS Consent Time', 'dateTime'),
] as const;

/** The name of a standard field. */
export type StandardFieldName = (typeof STANDARD_FIELDS)[number]['name'];
