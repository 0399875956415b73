import type { Connector, DeletedCustomer, DeletedQuery } from '../../../lib/connectors';
import type { CustomerRecord, FieldSpec, SortKey } from '../../../lib/model';
import { codesOf, customersOf, recordOf, recordsOf, rowsOf, runImport } from '../import/rows';

/**
 * What any destination must do, whatever is behind it: run through the import as a whole, because that is
 * what people rely on.
 * @param open gives an empty destination; closed after each test
 */
export function describeConnector(name: string, open: () => Promise<Connector>): void {
	describe(`${name} as a destination`, () => {
		let connector: Connector;
		beforeEach(async () => {
			connector = await open();
		});
		afterEach(async () => await connector.close());

		const add = async (...records: Record<string, unknown>[]) =>
			await runImport(connector, rowsOf(...records));

		describeWriting(() => connector, add);
		describeRecognising(() => connector, add);
		describeReading(() => connector, add);
	});
}

type Get = () => Connector;
type Add = (...records: Record<string, unknown>[]) => ReturnType<typeof runImport>;

const JAN = { email: 'jan@example.com', phone: '48501228855', crmId: '007', firstName: 'Jan' };
const EWA = { email: 'ewa@example.com', phone: '48602111222', crmId: '008', firstName: 'Ewa' };

/** A field as the destination describes it. */
async function fieldOf(connector: Connector, name: string): Promise<FieldSpec | undefined> {
	return (await connector.discoverFields()).find((field) => field.name === name);
}

function describeWriting(get: Get, add: Add): void {
	it('creates customers and finds them again unchanged', async () => {
		expect((await add(JAN, EWA)).summary).toEqual(['2 created', '3 created']);
		expect((await add(JAN, EWA)).summary).toEqual(['2 unchanged', '3 unchanged']);
		expect(await recordsOf(get())).toMatchObject([JAN, EWA]);
	});

	it('gives each created customer an id, and the same id later', async () => {
		const first = await add(JAN);
		const again = await add({ ...JAN, firstName: 'Janusz' });
		expect(first.outcomes[0]?.id).toBeTruthy();
		expect(again.outcomes[0]?.id).toBe(first.outcomes[0]?.id);
	});

	it('updates fields and says what they were', async () => {
		await add(JAN);
		const { outcomes } = await add({ ...JAN, firstName: 'Janusz', lastName: 'Nowak' });
		expect(outcomes[0]).toMatchObject({ outcome: 'updated' });
		expect(outcomes[0]?.changes).toEqual([
			{ field: 'firstName', before: 'Jan', after: 'Janusz' },
			{ field: 'lastName', before: undefined, after: 'Nowak' },
		]);
		expect(await recordsOf(get())).toMatchObject([{ ...JAN, firstName: 'Janusz', lastName: 'Nowak' }]);
	});

	it('does not mind to be told to start no automations', async () => {
		const write = { action: 'create', rowNumber: 2, record: recordOf(JAN), identifiers: [] } as const;
		const results = await get().write([write], { suppressTriggers: true });
		expect(results).toMatchObject([{ outcome: 'created' }]);
		expect(typeof get().capabilities.suppressTriggers).toBe('boolean');
	});

	it('only adds: an existing customer is left as he is', async () => {
		await add(JAN);
		const rows = rowsOf({ ...JAN, firstName: 'Janusz' }, EWA);
		const result = await runImport(get(), rows, { importType: 'addOnly' });
		expect(result.summary).toEqual(['2 skipped', '3 created']);
		expect(codesOf(result, 2)).toEqual(['EXISTING_CUSTOMER']);
		expect(await recordsOf(get())).toMatchObject([JAN, EWA]);
	});

	it('only modifies: an unknown customer is not made', async () => {
		await add(JAN);
		const rows = rowsOf({ ...JAN, firstName: 'Janusz' }, EWA);
		const result = await runImport(get(), rows, { importType: 'modifyOnly' });
		expect(result.summary).toEqual(['2 updated', '3 skipped']);
		expect(codesOf(result, 3)).toEqual(['NOT_FOUND']);
		expect(await customersOf(get())).toHaveLength(1);
	});

	it('leaves a field alone when its cell is empty, NULL or absent', async () => {
		await add({ ...JAN, lastName: 'Nowak' });
		const { summary } = await add(
			{ email: JAN.email, lastName: '' },
			{ phone: JAN.phone, lastName: null },
			{ crmId: JAN.crmId },
		);
		expect(summary).toEqual(['2 unchanged', '3 unchanged', '4 unchanged']);
		expect(await recordsOf(get())).toMatchObject([{ lastName: 'Nowak' }]);
	});

	it('clears a field by an empty cell when told to, but not an absent one and no identifier', async () => {
		await add({ ...JAN, lastName: 'Nowak' });
		const rows = rowsOf({ email: JAN.email, phone: '', lastName: '' });
		const { outcomes } = await runImport(get(), rows, { clearOnEmpty: true });
		expect(outcomes[0]?.changes).toEqual([{ field: 'lastName', before: 'Nowak', after: null }]);
		const [record] = await recordsOf(get());
		expect(record).toMatchObject({ phone: JAN.phone, firstName: 'Jan' });
		expect(record).not.toHaveProperty('lastName');
	});

	it('keeps custom fields as the user named them', async () => {
		if (!get().capabilities.customFields) return;
		const fields = { 'Rozmiar buta': '42', constructor: 'yes', 'with "quotes"': 'x' };
		await add({ ...JAN, ...fields });
		expect(await recordsOf(get())).toMatchObject([fields]);
		const names = (await get().discoverFields()).filter(({ custom }) => custom).map(({ name }) => name);
		expect(names).toEqual(expect.arrayContaining(Object.keys(fields)));
	});

	it('appends further e-mails and phones, and finds the customer by each', async () => {
		if ((await fieldOf(get(), 'email'))?.multiple !== true) return;
		const email = (await get().discoverFields()).find(({ name }) => name === 'email');
		if (email?.multiple !== true) return;
		await add(JAN);
		const both = await add({ crmId: '007', email: ['JAN@example.com', 'jan@work.example.com'] });
		expect(both.summary).toEqual(['2 updated']);
		const [customer] = await get().get([both.outcomes[0]?.id ?? '']);
		expect(customer?.record['email']).toEqual(['jan@example.com', 'jan@work.example.com']);
		expect((await add({ email: 'jan@work.example.com', firstName: 'Jan' })).summary).toEqual(['2 unchanged']);
	});

	it('never turns a no into a yes without a newer proof', async () => {
		await add({ ...JAN, newsletterConsent: false });
		const result = await add({ ...JAN, newsletterConsent: true });
		expect(result.summary).toEqual(['2 unchanged']);
		expect(codesOf(result, 2)).toEqual(['CONSENT_KEPT']);
		expect(
			(await add({ ...JAN, newsletterConsent: true, newsletterConsentAt: '2026-11-23' })).summary,
		).toEqual(['2 updated']);
		expect((await add({ ...JAN, newsletterConsent: false })).summary).toEqual(['2 updated']);
	});
}

