import { read } from '../../../lib/connectors/http/body';
import { formatSubscription } from '../../../lib/subscriptions';
import { codesOf, recordOf, recordsOf, rowsOf, runImport } from '../import/rows';
import { describeConnector } from './conformance';
import { type BrevoAccount, clockOf, openBrevo } from './brevo/account';
import { describeHttpConnector } from './httpConformance';

describe.each(['search', 'list', 'cheapest'])('Found by %s', (lookUp) => {
	describeConnector('Brevo', async () => {
		const crm = await openBrevo();
		return { ...crm.open({ lookUp }), close: async () => await crm.server.close() };
	});

	describeHttpConnector('Brevo', async () => await openBrevo({}, { lookUp }));
});

const JAN = { email: 'jan@example.com', firstName: 'Jan' };
const EWA = { email: 'ewa@example.com', firstName: 'Ewa' };

let crm: BrevoAccount;
afterEach(async () => await crm?.server.close());

/** Contacts as Brevo keeps them, in the order in which they were created. */
const kept = () => [...crm.fake.contacts.values()];
const calls = (method: string, path: string) =>
	crm.server.requests.filter((request) => request.method === method && request.path === `/v3/${path}`);
const message = (
	result: { readonly outcomes: readonly { readonly issues: readonly object[] }[] },
	place = 0,
) => read.text(result.outcomes[place]?.issues[0], 'message');

const update = (id: string, fields: Record<string, unknown>, names = Object.keys(fields)) =>
	({
		action: 'update',
		rowNumber: 2,
		id,
		record: recordOf(fields),
		changes: names.map((field) => ({ field, before: undefined, after: null })),
		identifiers: [],
	}) as const;

