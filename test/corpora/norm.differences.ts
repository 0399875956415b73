/** Ids of cases that we answer otherwise than the library they come from, by reason. Held exact both ways. */
export type KnownDifferences = Readonly<Record<string, readonly string[]>>;

export const AMOUNT_DIFFERENCES: KnownDifferences = {
	'two amounts in a cell are refused: which one is meant is a guess': [
		'price:11',
		'price:12',
		'price:21',
		'price:111',
		'price:161',
		'price:174',
	],
	'words of a shop window are no part of an amount in a customer file': [
		'price:36',
		'price:38',
		'price:66',
		'price:87',
		'price:93',
		'price:113',
		'price:159',
	],
	'a single dot is a decimal point unless the import says otherwise': ['price:86', 'price:108'],
	'broken digits are refused': ['price:76', 'price:195', 'price:196', 'price:197'],
};

export const DATE_DIFFERENCES: KnownDifferences = {
	'words for a time of day are not read': [
		'date:5',
		'date:6',
		'date:163',
		'date:170',
		'date:104',
		'date:149',
	],
	'Thai, Vietnamese, Bengali and Hindi month names are not read': [
		'date:96',
		'date:99',
		'date:100',
		'date:135',
		'date:138',
		'date:139',
		'date:140',
		'date:142',
		'date:241',
		'date:249',
		'date:269',
		'date:273',
		'date:285',
	],
	'Croatian month names are not read: listopad is another month in Polish': [
		'date:155',
		'date:156',
		'date:158',
		'date:159',
	],
	'dates with dots are day first': ['date:121', 'date:279'],
	'two letters are not enough to name a month': ['date:122', 'date:132', 'date:280', 'date:283'],
	'June and July begin alike in Czech': ['date:236'],
	'a day is stored as written, and no zone moves it': ['date:290'],
};

export const EMAIL_DIFFERENCES: KnownDifferences = {
	'a domain without a dot is a typing error in a customer file': ['email:5'],
	'a stray quote or bracket around an address is taken away': ['email:50', 'email:103', 'email:104'],
	'spaces and line ends around an address are taken away': [
		'email:99',
		'email:127',
		'email:128',
		'email:132',
		'email:141',
		'email:142',
		'email:143',
		'email:145',
		'email:146',
		'email:147',
		'email:150',
		'email:151',
		'email:152',
		'email:154',
		'email:155',
		'email:156',
	],
};
