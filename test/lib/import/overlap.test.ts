import { setImmediate } from 'node:timers/promises';
import { type Connector, localBase } from '../../../lib/connectors';
import { importCustomers, type ImportOptions } from '../../../lib/import';
import type { CustomerRow } from '../../../lib/model';
import { openJournal, openStore } from '../../../lib/state';
import { between, randomOf } from './faults/people';
import { customersOf, rowsOf, runImport, SETTINGS, sourceOf } from './rows';

/** How many rows are looked up and planned together, and written. */
const GROUP = 500;
const BATCH = 50;

interface Watched {
	readonly base: Connector;
	/** How many look-ups there were while something was being written. */
	readonly overlapping: () => number;
	readonly writes: () => number;
	/** How many rows were refused because they were planned too early. */
	readonly conflicts: () => number;
}

const open: Connector[] = [];
afterEach(async () => {
	for (const connector of open.splice(0)) await connector.close();
});

/** A base whose writes wait until the look-up of the next rows is done, where there is one. */
function watched(overlaps: boolean, beforeWrite: (write: number) => void = () => undefined): Watched {
	const base = localBase({ path: ':memory:' });
	open.push(base);
	let writing = 0;
	let writes = 0;
	let overlapping = 0;
	let conflicts = 0;
	const connector: Connector = {
		...base,
		capabilities: { ...base.capabilities, batchSize: BATCH, overlaps },
		lookup: async (identifiers) => {
			const hits = await base.lookup(identifiers);
			if (writing > 0) overlapping++;
			return hits;
		},
		write: async (rows, options) => {
			beforeWrite(++writes);
			writing++;
			const before = overlapping;
			for (let turn = 0; turn < 30 && overlapping === before; turn++) await setImmediate();
			writing--;
			const results = await base.write(rows, options);
			conflicts += results.filter(({ outcome }) => outcome === 'conflict').length;
			return results;
		},
	};
	return {
		base: connector,
		overlapping: () => overlapping,
		writes: () => writes,
		conflicts: () => conflicts,
	};
}

/** Rows of people who come again near and far, and who share a phone with their family. */
function familiesOf(seed: number, count: number): CustomerRow[] {
	const random = randomOf(seed);
	const row = (number: number) => {
		const person = between(random, 1, 900);
		return {
			email: `p${person}@x.pl`,
			...(random() < 0.6 ? { phone: String(48_500_000_000 + Math.floor(person / 3)) } : {}),
			...(random() < 0.5 ? { crmId: `C${person}` } : {}),
			city: ['Łódź', 'Berlin', 'Leeds'][between(random, 0, 2)],
			notes: `row ${number}`,
		};
	};
	return rowsOf(...Array.from({ length: count }, (_, number) => row(number)));
}

/** Rows in which whatever somebody is recognised by is somebody else's somewhere else. */
function confusionOf(seed: number, count: number): CustomerRow[] {
	const random = randomOf(seed);
	const some = (most: number, text: string) => (random() < 0.8 ? `${text}${between(random, 1, most)}` : null);
	return rowsOf(
		...Array.from({ length: count }, (_, number) => ({
			email: `${some(700, 'p') ?? `only${number}`}@x.pl`,
			phone: some(900, '4850000'),
			crmId: some(1_200, 'C'),
			notes: `row ${number}`,
		})),
	);
}

const recordsOf = async (base: Connector) =>
	(await customersOf(base)).map(({ record }) => JSON.stringify(record)).sort();

