import { type Condition, matchesQuery } from '../../../lib/connectors';
import { recordOf } from '../import/rows';

const RECORD = recordOf({
	email: ['jan@example.com', 'j.nowak@work.example.com'],
	city: 'Łódź',
	birthDate: '1980-05-01',
	points: 12,
	notes: '',
	guid: null,
	newsletterConsent: false,
});

const cases: readonly [Condition['operator'], string, string | undefined, boolean][] = [
	['equals', 'city', 'łÓDŹ', true],
	['equals', 'city', 'Lodz', false],
	['equals', 'email', 'J.Nowak@work.example.com', true],
	['equals', 'newsletterConsent', 'false', true],
	['notEquals', 'city', 'Kraków', true],
	['notEquals', 'email', 'jan@example.com', false],
	['notEquals', 'missing', 'anything', true],
	['contains', 'email', '@work', true],
	['contains', 'city', 'dz', false],
	['startsWith', 'city', 'łó', true],
	['startsWith', 'city', 'dź', false],
	['empty', 'notes', undefined, true],
	['empty', 'guid', undefined, true],
	['empty', 'missing', undefined, true],
	['empty', 'constructor', undefined, true],
	['empty', 'points', undefined, false],
	['notEmpty', 'newsletterConsent', undefined, true],
	['notEmpty', 'notes', undefined, false],
	['before', 'birthDate', '1980-05-02', true],
	['before', 'birthDate', '1980-05-01', false],
	['after', 'birthDate', '1979-12-31', true],
	['after', 'points', '9', true],
	['before', 'points', '9', false],
	['after', 'missing', '0', false],
];

it.each(cases)('%s %s %s is %s', (operator, field, value, fits) => {
	const condition = { operator, field, ...(value === undefined ? {} : { value }) };
	expect(matchesQuery(RECORD, { conditions: [condition] })).toBe(fits);
});

describe('several conditions', () => {
	const right: Condition = { field: 'city', operator: 'equals', value: 'Łódź' };
	const wrong: Condition = { field: 'city', operator: 'equals', value: 'Kraków' };

	it('must all hold, or any when told so', () => {
		expect(matchesQuery(RECORD, { conditions: [right, wrong] })).toBe(false);
		expect(matchesQuery(RECORD, { conditions: [right, wrong], combine: 'or' })).toBe(true);
		expect(matchesQuery(RECORD, { conditions: [wrong, wrong], combine: 'or' })).toBe(false);
	});

	it('that are none let everybody through', () => {
		expect(matchesQuery(RECORD, {})).toBe(true);
		expect(matchesQuery(RECORD, { conditions: [], combine: 'or' })).toBe(true);
	});
});
