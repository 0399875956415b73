import { type Connector, localBase } from '../../../lib/connectors';
import { customersOf, codesOf, rowsOf, runImport } from './rows';
import { unreliable } from './unreliable';

let base: Connector;
beforeEach(() => {
	base = localBase({ path: ':memory:' });
});
afterEach(async () => await base.close());

const people = (count: number, fields: Record<string, unknown> = {}) =>
	rowsOf(...Array.from({ length: count }, (_, number) => ({ email: `p${number}@example.com`, ...fields })));

describe('a limit of what an import may write', () => {
	it('lets the first so many rows create customers, and stops before the next', async () => {
		const result = await runImport(unreliable(base, [], 3), people(10), { maxCreates: 4 });
		expect(result.report.outcomes).toMatchObject({ created: 4, failed: 6 });
		expect(result.summary.slice(0, 4)).toEqual(['2 created', '3 created', '4 created', '5 created']);
		expect(codesOf(result, 6)).toEqual(['STOPPED_BY_LIMIT']);
		expect(codesOf(result, 11)).toEqual(['STOPPED_BY_LIMIT']);
		expect(result.report.stopped?.message).toContain('may create 4 customers');
		expect(await customersOf(base)).toHaveLength(4);
	});

	it('is for updates too, and rows that change nothing do not count', async () => {
		await runImport(base, people(6));
		const rows = rowsOf(
			{ email: 'p0@example.com' },
			...people(6, { city: 'Łódź' })
				.slice(1)
				.map(({ record }) => ({ ...record })),
		);
		const result = await runImport(base, rows, { maxUpdates: 2 });
		expect(result.report.outcomes).toMatchObject({ unchanged: 1, updated: 2, failed: 3 });
	});

	it('of nothing stops before anything is written, with a report and not an error', async () => {
		const result = await runImport(base, people(2), { maxCreates: 0 });
		expect(result.report.outcomes).toMatchObject({ failed: 2 });
		expect(await customersOf(base)).toHaveLength(0);
	});

	it('shows in a preview as it would in the import', async () => {
		const preview = await runImport(base, people(5), { maxCreates: 2, preview: true });
		const real = await runImport(base, people(5), { maxCreates: 2 });
		expect(preview.summary).toEqual(real.summary);
		expect(preview.report.stopped).toEqual(real.report.stopped);
	});

	it.each([['busy'], ['answerLost'], ['halfLost']] as const)(
		'counts a customer once however often he is sent: %s',
		async (mishap) => {
			const shaky = unreliable(base, [mishap, mishap, mishap], 2);
			const { report } = await runImport(shaky, people(4), { maxCreates: 4 });
			expect(report.outcomes).toMatchObject({ created: 4 });
			expect(report.stopped).toBeUndefined();
		},
	);

	it('does not count customers whom the destination refused', async () => {
		const picky: Connector = {
			...base,
			write: async (rows) =>
				(await base.write(rows.filter(({ rowNumber }) => rowNumber > 3))).length === 0
					? rows.map(() => ({ outcome: 'failed' }))
					: rows.map(({ rowNumber }) => ({ outcome: rowNumber > 3 ? 'created' : 'failed' })),
		};
		const small = { ...picky, capabilities: { ...base.capabilities, batchSize: 2 } };
		const { report } = await runImport(small, people(4), { maxCreates: 2 });
		expect(report.outcomes).toMatchObject({ failed: 2, created: 2 });
		expect(report.stopped).toBeUndefined();
	});

	it.each([
		[{ maxCreates: -1 }],
		[{ maxUpdates: NaN }],
		[{ stopAtFailures: { percent: 101, after: 1 } }],
	] as const)('must be one: %j', async (settings) => {
		await expect(runImport(base, [], settings)).rejects.toMatchObject({ kind: 'user', code: 'BAD_LIMIT' });
	});
});

describe('a limit of rows that go wrong', () => {
	const broken = rowsOf(
		...Array.from({ length: 40 }, (_, number) =>
			number % 2 === 0 ? { email: `p${number}@example.com` } : undefined,
		),
	);

	it('stops the import when it is reached, not before some rows have an outcome', async () => {
		const { report } = await runImport(base, broken, { stopAtFailures: { percent: 50, after: 10 } });
		expect(report.outcomes).toMatchObject({ created: 5, rejected: 20, failed: 15 });
		expect(report.stopped?.message).toContain('5 of the first 10 rows went wrong');
		expect(await customersOf(base)).toHaveLength(5);
	});

	it('lets pass what stays below it', async () => {
		const { report } = await runImport(base, broken, { stopAtFailures: { percent: 51, after: 10 } });
		expect(report.outcomes).toMatchObject({ created: 20, rejected: 20, failed: 0 });
	});

	it('stops at the first row that goes wrong when so wished', async () => {
		const { report } = await runImport(base, broken, { stopAtFailures: { percent: 0, after: 1 } });
		expect(report.outcomes).toMatchObject({ created: 1 });
	});
});

describe('a destination that cannot be told not to start its automations', () => {
	it('gets nothing when that was asked for', async () => {
		const crm = { ...base, capabilities: { ...base.capabilities, suppressTriggers: false } };
		await expect(runImport(crm, people(1), { suppressTriggers: true })).rejects.toMatchObject({
			kind: 'user',
			code: 'TRIGGERS_NOT_SUPPRESSED',
		});
		expect(await customersOf(base)).toHaveLength(0);
	});

	it('is told with every write where it can be', async () => {
		const told: unknown[] = [];
		const crm: Connector = {
			...base,
			capabilities: { ...base.capabilities, suppressTriggers: true, batchSize: 1 },
			write: async (rows, options) => {
				told.push(options?.suppressTriggers);
				return await base.write(rows);
			},
		};
		await runImport(crm, people(2), { suppressTriggers: true });
		await runImport(crm, people(1, { city: 'Łódź' }));
		expect(told).toEqual([true, true, undefined]);
	});
});