describe('The calls to Brevo', () => {
	it('create one by one and change a hundred in a call, and never upsert or merge', async () => {
		crm = await openBrevo();
		const people = Array.from({ length: 110 }, (_, number) => ({ email: `p${number}@example.com` }));
		const everybody = (city: string) => ({
			open: async function* () {
				yield rowsOf(...people.map((one) => ({ ...one, city })));
			},
		});
		await runImport(crm.open(), [], { identifiers: ['email'], importType: 'addOnly' }, everybody('Gdynia'));
		await runImport(crm.open(), [], { identifiers: ['email'] }, everybody('Hel'));
		expect(kept().map(({ attributes }) => attributes['CITY'])).toEqual(people.map(() => 'Hel'));
		expect(calls('POST', 'contacts')).toHaveLength(110);
		const sizes = calls('POST', 'contacts/batch').map(({ body }) => read.list(body, 'contacts').length);
		expect(sizes).toEqual([100, 10]);
		const bodies = crm.server.requests.filter(crm.isWrite).map(({ body }) => JSON.stringify(body));
		expect(bodies.filter((body) => /updateEnabled|forceMerge/.test(body))).toEqual([]);
	});

	it('refuse a batch as a whole where somebody in it is not there any more', async () => {
		crm = await openBrevo();
		await runImport(crm.open(), rowsOf(JAN));
		const [jan = '', gone] = [String(kept()[0]?.id), '999'];
		const rows = [update(jan, { city: 'Hel' }), update(gone, { city: 'Hel' })];
		await expect(crm.open().write(rows)).rejects.toMatchObject({ code: 'BATCH_REFUSED' });
		expect(kept()[0]?.attributes).not.toHaveProperty('CITY');
		expect(await crm.open().write(rows.slice(0, 1))).toEqual([{ outcome: 'updated', id: jan }]);
		expect(await crm.open().write(rows.slice(1))).toMatchObject([{ outcome: 'conflict' }]);
	});

	it('ask again about whom a batch left out', async () => {
		crm = await openBrevo({ batchInPart: true });
		await runImport(crm.open(), rowsOf(JAN));
		const rows = [update('1', { city: 'Hel' }), update('999', { city: 'Hel' })];
		expect(await crm.open().write(rows)).toMatchObject([
			{ outcome: 'updated', id: '1' },
			{ outcome: 'conflict', issue: { code: 'CHANGED_MEANWHILE' } },
		]);
	});

	it('keep to ten a second', async () => {
		crm = await openBrevo();
		const clock = clockOf();
		const connector = crm.connect(clock, { callsPerSecond: undefined, lookUp: 'search' });
		const asked = Array.from({ length: 30 }, (_, number) => ({
			field: 'email',
			value: `p${number}@example.com`,
		}));
		await connector.lookup(asked);
		expect(crm.server.requests).toHaveLength(31);
		expect(clock.now()).toBe(3_000);
	});

	it.each([
		['waits the seconds of the header', 429, { 'x-sib-ratelimit-reset': '7' }, 'THROTTLED', 7_000],
		[
			'stops where the limit of the hour is met',
			429,
			{ 'x-sib-ratelimit-reset': '900' },
			'QUOTA_GONE',
			900_000,
		],
		['stops where the plan has no room left', 402, {}, 'QUOTA_GONE', undefined],
		['comes back where Brevo is busy with the account', 425, {}, 'THROTTLED', undefined],
	])('%s', async (_what, status, headers, code, retryAfterMs) => {
		crm = await openBrevo();
		const answer = { status, headers, body: { code: 'x', message: 'not now' } };
		crm.server.setFaults((request) => (crm.isWrite(request) ? { when: 'before', answer } : undefined));
		const create = { action: 'create', rowNumber: 2, record: recordOf(JAN), identifiers: [] } as const;
		const failure = crm.open().write([create]);
		await expect(failure).rejects.toMatchObject({ kind: 'transient', code, retryAfterMs });
	});

	it('tell a wrong key from a wrong address and a list that is not there', async () => {
		crm = await openBrevo();
		const failure = async (settings: Record<string, unknown>) =>
			await crm
				.open(settings)
				.check()
				.catch((error: unknown) => error);
		expect(await failure({ apiKey: 'xsmtpsib-fake' })).toMatchObject({
			code: 'CRM_LOGIN',
			message: 'Brevo does not accept the login: Key not found',
			hint: expect.stringContaining('xsmtpsib-'),
		});
		expect(await failure({ apiKey: '' })).toMatchObject({ code: 'CRM_LOGIN' });
		expect(await failure({ baseUrl: crm.server.url })).toMatchObject({
			code: 'CRM_ADDRESS',
			hint: expect.stringContaining('/v3'),
		});
		expect(await failure({ listIds: '2, 99' })).toMatchObject({ message: 'Brevo has no list 99' });
		expect(await failure({ listIds: '2, 5', newsletterListIds: '7' })).toBeUndefined();
		expect(() => crm.open({ newsletterListIds: 'News' })).toThrow("'News' is not the number of a list");
		const denied = { status: 403, body: { code: 'permission_denied', message: 'Not allowed' } };
		crm.server.setFaults(() => ({ when: 'before', answer: denied }));
		expect(await failure({})).toMatchObject({ code: 'CRM_PERMISSION' });
	});

	it('leave the contact of the account itself where it is', async () => {
		crm = await openBrevo();
		await runImport(crm.open(), rowsOf({ email: 'owner@example.com' }, JAN));
		expect(await crm.open().remove?.(['1', '2', 'nobody', '3'])).toEqual(['2']);
	});
});

