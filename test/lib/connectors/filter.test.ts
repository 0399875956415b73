import { compileFilter } from '../../../lib/connectors';
import { STANDARD_FIELDS } from '../../../lib/fields';
import type { Condition, FieldSpec, Filter } from '../../../lib/model';
import { recordOf } from '../import/rows';

const RECORD = recordOf({
	email: ['jan@example.com', 'j.nowak@work.example.com'],
	city: 'Łódź',
	birthDate: '1980-05-01',
	points: 12,
	notes: '',
	guid: null,
	newsletterConsent: false,
	smsConsent: true,
	phone: '48501228855',
	changedAt: '2026-03-01T09:30:00Z',
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
	['notBefore', 'birthDate', '1980-05-01', true],
	['notAfter', 'birthDate', '1980-04-30', false],
	['notAfter', 'points', '12.0', true],
	['equals', 'points', '12,00', true],
	['equals', 'phone', '+48 501 228 855', true],
	['equals', 'phone', '0048 501-228-855', true],
	['contains', 'phone', '228', true],
	['endsWith', 'email', '@WORK.example.com', true],
	['notContains', 'city', 'kra', true],
	['notContains', 'email', 'work', false],
	['equals', 'changedAt', '2026-03-01', true],
	['after', 'changedAt', '2026-03-01', false],
	['after', 'changedAt', '2026-02', true],
	['after', 'changedAt', '2026-03-01T09:00', true],
	['before', 'changedAt', '2026-03-01T09:00', false],
	['given', 'smsConsent', undefined, true],
	['given', 'newsletterConsent', undefined, false],
	['refused', 'newsletterConsent', undefined, true],
	['refused', 'missing', undefined, false],
];

const FIELDS: readonly FieldSpec[] = [
	...STANDARD_FIELDS,
	{ name: 'points', title: 'Points', type: 'number', custom: true },
];

const fits = (filter: Filter | undefined) => compileFilter(filter, FIELDS)(RECORD);

it.each(cases)('%s %s %s is %s', (operator, field, value, expected) => {
	expect(fits({ operator, field, ...(value === undefined ? {} : { value }) })).toBe(expected);
});

it.each<[Condition['operator'], string, readonly string[], boolean]>([
	['in', 'city', ['Kraków', 'ŁÓDŹ'], true],
	['in', 'points', ['11', '12,0'], true],
	['notIn', 'city', ['Kraków'], true],
	['notIn', 'email', ['jan@example.com'], false],
])('%s %s %j is %s', (operator, field, values, expected) => {
	expect(fits({ operator, field, values })).toBe(expected);
});

describe('several conditions', () => {
	const right: Condition = { field: 'city', operator: 'equals', value: 'Łódź' };
	const wrong: Condition = { field: 'city', operator: 'equals', value: 'Kraków' };

	it('must all hold, or any when told so', () => {
		expect(fits({ combine: 'and', filters: [right, wrong] })).toBe(false);
		expect(fits({ combine: 'or', filters: [right, wrong] })).toBe(true);
		expect(fits({ combine: 'or', filters: [wrong, wrong] })).toBe(false);
	});

	it('can be in groups', () => {
		const either: Filter = { combine: 'or', filters: [wrong, right] };
		expect(fits({ combine: 'and', filters: [either, right] })).toBe(true);
		expect(fits({ combine: 'and', filters: [either, wrong] })).toBe(false);
	});

	it('that are none let everybody through', () => {
		expect(fits(undefined)).toBe(true);
		expect(fits({ combine: 'or', filters: [] })).toBe(true);
	});
});

it.each([
	['points', 'many', 'The condition on \'Points\' compares with "many"'],
	['birthDate', '01.05.1980', 'The condition on \'Date of Birth\' compares with "01.05.1980"'],
])('says what %s cannot be compared with', (field, value, message) => {
	expect(() => compileFilter({ field, operator: 'after', value }, FIELDS)).toThrow(
		expect.objectContaining({ kind: 'user', message }),
	);
});
