/** The parts of an address, and the words people know them by. */
export const ADDRESS_PARTS = {
	addr1: 'Street',
	addr2: 'Address Line 2',
	city: 'City',
	state: 'State',
	zip: 'Postal Code',
	country: 'Country',
} as const;

/** An address must have these to be taken (https://mailchimp.com/developer/marketing/docs/merge-fields/). */
export const NEEDED_PARTS: readonly string[] = ['addr1', 'city', 'state', 'zip'];

/** The name of a part of an address among the properties of a member. */
export const partName = (tag: string, part: string): string => `${tag}.${part}`;
