import { type Connector, localBase } from '../../../lib/connectors';
import { importCustomers } from '../../../lib/import';
import type { CustomerBatch } from '../../../lib/model';
import { lenientBase } from './lenientBase';
import { memoryJournal } from './memoryJournal';
import { codesOf, customersOf, inGroupsOf, recordsOf, rowsOf, runImport, SETTINGS, sourceOf } from './rows';
import { unreliable } from './unreliable';

let base: Connector;
beforeEach(() => {
	base = localBase({ path: ':memory:' });
});
afterEach(async () => await base.close());

const people = (count: number) =>
	rowsOf(
		...Array.from({ length: count }, (_, number) => ({ email: `p${number}@example.com`, city: 'Łódź' })),
	);

describe('the account', () => {
	it('gives rejected rows their outcome with what they held', async () => {
		const result = await runImport(base, rowsOf({ email: 'a@example.com' }, undefined));
		expect(result.summary).toEqual(['2 created', '3 rejected']);
		expect(result.outcomes.find(({ rowNumber }) => rowNumber === 3)?.raw).toEqual({ email: 'not usable' });
		expect(result.report).toMatchObject({ rows: 2, outcomes: { created: 1, rejected: 1 } });
	});

	it('has an outcome for no rows at all', async () => {
		const { report } = await runImport(base, []);
		expect(report).toMatchObject({ rows: 0, destination: 'Local Customer Base' });
		expect(report.stopped).toBeUndefined();
	});

	it('takes no more rows than the limit, also across batches', async () => {
		const { summary, report } = await runImport(base, people(10), { limit: 4 });
		expect(summary).toHaveLength(4);
		expect(report.rows).toBe(4);
	});

	it('merges later rows over earlier ones when duplicates overwrite', async () => {
		const rows = rowsOf(
			{ email: 'a@example.com', firstName: 'Jan', city: 'Łódź' },
			{ email: 'b@example.com' },
			{ email: 'A@example.com', firstName: 'Janusz', city: '' },
		);
		const result = await runImport(base, rows, { duplicates: 'overwrite' });
		expect(result.summary).toEqual(['2 duplicate', '3 created', '4 created']);
		expect(result.outcomes.find(({ rowNumber }) => rowNumber === 2)?.issues[0]?.message).toContain('row 4');
		expect(await recordsOf(base)).toContainEqual({
			email: 'A@example.com',
			firstName: 'Janusz',
			city: 'Łódź',
		});
	});

	it('clears one field by a later row that overwrites, and leaves the others', async () => {
		const rows = rowsOf(
			{ email: 'a@example.com', firstName: 'Jan', city: 'Łódź' },
			{ email: 'a@example.com', firstName: '', city: '' },
		);
		await runImport(base, rowsOf({ email: 'a@example.com', city: 'Kraków' }));
		await runImport(base, rows, { duplicates: 'overwrite', clearFields: ['city'] });
		expect(await recordsOf(base)).toEqual([{ email: 'a@example.com', firstName: 'Jan' }]);
	});

	it('keeps the outcomes of a source that fails midway, and says why it stopped', async () => {
		async function* broken(): AsyncGenerator<CustomerBatch> {
			yield people(3);
			throw new Error('The file ends in the middle');
		}
		const { report, summary } = await runImport(base, [], {}, { open: broken });
		expect(summary).toEqual(['2 created', '3 created', '4 created']);
		expect(report.stopped?.message).toBe('The file ends in the middle');
	});

	it('throws what the source throws when nothing was written', async () => {
		const open = () => {
			throw new Error('No such file');
		};
		await expect(runImport(base, [], {}, { open })).rejects.toThrow('No such file');
	});
});

describe('before the first write', () => {
	it('refuses identifiers the destination does not know, and none', async () => {
		const refused = { kind: 'user', code: 'BAD_IDENTIFIER' };
		await expect(runImport(base, [], { identifiers: ['shoeSize'] })).rejects.toMatchObject(refused);
		await expect(runImport(base, [], { identifiers: [] })).rejects.toMatchObject(refused);
	});

	it('throws when the destination cannot be reached', async () => {
		const lookup = async () => await Promise.reject(new Error('no route to host'));
		await expect(runImport({ ...base, lookup }, people(1))).rejects.toThrow('no route to host');
	});
});

