import { excelPreset } from '../../../../lib/formats';

describe("Excel's settings of a country", () => {
	it.each([
		['PL', ';', ',', 'DD.MM.YYYY'],
		['de', ';', ',', 'DD.MM.YYYY'],
		['FR', ';', ',', 'DD/MM/YYYY'],
		['US', ',', '.', 'MM/DD/YYYY'],
		['GB', ',', '.', 'DD/MM/YYYY'],
		['CN', ',', '.', 'YYYY/MM/DD'],
		['JP', ',', '.', 'YYYY/MM/DD'],
		['CH', ';', '.', 'DD.MM.YYYY'],
		['HU', ';', ',', 'YYYY.MM.DD'],
		['SE', ';', ',', 'YYYY-MM-DD'],
	])('%s', (country, delimiter, decimalSeparator, dateFormat) => {
		expect(excelPreset(country)).toMatchObject({
			delimiter,
			decimalSeparator,
			dateFormat,
			bom: true,
			lineEnd: '\r\n',
		});
	});

	it.each(['', 'Poland', 'P1', 'ZZZ', 'QX'])('%j is no country', (country) => {
		expect(() => excelPreset(country)).toThrow(expect.objectContaining({ code: 'BAD_SETTING' }));
	});
});
