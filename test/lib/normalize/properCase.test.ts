import fc from 'fast-check';
import { findRule, foldText } from '../../../lib/normalize';

const proper = (cell: string, defaultCountry = 'PL'): unknown =>
	findRule('name').apply(cell, { nameCase: 'proper', defaultCountry }).value;

describe('proper case', () => {
	it.each([
		['ŁÓDŹ', 'Łódź'],
		['DR. ANNA NOWAK', 'Dr. Anna Nowak'],
		['DE VRIES', 'De Vries'],
		['JAN DE VRIES', 'Jan de Vries'],
		["VAN 'T HOFF", "Van 't Hoff"],
		['NGUYEN VAN AN', 'Nguyen Van An'],
		['GARCÍA Y VEGA', 'García y Vega'],
		['STOKE-ON-TRENT', 'Stoke-on-Trent'],
		["МАР'ЯНА", "Мар'яна"],
		['STRAßE', 'Straße'],
		['ΠΑΠΑΔΌΠΟΥΛΟΣ', 'Παπαδόπουλος'],
		['İSTANBUL', 'İstanbul'],
		['ნინო', 'ნინო'],
		['NG', 'NG'],
		['LeBron', 'LeBron'],
		['KOWALSKI Jan', 'KOWALSKI Jan'],
	])('of %s is %s', (cell, wanted) => {
		expect(proper(cell)).toBe(wanted);
	});

	it('knows the letters of Turkish and Dutch where the country is', () => {
		expect(proper('AYDIN', 'TR')).toBe('Aydın');
		expect(proper('AYDIN')).toBe('Aydin');
		expect(proper('IJSBRAND', 'NL')).toBe('IJsbrand');
	});

	it('changes nothing but the case', () => {
		const words = fc.constantFrom(
			'jan',
			'VAN',
			'der',
			"o'brien",
			'mcdonald',
			'Żak',
			'ßen',
			'IŞIK',
			"'t",
			'j.r.',
			'-',
			'ii',
			'ნ',
		);
		const names = fc.array(words, { minLength: 1, maxLength: 4 });
		fc.assert(
			fc.property(
				names,
				fc.constantFrom('up', 'low', 'as it is'),
				fc.constantFrom(' ', '-'),
				(parts, way, between) => {
					const text = parts.join(between);
					const cell = way === 'up' ? text.toUpperCase() : way === 'low' ? text.toLowerCase() : text;
					const value = proper(cell);
					if (value !== undefined) expect(foldText(String(value))).toBe(foldText(cell));
				},
			),
			{ numRuns: 3000, seed: 20261122 },
		);
	});
});
