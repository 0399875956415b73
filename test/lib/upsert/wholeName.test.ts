import { withWholeName } from '../../../lib/upsert/wholeName';
import { recordOf } from '../import/rows';

const ONE_NAME = (field: string) => ['email', 'fullName'].includes(field);
const TWO_NAMES = (field: string) => ['email', 'fullName', 'firstName', 'lastName'].includes(field);

function named(record: Record<string, unknown>, knows = ONE_NAME): Record<string, unknown> {
	return { ...withWholeName({ rowNumber: 2, issues: [], record: recordOf(record) }, knows).record };
}

describe('a name in one field', () => {
	it.each([
		[
			'both parts with a space',
			{ firstName: 'Anna Maria', lastName: 'van der Berg' },
			'Anna Maria van der Berg',
		],
		['Chinese names as they are written', { firstName: '小明', lastName: '王' }, '王小明'],
		[
			'the whole name before its parts',
			{ firstName: 'Jan', lastName: 'Nowak', fullName: 'Dr Nowak' },
			'Dr Nowak',
		],
	])('is made of %s', (_, parts, fullName) => {
		expect(named({ email: 'a@x.pl', ...parts })).toEqual({ email: 'a@x.pl', fullName });
	});

	it.each([
		['half a name', { firstName: 'Jan' }],
		['half a name beside an empty cell', { firstName: '', lastName: 'Nowak' }],
	])('is not made of %s, which says less than what may be stored', (_, parts) => {
		expect(named(parts)).toEqual(parts);
	});

	it('is not made where the destination has a field for each part', () => {
		const parts = { firstName: 'Jan', lastName: 'Nowak' };
		expect(named(parts, TWO_NAMES)).toEqual(parts);
	});
});
