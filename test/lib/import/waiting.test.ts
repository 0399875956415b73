import { type Connector, localBase } from '../../../lib/connectors';
import { transientError } from '../../../lib/errors';
import { laggingBase } from './laggingBase';
import { lenientBase } from './lenientBase';
import { memoryJournal } from './memoryJournal';
import { codesOf, customersOf, inGroupsOf, rowsOf, runImport } from './rows';
import { unreliable } from './unreliable';

let base: Connector;
beforeEach(() => {
	base = localBase({ path: ':memory:' });
});
afterEach(async () => await base.close());

const people = (count: number) =>
	rowsOf(...Array.from({ length: count }, (_, number) => ({ email: `p${number}@example.com` })));

/** A clock that goes on only while somebody sleeps. */
function clock() {
	let time = 0;
	const waits: number[] = [];
	const sleep = async (milliseconds: number) => {
		waits.push(milliseconds);
		time += milliseconds;
	};
	return { waits, sleep, elapsed: () => time, random: () => 1 };
}

function failing(connector: Connector, errors: (Error | undefined)[]): Connector {
	return {
		...connector,
		capabilities: { ...connector.capabilities, batchSize: 2 },
		write: async (rows, options) => {
			const error = errors.shift();
			if (error) throw error;
			return await connector.write(rows, options);
		},
	};
}

describe('what the destination asks to wait', () => {
	it('is waited before all else, to the millisecond', async () => {
		const time = clock();
		const busy = failing(base, [transientError('busy', 825), transientError('busy', 120_000)]);
		expect((await runImport(busy, people(2), {}, time)).summary).toEqual(['2 created', '3 created']);
		expect(time.waits).toEqual([825, 120_000]);
	});

	it.each([
		['a quota of the day that is gone', transientError('No calls left', 60_000, undefined, 'QUOTA_GONE')],
		['hours', transientError('Too many requests', 6 * 3_600_000)],
	])('ends the import when it is %s, with an account to resume', async (_what, error) => {
		const time = clock();
		const journal = memoryJournal();
		const result = await runImport(failing(base, [undefined, error]), people(6), {}, { ...time, journal });
		expect(time.waits).toEqual([]);
		expect(result.report.outcomes).toMatchObject({ created: 2, failed: 4 });
		expect(codesOf(result, 4)).toEqual(['NOT_REACHED']);
		expect(result.report.stopped?.hint).toContain('Resume the import');
		expect((await journal.reopen(result.report.importId)).count).toBe(2);
	});

	it('ends it as well when it comes to a quarter of an hour without anything done in between', async () => {
		const time = clock();
		const errors = Array.from({ length: 5 }, () => transientError('busy', 250_000));
		const { report } = await runImport(failing(base, [undefined, ...errors]), people(4), {}, time);
		expect(time.waits).toEqual([250_000, 250_000, 250_000]);
		expect(report.outcomes).toMatchObject({ created: 2, failed: 2 });
		const patient = clock();
		const often = [250_000, 250_000, 0, 250_000, 250_000].map((ms) =>
			ms === 0 ? undefined : transientError('busy', ms),
		);
		const again = await runImport(failing(base, often), people(8), {}, patient);
		expect(again.report.outcomes.failed).toBe(0);
	});
});

describe('a creation whose answer was lost', () => {
	it('is looked for a few more times where the lookup is behind, and not made twice', async () => {
		const time = clock();
		const crm = lenientBase(base);
		const shaky = laggingBase(unreliable(crm, ['answerLost']), 3);
		expect((await runImport(shaky, people(2), {}, time)).summary).toEqual(['2 created', '3 created']);
		expect(await customersOf(crm)).toHaveLength(2);
		expect(time.waits).toEqual([1_000, 1_000, 2_000, 4_000]);
	});

	it('is sent again when it is not found then', async () => {
		const crm = lenientBase(base);
		const lost: Connector['write'][] = [async (rows) => rows.map(() => ({ outcome: 'unknown' }))];
		const shaky: Connector = {
			...crm,
			write: async (rows, options) => await (lost.shift() ?? crm.write)(rows, options),
		};
		expect((await runImport(shaky, people(2))).summary).toEqual(['2 created', '3 created']);
		expect(await customersOf(crm)).toHaveLength(2);
	});

	it('is never sent again where the customer has nothing to be found by', async () => {
		const crm = lenientBase(base);
		const rows = rowsOf({ firstName: 'Jan' });
		const result = await runImport(unreliable(crm, ['answerLost']), rows, { acceptEmptyIdentifier: true });
		expect(result.summary).toEqual(['2 unknown']);
		expect(await customersOf(crm)).toHaveLength(1);
	});
});

