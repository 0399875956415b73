import fc from 'fast-check';
import { collapseDuplicates, type CollapseOptions, makeIdentifierKey } from '../../../lib/dedupe';
import type { CustomerRow, RowIssue, RowOutcome } from '../../../lib/model';
import { rowsOf, sourceOf } from '../import/rows';
import { fatesOf, sorted } from './oracle';

const IDENTIFIERS = ['email', 'phone', 'crmId'];
const keyOf = makeIdentifierKey((field) => (field === 'email' || field === 'phone' ? field : 'text'));

/** What became of each row in the words of the oracle, and the customers in the order in which they went on. */
async function collapse(rows: readonly CustomerRow[], options: CollapseOptions, size?: number) {
	const fates: string[] = [];
	const order: number[] = [];
	for await (const { customers, duplicates } of collapseDuplicates(sourceOf(rows, size), options).batches) {
		for (const row of customers) order.push(row.rowNumber);
		for (const row of [...customers, ...duplicates]) fates[row.rowNumber - 2] = wordsOf(row);
	}
	return { fates, order };
}

function wordsOf(row: CustomerRow | RowOutcome): string {
	const goesOn = `goes on as ${JSON.stringify(sorted(row.record ?? {}))}`;
	const found = row.issues.find(({ code }) => code === 'DUPLICATE_IN_FILE');
	const shared = row.issues.filter(({ code }) => code === 'SHARED_VALUE').length;
	const suffix = shared === 0 ? '' : ` (${shared} shared)`;
	if ('outcome' in row) return `${row.rowNumber}: ${row.outcome}, ${placeOf(found)}${suffix}`;
	return `${row.rowNumber}: ${goesOn}${found ? `, ${placeOf(found)}` : ''}${suffix}`;
}

function placeOf(issue: RowIssue | undefined): string {
	return /(in|into) row \d+$/.exec(issue?.message ?? '')?.[0] ?? 'nowhere';
}

const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined, freq: 3 });
const record = fc.record({
	email: maybe(fc.constantFrom('a@x.pl', 'A@x.PL', 'b@x.pl', 'c@x.pl', 'd@x.pl', '', 'n/a')),
	phone: maybe(fc.constantFrom('48501228855', '+48501228855', '48602111222', '48603111222', '-')),
	crmId: maybe(fc.constantFrom('1', '2', '3', '4', null)),
	firstName: maybe(fc.constantFrom('Jan', 'Ewa', 'Ola', 'Zenon', 'Kazimierz', 'Piotr')),
	lastName: maybe(fc.constantFrom('Nowak', 'Lis', 'Wilk', '')),
	city: maybe(fc.constantFrom('Kielce', '', 'Gdynia', null)),
});

const settings = fc.record({
	policy: fc.constantFrom('ignore', 'overwrite', 'fill', 'report'),
	sameCustomer: fc.constantFrom('mainIdentifier', 'anyIdentifier', 'allIdentifiers'),
	identifiers: fc.subarray(IDENTIFIERS, { minLength: 1 }),
	sharedFrom: fc.constantFrom(2, 3, 5, Infinity),
	clearOnEmpty: fc.boolean(),
	heldRows: fc.constantFrom(0, 5, 1000),
});

/** Absent fields are absent and not `undefined`. */
function tableOf(records: ReadonlyArray<Record<string, unknown> | undefined>): CustomerRow[] {
	return rowsOf(
		...records.map(
			(one) => one && Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)),
		),
	);
}

describe('collapsing, beside an oracle that keeps everything in memory', () => {
	it('does the same to every row of random tables, whatever the settings and the batches', async () => {
		const table = fc.array(fc.option(record, { nil: undefined, freq: 15 }), { maxLength: 40 });
		await fc.assert(
			fc.asyncProperty(table, settings, fc.integer({ min: 1, max: 7 }), async (records, options, size) => {
				const rows = tableOf(records);
				const { fates, order } = await collapse(rows, { ...options, keyOf }, size);
				expect(fates).toEqual(fatesOf(rows, { ...options, keyOf }));
				expect(order).toEqual([...order].sort((a, b) => a - b));
			}),
			{ numRuns: 600 },
		);
	}, 60_000);

	it('changes nothing when collapsed a second time', async () => {
		const table = fc.array(record, { maxLength: 40 });
		await fc.assert(
			fc.asyncProperty(table, settings, async (records, chosen) => {
				fc.pre(chosen.policy !== 'report');
				const options = { ...chosen, sharedFrom: Infinity, keyOf };
				const once: CustomerRow[] = [];
				for await (const { customers } of collapseDuplicates(sourceOf(tableOf(records)), options).batches)
					once.push(...customers);
				const twice: CustomerRow[] = [];
				for await (const { customers } of collapseDuplicates(sourceOf(once), options).batches)
					twice.push(...customers);
				expect(twice).toEqual(once);
			}),
		);
	}, 60_000);

	it.each([
		['ignore', 'mainIdentifier', 30_000],
		['overwrite', 'anyIdentifier', 300_000],
	] as const)(
		'does the same to large tables (%s, %s, %i rows)',
		async (policy, sameCustomer, count) => {
			const rows = peopleTable(count);
			const options = { policy, sameCustomer, identifiers: IDENTIFIERS, keyOf };
			const { fates } = await collapse(rows, options, 1000);
			const wanted = fatesOf(rows, options);
			expect(fates.length).toBe(rows.length);
			expect(fates.findIndex((fate, place) => fate !== wanted[place])).toBe(-1);
			expect(fates.filter((fate) => fate.includes('duplicate')).length).toBeGreaterThan(count / 30);
			expect(fates.filter((fate) => fate.includes('shared')).length).toBeGreaterThan(count / 60);
		},
		120_000,
	);
});

/** People of whom one in ten comes again, half of them in other letters, and values that hundreds share. */
function peopleTable(count: number): CustomerRow[] {
	const random = numbers(7);
	const pick = (most: number): number => Math.floor(random() * most);
	const letters = 'abcdefghijklmnoprstuwz';
	const name = (): string => `${letters[pick(22)] ?? ''}${letters[pick(22)] ?? ''}`;
	const rows: CustomerRow[] = [];
	for (let place = 0; place < count; place++) {
		const person = random() < 0.1 ? pick(place + 1) : place;
		const fields: Record<string, string> = { firstName: name(), lastName: name(), city: name() };
		if (random() < 0.9) fields['email'] = `${random() < 0.5 ? 'Person' : 'person'}${person}@example.com`;
		if (random() < 0.7) fields['phone'] = `48${600_000_000 + person}`;
		if (random() < 0.3) fields['crmId'] = `${person}`;
		if (random() < 0.02) fields['email'] = `office${pick(8)}@example.com`;
		if (random() < 0.02) fields['phone'] = `4822${1_000_000 + pick(8)}`;
		rows.push(...rowsOf(fields).map((row) => ({ ...row, rowNumber: place + 2 })));
	}
	return rows;
}

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function numbers(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}