describe('The contacts of Brevo', () => {
	it('are described with the attributes of the account', async () => {
		crm = await openBrevo();
		const fields = await crm.open({ properties: { guid: 'phone' } }).discoverFields();
		const byName = Object.fromEntries(fields.map((field) => [field.name, field]));
		expect(byName['crmId']).toMatchObject({ type: 'text', identifier: true });
		expect(byName['email']).toMatchObject({ type: 'email', identifier: true });
		expect(byName['phone']).toMatchObject({ type: 'phone', identifier: true });
		expect(byName['guid']).toMatchObject({ type: 'text', identifier: true });
		expect(byName['birthDate']).toMatchObject({ type: 'date' });
		expect(byName['firstName']).toMatchObject({ title: 'First Name' });
		expect(byName['newsletterConsent']).toMatchObject({ type: 'consent' });
		expect(byName['subscriptions']).toMatchObject({ type: 'subscription', multiple: true });
		expect(byName['createdAt']).toMatchObject({ readOnly: true });
		expect(byName['COUNTRIES']).toEqual({
			name: 'COUNTRIES',
			title: 'COUNTRIES',
			type: 'option',
			custom: true,
			multiple: true,
			options: ['Poland', 'France'],
		});
		expect(byName['DOUBLE_OPT-IN']).toMatchObject({ type: 'option', options: ['Yes', 'No'] });
		expect(byName['TOTAL']).toMatchObject({ type: 'number', readOnly: true });
		expect(byName['CONTACT_OWNER']).toMatchObject({ readOnly: true });
		expect(Object.keys(byName)).not.toEqual(expect.arrayContaining(['ORDER_PRICE']));
		expect(Object.keys(byName)).not.toEqual(expect.arrayContaining(['BLACKLIST']));
	});

	it('are found by the attributes that an older account has in its own language', async () => {
		const text = (name: string) => ({ name, category: 'normal', type: 'text' }) as const;
		crm = await openBrevo({ attributes: [text('NOM'), text('PRENOM'), text('SMS')] });
		await runImport(crm.open({ properties: {} }), rowsOf({ ...JAN, lastName: 'Nowak' }));
		expect(kept()[0]?.attributes).toEqual({ PRENOM: 'Jan', NOM: 'Nowak' });
	});

	it.each([
		[{ birthDate: '1990-13-01' }, /'1990-13-01': it is not a day such as/],
		[{ points: 'many' }, /'many': it is not a number for the attribute POINTS/],
		[{ OPT_IN: 'perhaps' }, /'perhaps': it is not yes or no/],
		[{ COUNTRIES: ['Poland', 'Atlantis'] }, /'Atlantis': it is not one of Poland, France/],
	])('are refused with %j, which Brevo would drop', async (fields, reason) => {
		crm = await openBrevo();
		const result = await runImport(crm.open(), rowsOf({ ...JAN, ...fields }, EWA));
		expect(result.summary).toEqual(['2 failed', '3 created']);
		expect(message(result)).toMatch(reason);
		expect(kept().map(({ email }) => email)).toEqual([EWA.email]);
	});

	it('are refused with an attribute that is gone', async () => {
		crm = await openBrevo();
		const rows = [update('1', { LOST: 'x' })];
		const reason = { message: 'Brevo has no attribute LOST, and would drop its value' };
		expect(await crm.open().write(rows)).toMatchObject([{ outcome: 'failed', issue: reason }]);
		expect(crm.server.requests.filter(crm.isWrite)).toEqual([]);
	});

	it('have choices by their labels', async () => {
		crm = await openBrevo();
		const rows = rowsOf({ ...JAN, COUNTRIES: ['france', 'Poland'], 'DOUBLE_OPT-IN': 'yes' });
		await runImport(crm.open(), rows);
		const { attributes } = kept()[0] ?? {};
		expect(attributes).toMatchObject({ COUNTRIES: ['France', 'Poland'], 'DOUBLE_OPT-IN': 1 });
		expect(await recordsOf(crm.open())).toMatchObject([
			{ COUNTRIES: ['France', 'Poland'], 'DOUBLE_OPT-IN': 'Yes' },
		]);
	});

	it('say whose identifier is taken', async () => {
		crm = await openBrevo();
		await runImport(crm.open(), rowsOf({ ...JAN, phone: '48501228855', crmId: '007' }, EWA));
		const taken = async (fields: Record<string, unknown>) => {
			const create = { action: 'create', rowNumber: 2, record: recordOf(fields), identifiers: [] } as const;
			return (await crm.open().write([create, update('2', fields)])).map(({ issue }) => issue);
		};
		const phone = { code: 'IDENTIFIER_TAKEN', field: 'phone', value: '+48501228855' };
		expect(await taken({ phone: '48501228855' })).toMatchObject([phone, phone]);
		const crmId = { code: 'IDENTIFIER_TAKEN', field: 'crmId', value: '007' };
		expect(await taken({ crmId: '007' })).toMatchObject([crmId, crmId]);
		const [email] = await taken({ email: JAN.email });
		expect(email).toMatchObject({ code: 'IDENTIFIER_TAKEN', field: 'email', value: JAN.email });
	});

	it.each([
		['Unable to update contact', { duplicate_identifiers: ['ext_id'] }, 'crmId', '007'],
		['Contact already exist', undefined, 'email', JAN.email],
		['SMS is already associated with another Contact', undefined, 'phone', '+48501228855'],
		[
			'Unable to create contact, SMS is already associated with another Contact',
			undefined,
			'phone',
			'+48501228855',
		],
	])('say whose identifier is taken where Brevo says: %s', async (said, metadata, field, value) => {
		crm = await openBrevo();
		const body = { code: 'invalid_parameter', message: said, metadata };
		crm.server.setFaults((request) =>
			crm.isWrite(request) ? { when: 'before', answer: { status: 400, body } } : undefined,
		);
		const record = recordOf({ ...JAN, phone: '48501228855', crmId: '007' });
		const create = { action: 'create', rowNumber: 2, record, identifiers: [] } as const;
		expect(await crm.open().write([create])).toMatchObject([
			{ outcome: 'conflict', issue: { field, value } },
		]);
	});

	it('are known by further phones where they are named', async () => {
		crm = await openBrevo();
		const connector = crm.open({ properties: { phone: 'SMS, WHATSAPP, LANDLINE_NUMBER' } });
		await runImport(connector, rowsOf({ ...JAN, phone: ['48501228855', '48602111222'] }));
		expect(kept()[0]?.attributes).toMatchObject({ SMS: '48501228855', WHATSAPP: '48602111222' });
		const [hit] = await connector.lookup([{ field: 'phone', value: '48602111222' }]);
		expect(hit?.customers).toMatchObject([{ record: { phone: ['48501228855', '48602111222'] } }]);
	});

	it('share a phone where an attribute of their own holds it', async () => {
		crm = await openBrevo();
		const connector = crm.open({ properties: { phone: 'phone' } });
		expect(connector.capabilities).toMatchObject({ unique: false, exclusive: ['email', 'crmId'] });
		const [phone, settings] = ['48501228855', { identifiers: ['email'] }];
		await runImport(connector, rowsOf({ ...JAN, phone }, { ...EWA, phone }), settings);
		expect(kept().map(({ attributes }) => attributes['PHONE'])).toEqual([`+${phone}`, `+${phone}`]);
		const [hit, none] = await connector.lookup([
			{ field: 'phone', value: phone },
			{ field: 'phone', value: '"' },
		]);
		expect(hit?.customers.map(({ record }) => record['email']).sort()).toEqual([EWA.email, JAN.email]);
		expect(none?.customers).toEqual([]);
	});

	it('keep what Brevo did not empty, and the row says so', async () => {
		crm = await openBrevo({ keeps: ['CITY'] });
		await runImport(crm.open(), rowsOf({ ...JAN, city: 'Hel', points: 7, COUNTRIES: ['Poland'] }));
		const empty = rowsOf({ email: JAN.email, points: '', COUNTRIES: '' }, { email: JAN.email, city: '' });
		const settings = { clearOnEmpty: true } as const;
		const cleared = await runImport(crm.open(), empty.slice(0, 1), settings);
		expect(cleared.summary).toEqual(['2 updated']);
		expect(kept()[0]?.attributes).toEqual({ FIRSTNAME: 'Jan', CITY: 'Hel' });
		const left = await runImport(crm.open(), empty.slice(1), settings);
		expect(left.summary).toEqual(['3 failed']);
		expect(message(left)).toBe('Brevo did not empty CITY');
	});

	it('are read by their ids also where Brevo lists others', async () => {
		crm = await openBrevo({ ignoresIds: true });
		await runImport(crm.open(), rowsOf(JAN, EWA));
		expect(await crm.open().get(['1'])).toMatchObject([{ id: '1', record: JAN }]);
	});

	describe('in their thousands', () => {
		beforeEach(async () => {
			crm = await openBrevo();
			crm.fake.fill(2_300);
		});

		async function ids(onFirst: () => unknown = () => undefined): Promise<string[]> {
			const seen: string[] = [];
			for await (const page of crm.open().read?.({ batchSize: 500 }) ?? []) {
				if (seen.length === 0) await onFirst();
				seen.push(...page.map(({ id }) => id));
			}
			expect(new Set(seen).size).toBe(seen.length);
			expect(seen).toEqual(expect.arrayContaining(kept().map(({ id }) => String(id))));
			return seen;
		}

		it('are read in as few calls as there are pages', async () => {
			await ids();
			const asked = calls('GET', 'contacts').map(({ query }) => [query.get('limit'), query.get('offset')]);
			expect(asked).toEqual([
				['1000', '0'],
				['1000', '999'],
				['1000', '1998'],
			]);
		});

		it('are read each once, also when somebody is removed meanwhile', async () => {
			await ids(async () => await crm.open().remove?.(['3', '4', '5', '6', '7']));
		});

		it('are read to the end where pages do not follow each other', async () => {
			const strange = (number: number) => ({ id: number, attributes: {}, email: `${number}@example.com` });
			let last = 0;
			crm.server.setFaults(({ method, path }) => {
				if (method !== 'GET' || path !== '/v3/contacts' || last > 40_000) return undefined;
				const contacts = Array.from({ length: 1_000 }, () => strange((last += 1)));
				return { when: 'before', answer: { status: 200, body: { contacts } } };
			});
			const seen: string[] = [];
			for await (const page of crm.open().read?.({}) ?? []) seen.push(...page.map(({ id }) => id));
			expect(seen.length).toBeGreaterThan(1_000);
		});
	});

	it('are read since they changed', async () => {
		crm = await openBrevo();
		await runImport(crm.open(), rowsOf(JAN, EWA));
		const changedAfter = kept()[1]?.modifiedAt ?? '';
		await runImport(crm.open(), rowsOf({ ...JAN, city: 'Hel' }));
		const found: unknown[] = [];
		for await (const page of crm.open().read?.({ changedAfter }) ?? [])
			found.push(...page.map(({ record }) => record['email']));
		expect(found).toEqual([JAN.email]);
	});

	it('are put on the lists for new contacts, and on the blocklist where they were not asked', async () => {
		crm = await openBrevo();
		const connector = crm.open({ listIds: '2, 7', blocklistUnasked: true });
		await runImport(connector, rowsOf(JAN, { ...EWA, newsletterConsent: true }));
		expect(kept()).toMatchObject([
			{ listIds: [2, 7], emailBlacklisted: true },
			{ listIds: [2, 7], emailBlacklisted: false, attributes: { OPT_IN: true } },
		]);
	});
});

