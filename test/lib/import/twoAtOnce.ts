import type { Connector } from '../../../lib/connectors';
import { customersOf, recordsOf, rowsOf, runImport } from './rows';

export const PEOPLE = 60;

/** Everybody with an e-mail and a phone, in letters and an order of one's own. */
export const file = (city: string, emailOf: (n: number) => string = (n) => `p${n}@example.com`) =>
	rowsOf(
		...Array.from({ length: PEOPLE }, (_, n) => ({
			email: emailOf(n),
			phone: `4850000${100 + n}`,
			crmId: `C${n}`,
			city,
		})),
	);

export const inBatchesOf = (batchSize: number, connector: Connector): Connector => ({
	...connector,
	capabilities: { ...connector.capabilities, batchSize },
});

/** Lets `work` happen each time after a lookup and before the write that follows from it. */
function interrupted(connector: Connector, ...work: (() => Promise<unknown>)[]): Connector {
	return {
		...connector,
		lookup: async (identifiers) => {
			const hits = await connector.lookup(identifiers);
			await work.shift()?.();
			return hits;
		},
	};
}

/**
 * What holds when two imports write into the same destination at the same moment.
 * @param open opens the same empty destination twice, before each test
 */
export function describeTwoAtOnce(open: () => Promise<readonly [one: Connector, other: Connector]>): void {
	let one: Connector;
	let other: Connector;
	beforeEach(async () => {
		[one, other] = await open();
	});
	afterEach(async () => await Promise.all([one.close(), other.close()]));

	it('make no double when both have seen that the customer is not there', async () => {
		const meanwhile = rowsOf({ email: 'EWA@example.com', city: 'Łódź' });
		const result = await runImport(
			interrupted(one, async () => await runImport(other, meanwhile)),
			rowsOf({ email: 'jan@example.com' }, { email: 'ewa@example.com' }),
		);
		expect(result.summary).toEqual(['2 created', '3 unchanged']);
		expect(await customersOf(one)).toHaveLength(2);
	});

	it('do not overwrite what the other has just changed', async () => {
		await runImport(one, rowsOf({ email: 'jan@example.com', firstName: 'Jan' }));
		const meanwhile = rowsOf({ email: 'jan@example.com', lastName: 'Nowak', phone: '48501228855' });
		const result = await runImport(
			interrupted(one, async () => await runImport(other, meanwhile)),
			rowsOf({ email: 'jan@example.com', firstName: 'Janusz' }),
		);
		expect(result.summary).toEqual(['2 updated']);
		expect(await recordsOf(one)).toEqual([
			{ email: 'jan@example.com', firstName: 'Janusz', lastName: 'Nowak', phone: '48501228855' },
		]);
	});

	it('refuse an identifier that the other gave away in between', async () => {
		await runImport(one, rowsOf({ email: 'jan@example.com' }));
		const taken = rowsOf({ email: 'ewa@example.com', phone: '48501228855' });
		const result = await runImport(
			interrupted(one, async () => await runImport(other, taken)),
			rowsOf({ email: 'jan@example.com', phone: '48501228855' }),
		);
		expect(result.summary).toEqual(['2 ambiguous']);
		expect((await one.lookup([{ field: 'phone', value: '48501228855' }]))[0]?.customers).toHaveLength(1);
	});

	it('give up on a customer whom somebody keeps changing', async () => {
		await runImport(one, rowsOf({ email: 'jan@example.com' }));
		let count = 0;
		const change = async () =>
			await runImport(other, rowsOf({ email: 'jan@example.com', city: `c${++count}` }));
		const rows = rowsOf({ email: 'jan@example.com', firstName: 'Jan' }, { email: 'ewa@example.com' });
		const result = await runImport(interrupted(one, ...Array.from({ length: 12 }, () => change)), rows);
		expect(result.outcomes.find(({ rowNumber }) => rowNumber === 2)).toMatchObject({
			outcome: 'failed',
			issues: [{ code: 'CHANGED_MEANWHILE' }],
		});
		expect(result.outcomes.find(({ rowNumber }) => rowNumber === 3)?.outcome).toBe('created');
	});

	it('side by side, with every identifier in both files, end with one customer each', async () => {
		const results = await Promise.all([
			runImport(inBatchesOf(3, one), file('Łódź')),
			runImport(inBatchesOf(7, other), file('Kraków', (n) => `P${n}@Example.com`).reverse()),
		]);
		for (const { report } of results) {
			expect(report.outcomes).toMatchObject({ failed: 0, ambiguous: 0, unknown: 0 });
		}
		expect(await customersOf(one)).toHaveLength(PEOPLE);
	});

	it('in whole batches of the same customers, end with one customer each', async () => {
		const results = await Promise.all([runImport(one, file('Łódź')), runImport(other, file('Łódź'))]);
		for (const { report } of results) {
			expect(report.outcomes).toMatchObject({ failed: 0, ambiguous: 0, unknown: 0 });
		}
		expect(await customersOf(one)).toHaveLength(PEOPLE);
	});
}
