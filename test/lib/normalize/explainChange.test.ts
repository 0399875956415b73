import type { Cell, FieldType } from '../../../lib/model';
import { explainChange, findRule, type NormalizeOptions } from '../../../lib/normalize';

function explain(type: FieldType, cell: Exclude<Cell, null>, options: NormalizeOptions = {}) {
	return explainChange(type, cell, findRule(type).apply(cell, options), options);
}

describe('the explanation of a change', () => {
	it('holds what was read, what is stored, the rule and the reason', () => {
		expect(explain('phone', '501 228 855', { defaultCountry: 'PL' })).toEqual({
			before: '501 228 855',
			after: '48501228855',
			rule: 'Phone number',
			reason: 'read as a number of PL, the default country; written as digits with the calling code',
		});
	});

	it('is not there where nothing happened', () => {
		expect(explain('text', 'Jan')).toBeUndefined();
		expect(explain('number', 12.5)).toBeUndefined();
	});

	it('holds the value that could not be stored', () => {
		expect(explain('date', '31.02.2026')).toEqual({
			before: '31.02.2026',
			after: undefined,
			rule: 'Date',
			reason: 'This is not a date',
		});
	});

	it.each([
		['text', ' a ', {}, 'spaces around it were taken away'],
		['text', 'a\u200bb', {}, 'invisible characters or odd spaces were taken away'],
		['text', 'e\u0301', {}, 'letters and their accents were put together'],
		['text', "'007", {}, 'the apostrophe of a spreadsheet was taken off'],
		['text', 7, {}, 'a number of the source was written as text'],
		[
			'name',
			'JAN  KOWALSKI',
			{ nameCase: 'proper' },
			'spaces were made single; capitals and small letters were set',
		],
		['email', '<jan@x.pl>', {}, 'what stood around the address was taken away'],
		['email', 'a@x.pl; b@x.pl', {}, '2 values were taken apart'],
		['phone', '+48 501 228 855', { phoneFormat: 'e164' }, 'written as E.164'],
		[
			'phone',
			'+48 501 228 855 wew. 7',
			{},
			'written as digits with the calling code; the extension 7 is kept beside it',
		],
		[
			'date',
			'03/04/22',
			{ dateOrder: 'dayFirst' },
			'written as ISO 8601; read day first; two figures are a year from 1950 to 2049',
		],
		['date', '30.09.2022 10:09', {}, 'written as ISO 8601; the time beside it was left out'],
		['date', 44834, {}, 'a number of a spreadsheet or clock was read as a date'],
		[
			'dateTime',
			'30.09.2022 10:09',
			{ timeZone: 'Europe/Warsaw' },
			'written as ISO 8601; the time is in UTC, from the zone Europe/Warsaw',
		],
		[
			'money',
			'1.234,50 zł',
			{ decimal: ',' },
			"read as a number with ',' before the decimals, without zł; the currency PLN is kept beside it",
		],
		['boolean', 'tak', {}, 'the answer was read from its word'],
		['country', 'Polska', {}, 'the country has this ISO 3166 code'],
	] as const)('of %s %j with %j: %s', (type, cell, options, reason) => {
		expect(explain(type, cell, options)?.reason).toBe(reason);
	});
});
