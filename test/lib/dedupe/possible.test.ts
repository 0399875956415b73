import { collapseDuplicates, makeIdentifierKey } from '../../../lib/dedupe';
import { similarity } from '../../../lib/dedupe/possible/similarity';
import { rowsOf, sourceOf } from '../import/rows';

const keyOf = makeIdentifierKey(() => 'text');

/** The warnings of the rows. */
async function warnings(...records: ReadonlyArray<Record<string, unknown>>): Promise<string[]> {
	const options = { policy: 'ignore', identifiers: ['crmId'], keyOf, possible: true } as const;
	const found: string[] = [];
	for await (const { customers } of collapseDuplicates(sourceOf(rowsOf(...records)), options).batches) {
		for (const { rowNumber, issues } of customers) {
			for (const { code, message } of issues) found.push(`${rowNumber} ${code}: ${message}`);
		}
	}
	return found;
}

const JAN = { firstName: 'Jan', lastName: 'Kowalski', birthDate: '1984-02-03' };

describe('possible duplicates', () => {
	it.each([
		['the same name and birth date', JAN, { ...JAN }],
		['first and last name that changed places', JAN, { ...JAN, firstName: 'Kowalski', lastName: 'Jan' }],
		['a full name and its parts', JAN, { fullName: 'Jan Kowalski', birthDate: '1984-02-03' }],
		['a typing error in the name', JAN, { ...JAN, lastName: 'Kowalksi' }],
		['day and month that changed places', JAN, { ...JAN, birthDate: '1984-03-02' }],
		[
			'the same name and postal code',
			{ ...JAN, birthDate: '', postalCode: '25-001' },
			{ ...JAN, birthDate: '', postalCode: '25001' },
		],
		[
			'a typing error in the e-mail address',
			{ ...JAN, birthDate: '', email: 'jan.kowalski@example.com' },
			{ ...JAN, birthDate: '', email: 'jan.kowalski@exmaple.com' },
		],
	])('are found by %s', async (_what, one, other) => {
		const [found = '', ...more] = await warnings(one, other);
		expect(found).toMatch(/^3 POSSIBLE_DUPLICATE: This looks like the customer in row 2 \(\d\d %\): name/);
		expect(more).toEqual([]);
	});

	it.each([
		['a common name alone', { fullName: 'Jan Kowalski' }, { fullName: 'Jan Kowalski' }],
		[
			'a family at one address',
			{ ...JAN, street: 'Długa 1', postalCode: '25-001', city: 'Kielce' },
			{
				...JAN,
				firstName: 'Anna',
				birthDate: '1986-11-30',
				street: 'Długa 1',
				postalCode: '25-001',
				city: 'Kielce',
			},
		],
		['people born on one day', JAN, { firstName: 'Ewa', lastName: 'Lis', birthDate: '1984-02-03' }],
		[
			'numbered addresses of one provider',
			{ fullName: 'Jan Lis', email: 'jan.lis1@example.com' },
			{ fullName: 'Jan Lis', email: 'jan.lis2@example.com' },
		],
		['rows without anything', {}, {}],
	])('are not %s', async (_what, one, other) => {
		expect(await warnings(one, other)).toEqual([]);
	});

	it('take work that grows with the rows and not with their square, and name three others at most', async () => {
		const rows = Array.from({ length: 3_000 }, () => JAN);
		const found = await warnings(...rows);
		expect(found.length).toBeLessThanOrEqual(3 * rows.length);
		expect(found.filter((text) => text.startsWith('3001 '))).toHaveLength(3);
	});
});

describe('similarity', () => {
	// The examples of Winkler's paper, to three places.
	it.each([
		['martha', 'marhta', 0.961],
		['dwayne', 'duane', 0.84],
		['dixon', 'dicksonx', 0.813],
		['jan', 'jan', 1],
		['abc', 'xyz', 0],
		['', 'x', 0],
	])('of %j and %j is %d', (one, other, wanted) => {
		expect(similarity(one, other)).toBeCloseTo(wanted, 3);
		expect(similarity(other, one)).toBeCloseTo(wanted, 3);
	});
});
