import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Connector, localBase } from '../../../lib/connectors';
import { customersOf, recordsOf, rowsOf, runImport } from './rows';

let folder: string;
let one: Connector;
let other: Connector;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'two-at-once-'));
	const path = join(folder, 'base.sqlite');
	one = localBase({ path, busyTimeoutMs: 50 });
	other = localBase({ path, busyTimeoutMs: 50 });
});
afterEach(async () => {
	await Promise.all([one.close(), other.close()]);
	rmSync(folder, { recursive: true });
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

describe('two imports into one base at once', () => {
	it('make no double when both have seen that the customer is not there', async () => {
		const rows = rowsOf({ email: 'jan@example.com' }, { email: 'ewa@example.com' });
		const result = await runImport(
			interrupted(
				one,
				async () => await runImport(other, rowsOf({ email: 'EWA@example.com', city: 'Łódź' })),
			),
			rows,
		);
		expect(result.summary).toEqual(['2 created', '3 unchanged']);
		expect(await customersOf(one)).toHaveLength(2);
	});

	it('do not overwrite what the other has just changed', async () => {
		await runImport(one, rowsOf({ email: 'jan@example.com', firstName: 'Jan' }));
		const change = rowsOf({ email: 'jan@example.com', firstName: 'Janusz' });
		const meanwhile = rowsOf({ email: 'jan@example.com', lastName: 'Nowak', phone: '48501228855' });
		const result = await runImport(
			interrupted(one, async () => await runImport(other, meanwhile)),
			change,
		);
		expect(result.summary).toEqual(['2 updated']);
		expect(await recordsOf(one)).toEqual([
			{ email: 'jan@example.com', firstName: 'Janusz', lastName: 'Nowak', phone: '48501228855' },
		]);
	});

	it('refuse an identifier that the other gave away in between', async () => {
		await runImport(one, rowsOf({ email: 'jan@example.com' }));
		const row = rowsOf({ email: 'jan@example.com', phone: '48501228855' });
		const taken = rowsOf({ email: 'ewa@example.com', phone: '48501228855' });
		const result = await runImport(
			interrupted(one, async () => await runImport(other, taken)),
			row,
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
		const result = await runImport(interrupted(one, change, change, change, change), rows);
		expect(result.summary).toEqual(['2 failed', '3 created']);
		expect(result.outcomes.find(({ rowNumber }) => rowNumber === 2)?.issues[0]?.code).toBe(
			'CHANGED_MEANWHILE',
		);
	});

	it('side by side, with every identifier in both files, end with one customer each', async () => {
		const file = (city: string) =>
			rowsOf(
				...Array.from({ length: 40 }, (_, n) => ({
					email: `p${n}@example.com`,
					phone: `4850000${100 + n}`,
					city,
				})),
			);
		const small = (connector: Connector, batchSize: number): Connector => ({
			...connector,
			capabilities: { ...connector.capabilities, batchSize },
		});
		const results = await Promise.all([
			runImport(small(one, 3), file('Łódź')),
			runImport(small(other, 7), file('Kraków').reverse()),
		]);
		for (const { report } of results)
			expect(report.outcomes).toMatchObject({ failed: 0, ambiguous: 0, unknown: 0 });
		expect(await customersOf(one)).toHaveLength(40);
	});

	it('wait for each other and say so when it takes too long', async () => {
		const hold = new (await import('node:sqlite')).DatabaseSync(join(folder, 'base.sqlite'));
		hold.exec('BEGIN IMMEDIATE');
		await expect(runImport(one, rowsOf({ email: 'jan@example.com' }))).rejects.toMatchObject({
			kind: 'transient',
			code: 'STATE_LOCKED',
			message: expect.stringContaining('base.sqlite'),
		});
		hold.exec('ROLLBACK');
		hold.close();
		expect((await runImport(one, rowsOf({ email: 'jan@example.com' }))).summary).toEqual(['2 created']);
	});
});
