import { globSync, mkdtempSync, readdirSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { collapseDuplicates, type CollapseOptions, makeIdentifierKey } from '../../../lib/dedupe';
import type { CustomerBatch, CustomerRow, RowOutcome } from '../../../lib/model';
import { rowsOf, sourceOf, summaryOf } from '../import/rows';

const keyOf = makeIdentifierKey((field) => (field === 'email' || field === 'phone' ? field : 'text'));
const IGNORE: CollapseOptions = { policy: 'ignore', identifiers: ['email', 'phone'], keyOf };
const OVERWRITE: CollapseOptions = { ...IGNORE, policy: 'overwrite' };

interface Collapsed {
	readonly customers: readonly CustomerRow[];
	readonly duplicates: readonly RowOutcome[];
}

async function collapse(
	rows: readonly CustomerRow[] | (() => AsyncIterable<CustomerBatch>),
	options: CollapseOptions,
): Promise<Collapsed> {
	const customers: CustomerRow[] = [];
	const duplicates: RowOutcome[] = [];
	const open = typeof rows === 'function' ? rows : sourceOf(rows);
	for await (const batch of collapseDuplicates(open, options).batches) {
		customers.push(...batch.customers);
		duplicates.push(...batch.duplicates);
	}
	return { customers, duplicates };
}

const plain = ({ customers }: Collapsed) =>
	customers.map(({ rowNumber, record }) => ({ rowNumber, ...record }));
const messages = ({ duplicates }: Collapsed) => duplicates.map(({ issues }) => issues.at(-1)?.message);

describe('ignoring duplicates', () => {
	it('keeps the first row and names it for the later ones', async () => {
		const rows = rowsOf(
			{ email: 'jan@example.com', city: 'Łódź' },
			{ email: 'ewa@example.com' },
			{ email: ' ' },
			{ email: 'JAN@example.com', city: 'Kraków' },
			{ email: ['jan@example.com', 'ewa@example.com'] },
		);
		const result = await collapse(rows, IGNORE);
		expect(result.customers.map(({ rowNumber }) => rowNumber)).toEqual([2, 3, 4]);
		expect(summaryOf(result.duplicates)).toEqual(['5 duplicate', '6 duplicate']);
		expect(messages(result)).toEqual(['The same customer is in row 2', 'The same customer is in row 2']);
		expect(result.duplicates[0]).toMatchObject({
			record: { city: 'Kraków' },
			issues: [{ code: 'DUPLICATE_IN_FILE' }],
		});
	});

	it('names the file where there are several', async () => {
		const [one, other] = rowsOf({ email: 'a@x.pl' }, { email: 'a@x.pl' });
		const rows = [
			{ ...one!, source: 'north.csv' },
			{ ...other!, source: 'south.csv' },
		];
		expect(messages(await collapse(rows, IGNORE))).toEqual(['The same customer is in row 2 of north.csv']);
	});

	it('recognises by the first fallback where the main identifier is missing, field by field', async () => {
		const rows = rowsOf(
			{ phone: '+48 501 228 855' },
			{ email: '', phone: '48501228855' },
			{ email: 'a@x.pl', phone: '48501228855' },
			{ email: '48501228855' },
		);
		const result = await collapse(rows, IGNORE);
		expect(result.customers.map(({ rowNumber }) => rowNumber)).toEqual([2, 4, 5]);
	});

	it('passes on rows without any identifier and rejected ones', async () => {
		const rows = rowsOf({ city: 'Łódź' }, { city: 'Łódź' }, undefined, undefined, { email: null, phone: '' });
		expect((await collapse(rows, IGNORE)).customers).toEqual(rows);
	});
});

describe('overwriting duplicates', () => {
	it('makes one row of them, in the place of the last, values of later rows first', async () => {
		const rows = rowsOf(
			{ email: 'jan@example.com', city: 'Łódź', firstName: 'Jan' },
			{ email: 'ewa@example.com' },
			{ email: 'jan@example.com', city: 'Kraków', lastName: '' },
			{ email: 'Jan@example.com', city: '', phone: null, notes: 'last' },
			{ email: 'ola@example.com' },
		);
		const result = await collapse(rows, OVERWRITE);
		expect(plain(result)).toEqual([
			{ rowNumber: 3, email: 'ewa@example.com' },
			{
				rowNumber: 5,
				email: 'Jan@example.com',
				city: 'Kraków',
				firstName: 'Jan',
				lastName: '',
				phone: null,
				notes: 'last',
			},
			{ rowNumber: 6, email: 'ola@example.com' },
		]);
		expect(summaryOf(result.duplicates)).toEqual(['2 duplicate', '4 duplicate']);
		expect(messages(result)).toEqual(['The row was merged into row 5', 'The row was merged into row 5']);
	});

	it('lets an empty cell overwrite only when empty cells clear; an absent one never does', async () => {
		const rows = rowsOf({ email: 'a@x.pl', city: 'Łódź', notes: 'kept' }, { email: 'a@x.pl', city: '' });
		expect(plain(await collapse(rows, { ...OVERWRITE, clearOnEmpty: true }))).toEqual([
			{ rowNumber: 3, email: 'a@x.pl', city: '', notes: 'kept' },
		]);
	});

	it('accounts for the rows it holds when the copy of the others cannot be read', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'collapse-'));
		const rows = rowsOf({ email: 'a@x.pl' }, { email: 'b@x.pl' }, { email: 'c@x.pl' }, { email: 'a@x.pl' });
		const given: string[] = [];
		const read = async () => {
			const { batches } = collapseDuplicates(sourceOf(rows, 3), { ...OVERWRITE, heldRows: 0, folder });
			for await (const { customers, duplicates } of batches) {
				given.push(...customers.map(({ rowNumber }) => `${rowNumber} customer`), ...summaryOf(duplicates));
				for (const copy of globSync('*/rows', { cwd: folder })) truncateSync(join(folder, copy));
			}
		};
		await expect(read()).rejects.toThrow('cut off');
		expect(given).toEqual(['3 customer', '4 customer', '2 failed']);
		expect(readdirSync(folder)).toEqual([]);
	});

	it('reads its source once', async () => {
		const rows = rowsOf({ email: 'a@x.pl' }, { email: 'a@x.pl', city: 'Łódź' }, { email: 'a@x.pl' });
		let opened = 0;
		const open = () => {
			opened++;
			return sourceOf(rows)();
		};
		expect(plain(await collapse(open, OVERWRITE))).toEqual([{ rowNumber: 4, email: 'a@x.pl', city: 'Łódź' }]);
		expect(opened).toBe(1);
	});

	it('stops counting when cancelled', async () => {
		const signal = AbortSignal.abort();
		await expect(collapse(rowsOf({ email: 'a@x.pl' }), { ...OVERWRITE, signal })).rejects.toThrow();
	});
});

it('gives every row once, and each customer once, whatever the rows and the policy', async () => {
	const email = fc.option(fc.constantFrom('a@x.pl', 'A@X.PL', 'b@x.pl', 'c@x.pl', ''), { nil: undefined });
	const phone = fc.option(fc.constantFrom('48501228855', '+48501228855', '48602111222'), { nil: undefined });
	const rows = fc.array(fc.option(fc.record({ email, phone }), { nil: undefined }), { maxLength: 40 });
	await fc.assert(
		fc.asyncProperty(rows, fc.constantFrom(IGNORE, OVERWRITE), async (records, options) => {
			const all = rowsOf(...records);
			const { customers, duplicates } = await collapse(all, options);
			const numbers = [...customers, ...duplicates].map(({ rowNumber }) => rowNumber).sort((a, b) => a - b);
			expect(numbers).toEqual(all.map(({ rowNumber }) => rowNumber));
			const emails = customers.flatMap(({ record }) =>
				record?.['email'] ? [keyOf('email', String(record['email']))] : [],
			);
			expect(new Set(emails).size).toBe(emails.length);
		}),
	);
});
