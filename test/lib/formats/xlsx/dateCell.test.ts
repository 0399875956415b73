import { isoOfDateCell } from '../../../../lib/formats/xlsx/dateCell';

it.each([
	['2022-09-30', false, '2022-09-30'],
	['2022-09-30T00:00:00.000Z', false, '2022-09-30'],
	['2022-09-30T00:00:00', true, '2022-09-30T00:00:00'],
	['2022-09-30T10:09', false, '2022-09-30T10:09:00'],
	['2021-06-10T00:47:45.700Z', false, '2021-06-10T00:47:45.700'],
	['10:10:10', false, '10:10:10'],
	['T10:10', false, '10:10:00'],
	['2022-09-30T10:09:00+02:00', false, '2022-09-30T10:09:00+02:00'],
	['soon', false, 'soon'],
	['', false, ''],
])('%s, with time %p, is %s', (text, withTime, wanted) => {
	expect(isoOfDateCell(text, withTime)).toBe(wanted);
});