function describeRecognising(get: Get, add: Add): void {
	it('collapses rows of one customer in a batch', async () => {
		const result = await add(JAN, { ...JAN, firstName: 'Janusz' }, EWA);
		expect(result.summary).toEqual(['2 created', '3 duplicate', '4 created']);
		expect(await recordsOf(get())).toMatchObject([JAN, EWA]);
	});

	it('collapses rows of one customer in two batches', async () => {
		const others = Array.from({ length: 7 }, (_, number) => ({ email: `other${number}@example.com` }));
		const { summary } = await add(JAN, ...others, { email: 'Jan@Example.com' });
		expect(summary.at(-1)).toBe('10 duplicate');
		expect(await customersOf(get())).toHaveLength(8);
	});

	it('makes one customer of rows that are linked only by fallback identifiers', async () => {
		const { summary } = await add(
			{ email: 'jan@example.com', phone: '48501228855' },
			{ phone: '48501228855', crmId: '007' },
			{ crmId: '007', lastName: 'Nowak' },
		);
		expect(summary).toEqual(['2 created', '3 updated', '4 updated']);
		expect(await recordsOf(get())).toMatchObject([
			{ email: 'jan@example.com', crmId: '007', lastName: 'Nowak' },
		]);
	});

	it('writes two rows that find one customer by different identifiers one after the other', async () => {
		await add(JAN);
		const { summary } = await add(
			{ email: JAN.email, lastName: 'Nowak' },
			{ phone: JAN.phone, city: 'Łódź' },
		);
		expect(summary).toEqual(['2 updated', '3 updated']);
		expect(await recordsOf(get())).toMatchObject([{ lastName: 'Nowak', city: 'Łódź' }]);
	});

	it('does not decide between two customers', async () => {
		await add(JAN, EWA);
		const result = await add({ email: JAN.email, phone: EWA.phone, lastName: 'Nowak' });
		expect(result.summary).toEqual(['2 ambiguous']);
		expect(codesOf(result, 2)).toEqual(['IDENTIFIERS_DISAGREE']);
		for (const { id } of await customersOf(get()))
			expect(result.outcomes[0]?.issues[0]?.message).toContain(id);
		expect(await recordsOf(get())).toEqual([
			expect.not.objectContaining({ lastName: 'Nowak' }),
			expect.objectContaining(EWA),
		]);
	});

	it('takes a fallback for another person when the main identifier differs', async () => {
		await add(JAN);
		const result = await add({ email: 'other@example.com', phone: JAN.phone });
		expect(result.summary).toEqual(['2 ambiguous']);
		expect(codesOf(result, 2)).toEqual(['IDENTIFIER_TAKEN']);
		expect(await customersOf(get())).toHaveLength(1);
	});

	it('fills in the main identifier of a customer who had none', async () => {
		if ((await fieldOf(get(), 'email'))?.required === true) return;
		await add({ phone: JAN.phone, firstName: 'Jan' });
		expect((await add({ email: JAN.email, phone: JAN.phone })).summary).toEqual(['2 updated']);
		expect((await add({ email: JAN.email, lastName: 'Nowak' })).summary).toEqual(['2 updated']);
		expect(await customersOf(get())).toHaveLength(1);
	});

	it('changes an identifier, and knows the customer by the new one and no longer by the old', async () => {
		await add(JAN);
		expect((await add({ email: JAN.email, crmId: '900' })).summary).toEqual(['2 updated']);
		const modify = { importType: 'modifyOnly' } as const;
		const found = await runImport(get(), rowsOf({ crmId: '900' }, { crmId: '007' }), modify);
		expect(found.summary).toEqual(['2 unchanged', '3 skipped']);
	});

	it('does not give a customer the identifier of another', async () => {
		await add(JAN, EWA);
		expect((await add({ email: JAN.email, crmId: EWA.crmId })).summary).toEqual(['2 ambiguous']);
		expect(await recordsOf(get())).toMatchObject([JAN, EWA]);
	});

	it('lets people share what was not chosen to recognise them by', async () => {
		const settings = { identifiers: ['email'] };
		const family = rowsOf(JAN, { ...EWA, phone: JAN.phone });
		const { summary } = await runImport(get(), family, settings);
		if (get().capabilities.exclusive?.includes('phone') === true) {
			expect(summary).toEqual(['2 created', '3 ambiguous']);
			return;
		}
		expect(summary).toEqual(['2 created', '3 created']);
		const byPhone = await add({ phone: JAN.phone, lastName: 'Nowak' });
		expect(codesOf(byPhone, 2)).toEqual(['SEVERAL_CUSTOMERS']);
	});

	it('skips a row without identifiers and never takes empty for a value', async () => {
		await add({ crmId: '1', firstName: 'Jan' });
		const result = await add({ email: '', phone: null, firstName: 'Nobody' }, { firstName: 'Nobody' });
		expect(result.summary).toEqual(['2 skipped', '3 skipped']);
		expect(codesOf(result, 2)).toEqual(['NO_KEY']);
	});
}

