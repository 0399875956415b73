import fc from 'fast-check';
import { measureOf, valueBefore } from '../../../lib/sql/lag';

describe('the value before another', () => {
	it.each([
		['number', '100', 30, '70'],
		['number', '9007199254740993', 1, '9007199254740992'],
		['number', '10', 30, '-20'],
		['number', '1.250', 1, '0.250'],
		['number', '0.250', 1, '-0.750'],
		['number', '-3', 2, '-5'],
		['number', '1e3', 1, '999'],
		['number', 'NaN', 1, undefined],
		['number', 'Infinity', 1, undefined],
		['dateTime', '2026-03-29 02:30:00.869123', 60, '2026-03-29 02:29:00.869123'],
		['dateTime', '2026-01-01 00:00:00', 1, '2025-12-31 23:59:59'],
		['dateTime', '2026-11-22 10:00:00+00', 3600, '2026-11-22 09:00:00+00'],
		['dateTime', '2026-11-22T10:00:00.1234567Z', 1, '2026-11-22T09:59:59.1234567Z'],
		['dateTime', '2026-11-22 10:00:00.1234567 +02:00', 1, '2026-11-22 09:59:59.1234567 +02:00'],
		['dateTime', '2026-03-01', 60, '2026-02-28'],
		['dateTime', '2026-03-01', 86_401, '2026-02-27'],
		['dateTime', 'infinity', 60, undefined],
		['dateTime', '0044-03-15 BC', 60, undefined],
		['dateTime', '0001-01-01 00:00:00', 60, undefined],
		['text', 'abc', 1, undefined],
	] as const)('%s %s, %i before: %s', (order, value, lag, expected) => {
		expect(valueBefore(order, value, lag)).toBe(expected);
	});
});

describe('the measure of a value', () => {
	it('never falls while numbers grow, however large they are', () => {
		fc.assert(
			fc.property(fc.bigInt(), fc.bigInt(), (a, b) => {
				const [low, high] = a < b ? [a, b] : [b, a];
				expect(measureOf('number', String(low))).toBeLessThanOrEqual(
					Number(measureOf('number', String(high))),
				);
			}),
		);
	});

	it('is in seconds for date-times, with their fraction', () => {
		expect(measureOf('dateTime', '1970-01-02 00:00:00.5')).toBe(86_400.5);
		expect(measureOf('dateTime', '1970-01-02')).toBe(86_400);
		expect(measureOf('dateTime', 'infinity')).toBeUndefined();
	});
});
