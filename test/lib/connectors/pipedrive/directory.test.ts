import { KEYS } from '../fakes/pipedrive';
import { type Account, addPeople, openAccount } from './account';

/** Describing the fields takes two calls, which are not counted here. */
const DESCRIBING = 20;

describe('finding persons of Pipedrive for few tokens', () => {
	let account: Account;
	afterEach(async () => await account.server.close());

	const find = async (connector: ReturnType<Account['connect']>, ...emails: string[]) => {
		const hits = await connector.lookup(emails.map((value) => ({ field: 'email', value })));
		return hits.map(({ customers }) => customers.length);
	};
	const old = (number: number) => `old${number}@example.com`;

	it('reads a small account in one call', async () => {
		account = await openAccount();
		addPeople(account, 400);
		const connector = account.connect();
		expect(await find(connector, old(0), old(399), 'nobody@example.com')).toEqual([1, 1, 0]);
		// One page, and the two by their ids.
		expect(account.fake.spent() - DESCRIBING).toBe(20);
	});

	it('searches for few values in a large account', async () => {
		account = await openAccount();
		addPeople(account, 3_000);
		const connector = account.connect();
		expect(await find(connector, old(7))).toEqual([1]);
		expect(account.calls('persons/search')).toBe(1);
		expect(account.calls('persons', { sort_by: 'id', sort_direction: 'asc' })).toBe(0);
		// What changed lately, how many there are, the search, and who was found.
		expect(account.fake.spent() - DESCRIBING).toBe(50);
	});

	it('reads a large account once the searches would have cost as much', async () => {
		account = await openAccount();
		addPeople(account, 3_000);
		const connector = account.connect();
		for (let number = 0; number < 20; number++) expect(await find(connector, old(number))).toEqual([1]);
		expect(account.calls('persons/search')).toBe(2);
		expect(account.calls('persons', { sort_by: 'id', sort_direction: 'asc' })).toBe(6);
	});

	it('reads a large account at once for many values', async () => {
		account = await openAccount();
		addPeople(account, 3_000);
		const values = Array.from({ length: 100 }, (_, number) => old(number * 30));
		expect(await find(account.connect(), ...values)).toEqual(values.map(() => 1));
		expect(account.calls('persons/search')).toBe(0);
	});

	it('searches for no value twice, and never costs more than twice the least possible', async () => {
		account = await openAccount();
		addPeople(account, 3_000);
		const connector = account.connect({ lookUp: 'search' });
		for (let times = 0; times < 3; times++) await find(connector, old(1), old(2));
		expect(account.calls('persons/search')).toBe(2);
	});

	it('finds at once whom another program has just written, although the search does not', async () => {
		account = await openAccount();
		addPeople(account, 600);
		const connector = account.connect({ lookUp: 'search' });
		expect(await find(connector, 'new@example.com')).toEqual([0]);
		const emails = [{ value: 'New@Example.com', primary: true }];
		account.fake.persons.add({ name: 'New', emails, phones: [], custom_fields: {} });
		expect(await find(connector, 'new@example.com')).toEqual([1]);
	});

	it('finds whom another program wrote a moment before the run, although the search does not', async () => {
		account = await openAccount();
		addPeople(account, 600);
		const emails = [{ value: 'new@example.com', primary: true }];
		account.fake.persons.add({ name: 'New', emails, phones: [], custom_fields: {} });
		expect(await find(account.connect({ lookUp: 'search' }), 'new@example.com')).toEqual([1]);
	});

	it('reads all that was changed in the last minutes, however many pages it has', async () => {
		account = await openAccount({ page: 3 });
		addPeople(account, 20);
		for (let number = 0; number < 8; number++) {
			const emails = [{ value: `new${number}@example.com`, primary: true }];
			account.fake.persons.add({ name: 'New', emails, phones: [], custom_fields: {} });
			account.fake.wait(10_000);
		}
		const connector = account.connect({ lookUp: 'search' });
		expect(await find(connector, 'new0@example.com', 'new7@example.com', old(0))).toEqual([1, 1, 1]);
	});

	it('goes on reading where it was broken off', async () => {
		account = await openAccount({ page: 50 });
		addPeople(account, 600);
		const connector = account.connect({ lookUp: 'list' });
		const isPage = (query: URLSearchParams) => query.get('sort_by') === 'id' && query.get('cursor') !== null;
		let pages = 0;
		account.server.setFaults(({ query }) => {
			const isBroken = isPage(query) && (pages += 1) === 6;
			return isBroken ? { when: 'before', answer: { status: 500 } } : undefined;
		});
		await expect(find(connector, old(0))).rejects.toMatchObject({ kind: 'transient' });
		expect(await find(connector, old(0), old(599))).toEqual([1, 1]);
		expect(account.calls('persons', { sort_by: 'id', sort_direction: 'asc' })).toBe(12 + 1);
	});

	it('reads for a field that the search does not look in', async () => {
		account = await openAccount();
		addPeople(account, 600);
		const custom_fields = { [KEYS.since]: '2020-01-31' };
		account.fake.persons.add({ name: 'Jan', emails: [], phones: [], custom_fields });
		account.fake.wait(3_600_000);
		const connector = account.connect({ lookUp: 'search', properties: { crmId: KEYS.since } });
		const [hit] = await connector.lookup([{ field: 'crmId', value: '2020-01-31' }]);
		expect(hit?.customers).toHaveLength(1);
		expect(account.calls('persons/search')).toBe(0);
	});

	it('finds phones in any international form by reading', async () => {
		account = await openAccount();
		const phones = [{ value: '+48 (501) 228-855', primary: true }];
		account.fake.persons.add({ name: 'Jan', emails: [], phones, custom_fields: {} });
		const [hit] = await account.connect().lookup([{ field: 'phone', value: '48501228855' }]);
		expect(hit?.customers).toMatchObject([{ record: { phone: '48501228855' } }]);
	});

	it('does not find who was deleted', async () => {
		account = await openAccount();
		addPeople(account, 3);
		const connector = account.connect();
		expect(await find(connector, old(1))).toEqual([1]);
		const person = account.fake.persons.items.get(2);
		if (person) account.fake.persons.change(person, { is_deleted: true });
		expect(await find(connector, old(1))).toEqual([0]);
		expect(await connector.get(['2'])).toEqual([]);
	});
});
