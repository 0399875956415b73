import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holdRows } from '../../../lib/dedupe/heldRows';
import type { CustomerBatch } from '../../../lib/model';
import { rowsOf, sourceOf } from '../import/rows';

const ROWS = rowsOf({ email: 'ł@x.pl' }, undefined, { tags: ['a', null] }, { phone: null }, { city: '' });

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'held-'))));
afterEach(() => {
	expect(readdirSync(folder)).toEqual([]);
	rmSync(folder, { recursive: true });
});

/** The row numbers that come until the end or a failure, and which one. */
async function read(batches: AsyncIterable<CustomerBatch>): Promise<(number | string)[]> {
	const seen: (number | string)[] = [];
	try {
		for await (const batch of batches) seen.push(...batch.map(({ rowNumber }) => rowNumber));
	} catch (error) {
		seen.push(String(error));
	}
	return seen;
}

describe.each([0, 1, 2, 4, 5, 100])('rows of which %i may be in memory', (most) => {
	it('come twice of one reading, the same', async () => {
		const held = holdRows(sourceOf(ROWS, 2), most, folder);
		const rows: unknown[] = [];
		for await (const batch of held.first()) rows.push(...batch);
		expect(readdirSync(folder)).toHaveLength(most <= ROWS.length ? 1 : 0);
		expect(rows).toEqual(ROWS);
		rows.length = 0;
		for await (const batch of held.again()) rows.push(...batch);
		expect(rows).toEqual(ROWS);
		expect(held.failure()).toBeUndefined();
		await held.close();
	});

	it('come as far as their source gets, and then its failure', async () => {
		const held = holdRows(
			async function* () {
				yield ROWS.slice(0, 2);
				yield ROWS.slice(2, 4);
				throw new Error('gone');
			},
			most,
			folder,
		);
		expect(await read(held.first())).toEqual([2, 3, 4, 5]);
		expect(held.failure()).toEqual({ error: new Error('gone') });
		expect(await read(held.again())).toEqual([2, 3, 4, 5, 'Error: gone']);
		await held.close();
	});

	it('are let go of, and their source is closed, when nobody wants the rest', async () => {
		let closed = false;
		const held = holdRows(
			async function* () {
				try {
					for (const row of ROWS) yield [row];
				} finally {
					closed = true;
				}
			},
			most,
			folder,
		);
		for await (const batch of held.first()) if (batch[0]?.rowNumber === 3) break;
		await held.close();
		expect(closed).toBe(true);
	});
});
