import { applyMask, builtInKind, kindOfCode } from '../../../../lib/formats/xlsx/numberFormat';

it.each([
	['General', 'plain'],
	['Standard', 'plain'],
	['0', 'plain'],
	['0.00', 'plain'],
	['#,##0', 'plain'],
	['#,##0.00 "zł"', 'plain'],
	['0%', 'plain'],
	['0.00E+00', 'plain'],
	['[Red]-0', 'plain'],
	['"date: "0', 'plain'],
	['\\d0', 'plain'],
	['@', 'plain'],
	['yyyy-mm-dd', 'date'],
	['dd.mm.yyyy', 'date'],
	['[$-415]d mmmm yyyy', 'date'],
	['mmm-yy', 'date'],
	['yyyy"年"m"月"d"日"', 'date'],
	['m/d/yy h:mm', 'dateTime'],
	['dd\\.mm\\.yyyy hh:mm;@', 'dateTime'],
	['yyyy-mm-dd hh:mm:ss.000', 'dateTime'],
	['h:mm AM/PM', 'time'],
	['mm:ss', 'time'],
	['mm:ss.0', 'time'],
	['[h]:mm:ss', 'duration'],
	['[mm]:ss', 'duration'],
	['00000', 'mask'],
	['00\\-000', 'mask'],
	['000\\ 000\\ 000', 'mask'],
	['"+48 "000000000', 'mask'],
])('%s is %s', (code, kind) => {
	expect(kindOfCode(code).kind).toBe(kind);
});

it.each([
	[0, 'plain'],
	[2, 'plain'],
	[14, 'date'],
	[18, 'time'],
	[22, 'dateTime'],
	[31, 'date'],
	[46, 'duration'],
	[49, 'plain'],
	[57, 'date'],
])('the built-in format %i is %s', (id, kind) => {
	expect(builtInKind(id).kind).toBe(kind);
});

it('puts digits into the places of a mask', () => {
	expect(applyMask(950, '00000')).toBe('00950');
	expect(applyMask(950, '00-000')).toBe('00-950');
	expect(applyMask(501228855, '+48 000 000 000')).toBe('+48 501 228 855');
	expect(applyMask(1234567, '00-000')).toBe('1234-567');
});
