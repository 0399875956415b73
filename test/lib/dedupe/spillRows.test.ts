import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collapseDuplicates, makeIdentifierKey, spillRows } from '../../../lib/dedupe';
import type { CustomerRow } from '../../../lib/model';
import { rowsOf, sourceOf } from '../import/rows';

const folder = (): string => mkdtempSync(join(tmpdir(), 'spill-'));

async function read(batches: AsyncIterable<readonly CustomerRow[]>): Promise<CustomerRow[]> {
	const rows: CustomerRow[] = [];
	for await (const batch of batches) rows.push(...batch);
	return rows;
}

describe('rows that a source gives once', () => {
	it('come again, the same, without a prototype, and leave nothing behind', async () => {
		const where = folder();
		const rows = rowsOf({ email: 'ł@x.pl', tags: ['a', null], notes: '', phone: null }, undefined, {
			['__proto__']: 'x',
		});
		const spilled = spillRows(sourceOf(rows, 2)(), where);
		expect(await read(spilled.open())).toEqual(rows);
		const again = await read(spilled.open());
		expect(again).toEqual(rows);
		expect(Object.getPrototypeOf(again[0]?.record)).toBeNull();
		expect(readdirSync(where)).toHaveLength(1);
		await spilled.close();
		expect(readdirSync(where)).toEqual([]);
	});

	it('can be collapsed, which takes two looks', async () => {
		const rows = rowsOf({ email: 'a@x.pl', city: 'Kielce' }, { email: 'a@x.pl', firstName: 'Ola' });
		const spilled = spillRows(sourceOf(rows, 1)(), folder());
		const options = {
			policy: 'fill',
			identifiers: ['email'],
			keyOf: makeIdentifierKey(() => 'email'),
		} as const;
		const customers: CustomerRow[] = [];
		for await (const batch of collapseDuplicates(spilled.open, options).batches)
			customers.push(...batch.customers);
		expect(customers.map(({ record }) => ({ ...record }))).toEqual([
			{ email: 'a@x.pl', city: 'Kielce', firstName: 'Ola' },
		]);
		await spilled.close();
	});

	it('cannot be read again before they were read to their end', async () => {
		const spilled = spillRows(sourceOf(rowsOf({}, {}), 1)(), folder());
		for await (const batch of spilled.open()) {
			expect(batch).toHaveLength(1);
			break;
		}
		expect(() => spilled.open()).toThrow('not read to their end');
		await spilled.close();
	});

	/** The device that is always full, as Linux has it (full(4)). */
	const FULL = '/dev/full';
	(existsSync(FULL) ? it : it.skip)(
		'are not kept on a full disk, which is said with its folder',
		async () => {
			const full = await open(FULL, 'w');
			const files = Object.getPrototypeOf(full) as Pick<FileHandle, 'writeFile'>;
			const write = files.writeFile.bind(full);
			const redirected = jest.spyOn(files, 'writeFile').mockImplementation(write);
			const where = folder();
			const spilled = spillRows(sourceOf(rowsOf({ email: 'a@x.pl' }), 1)(), where);
			const error: unknown = await read(spilled.open()).catch((thrown: unknown) => thrown);
			redirected.mockRestore();
			await full.close();
			await spilled.close();
			expect(error).toMatchObject({ kind: 'user', code: 'DISK_FULL', cause: { code: 'ENOSPC' } });
			expect(String(error)).toContain(where);
			expect(readdirSync(where)).toEqual([]);
		},
	);
});
