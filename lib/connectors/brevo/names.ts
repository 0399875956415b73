import { type ConnectorSettings, propertySettings } from '../crm/settings';
import type { Attributes } from './attributes';
import { BUILT_IN, CHANGED, CREATED, EMAIL, EXT_ID, LISTS, NEWSLETTER, TEXT_MESSAGES } from './contact';

/** What every account has. */
const FIXED: Readonly<Record<string, string>> = {
	crmId: EXT_ID,
	email: EMAIL,
	phone: 'SMS',
	newsletterConsent: NEWSLETTER,
	smsConsent: TEXT_MESSAGES,
	subscriptions: LISTS,
	createdAt: CREATED,
	changedAt: CHANGED,
};

/**
 * How accounts call their attributes for our fields, the usual name first. Brevo made those of the names in the
 * language of the account.
 */
const USUAL: Readonly<Record<string, readonly string[]>> = {
	firstName: ['FIRSTNAME', 'FIRST_NAME', 'FNAME', 'PRENOM', 'VORNAME', 'NOMBRE', 'NOME'],
	lastName: ['LASTNAME', 'LAST_NAME', 'LNAME', 'NOM', 'NACHNAME', 'APELLIDOS', 'COGNOME', 'SOBRENOME'],
	company: ['COMPANY', 'COMPANY_NAME'],
	birthDate: ['BIRTHDATE', 'BIRTH_DATE', 'BIRTHDAY', 'DATE_OF_BIRTH', 'DOB'],
	gender: ['GENDER'],
	street: ['STREET', 'ADDRESS'],
	postalCode: ['POSTAL_CODE', 'POSTCODE', 'ZIP_CODE', 'ZIP'],
	city: ['CITY'],
	region: ['REGION', 'STATE'],
	country: ['COUNTRY'],
	language: ['LANGUAGE'],
};

/** The properties for our fields that this account has. */
export function standardNames(attributes: Attributes): Readonly<Record<string, string>> {
	const found = Object.entries(USUAL).flatMap(([field, names]): [string, string][] => {
		const name = names.find((one) => attributes.has(one));
		return name === undefined ? [] : [[field, name]];
	});
	return { ...FIXED, ...Object.fromEntries(found) };
}

/** The fields whose consent a yes-or-no attribute can hold besides Brevo's own blocklists. */
export const CONSENT_FIELDS = ['newsletterConsent', 'smsConsent'] as const;

/**
 * The settings with the names of attributes as Brevo writes them, in capitals. An attribute that is named for a
 * consent holds the yes; the consent as a whole is more than that.
 */
export function settingsInCapitals(settings: ConnectorSettings): ConnectorSettings {
	const consents: readonly string[] = CONSENT_FIELDS;
	const pairs = Object.entries(propertySettings(settings))
		.filter(([field]) => !consents.includes(field))
		.map(([field, names]) => [field, names.split(',').map(inCapitals).join(',')] as const);
	return { ...settings, properties: Object.fromEntries(pairs) };
}

/** The name of an attribute as Brevo writes it; what is no attribute stays as it is. */
export function inCapitals(name: string): string {
	const text = name.trim();
	return BUILT_IN.has(text) ? text : text.toUpperCase();
}
