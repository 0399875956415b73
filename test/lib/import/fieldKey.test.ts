import { makeFieldKey } from '../../../lib/import/fieldKey';
import type { FieldSpec } from '../../../lib/model';

const keysOf = (...fields: readonly FieldSpec[]) =>
	makeFieldKey(new Map(fields.map((field) => [field.name, field])));

const DATE = { name: 'birthDate', title: 'Date of Birth', type: 'date' } as const;

it.each([
	['1990-04-13', '--04-13', true],
	['1990-04-13', '1991-04-13', true],
	['1990-04-13', '1990-04-14', false],
	['2000-02-29', '--02-29', true],
])('compares %s and %s by month and day where the destination keeps no year', (one, other, same) => {
	const keyOf = keysOf({ ...DATE, yearless: true });
	expect(keyOf('birthDate', one) === keyOf('birthDate', other)).toBe(same);
});

it('compares other fields whole, also beside such a one', () => {
	const keyOf = keysOf({ ...DATE, yearless: true }, { ...DATE, name: 'joined' });
	expect(keyOf('joined', '1990-04-13')).not.toBe(keyOf('joined', '1991-04-13'));
	expect(keyOf('birthDate', '')).toBe('');
	expect(keysOf(DATE)('birthDate', '1990-04-13')).toBe('1990-04-13');
});
