import { checkNormalizeOptions } from '../../../lib/normalize';

describe('settings of values', () => {
	it.each([
		[{ timeZone: 'Europe/Atlantis' }, "There is no time zone 'Europe/Atlantis'"],
		[{ defaultCountry: 'Atlantis' }, "There is no country 'Atlantis'"],
		[{ latestDate: '2026-02-30' }, "The latest date '2026-02-30' is no date"],
		[{ latestDate: 'today' }, "The latest date 'today' is no date"],
		[{ twoDigitYearsFrom: 50 }, 'Two-digit years cannot begin in 50'],
		[{ maxLength: 0 }, 'The maximum length 0 is not possible'],
	])('that are not possible stop the run: %j', (options, message) => {
		expect(() => checkNormalizeOptions(options)).toThrow(message);
	});

	it('that are possible pass', () => {
		const options = {
			timeZone: 'Europe/Warsaw',
			latestDate: '2026-11-22',
			twoDigitYearsFrom: 1930,
			maxLength: 5,
		};
		expect(() => checkNormalizeOptions({ ...options, defaultCountry: 'PL' })).not.toThrow();
	});
});
