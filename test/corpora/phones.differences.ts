import type { KnownDifferences } from './norm.differences';

/** Where we answer otherwise than Google's libphonenumber, by reason. Held exact both ways. */
export const PHONE_DIFFERENCES: KnownDifferences = {
	'a context of RFC 3966 is for links, and no file of customers has one': [
		'gu5',
		'gu7',
		'gu9',
		'gu78',
		'gu102',
		'gu142',
		'gu144',
	],
	'letters are not dialled: in a file they are typing errors': ['gu27', 'gu28', 'gu30', 'gu31', 'gu32'],
	'the Argentine sign for a carrier code is not read': ['gu63'],
};

export const SAME_PHONE_DIFFERENCES: KnownDifferences = {
	'letters are not dialled: in a file they are typing errors': ['gp7'],
	'extensions are left out, so that they part no two numbers': ['gp16'],
};