describe('when the destination fails', () => {
	it('tries again when it is busy, and writes once', async () => {
		const { summary } = await runImport(unreliable(base, ['busy', 'busy', 'busy']), people(3));
		expect(summary).toEqual(['2 created', '3 created', '4 created']);
		expect(await customersOf(base)).toHaveLength(3);
	});

	it('looks customers up before it sends them again when the answer was lost', async () => {
		const { summary } = await runImport(unreliable(base, ['answerLost', 'halfLost']), people(8));
		expect(new Set(summary.map((one) => one.split(' ')[1]))).toEqual(new Set(['created']));
		expect(await customersOf(base)).toHaveLength(8);
	});

	it('fails the rest when it dies, with the reason, and keeps what was done', async () => {
		const dying = unreliable(base, [undefined, 'denied'], 2);
		const { summary, report } = await runImport(dying, people(7));
		expect(summary.slice(0, 2)).toEqual(['2 created', '3 created']);
		expect(report.outcomes).toMatchObject({ created: 2, failed: 5 });
		expect(report.stopped).toEqual({ message: 'The key was withdrawn', hint: 'Enter a new key.' });
		expect(await customersOf(base)).toHaveLength(2);
	});

	it('says unknown where it cannot be told whether a row was written', async () => {
		const { report, outcomes } = await runImport(unreliable(base, [undefined, 'crashAfter'], 2), people(6));
		expect(report.outcomes).toMatchObject({ created: 2, unknown: 2, failed: 2 });
		expect(outcomes.find(({ outcome }) => outcome === 'unknown')?.issues[0]?.code).toBe('UNKNOWN_OUTCOME');
	});

	it('gives up after some tries', async () => {
		const busy = unreliable(base, ['busy', 'busy', 'busy', 'busy', 'busy', 'busy', 'busy', 'busy'], 10);
		const { report } = await runImport(busy, people(2));
		expect(report).toMatchObject({
			outcomes: { failed: 2 },
			stopped: { message: 'The destination is busy' },
		});
	});

	it('fails the rest when it is cancelled', async () => {
		const cancel = new AbortController();
		const write: Connector['write'] = async (rows) => {
			cancel.abort();
			return await base.write(rows);
		};
		const slow = { ...base, capabilities: { ...base.capabilities, batchSize: 2 }, write };
		const result = await runImport(slow, people(5), {}, { signal: cancel.signal });
		expect(result.report.outcomes).toMatchObject({ created: 2, failed: 3 });
		expect(codesOf(result, 6)).toEqual(['CANCELLED']);
		expect(result.report.stopped?.message).toContain('cancelled');
	});
});

describe('a destination that keeps nothing unique and has no versions', () => {
	it('loses no change when two rows find one customer by different identifiers', async () => {
		const crm = lenientBase(base);
		await runImport(crm, rowsOf({ email: 'jan@example.com', phone: '48501228855' }));
		const rows = rowsOf(
			{ email: 'jan@example.com', city: 'Łódź' },
			{ phone: '48501228855', lastName: 'Nowak' },
		);
		expect((await runImport(crm, rows)).summary).toEqual(['2 updated', '3 updated']);
		expect(await recordsOf(crm)).toMatchObject([{ city: 'Łódź', lastName: 'Nowak' }]);
	});
});

