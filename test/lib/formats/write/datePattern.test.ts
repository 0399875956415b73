import { makeDatePattern } from '../../../../lib/formats/write/datePattern';

describe('a way to write dates', () => {
	it.each([
		['DD.MM.YYYY', '2022-09-03', '03.09.2022', 'dd\\.mm\\.yyyy'],
		['D.M.YY', '2022-09-03T10:09:00', '3.9.22', 'd\\.m\\.yy'],
		['DD.MM.YYYY hh:mm', '2022-09-03T10:09', '03.09.2022 10:09', 'dd\\.mm\\.yyyy\\ hh:mm'],
		['dd.mm.yyyy HH:MM:SS', '2022-09-03 10:09:07.5', '03.09.2022 10:09:07', 'dd\\.mm\\.yyyy\\ hh:mm:ss'],
		['MM/DD/YYYY', '2022-09-03', '09/03/2022', 'mm/dd/yyyy'],
		['YYYY年M月D日', '2022-09-03', '2022年9月3日', 'yyyy\\年m\\月d\\日'],
		['mm:ss', '2022-09-03T10:09:07', '09:07', 'mm:ss'],
		['DD.MM.YYYY', '03.09.2022', undefined, 'dd\\.mm\\.yyyy'],
		['DD.MM.YYYY', '2022-09-03T10:09:00Z', undefined, 'dd\\.mm\\.yyyy'],
	])('%s writes %s as %s, and Excel shows it by %s', (pattern, iso, text, code) => {
		const made = makeDatePattern(pattern);
		expect(made.write(iso)).toBe(text);
		expect(made.excelCode).toBe(code);
	});

	it.each(['', 'x', 'MMM YYYY', 'YYY', 'DDDD'])('%j is none', (pattern) => {
		expect(() => makeDatePattern(pattern)).toThrow(expect.objectContaining({ code: 'BAD_SETTING' }));
	});
});