describe('The consents of Brevo', () => {
	const consentsOf = async (settings = {}) =>
		(await recordsOf(crm.open(settings))).map(({ newsletterConsent, smsConsent }) => [
			newsletterConsent,
			smsConsent,
		]);

	it('are yes only where somebody said so, and no on the blocklist', async () => {
		crm = await openBrevo();
		const rows = rowsOf(
			JAN,
			{ ...EWA, newsletterConsent: true },
			{ email: 'ola@example.com', newsletterConsent: false },
		);
		await runImport(crm.open(), rows);
		expect((await runImport(crm.open(), rows)).summary).toEqual([
			'2 unchanged',
			'3 unchanged',
			'4 unchanged',
		]);
		expect((await consentsOf()).map(([newsletter]) => newsletter)).toEqual([undefined, true, false]);
		crm.fake.unsubscribe(EWA.email);
		expect((await consentsOf()).map(([newsletter]) => newsletter)).toEqual([undefined, false, false]);
		expect(codesOf(await runImport(crm.open(), rows), 3)).toContain('CONSENT_KEPT');
	});

	it('are on a list where one is named, and as Brevo counts them where nothing is', async () => {
		const text = (name: string) => ({ name, category: 'normal', type: 'text' }) as const;
		crm = await openBrevo({ attributes: [text('FIRSTNAME'), text('SMS')] });
		const lists = { properties: {}, newsletterListIds: '5' };
		await runImport(crm.open(lists), rowsOf(JAN, { ...EWA, newsletterConsent: true, phone: '48602111222' }));
		expect(kept().map(({ listIds }) => listIds)).toEqual([[], [5]]);
		expect(await consentsOf(lists)).toEqual([
			[undefined, undefined],
			[true, true],
		]);
		expect((await consentsOf({ properties: {} })).map(([newsletter]) => newsletter)).toEqual([true, true]);
	});

	it('are kept in the attribute that is named for them', async () => {
		crm = await openBrevo();
		const settings = { properties: { smsConsent: 'city', newsletterConsent: 'phone' } };
		const phone = '48602111222';
		await runImport(
			crm.open(settings),
			rowsOf({ ...EWA, phone, smsConsent: true, newsletterConsent: false }),
		);
		expect(kept()[0]).toMatchObject({
			attributes: { CITY: 'yes', PHONE: 'no' },
			smsBlacklisted: false,
			emailBlacklisted: true,
		});
		expect(await consentsOf(settings)).toEqual([[false, true]]);
		const [row] = await recordsOf(crm.open(settings));
		expect(Object.keys(row ?? {})).not.toEqual(expect.arrayContaining(['city', 'CITY']));
	});

	it('are taken back by undo', async () => {
		crm = await openBrevo();
		await runImport(crm.open(), rowsOf({ ...JAN, newsletterConsent: false }));
		expect(await crm.open().write([update('1', {}, ['newsletterConsent'])])).toMatchObject([
			{ outcome: 'updated' },
		]);
		expect(kept()[0]).toMatchObject({ emailBlacklisted: false, attributes: { FIRSTNAME: 'Jan' } });
		expect((await consentsOf())[0]?.[0]).toBeUndefined();
	});

	it('stay no when the address changes, which takes it off the blocklist of Brevo', async () => {
		crm = await openBrevo();
		await runImport(crm.open(), rowsOf({ ...JAN, crmId: '007', newsletterConsent: false }));
		const row = rowsOf({ crmId: '007', email: 'jan@work.example.com' });
		const settings = { identifiers: ['crmId'] };
		expect((await runImport(crm.open(), row, settings)).summary).toEqual(['2 updated']);
		expect(kept()).toMatchObject([{ email: 'jan@work.example.com', emailBlacklisted: true }]);
	});

	it('say so where the contact could not be put back', async () => {
		crm = await openBrevo();
		await runImport(crm.open(), rowsOf({ ...JAN, newsletterConsent: false }));
		let puts = 0;
		const answer = { status: 400, body: { code: 'invalid_parameter', message: 'no' } };
		crm.server.setFaults(({ method }) =>
			method === 'PUT' && ++puts > 1 ? { when: 'before', answer } : undefined,
		);
		expect(await crm.open().write([update('1', { email: 'jan@work.example.com' })])).toMatchObject([
			{ outcome: 'failed', issue: { message: expect.stringContaining('off the blocklist') } },
		]);
	});

	describe('with double opt-in', () => {
		const asking = {
			newsletterListIds: '5',
			confirmationTemplateId: 4,
			redirectionUrl: 'https://example.com/thanks',
		};
		const double = { consents: { optIn: 'double' } } as const;
		const rows = rowsOf({ ...JAN, newsletterConsent: true });

		it('are asked for by mail, once', async () => {
			crm = await openBrevo();
			expect((await runImport(crm.open(asking), rows, double)).summary).toEqual(['2 created']);
			expect(crm.fake.mails).toEqual([JAN.email]);
			expect(kept()).toMatchObject([{ listIds: [], attributes: { 'DOUBLE_OPT-IN': 2 } }]);
			expect((await runImport(crm.open(asking), rows, double)).summary).toEqual(['2 unchanged']);
			expect(crm.fake.mails).toHaveLength(1);
			expect((await consentsOf(asking))[0]?.[0]).toBe('unconfirmed');
			crm.fake.confirm(JAN.email);
			expect((await consentsOf(asking))[0]?.[0]).toBe(true);
			expect((await runImport(crm.open(asking), rows, double)).summary).toEqual(['2 unchanged']);
		});

		it('are asked for of a contact who is there, and not twice when the answer is late', async () => {
			crm = await openBrevo();
			await runImport(crm.open(asking), rowsOf(JAN));
			const throttled = { when: 'before', answer: crm.says.throttled() } as const;
			let times = 0;
			crm.server.setFaults(({ method }) => (method === 'PUT' && ++times < 3 ? throttled : undefined));
			expect((await runImport(crm.open(asking), rows, double)).summary).toEqual(['2 updated']);
			expect(crm.fake.mails).toEqual([JAN.email]);
		});

		it('refuse the row where nobody can be asked', async () => {
			crm = await openBrevo();
			const refused = await runImport(crm.open(), rows, double);
			expect(refused.summary).toEqual(['2 failed']);
			expect(message(refused)).toBe('Brevo needs a template, a page and a list to ask for a confirmation');
			const wrong = await runImport(crm.open({ ...asking, confirmationTemplateId: 9 }), rows, double);
			expect(message(wrong)).toContain('Template does not exist');
			const noAddress = rowsOf({ phone: '48501228855', newsletterConsent: true });
			expect(message(await runImport(crm.open(asking), noAddress, double))).toContain('no address');
			expect(kept()).toEqual([]);
			expect(crm.fake.mails).toEqual([]);
			expect(() => crm.open({ ...asking, redirectionUrl: '' })).toThrow('only a part');
		});

		it('refuse the row where nothing keeps that somebody was asked', async () => {
			crm = await openBrevo({ attributes: [{ name: 'FIRSTNAME', category: 'normal', type: 'text' }] });
			const refused = await runImport(crm.open({ ...asking, properties: {} }), rows, double);
			expect(message(refused)).toBe('The account has no attribute DOUBLE_OPT-IN to keep who was asked');
			expect(crm.fake.mails).toEqual([]);
		});

		it('keep a phone on the blocklist until it is confirmed', async () => {
			crm = await openBrevo();
			const phones = rowsOf({ phone: '48501228855', smsConsent: true });
			expect((await runImport(crm.open(), phones, double)).summary).toEqual(['2 created']);
			expect(kept()).toMatchObject([{ smsBlacklisted: true }]);
			expect((await runImport(crm.open(), phones, double)).summary).toEqual(['2 unchanged']);
		});
	});
});