describe('a lookup that is seconds behind the writes', () => {
	it('does not make a double of a customer whom an earlier row of the import made', async () => {
		const crm = lenientBase(base);
		const lagging = laggingBase({ ...crm, capabilities: { ...crm.capabilities, batchSize: 1 } }, 100);
		const rows = rowsOf(
			{ email: 'jan@example.com', phone: '48501228855' },
			{ email: 'jan@example.com', firstName: 'Jan' },
			{ phone: '48501228855', lastName: 'Nowak' },
		);
		const result = await runImport(lagging, rows, { duplicates: 'report' });
		expect(result.summary).toEqual(['2 created', '3 updated', '4 updated']);
		expect(await customersOf(crm)).toHaveLength(1);
	});
});

describe('an update whose answer was lost', () => {
	it('is remembered, so that a later row with what it added makes no double', async () => {
		const crm = lenientBase(base);
		const lagging = laggingBase(unreliable(crm, [undefined, 'answerLost'], 2), 3);
		const rows = rowsOf(
			{ phone: '48501228855' },
			{ email: 'jan@example.com', phone: '48501228855' },
			{ email: 'jan@example.com', firstName: 'Jan' },
		);
		const result = await runImport(lagging, rows, { duplicates: 'report' });
		expect(result.summary).toEqual(['2 created', '3 updated', '4 updated']);
		expect(await customersOf(crm)).toHaveLength(1);
	});

	it('has the customer it was sent to, where the row fits several', async () => {
		await runImport(base, rowsOf({ email: 'jan@example.com', city: 'Łódź' }, { phone: '48501228855' }));
		const row = rowsOf({ email: 'jan@example.com', phone: '48501228855', city: 'Łódź' });
		const { outcomes } = await runImport(unreliable(base, ['answerLost']), row, { ambiguous: 'updateAll' });
		expect(outcomes).toMatchObject([{ outcome: 'updated', id: '2', changes: [{ field: 'city' }] }]);
	});
});

describe('a cancel', () => {
	it('ends a wait, hands the signal to the destination, and accounts for every row that was read', async () => {
		const cancel = new AbortController();
		const signals: (AbortSignal | undefined)[] = [];
		const busy: Connector = {
			...base,
			capabilities: { ...base.capabilities, batchSize: 2 },
			write: async (rows, options) => {
				signals.push(options?.signal);
				if (signals.length < 2) return await base.write(rows);
				throw transientError('busy', 100_000);
			},
		};
		const sleep = async () => {
			cancel.abort();
			throw cancel.signal.reason;
		};
		const result = await runImport(busy, people(7), {}, { sleep, signal: cancel.signal });
		expect(signals).toEqual([cancel.signal, cancel.signal]);
		expect(result.report.outcomes).toMatchObject({ created: 2, failed: 5 });
		expect(codesOf(result, 4)).toEqual(['CANCELLED']);
		expect(result.report.stopped?.message).toBe('The import was cancelled');
	});

	it('does not wait for a lookup that hangs', async () => {
		const cancel = new AbortController();
		let lookups = 0;
		const hanging: Connector = {
			...base,
			lookup: async (identifiers) => {
				if (++lookups < 2) return await base.lookup(identifiers);
				queueMicrotask(() => cancel.abort());
				return await new Promise(() => undefined);
			},
		};
		const { report } = await runImport(hanging, people(4), inGroupsOf(2), { signal: cancel.signal });
		expect(report.outcomes).toMatchObject({ created: 2, failed: 2 });
	});

	it('reads the source for a second more and no longer', async () => {
		const cancel = new AbortController();
		let time = 0;
		let given = 0;
		async function* endless() {
			for (;;) {
				given++;
				time += 300;
				if (given === 3) cancel.abort();
				yield rowsOf({ email: `p${given}@example.com` }).map((row) => ({ ...row, rowNumber: given }));
			}
		}
		const result = await runImport(
			base,
			[],
			{ sharedFrom: Infinity, ...inGroupsOf(1) },
			{ open: endless, signal: cancel.signal, elapsed: () => time },
		);
		expect(given).toBeLessThan(9);
		expect(result.outcomes).toHaveLength(result.report.rows);
		expect(result.report.stopped?.message).toBe('The import was cancelled');
	});
});

describe('how far an import has come', () => {
	it('is told not more than twice a second, and at the end', async () => {
		let time = 0;
		const told: unknown[] = [];
		const slow: Connector = {
			...base,
			capabilities: { ...base.capabilities, batchSize: 1 },
			write: async (rows) => {
				time += 200;
				return await base.write(rows);
			},
		};
		await runImport(
			slow,
			people(7),
			{},
			{
				elapsed: () => time,
				onProgress: ({ rows, elapsedMs, outcomes }) => told.push([rows, outcomes.created, elapsedMs]),
			},
		);
		expect(told).toEqual([
			[1, 1, 200],
			[4, 4, 800],
			[7, 7, 1_400],
			[7, 7, 1_400],
		]);
	});
});
