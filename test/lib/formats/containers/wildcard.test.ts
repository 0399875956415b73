import { makeFileFilter } from '../../../../lib/formats/containers/wildcard';

it.each([
	['*.csv', 'May.CSV', true],
	['*.csv', 'folder/may.csv', true],
	['*.csv', 'may.csv.gz', false],
	['folder/*.csv', 'folder/may.csv', true],
	['folder/*.csv', 'other/may.csv', false],
	['*/may.csv', 'a/b/may.csv', true],
	['folder\\may.csv', 'folder/may.csv', true],
	['m?y.csv', 'may.csv', true],
	['m?y.csv', 'maay.csv', false],
	['june.csv, may.csv', 'may.csv', true],
	['a+b(1).csv', 'a+b(1).csv', true],
	['a.csv', 'aXcsv', false],
	['*', '', true],
	['', 'may.csv', false],
	[',', 'may.csv', false],
	['*a*a*a*a*a*a*a*a*a*b', 'a'.repeat(5000), false],
])('the patterns in case %#', (patterns, name, fits) => {
	expect(makeFileFilter(patterns)(name)).toBe(fits);
});