describe('The lists of Brevo', () => {
	const on = (resource: string, status: 'subscribed' | 'unsubscribed' | 'unconfirmed', contact = JAN.email) =>
		formatSubscription({ channel: 'email', resource, contact, status });

	it('are the subscriptions of a contact', async () => {
		crm = await openBrevo();
		const rows = rowsOf({ ...JAN, subscriptions: [on('2', 'subscribed'), on('5', 'subscribed')] });
		await runImport(crm.open(), rows);
		expect(kept()[0]?.listIds).toEqual([2, 5]);
		expect((await runImport(crm.open(), rows)).summary).toEqual(['2 unchanged']);
		await runImport(crm.open(), rowsOf({ ...JAN, subscriptions: [on('7', 'subscribed')] }));
		expect(kept()[0]?.listIds).toEqual([2, 5, 7]);
		await runImport(crm.open(), rowsOf({ ...JAN, subscriptions: [on('2', 'unsubscribed')] }));
		expect(kept()[0]?.listIds).toEqual([5, 7]);
		crm.fake.unsubscribe(JAN.email, 5);
		const result = await runImport(crm.open(), rows);
		expect(codesOf(result, 2)).toContain('CONSENT_KEPT');
		expect(kept()[0]?.listIds).toEqual([7, 2]);
	});

	it('are left again by undo', async () => {
		crm = await openBrevo();
		await runImport(
			crm.open(),
			rowsOf({ ...JAN, subscriptions: [on('2', 'subscribed'), on('5', 'subscribed')] }),
		);
		const [only] = [on('2', 'subscribed')];
		await crm.open().write([update('1', { email: JAN.email, subscriptions: only }, ['subscriptions'])]);
		expect(kept()[0]?.listIds).toEqual([2]);
		await crm.open().write([update('1', { email: JAN.email }, ['subscriptions'])]);
		expect(kept()[0]?.listIds).toEqual([]);
	});

	it.each([
		[on('News', 'subscribed'), "'News' is not the number of a list of Brevo"],
		[on('2', 'unconfirmed'), 'waits for a confirmation'],
		[on('2', 'subscribed', 'other@example.com'), 'other@example.com cannot be on list 2 alone'],
	])('refuse %s', async (cell, reason) => {
		crm = await openBrevo();
		const result = await runImport(crm.open(), rowsOf({ ...JAN, subscriptions: [cell] }, EWA));
		expect(result.summary).toEqual(['2 failed', '3 created']);
		expect(message(result)).toContain(reason);
	});

	it('stay as they are when the address changes', async () => {
		crm = await openBrevo();
		await runImport(crm.open(), rowsOf({ ...JAN, crmId: '007', subscriptions: [on('2', 'subscribed')] }));
		const email = 'jan@work.example.com';
		const row = rowsOf({ crmId: '007', email, subscriptions: [on('7', 'subscribed', email)] });
		expect((await runImport(crm.open(), row, { identifiers: ['crmId'] })).summary).toEqual(['2 updated']);
		expect(kept()).toMatchObject([{ email, listIds: [2, 7] }]);
	});
});
