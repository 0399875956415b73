import { join } from 'node:path';
import { type CollapseOptions, makeIdentifierKey } from '../../lib/dedupe';
import { type Columns, findPairs, type PairScore, readPeople, scorePairs } from './erTruth';

/** Tables of people with typing errors in which it is known who is whom; reached through CORPORA. */
const CORPORA = process.env.CORPORA;
const folder = join(CORPORA ?? '', 'er-truth');

interface Case {
	readonly name: string;
	readonly columns: Columns;
	readonly settings: Pick<CollapseOptions, 'identifiers' | 'sameCustomer'>;
	/** What is reached at least: by merging alone, and with what is warned of. */
	readonly merging: PairScore;
	readonly withPossible: PairScore;
}

const CASES: readonly Case[] = [
	{
		name: 'fake_1000',
		columns: {
			firstName: ['first_name'],
			lastName: ['surname'],
			birthDate: ['dob'],
			city: ['city'],
			email: ['email'],
		},
		settings: { identifiers: ['email'] },
		merging: { precision: 1, recall: 0.33, f1: 0.5 },
		withPossible: { precision: 0.99, recall: 0.6, f1: 0.76 },
	},
	{
		name: 'febrl1',
		columns: {
			firstName: ['given_name'],
			lastName: ['surname'],
			street: ['street_number', 'address_1'],
			city: ['suburb'],
			postalCode: ['postcode'],
			birthDate: ['date_of_birth'],
			crmId: ['soc_sec_id'],
		},
		settings: { identifiers: ['crmId'] },
		merging: { precision: 1, recall: 0.9, f1: 0.94 },
		withPossible: { precision: 0.99, recall: 0.98, f1: 0.99 },
	},
	{
		name: 'rldata500',
		columns: { firstName: ['fname_c1'], lastName: ['lname_c1'], birthDate: ['by', 'bm', 'bd'] },
		settings: { identifiers: ['firstName', 'lastName', 'birthDate'], sameCustomer: 'allIdentifiers' },
		merging: { precision: 1, recall: 0, f1: 0 },
		withPossible: { precision: 0.99, recall: 0.88, f1: 0.94 },
	},
];

const keyOf = makeIdentifierKey((field) => (field === 'email' ? 'email' : 'text'));

function expectAtLeast(score: PairScore, floor: PairScore): void {
	expect(score.precision).toBeGreaterThanOrEqual(floor.precision);
	expect(score.recall).toBeGreaterThanOrEqual(floor.recall);
	expect(score.f1).toBeGreaterThanOrEqual(floor.f1);
}

(CORPORA === undefined ? describe.skip : describe)('duplicates among real people (needs CORPORA)', () => {
	it.each(CASES)(
		'merges nobody wrongly and warns of most others in $name',
		async ({ name, columns, settings, merging, withPossible }) => {
			const table = readPeople(folder, name, columns);
			expect(table.rows.length).toBeGreaterThan(400);
			const { merged, possible } = await findPairs(table, {
				...settings,
				keyOf,
				policy: 'ignore',
				possible: true,
			});
			expectAtLeast(scorePairs(table, merged), merging);
			expectAtLeast(scorePairs(table, [...merged, ...possible]), withPossible);
		},
	);
});
