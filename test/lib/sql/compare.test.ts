import { compareValues, isRandomUuid } from '../../../lib/sql/compare';
import type { ColumnOrder } from '../../../lib/sql';

describe('compareValues', () => {
	it.each<[ColumnOrder, string, string]>([
		['number', '9', '10'],
		['number', '-10', '-9'],
		['number', '-1', '0'],
		['number', '9007199254740992', '9007199254740993'],
		['number', '1.05', '1.5'],
		['number', '1.5', '1.50000000000000000001'],
		['number', '-0.5', '-0.25'],
		['number', '1e-7', '0.1'],
		['number', '5', 'Infinity'],
		['number', 'Infinity', 'NaN'],
		['dateTime', '2026-01-01 10:00:00', '2026-01-01 10:00:00.000001'],
		['dateTime', '2026-01-01 10:00:00+00', '2026-01-01 10:00:00.5+00'],
		['dateTime', '2026-01-01', '2026-01-02'],
		['dateTime', '09:59:59', '10:00'],
		['uuid', '01890a5d-ac96-774b-bcce-b302099a8057', '01890a5d-ac97-774b-bcce-b302099a8057'],
		['text', '9', '10'],
	])('%s: %s comes before %s', (order, a, b) => {
		expect(compareValues(order, a, b)).toBeLessThan(0);
		expect(compareValues(order, b, a)).toBeGreaterThan(0);
		expect(compareValues(order, a, a)).toBe(0);
	});

	it.each<[ColumnOrder, string, string]>([
		['text', 'a', 'B'],
		['dateTime', '2026-01-01', 'infinity'],
		['dateTime', '0044-03-15 BC', '0045-03-15 BC'],
		['dateTime', '9999-01-01', '10000-01-01'],
	])('%s: whether %s comes before %s only the database knows', (order, a, b) => {
		expect(compareValues(order, a, b)).toBeUndefined();
	});

	it('takes numbers that are written differently for the same', () => {
		expect(compareValues('number', '1.50', '1.5')).toBe(0);
	});
});

it('knows random UUIDs from ones that grow', () => {
	expect(isRandomUuid('3f2b8c1e-9d47-4a6b-8c21-5e7f90ab12cd')).toBe(true);
	expect(isRandomUuid('01890a5d-ac96-774b-bcce-b302099a8057')).toBe(false);
});
