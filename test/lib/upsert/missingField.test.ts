import type { FieldSpec } from '../../../lib/model';
import { makeMissingFieldHints } from '../../../lib/upsert/missingField';

const field = (name: string, title = name, details: Partial<FieldSpec> = {}): [string, FieldSpec] => [
	name,
	{ name, title, type: 'text', ...details },
];

const hintFor = makeMissingFieldHints(
	new Map([
		field('email', 'E-mail'),
		field('newsletterConsent', 'Newsletter Consent'),
		field('sms_consent', 'SMS permission'),
		field('x_rozmiar_buta', 'Rozmiar buta'),
		field('cNewsletterConsentTime', 'Newsletter'),
		field('hs_created', 'Shoe colour', { readOnly: true }),
	]),
);

it.each([
	[
		'smsConsent',
		"Its field 'SMS permission' (sms_consent) is named most alike: map the column to it, or for a CRM name it for 'smsConsent' in 'Field Names' of the credential.",
	],
	['rozmiar butu', "Its field 'Rozmiar buta' (x_rozmiar_buta) is named most alike: map the column to it."],
	['Rozmiar', "Its field 'Rozmiar buta' (x_rozmiar_buta) is named most alike: map the column to it."],
	['mail', "Its field 'E-mail' (email) is named most alike: map the column to it."],
	// Not to the consent itself, which has a meaning of its own; not to what nobody can write.
	[
		'newsletterConsentAt',
		"Its field 'Newsletter' (cNewsletterConsentTime) is named most alike: map the column to it, or for a CRM name it for 'newsletterConsentAt' in 'Field Names' of the credential.",
	],
	['Shoe colour', 'Make the field there, or map the column to another one.'],
])('says what to do about %s', (name, hint) => {
	expect(hintFor(name)).toBe(hint);
});
