import {
	collapseDuplicates,
	type CollapseOptions,
	LEAST_PEOPLE,
	makeIdentifierKey,
} from '../../../lib/dedupe';
import type { CustomerRow } from '../../../lib/model';
import { rowsOf, sourceOf, summaryOf } from '../import/rows';

const keyOf = makeIdentifierKey((field) => (field === 'email' || field === 'phone' ? field : 'text'));
const OPTIONS: CollapseOptions = { policy: 'ignore', identifiers: ['email', 'phone'], keyOf };
const NAMES = ['Ala Bak', 'Cyryl Dudek', 'Ewa Fik', 'Gustaw Hak', 'Iza Jas', 'Kaja Lis'];

async function collapse(rows: readonly CustomerRow[], options: Partial<CollapseOptions> = {}) {
	const collapsed = collapseDuplicates(sourceOf(rows), { ...OPTIONS, ...options });
	const customers: CustomerRow[] = [];
	const duplicates: string[] = [];
	for await (const batch of collapsed.batches) {
		customers.push(...batch.customers);
		duplicates.push(...summaryOf(batch.duplicates));
	}
	return { customers, duplicates, isShared: collapsed.isShared };
}

/** People with names of their own and one address. */
function office(people: number): CustomerRow[] {
	return rowsOf(...NAMES.slice(0, people).map((fullName) => ({ fullName, email: 'office@example.com' })));
}

describe('a value that many different people have', () => {
	it('makes nobody one customer, and each of its rows says so', async () => {
		const { customers, duplicates, isShared } = await collapse(office(LEAST_PEOPLE));
		expect(duplicates).toEqual([]);
		expect(customers.map(({ issues }) => issues.map(({ code }) => code))).toEqual(
			Array.from({ length: LEAST_PEOPLE }, () => ['SHARED_VALUE']),
		);
		expect(customers[0]?.issues[0]).toMatchObject({
			message: 'office@example.com is in 5 rows of 5 different people, so nobody is recognised by it',
			field: 'email',
			rowNumber: 2,
		});
		expect([isShared('email', 'office@example.com'), isShared('phone', 'office@example.com')]).toEqual([
			true,
			false,
		]);
	});

	it('still makes one customer of fewer people, or when told so', async () => {
		expect((await collapse(office(LEAST_PEOPLE - 1))).customers).toHaveLength(1);
		expect((await collapse(office(6), { sharedFrom: Infinity })).customers).toHaveLength(1);
	});

	it('is no matter of spelling: one person in many letters is one', async () => {
		const names = [
			'Jan Kowalski',
			'KOWALSKI Jan',
			'J. Kowalsky',
			'jan kowalski-lis',
			'Jąn Kówalski',
			'Kowalski, Jan',
		];
		const rows = rowsOf(...names.map((fullName) => ({ fullName, email: 'jan@example.com' })));
		expect((await collapse(rows)).customers).toHaveLength(1);
	});

	it('is none when five recipients are among a customer’s hundred orders', async () => {
		const orders = Array.from({ length: 100 }, (_, place) => ({
			fullName: NAMES[place < 5 ? place : 0],
			email: 'jan@example.com',
		}));
		expect((await collapse(rowsOf(...orders))).customers).toHaveLength(1);
	});

	it('leaves a row to its other identifier', async () => {
		const [first, ...others] = office(5);
		const again = rowsOf({ email: 'OFFICE@example.com', phone: '48601100200' }, { phone: '48601100200' });
		const rows = [first!, ...others, ...again].map((row, place) => ({ ...row, rowNumber: place + 2 }));
		expect((await collapse(rows)).duplicates).toEqual(['8 duplicate']);
	});

	it('counts rows without a name by their other identifiers, and not a row without any', async () => {
		const phones = ['48601100201', '48601100202', '48601100203', '48601100204', '48601100205'];
		const rows = rowsOf(...phones.map((phone) => ({ phone, email: 'brak@example.com' })));
		expect((await collapse(rows)).customers).toHaveLength(5);
		const bare = rowsOf(...phones.map(() => ({ email: 'brak@example.com', city: 'Kielce' })));
		expect((await collapse(bare)).customers).toHaveLength(1);
	});

	it('links nobody when any identifier does', async () => {
		const rows = rowsOf(
			...NAMES.map((fullName, place) => ({ fullName, phone: '48221112233', email: `p${place}@example.com` })),
			{ email: 'P0@example.com' },
		);
		const result = await collapse(rows, { sameCustomer: 'anyIdentifier', policy: 'overwrite' });
		expect(result.duplicates).toEqual(['2 duplicate']);
	});

	it('hands on what came before a source failed, and then its error', async () => {
		async function* open() {
			yield office(2);
			throw new Error('gone');
		}
		const given: number[] = [];
		const read = async () => {
			for await (const { customers } of collapseDuplicates(open, OPTIONS).batches)
				given.push(customers.length);
		};
		await expect(read()).rejects.toThrow('gone');
		expect(given).toEqual([1]);
	});
});

it('takes a placeholder for no identifier', async () => {
	const rows = rowsOf(
		{ crmId: 'n/a' },
		{ crmId: 'N/A' },
		{ crmId: 'brak' },
		{ crmId: '-' },
		{ crmId: 'brak' },
	);
	expect((await collapse(rows, { identifiers: ['crmId'] })).customers).toHaveLength(5);
});
