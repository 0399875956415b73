import { read } from '../../../../lib/connectors/http/body';
import { openJournal } from '../../../../lib/state';
import { memoryStore, runUndo } from '../../import/undoing';
import { codesOf, recordOf, recordsOf, rowsOf, runImport } from '../../import/rows';
import { type FakePipedriveOptions, KEYS } from '../fakes/pipedrive';
import { type Account, openAccount } from './account';

describe('persons of Pipedrive', () => {
	let account: Account;
	afterEach(async () => await account.server.close());

	const SETTINGS = { properties: { crmId: KEYS.number } };

	async function open(
		options: FakePipedriveOptions = {},
		settings: Readonly<Record<string, unknown>> = SETTINGS,
	) {
		account = await openAccount(options);
		return account.connect(settings);
	}

	const person = (id = 1) => account.fake.persons.items.get(id);
	const custom = (id = 1) => read.object(person(id), 'custom_fields');
	const addPerson = (values: Readonly<Record<string, unknown>>) =>
		account.fake.persons.add({ emails: [], phones: [], custom_fields: {}, org_id: null, ...values });
	const writes = () => account.server.requests.filter(({ method }) => method !== 'GET');
	const JAN = { email: 'jan@example.com', firstName: 'Jan', lastName: 'Nowak' };

	it('describes what an account has, and nothing that it would refuse', async () => {
		const fields = await (await open()).discoverFields();
		const named = (name: string) => fields.find((field) => field.name === name);
		expect(named('email')).toMatchObject({ type: 'email', multiple: true, identifier: true });
		expect(named('company')).toMatchObject({ type: 'company', title: 'Company' });
		expect(named('createdAt')).toMatchObject({ readOnly: true });
		expect(named(KEYS.level)).toMatchObject({ title: 'Level', type: 'option', options: ['Gold', 'Silver'] });
		expect(named(KEYS.interests)).toMatchObject({ multiple: true, options: ['Sailing', 'Books', 'Music'] });
		expect(named(`${KEYS.budget}_currency`)).toMatchObject({ title: 'Budget: Currency' });
		expect(named('label_ids')).toMatchObject({ options: ['Hot lead', 'Customer'] });
		for (const name of ['birthDate', 'notes', 'street', 'newsletterConsent', 'picture_id'])
			expect(named(name)).toBeUndefined();
	});

	it('describes what comes with contact sync and with Campaigns', async () => {
		const fields = await (await open({ contactSync: true, campaigns: true })).discoverFields();
		const names = fields.map(({ name }) => name);
		expect(names).toEqual(
			expect.arrayContaining(['birthDate', 'notes', 'city', 'country', 'newsletterConsent', 'job_title']),
		);
	});

	it('takes its own ids for CRM IDs where no field is named for them', async () => {
		const connector = await open({}, {});
		await runImport(connector, rowsOf(JAN));
		const [hit] = await connector.lookup([{ field: 'crmId', value: '1' }]);
		expect(hit?.customers).toMatchObject([{ id: '1', record: { firstName: 'Jan' } }]);
	});

	describe('names', () => {
		it('calls who has none by what he is recognised by, and takes that for no name', async () => {
			const connector = await open();
			await runImport(
				connector,
				rowsOf({ email: 'jan@example.com' }, { phone: '48501228855' }, { crmId: '007' }),
			);
			const names = account.fake.persons.all.map(({ name }) => name);
			expect(names.sort()).toEqual(['+48501228855', '007', 'jan@example.com']);
			for (const record of await recordsOf(connector)) {
				for (const name of ['firstName', 'lastName', 'fullName']) expect(record).not.toHaveProperty(name);
			}
		});

		it('gives a name to who had none', async () => {
			const connector = await open();
			await runImport(connector, rowsOf({ email: JAN.email }));
			await runImport(connector, rowsOf({ email: JAN.email, firstName: 'Jan' }));
			expect(person()).toMatchObject({ first_name: 'Jan', last_name: '', name: 'Jan' });
		});

		it('calls who has none by his new address when he gets another one', async () => {
			const connector = await open();
			await runImport(connector, rowsOf({ email: JAN.email }));
			const record = recordOf({ email: 'new@example.com' });
			const changes = [{ field: 'email', before: JAN.email, after: 'new@example.com' }];
			const update = { action: 'update', rowNumber: 2, id: '1', record, changes, identifiers: [] } as const;
			expect(await connector.write([update])).toMatchObject([{ outcome: 'updated' }]);
			expect(person()).toMatchObject({ name: 'new@example.com' });
		});

		it('calls somebody by what he is recognised by again when his name is emptied', async () => {
			const connector = await open();
			await runImport(connector, rowsOf(JAN));
			const row = { ...JAN, firstName: '', lastName: '' };
			await runImport(connector, rowsOf(row), { clearOnEmpty: true });
			expect(person()).toMatchObject({ name: JAN.email });
		});

		it('changes a half of a name and keeps the other one', async () => {
			const connector = await open();
			await runImport(connector, rowsOf(JAN));
			await runImport(connector, rowsOf({ email: JAN.email, lastName: 'Kowalski' }));
			expect(person()).toMatchObject({ first_name: 'Jan', last_name: 'Kowalski' });
		});

		it('takes a name in another order for the same one', async () => {
			const connector = await open();
			await runImport(connector, rowsOf(JAN));
			const before = writes().length;
			await runImport(connector, rowsOf({ email: JAN.email, fullName: 'Nowak Jan' }));
			expect(person()).toMatchObject({ name: 'Jan Nowak', first_name: 'Jan' });
			expect(writes()).toHaveLength(before);
			await runImport(connector, rowsOf({ email: JAN.email, fullName: 'Jan Maria Nowak' }));
			expect(person()).toMatchObject({ name: 'Jan Maria Nowak' });
		});
	});

	it('keeps the labels and the writing of addresses and phones that stay', async () => {
		const connector = await open();
		addPerson({
			name: 'Jan Nowak',
			emails: [
				{ value: 'jan@home.example.com', label: 'home', primary: false },
				{ value: 'Jan@Example.com', label: 'work', primary: true },
			],
			phones: [{ value: '+48 501 228 855', label: 'mobile', primary: true }],
		});
		const row = { email: ['jan@example.com', 'third@example.com'], phone: ['48501228855', '48602111222'] };
		expect((await runImport(connector, rowsOf(row))).summary).toEqual(['2 updated']);
		expect(person()).toMatchObject({
			emails: [
				{ value: 'Jan@Example.com', label: 'work', primary: true },
				{ value: 'jan@home.example.com', label: 'home', primary: false },
				{ value: 'third@example.com', label: 'work', primary: false },
			],
			phones: [
				{ value: '+48 501 228 855', label: 'mobile', primary: true },
				{ value: '+48602111222', primary: false },
			],
		});
		expect((await runImport(connector, rowsOf(row))).summary).toEqual(['2 unchanged']);
	});

	describe('companies', () => {
		const names = () => account.fake.organizations.all.map(({ name }) => name);

		it('links persons to the organization of that name, and makes one organization for all', async () => {
			const connector = await open();
			account.fake.organizations.add({ name: 'ACME sp. z o.o.' });
			const rows = Array.from({ length: 8 }, (_, number) => ({
				email: `p${number}@example.com`,
				company: number === 0 ? 'Acme Sp. z o.o.' : 'Globex',
			}));
			expect((await runImport(connector, rowsOf(...rows))).report.outcomes.created).toBe(8);
			expect(names()).toEqual(['ACME sp. z o.o.', 'Globex']);
			const again = await runImport(account.connect(SETTINGS), rowsOf(...rows.slice(1)));
			expect(again.report.outcomes.unchanged).toBe(7);
		});

		it('finds organizations of a large account by the search', async () => {
			const connector = await open({}, { ...SETTINGS, lookUp: 'search' });
			for (let number = 0; number < 600; number++)
				account.fake.organizations.add({ name: `Company ${number}` });
			account.fake.wait(24 * 3_600_000);
			await runImport(
				connector,
				rowsOf({ ...JAN, company: 'company 7' }, { ...JAN, email: 'e@example.com', company: 'New' }),
			);
			expect(names()).toHaveLength(601);
			expect(account.calls('organizations/search')).toBe(2);
			expect(person()).toMatchObject({ org_id: 8 });
		});

		it('makes no second organization when the answer about the first is lost', async () => {
			const connector = await open();
			let times = 1;
			account.server.setFaults(({ method, path }) =>
				method === 'POST' && path.endsWith('/organizations') && times-- > 0
					? { when: 'after', cut: true }
					: undefined,
			);
			const { summary } = await runImport(connector, rowsOf({ ...JAN, company: 'Globex' }));
			expect(summary).toEqual(['2 created']);
			expect(names()).toEqual(['Globex']);
			expect(account.fake.persons.all).toHaveLength(1);
		});

		it('refuses rows of unknown companies where none may be made', async () => {
			const connector = await open({}, { ...SETTINGS, createOrganizations: false });
			const result = await runImport(
				connector,
				rowsOf({ ...JAN, company: 'Globex' }, { email: 'ewa@example.com' }),
			);
			expect(result.summary).toEqual(['2 failed', '3 created']);
			expect(result.outcomes.find(({ rowNumber }) => rowNumber === 2)?.issues[0]?.message).toContain(
				"'Globex'",
			);
			expect(names()).toEqual([]);
		});

		it('takes a company away', async () => {
			const connector = await open();
			await runImport(connector, rowsOf({ ...JAN, company: 'Globex' }));
			await runImport(connector, rowsOf({ ...JAN, company: '' }), { clearOnEmpty: true });
			expect(person()).toMatchObject({ org_id: null });
		});
	});

	describe('custom fields', () => {
		it('keeps options by their ids, and clears what is emptied', async () => {
			const connector = await open();
			const row = {
				...JAN,
				[KEYS.level]: 'Silver',
				[KEYS.interests]: ['Books', 'Music'],
				label_ids: ['Customer'],
			};
			await runImport(connector, rowsOf(row));
			expect(custom()).toMatchObject({ [KEYS.level]: 21, [KEYS.interests]: [21, 22] });
			expect(person()).toMatchObject({ label_ids: [6] });
			expect((await runImport(connector, rowsOf(row))).summary).toEqual(['2 unchanged']);
			const emptied = { ...JAN, [KEYS.level]: '', [KEYS.interests]: '', label_ids: '' };
			await runImport(connector, rowsOf(emptied), { clearOnEmpty: true });
			expect(custom()).toMatchObject({ [KEYS.level]: null, [KEYS.interests]: null });
			expect(person()).toMatchObject({ label_ids: [] });
		});

		it('says which option an account does not have', async () => {
			const connector = await open();
			const result = await runImport(connector, rowsOf({ ...JAN, [KEYS.level]: 'Platinum' }));
			expect(codesOf(result, 2)).toEqual(['WRITE_FAILED']);
			expect(result.outcomes[0]?.issues[0]?.message).toContain(`${KEYS.level}: invalid option`);
		});

		it('knows a consent by the names of its options', async () => {
			const properties = { ...SETTINGS.properties, newsletterConsent: KEYS.newsletter };
			const connector = await open({}, { properties });
			await runImport(connector, rowsOf({ ...JAN, newsletterConsent: false }));
			expect(custom()).toMatchObject({ [KEYS.newsletter]: 21 });
			expect(await recordsOf(connector)).toMatchObject([{ newsletterConsent: false }]);
		});

		it('keeps the currency of an amount, and the end of a period', async () => {
			const connector = await open();
			const [amount, currency] = [KEYS.budget, `${KEYS.budget}_currency`];
			const [from, until] = [KEYS.trial, `${KEYS.trial}_until`];
			const row = {
				...JAN,
				[amount]: '12.50',
				[currency]: 'PLN',
				[from]: '2026-01-01',
				[until]: '2026-01-31',
			};
			await runImport(connector, rowsOf(row));
			await runImport(connector, rowsOf({ ...row, [amount]: '99' }));
			expect(custom()).toMatchObject({
				[amount]: { value: 99, currency: 'PLN' },
				[from]: { value: '2026-01-01', until: '2026-01-31' },
			});
			expect((await runImport(connector, rowsOf({ ...row, [amount]: '99' }))).summary).toEqual([
				'2 unchanged',
			]);
		});

		it('keeps the other parts of an address when one is changed', async () => {
			const connector = await open();
			const part = (name: string) => `${KEYS.office}_${name}`;
			const row = {
				...JAN,
				[part('street')]: 'ul. Długa 5',
				[part('locality')]: 'Łódź',
				[part('country')]: 'Poland',
			};
			await runImport(connector, rowsOf(row));
			await runImport(connector, rowsOf({ ...row, [part('locality')]: 'Gdynia' }));
			expect(custom()[KEYS.office]).toMatchObject({
				value: 'ul. Długa 5, Gdynia, Poland',
				route: 'ul. Długa 5',
				locality: 'Gdynia',
				country: 'Poland',
			});
			await runImport(connector, rowsOf({ ...JAN, [KEYS.office]: 'Rynek 1, Kraków' }));
			expect(custom()[KEYS.office]).toMatchObject({ value: 'Rynek 1, Kraków', locality: null });
		});
	});

	it('keeps birthdays, notes and postal addresses where there is contact sync', async () => {
		const connector = await open({ contactSync: true });
		const row = {
			...JAN,
			birthDate: '1980-02-29',
			notes: 'VIP',
			street: 'Long St 1',
			city: 'Leeds',
			job_title: 'Cook',
		};
		expect((await runImport(connector, rowsOf(row))).summary).toEqual(['2 created']);
		expect(person()).toMatchObject({ birthday: '1980-02-29', postal_address: { value: 'Long St 1, Leeds' } });
		expect((await runImport(connector, rowsOf(row))).summary).toEqual(['2 unchanged']);
	});

	describe('marketing status', () => {
		const subscribe = (yes: boolean, others = {}) => rowsOf({ ...JAN, newsletterConsent: yes, ...others });

		it('is the newsletter consent', async () => {
			const connector = await open({ campaigns: true });
			await runImport(connector, subscribe(true));
			expect(person()).toMatchObject({ marketing_status: 'subscribed' });
			expect(await recordsOf(connector)).toMatchObject([{ newsletterConsent: true }]);
			expect((await runImport(connector, subscribe(false))).summary).toEqual(['2 updated']);
			expect(person()).toMatchObject({ marketing_status: 'unsubscribed' });
		});

		it('refuses a row whose consent Pipedrive would not take, and writes nothing of it', async () => {
			const connector = await open({ campaigns: true });
			addPerson({
				name: 'Jan',
				emails: [{ value: JAN.email, primary: true }],
				marketing_status: 'unsubscribed',
			});
			const row = { ...JAN, newsletterConsent: true, lastName: 'Changed' };
			const id = '1';
			const changes = [
				{ field: 'newsletterConsent', before: false, after: true },
				{ field: 'lastName', before: undefined, after: 'Changed' },
			];
			const [result] = await connector.write([
				{ action: 'update', rowNumber: 2, id, record: row, changes, identifiers: [] },
			]);
			expect(result).toMatchObject({ outcome: 'failed', issue: { code: 'WRITE_FAILED' } });
			expect(result?.issue?.message).toContain("'unsubscribed'");
			expect(person()).toMatchObject({ name: 'Jan', marketing_status: 'unsubscribed' });
		});

		it('is left alone for who has no e-mail address, and set once he has one', async () => {
			const connector = await open({ campaigns: true });
			const row = { phone: '48501228855', newsletterConsent: true };
			expect((await runImport(connector, rowsOf(row))).summary).toEqual(['2 created']);
			expect(person()).toMatchObject({ marketing_status: 'no_consent' });
			await runImport(connector, rowsOf({ ...row, email: JAN.email }));
			expect(person()).toMatchObject({ marketing_status: 'subscribed' });
		});
	});

	it('gives changed persons back what they had by undo, and deletes created ones', async () => {
		const connector = await open();
		await runImport(connector, rowsOf({ ...JAN, company: 'Globex', [KEYS.level]: 'Gold' }));
		const store = await memoryStore();
		const journal = await openJournal(store);
		const changed = { ...JAN, company: 'Initech', lastName: 'Kowalski', [KEYS.level]: 'Silver' };
		const { report } = await runImport(
			connector,
			rowsOf(changed, { email: 'ewa@example.com' }),
			{},
			{ journal },
		);
		expect(report.outcomes).toMatchObject({ updated: 1, created: 1 });
		const undone = await runUndo(connector, journal, report.importId);
		expect(undone.outcomes.flatMap(({ issues }) => issues)).toEqual([]);
		expect(person(1)).toMatchObject({ last_name: 'Nowak', org_id: 1 });
		expect(custom(1)).toMatchObject({ [KEYS.level]: 20 });
		expect(person(2)).toMatchObject({ is_deleted: true });
		await journal.close();
		await store.close();
	});

	it('plans anew who was deleted between the look-up and the write', async () => {
		const connector = await open();
		await runImport(connector, rowsOf(JAN));
		account.server.setFaults(({ method }) => {
			const jan = person();
			if (method === 'PATCH' && jan && jan['is_deleted'] !== true)
				account.fake.persons.change(jan, { is_deleted: true });
			return undefined;
		});
		const result = await runImport(connector, rowsOf({ ...JAN, firstName: 'Janusz' }));
		expect(result.summary).toEqual(['2 created']);
		expect(account.fake.persons.all).toMatchObject([{ id: 2, first_name: 'Janusz' }]);
	});

	it('reads what was changed after a moment, and not in it', async () => {
		const connector = await open();
		await runImport(connector, rowsOf(JAN));
		const changedAfter = String(person()?.['update_time']);
		await runImport(connector, rowsOf({ email: 'ewa@example.com', company: 'Globex' }));
		const found: unknown[] = [];
		for await (const page of connector.read?.({ changedAfter }) ?? [])
			found.push(...page.map(({ record }) => [record['email'], record['company']]));
		expect(found).toEqual([['ewa@example.com', 'Globex']]);
	});
});
