import { isoToSerial, serialToIso } from '../../../../lib/formats/xlsx/serialDate';

it.each([
	[1, '1900-01-01'],
	[59, '1900-02-28'],
	[61, '1900-03-01'],
	[44834, '2022-09-30'],
	[2958465, '9999-12-31'],
])('the day %i is %s', (serial, iso) => {
	expect(serialToIso(serial, 'date', false)).toBe(iso);
});

it('rounds to the millisecond, so that no second is lost', () => {
	for (let minute = 0; minute < 1440; minute++) {
		const iso = `2022-09-30T${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00`;
		expect(serialToIso(44834 + minute / 1440, 'dateTime', false)).toBe(iso);
		expect(serialToIso(isoToSerial(iso) ?? 0, 'dateTime', false)).toBe(iso);
	}
});

it.each(['2022-13-01', '2022-02-30', '30.09.2022', '1900-02-28', '2022-09-30T10:09:00Z', ''])(
	'%j has no serial',
	(text) => {
		expect(isoToSerial(text)).toBeUndefined();
	},
);

it.each([-1, 2958467, Number.NaN])('%d is no date', (serial) => {
	expect(serialToIso(serial, 'dateTime', false)).toBeUndefined();
});

it.each([
	[60, 'date', false, '1900-02-29'],
	[0, 'date', false, '00:00:00'],
	[0.5, 'dateTime', false, '12:00:00'],
	[0, 'date', true, '1904-01-01'],
	[43372, 'date', true, '2022-09-30'],
	[1.5, 'time', false, '1900-01-01T12:00:00'],
	[-1.25, 'duration', false, '-30:00:00'],
] as const)('the serial %d as %s, from 1904 %p, is %s', (serial, kind, date1904, iso) => {
	expect(serialToIso(serial, kind, date1904)).toBe(iso);
});
