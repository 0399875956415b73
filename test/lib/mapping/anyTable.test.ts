import fc from 'fast-check';
import {
	type Composition,
	FIELDS,
	makeProfile,
	type MapOptions,
	readProfile,
	type SubscriptionColumns,
} from '../../../lib/mapping';
import type { Cell } from '../../../lib/model';
import { SUBSCRIPTION_STATUSES } from '../../../lib/subscriptions';
import { map } from './mapTable';

const LABELS = [
	'E-mail',
	'Telefon',
	'Imię',
	'Name',
	'Created At',
	'Tags',
	'Shoe Size',
	'x',
	'row_number',
	'编号',
	'',
];
const label = fc.constantFrom(...LABELS);
const field = fc.constantFrom(...FIELDS.map(({ name }) => name));
const labels = fc.uniqueArray(fc.oneof(label, fc.string()), { maxLength: 8 });

const cell: fc.Arbitrary<Cell | undefined> = fc.oneof(
	fc.string(),
	fc.constantFrom(
		'a@example.com',
		'+48 501 228 855',
		'30.09.1990',
		'1990-09-30',
		'  ',
		'tak',
		'VIP; x',
		'=1+1',
		'1,234',
		'+48 22 555 12 34 ext. 7',
		'subscribed',
		'["email","News","a@example.com","subscribed"]',
	),
	fc.double(),
	fc.boolean(),
	fc.constantFrom(null, undefined, ''),
);
const rows = fc.array(fc.array(cell, { maxLength: 10 }), { maxLength: 8 });

const composition: fc.Arbitrary<Composition> = fc.oneof(
	fc.record({ kind: fc.constant('constant' as const), field, value: fc.string() }),
	fc.record({ kind: fc.constant('join' as const), field, labels: fc.array(label), separator: fc.string() }),
	fc.record({
		kind: fc.constant('firstOf' as const),
		field,
		labels: fc.array(label),
		otherwise: fc.string(),
	}),
	fc.record({
		kind: fc.constant('split' as const),
		label,
		separator: fc.string({ minLength: 1 }),
		fields: fc.array(field, { maxLength: 3 }),
	}),
	fc.record({
		kind: fc.constant('splitName' as const),
		label,
		order: fc.constantFrom('auto' as const, 'firstLast' as const, 'lastFirst' as const),
	}),
);

const subscription: fc.Arbitrary<SubscriptionColumns> = fc.oneof(
	fc.record({
		channel: fc.constantFrom('email', 'sms'),
		resource: fc.constantFrom('News', '活动'),
		status: fc.constantFrom(...SUBSCRIPTION_STATUSES),
	}),
	fc.record({
		channel: fc.constantFrom('email', 'sms', 'push'),
		resource: fc.constant('Offers'),
		contactColumn: label,
		statusColumn: label,
	}),
);

const options: fc.Arbitrary<Partial<MapOptions>> = fc.record(
	{
		mode: fc.constantFrom('automatic' as const, 'defined' as const),
		corrections: fc.uniqueArray(fc.record({ label, field: fc.oneof(field, fc.constant('')) }), {
			selector: (one) => one.label,
		}),
		compositions: fc.array(composition, { maxLength: 3 }),
		rules: fc.array(
			fc.record({
				field,
				required: fc.boolean(),
				unique: fc.boolean(),
				maxLength: fc.integer({ min: 1, max: 9 }),
			}),
			{ maxLength: 3 },
		),
		unmapped: fc.constantFrom('drop' as const, 'customField' as const, 'typedCustomField' as const),
		subscriptions: fc.array(subscription, { maxLength: 2 }),
		requiredWithoutColumn: fc.constantFrom('rejectRows' as const, 'warn' as const),
		normalize: fc.record(
			{
				decimal: fc.constantFrom('.' as const, ',' as const),
				defaultCountry: fc.constantFrom('PL', 'US'),
				extensions: fc.constantFrom('keep' as const, 'drop' as const),
			},
			{ requiredKeys: [] },
		),
		invalidValue: fc.constantFrom('dropValue' as const, 'rejectRow' as const),
		dateConsistency: fc.constantFrom('any' as const, 'warn' as const, 'refuse' as const),
		explainChanges: fc.boolean(),
		minimum: fc.record({
			rule: fc.constantFrom('all' as const, 'any' as const),
			identifiers: fc.subarray(['email', 'phone', 'crmId']),
		}),
		sampleSize: fc.integer({ min: 0, max: 5 }),
	},
	{ requiredKeys: ['mode', 'requiredWithoutColumn'] },
);

/** What a row held, by label; cells beyond the labels are numbered. */
function heldBy(cells: ReadonlyArray<Cell | undefined>, names: readonly string[]): Array<[string, Cell]> {
	const held = new Map<string, Cell>();
	cells.forEach((value, index) => {
		if (value !== undefined) held.set(names[index] ?? `column_${index + 1}`, value);
	});
	return [...held];
}

describe('any table, with any settings', () => {
	it('comes out row by row, each once and in order: as a customer, or as it was with the reasons', async () => {
		await fc.assert(
			fc.asyncProperty(labels, rows, options, async (names, cells, settings) => {
				const mapped = await map(names, cells, settings);
				expect(mapped.rows.map(({ rowNumber }) => rowNumber)).toEqual(cells.map((_, index) => index + 2));
				mapped.rows.forEach(({ record, raw, issues }, index) => {
					expect((record === undefined) !== (raw === undefined)).toBe(true);
					if (raw === undefined) return;
					expect(Object.entries(raw)).toEqual(expect.arrayContaining(heldBy(cells[index] ?? [], names)));
					expect(issues.some(({ severity }) => severity === 'error')).toBe(true);
				});
			}),
			{ numRuns: 150 },
		);
	});

	it('is mapped alike by the profile of its run', async () => {
		await fc.assert(
			fc.asyncProperty(labels, rows, options, async (names, cells, settings) => {
				const { sampleSize = 1000 } = settings;
				const kept = { ...settings, explainChanges: false };
				const first = await map(names, cells, { ...kept, sampleSize });
				const profile = readProfile(JSON.stringify(makeProfile({ mode: 'automatic', ...kept }, [first])));
				const again = await map(names, cells, { ...profile, sampleSize });
				expect(again.rows).toEqual(first.rows);
			}),
			{ numRuns: 100 },
		);
	});
});
