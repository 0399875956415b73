/**
 * The names of a party's properties. A party is a record with lists of others: its e-mail addresses and phones are
 * contact mechanisms, its addresses and identifiers records of their own. `contact_mechanisms.email` is all of
 * that type, `addresses.city` a field of the first address, `identifiers.pl_nip` the first one of that type.
 */
export const MECHANISMS = 'contact_mechanisms';
export const ADDRESSES = 'addresses';
export const IDENTIFIERS = 'identifiers';

export const EMAILS = `${MECHANISMS}.email`;
/** Those of the type `mobile` too: which of the two a number is, nobody can tell by it. */
export const PHONES = `${MECHANISMS}.phone`;

export const COUNTRY = `${ADDRESSES}.country`;
export const LANGUAGE = 'lang';

/** The types of contact mechanisms that are one property. */
export function mechanismTypes(type: string): readonly string[] {
	return type === 'phone' ? ['phone', 'mobile'] : [type];
}

/** The list a property belongs to, and its type or field there. */
export function placeOf(property: string): { readonly list: string; readonly name: string } {
	const dot = property.indexOf('.');
	return dot < 0
		? { list: '', name: property }
		: { list: property.slice(0, dot), name: property.slice(dot + 1) };
}

/** The properties of ours: a party has a name, a code that is unique, and what it is reached by. */
export const PROPERTIES: Readonly<Record<string, string>> = {
	crmId: 'code',
	email: EMAILS,
	phone: PHONES,
	fullName: 'name',
	street: `${ADDRESSES}.street`,
	postalCode: `${ADDRESSES}.postal_code`,
	city: `${ADDRESSES}.city`,
	country: COUNTRY,
	language: LANGUAGE,
	createdAt: 'create_date',
	changedAt: 'write_date',
};