function describeReading(get: Get, add: Add): void {
	const people = Array.from({ length: 25 }, (_, number) => ({
		email: `p${number}@example.com`,
		firstName: number % 2 === 0 ? 'Zażółć' : 'Jan',
	}));

	it('finds identifiers in the order asked, with nobody for unknown ones', async () => {
		await add(JAN, EWA);
		const asked = [
			{ field: 'phone', value: EWA.phone },
			{ field: 'email', value: 'nobody@example.com' },
			{ field: 'email', value: JAN.email },
		];
		const hits = await get().lookup(asked);
		expect(hits.map((hit) => hit.identifier)).toEqual(asked);
		expect(hits.map((hit) => hit.customers.map(({ record }) => record['firstName']))).toEqual([
			['Ewa'],
			[],
			['Jan'],
		]);
	});

	it('gives customers by their ids, each once, and leaves out who is not there', async () => {
		const { outcomes } = await add(JAN, EWA);
		const [jan = '', ewa = ''] = outcomes.map(({ id }) => id);
		const given = await get().get([ewa, 'nobody', `0${jan}`, '', jan, ewa]);
		expect(given.map(({ id }) => id).sort()).toEqual([jan, ewa].sort());
		expect(given.find(({ id }) => id === jan)?.record).toMatchObject(JAN);
		expect(await get().get([])).toEqual([]);
	});

	it('tells with each write the version that the customer has then, another one each time', async () => {
		const identifiers = [{ field: 'email', value: JAN.email }];
		const create = { action: 'create', rowNumber: 2, record: recordOf(JAN), identifiers } as const;
		const [created] = await get().write([create]);
		if (created?.version === undefined) return;
		const { id = '', version } = created;
		expect(await get().get([id])).toMatchObject([{ version }]);
		const record = recordOf({ ...JAN, firstName: 'Janusz' });
		const changes = [{ field: 'firstName', before: 'Jan', after: 'Janusz' }];
		const update = { action: 'update', rowNumber: 3, id, record, changes, identifiers, version } as const;
		const [updated] = await get().write([update]);
		expect(updated?.version).not.toBe(version);
		expect(await get().get([id])).toMatchObject([{ version: updated?.version, record }]);
		if (!get().capabilities.conditional) return;
		expect(await get().write([update])).toMatchObject([{ outcome: 'conflict' }]);
	});

	it('reads all customers in a stable order, page by page', async () => {
		await add(...people);
		const { read } = get();
		if (!read) return;
		const pagesOf = async () => {
			const pages: CustomerRecord[][] = [];
			for await (const page of read({ batchSize: 10 })) pages.push(page.map(({ record }) => record));
			return pages;
		};
		const pages = await pagesOf();
		expect(pages.map((page) => page.length)).toEqual([10, 10, 5]);
		// Lanes overtake each other, so those of one import are in any order.
		const emails = pages.flat().map((record) => String(record['email']));
		expect([...emails].sort()).toEqual(people.map(({ email }) => email).sort());
		expect(await pagesOf()).toEqual(pages);
	});

	it('reads those that fit the conditions, as many as are counted', async () => {
		await add(...people);
		const { read, count } = get();
		if (!read || !count) return;
		const query = { filter: { field: 'firstName', operator: 'contains', value: 'ŻÓŁ' } } as const;
		let found = 0;
		for await (const page of read(query)) found += page.length;
		expect(found).toBe(13);
		expect(await count(query)).toBe(13);
		expect(await count({})).toBe(25);
	});

	it('reads in the order asked for, page by page, those without a value last', async () => {
		const named = (firstName: string | undefined, points: number) => ({
			email: `${points}@example.com`,
			...(firstName === undefined ? {} : { firstName }),
			points,
		});
		await add(
			named('łukasz', 9),
			named('Anna', 10),
			named(undefined, 100),
			named('Ździsław', 1),
			named('anna', 2),
		);
		const { read } = get();
		if (!read) return;
		const order = async (sort: readonly SortKey[]) => {
			const found: CustomerRecord[] = [];
			for await (const page of read({ sort, batchSize: 2 })) found.push(...page.map(({ record }) => record));
			return found.map((record) => record['points']);
		};
		expect(await order([{ field: 'firstName' }, { field: 'points' }])).toEqual([10, 2, 9, 1, 100]);
		expect(await order([{ field: 'points', descending: true }])).toEqual([100, 10, 9, 2, 1]);
	});

	it('reads what was created or changed since a point, and misses nothing', async () => {
		const { read, changePoint } = get();
		if (!read || !changePoint) return;
		const since = async (changedSince: string) => {
			const found: CustomerRecord[] = [];
			for await (const page of read({ changedSince })) found.push(...page.map(({ record }) => record));
			return found.map((record) => record['email']);
		};
		await add(JAN);
		const first = await changePoint();
		expect(await since(first)).toEqual([]);
		await add(EWA);
		expect(await since(first)).toEqual([EWA.email]);
		const second = await changePoint();
		await add({ ...JAN, city: 'Gdynia' });
		expect(await since(second)).toEqual([JAN.email]);
		expect(await since(first)).toEqual([JAN.email, EWA.email]);
	});

	it('tells of those who were deleted as much as it says, and since when', async () => {
		const { readDeleted, remove, capabilities } = get();
		expect(readDeleted === undefined).toBe(capabilities.deletes === undefined);
		if (!readDeleted || !remove || capabilities.deletes === 'archived') return;
		const { outcomes } = await add(JAN, EWA);
		const [jan = '', ewa = ''] = outcomes.map(({ id }) => id);
		const since = async (query: DeletedQuery) => {
			const found: DeletedCustomer[] = [];
			for await (const page of readDeleted(query)) found.push(...page);
			return found;
		};
		expect(await since({})).toEqual([]);
		await remove([jan]);
		const [first] = await since({});
		expect(first?.id).toBe(jan);
		if (capabilities.deletes === 'records') expect(first?.record).toMatchObject(JAN);
		else expect(first?.name).toEqual(expect.any(String));
		const { deletedAt = '' } = first ?? {};
		expect(Number.isNaN(Date.parse(deletedAt))).toBe(false);
		await remove([ewa]);
		expect((await since({})).map(({ id }) => id).sort()).toEqual([jan, ewa].sort());
		expect((await since({ deletedAfter: deletedAt })).map(({ id }) => id)).toEqual([ewa]);
	});

	it('removes customers and what they were found by', async () => {
		const { remove } = get();
		if (!remove) return;
		const { outcomes } = await add(JAN, EWA);
		const id = outcomes[0]?.id ?? '';
		expect(await remove([id, '999999'])).toEqual([id]);
		expect((await add(JAN)).summary).toEqual(['2 created']);
		expect(await recordsOf(get())).toEqual(
			expect.arrayContaining([expect.objectContaining({ email: EWA.email })]),
		);
	});
}
