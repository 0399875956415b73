import fc from 'fast-check';
import { type Connector, localBase } from '../../../lib/connectors';
import { lenientBase } from './lenientBase';
import { customersOf, rowsOf, runImport } from './rows';
import { type Mishap, unreliable } from './unreliable';

const EMAILS = ['a@example.com', 'A@Example.com', 'b@example.com', 'c@example.com', 'd@example.com'];
const PHONES = ['48501228855', '+48 501 228 855', '48602111222', '48603111222'];
const CRM_IDS = ['1', '2', '3', '4'];

const optional = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values, ''), { nil: undefined });

const record = fc.record(
	{
		email: fc.oneof(
			optional(EMAILS),
			fc.uniqueArray(fc.constantFrom(...EMAILS), { minLength: 2, maxLength: 3 }),
		),
		phone: optional(PHONES),
		crmId: optional(CRM_IDS),
		firstName: optional(['Jan', 'Ewa']),
	},
	{ requiredKeys: [] },
);

const mishap = fc.constantFrom<(Mishap | undefined)[]>(
	undefined,
	'busy',
	'answerLost',
	'halfLost',
	'crashAfter',
	'crashBefore',
	'denied',
);

const anImport = fc.record({
	rows: fc.array(fc.option(record, { nil: undefined, freq: 12 }), { maxLength: 12 }),
	mishaps: fc.array(mishap, { maxLength: 6 }),
	importType: fc.constantFrom('addAndModify', 'addOnly', 'modifyOnly'),
	duplicates: fc.constantFrom('ignore', 'overwrite', 'fill', 'report'),
	sameCustomer: fc.constantFrom('mainIdentifier', 'anyIdentifier', 'allIdentifiers'),
	clearOnEmpty: fc.boolean(),
	batchSize: fc.integer({ min: 1, max: 6 }),
});

/** How many customers each identifier finds at most. */
async function mostPerIdentifier(connector: Connector): Promise<number> {
	const asked = [
		...['a', 'b', 'c', 'd'].map((name) => ({ field: 'email', value: `${name}@example.com` })),
		...['48501228855', '48602111222', '48603111222'].map((value) => ({ field: 'phone', value })),
		...CRM_IDS.map((value) => ({ field: 'crmId', value })),
	];
	const hits = await connector.lookup(asked);
	return Math.max(...hits.map(({ customers }) => customers.length));
}

const KINDS: readonly [string, () => Connector][] = [
	['the local base', () => localBase({ path: ':memory:' })],
	['a destination that keeps nothing unique', () => lenientBase(localBase({ path: ':memory:' }))],
];

describe.each(KINDS)('after any sequence of imports into %s, failing at any write', (_kind, open) => {
	it('no identifier has two customers, and every row has one outcome', async () => {
		const imports = fc.array(anImport, { minLength: 1, maxLength: 5 });
		await fc.assert(
			fc.asyncProperty(imports, async (sequence) => {
				const base = open();
				for (const { rows: records, mishaps, batchSize, ...settings } of sequence) {
					const rows = rowsOf(...records);
					const connector = unreliable(base, mishaps, batchSize);
					// What many people share is kept with each of them: see the import of shared values.
					const all = { ...settings, sharedFrom: Infinity };
					const { outcomes, report } = await runImport(connector, rows, all);
					const numbers = outcomes.map(({ rowNumber }) => rowNumber).sort((a, b) => a - b);
					expect(numbers).toEqual(rows.map(({ rowNumber }) => rowNumber));
					expect(report.rows).toBe(rows.length);
					expect(Object.values(report.outcomes).reduce((sum, count) => sum + count, 0)).toBe(rows.length);
					expect(await mostPerIdentifier(base)).toBeLessThanOrEqual(1);
				}
				await base.close();
			}),
			{ numRuns: 150 },
		);
	}, 60_000);

	it('the same file again, undisturbed, ends with what one undisturbed import makes', async () => {
		const rows = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 });
		await fc.assert(
			fc.asyncProperty(rows, fc.array(mishap, { maxLength: 8 }), async (people, mishaps) => {
				const file = rowsOf(...people.map((one) => ({ email: `p${one}@example.com`, firstName: `P${one}` })));
				const base = open();
				await runImport(unreliable(base, mishaps), file);
				const { report } = await runImport(base, file);
				expect(report.outcomes.created + report.outcomes.unchanged).toBe(people.length);
				expect(await customersOf(base)).toHaveLength(people.length);
				await base.close();
			}),
			{ numRuns: 100 },
		);
	}, 60_000);
});