describe('an import that plans rows while those before them are written', () => {
	const settings = { duplicates: 'report', sharedFrom: Infinity } as const;

	it.each([1, 2, 3, 4])('ends as one that does not, whoever comes again (seed %i)', async (seed) => {
		const rows = familiesOf(seed, 2_300);
		const [ahead, oneByOne] = [watched(true), watched(false)];
		for (let time = 0; time < 2; time++) {
			const imported = await runImport(ahead.base, rows, settings);
			const expected = await runImport(oneByOne.base, rows, settings);
			expect(imported.summary).toEqual(expected.summary);
			expect(await recordsOf(ahead.base)).toEqual(await recordsOf(oneByOne.base));
		}
		expect(ahead.overlapping()).toBeGreaterThanOrEqual(3);
		expect(oneByOne.overlapping()).toBe(0);
		expect(ahead.conflicts()).toBe(0);
	});

	it.each([1, 2, 3, 4])('has one outcome a row where everybody is mixed up (seed %i)', async (seed) => {
		const { base, overlapping } = watched(true);
		const { report } = await runImport(base, confusionOf(seed, 2_300), settings);
		expect(overlapping()).toBeGreaterThanOrEqual(3);
		expect(report.stopped).toBeUndefined();
		const { created, updated, ambiguous } = report.outcomes;
		expect(created + updated + ambiguous).toBe(2_300);
		expect((await customersOf(base)).length).toBe(created);
		// An e-mail address is one customer's.
		const emails = (await customersOf(base)).flatMap(({ record }) => record['email']);
		expect(new Set(emails).size).toBe(emails.length);
	});

	it('gives the outcomes of what is on its way before it says that the source failed', async () => {
		const { base } = watched(true);
		async function* failing() {
			yield* sourceOf(familiesOf(5, 1_200), 100)();
			throw new Error('The source broke off');
		}
		const { outcomes, report } = await runImport(base, [], { duplicates: 'ignore' }, { open: failing });
		expect(outcomes).toHaveLength(1_200);
		expect(report.stopped?.message).toBe('The source broke off');
		expect(report.outcomes.created).toBe((await customersOf(base)).length);
	});

	it('sends nothing of the rows that were planned when a write failed for good', async () => {
		const first = GROUP / BATCH + 1;
		const { base, writes } = watched(true, (write) => {
			if (write === first) throw new Error('Out of order');
		});
		const { report } = await runImport(base, distinct(2_500));
		expect(writes()).toBe(first);
		expect(report.outcomes).toMatchObject({ created: GROUP, unknown: BATCH, failed: 2_000 - BATCH });
		expect(report.stopped?.message).toBe('Out of order');
	});

	it('accounts for what is on its way when nobody waits for the rest, so that it can be undone', async () => {
		const { base, overlapping } = watched(true);
		const store = await openStore({ kind: 'sqlite', path: ':memory:' });
		const journal = await openJournal(store);
		const run = importCustomers(optionsOf(base, { journal, open: sourceOf(distinct(2_500), 100) }));
		let given = 0;
		for await (const outcomes of run) {
			given += outcomes.length;
			if (given > 0) break;
		}
		expect(overlapping()).toBeGreaterThan(0);
		const [entry] = await journal.history(1);
		const created = (await customersOf(base)).length;
		expect(created).toBeGreaterThan(GROUP);
		expect(entry).toMatchObject({ status: 'stopped', outcomes: { created } });
		await journal.close();
		await store.close();
	});

	it.each([
		['the failures of each group are looked at', { stopAtFailures: { percent: 50, after: GROUP } }],
		['only so many may be created', { maxCreates: 5_000 }],
		['only so many may be updated', { maxUpdates: 5_000 }],
		['it is a preview', { preview: true }],
	])('does not where %s', async (_, limits) => {
		const { base, overlapping } = watched(true);
		await runImport(base, distinct(1_600), limits);
		expect(overlapping()).toBe(0);
	});
});

function distinct(count: number): CustomerRow[] {
	return rowsOf(...Array.from({ length: count }, (_, number) => ({ email: `p${number}@x.pl` })));
}

function optionsOf(connector: Connector, options: Pick<ImportOptions, 'journal' | 'open'>): ImportOptions {
	return { connector, settings: SETTINGS, sleep: async () => undefined, random: () => 0, ...options };
}