describe('a preview', () => {
	const rows = rowsOf(
		{ email: 'jan@example.com', phone: '48501228855', firstName: 'Janusz' },
		{ email: 'new@example.com', phone: '48602111222' },
		{ phone: '48602111222', crmId: '9' },
		{ crmId: '9', firstName: 'Ewa' },
		{ email: 'third@example.com', phone: '48501228855' },
		{ email: 'jan@example.com' },
		{ crmId: '7' },
		undefined,
	);

	it('has the outcomes of the real run and writes nothing', async () => {
		await runImport(base, rowsOf({ email: 'jan@example.com', phone: '48501228855', crmId: '7' }));
		const before = await customersOf(base);
		const journal = memoryJournal();
		const preview = await runImport(base, rows, { preview: true }, { journal });
		expect(await customersOf(base)).toEqual(before);
		expect(await journal.history(9)).toEqual([]);
		const real = await runImport(base, rows);
		expect(preview.summary).toEqual(real.summary);
		expect(preview.report.issues).toEqual(real.report.issues);
		expect(preview.outcomes.map(({ changes }) => changes)).toEqual(
			real.outcomes.map(({ changes }) => changes),
		);
		expect(new Set(real.summary.map((one) => one.split(' ')[1])).size).toBeGreaterThan(4);
	});
});

describe('the journal of an import', () => {
	it('knows what customers were, who was made and what was not saved', async () => {
		const journal = memoryJournal();
		await runImport(base, rowsOf({ email: 'jan@example.com', firstName: 'Jan' }));
		const rows = rowsOf(
			{ email: 'jan@example.com', firstName: 'Janusz' },
			{ email: 'ewa@example.com' },
			{ city: 'x' },
		);
		const { report, outcomes } = await runImport(base, rows, {}, { journal, source: 'customers.csv' });
		const { importId } = report;
		expect(await journal.history(9)).toMatchObject([
			{ importId, status: 'finished', rows: 3, source: 'customers.csv', destination: 'localBase' },
		]);
		expect(await journal.report(importId)).toEqual(report);
		expect(journal.intents(importId)).toEqual([
			{
				action: 'update',
				rowNumber: 2,
				customerId: '1',
				changes: [{ field: 'firstName', before: 'Jan', after: 'Janusz' }],
				version: '1',
			},
			{
				action: 'create',
				rowNumber: 3,
				record: { email: 'ewa@example.com' },
				identifiers: [{ field: 'email', value: 'ewa@example.com' }],
			},
		]);
		const versions = [...journal.versions(importId)];
		expect(versions).toEqual([
			['1', '3'],
			['2', '2'],
		]);
		expect(await gather(journal.unsaved(importId))).toEqual([
			expect.objectContaining({ rowNumber: 4, outcome: 'skipped', record: { city: 'x' } }),
		]);
		expect(outcomes).toHaveLength(3);
	});

	it('writes nothing whose intent it could not keep', async () => {
		await runImport(base, rowsOf({ email: 'p0@example.com', firstName: 'Jan' }));
		const journal = {
			...memoryJournal(),
			saveIntents: async () => await Promise.reject(new Error('disk full')),
		};
		const change = rowsOf({ email: 'p0@example.com', firstName: 'Janusz' });
		await expect(runImport(base, change, {}, { journal })).rejects.toThrow('disk full');
		expect(await recordsOf(base)).toMatchObject([{ firstName: 'Jan' }]);
	});

	it('stops and reports when the journal fails after the first write', async () => {
		const journal = {
			...memoryJournal(),
			saveOutcomes: async () => await Promise.reject(new Error('disk full')),
		};
		const { report } = await runImport(base, people(6), inGroupsOf(2), { journal });
		expect(report).toMatchObject({ outcomes: { created: 2, failed: 4 }, stopped: { message: 'disk full' } });
	});

	it('is closed when whoever reads the outcomes stops reading', async () => {
		const journal = memoryJournal();
		for await (const batch of importCustomers({
			open: sourceOf(people(6)),
			connector: base,
			journal,
			settings: { ...SETTINGS, ...inGroupsOf(2) },
		})) {
			expect(batch).toHaveLength(2);
			break;
		}
		expect(await journal.history(1)).toMatchObject([{ status: 'stopped', rows: 2 }]);
	});
});

async function gather<T>(batches: AsyncIterable<readonly T[]>): Promise<T[]> {
	const all: T[] = [];
	for await (const batch of batches) all.push(...batch);
	return all;
}
