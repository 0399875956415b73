import type { Connector } from '../../../../lib/connectors';
import { rowsOf, runImport } from '../../import/rows';
import { type BrevoAccount, openBrevo } from './account';

let crm: BrevoAccount;
afterEach(async () => await crm.server.close());

const old = (number: number) => `old${number}@example.com`;
const emails = (many: number, of: (number: number) => string) =>
	Array.from({ length: many }, (_, number) => of(number));

/** How many times each was found, asked for as an import asks. */
async function find(connector: Connector, values: readonly string[]): Promise<number[]> {
	const found: number[] = [];
	const { lookupSize } = connector.capabilities;
	for (let start = 0; start < values.length; start += lookupSize) {
		const asked = values.slice(start, start + lookupSize).map((value) => ({ field: 'email', value }));
		found.push(...(await connector.lookup(asked)).map(({ customers }) => customers.length));
	}
	return found;
}

/** The calls for contacts that were made to find them: all but writes and what the account has. */
function calls() {
	const reads = crm.server.requests.filter(
		({ method, path }) => method === 'GET' && !/attributes/.test(path),
	);
	const lists = reads.filter(({ path }) => path === '/v3/contacts');
	return {
		all: reads.length,
		single: reads.length - lists.length,
		byIds: lists.filter(({ query }) => query.has('ids')).length,
		changes: lists.filter(({ query }) => query.has('modifiedSince')).length,
		pages: lists.filter(({ query }) => query.has('offset') && !query.has('modifiedSince')).length,
	};
}

const ROWS = 10_000;

describe('finding contacts of Brevo in few calls', () => {
	it('takes a page and what changes for many new ones in an empty account', async () => {
		crm = await openBrevo();
		const values = emails(ROWS, (number) => `new${number}@example.com`);
		expect(await find(crm.open(), values)).toEqual(values.map(() => 0));
		expect(calls()).toEqual({ all: 20, single: 0, byIds: 0, changes: 19, pages: 1 });
	});

	it('takes a twentieth of a call for each that is there, and a page for a thousand', async () => {
		crm = await openBrevo();
		crm.fake.fill(ROWS);
		const values = emails(ROWS, old);
		expect(await find(crm.open(), values)).toEqual(values.map(() => 1));
		// Pages begin with the last one of the page before, so there are eleven.
		expect(calls()).toEqual({ all: 530, single: 0, byIds: 500, changes: 19, pages: 11 });
	});

	it('takes a call each for few in a large account, and none besides', async () => {
		crm = await openBrevo();
		crm.fake.fill(100_000);
		const values = emails(20, (number) => old(number * 4_999));
		expect(await find(crm.open(), values)).toEqual(values.map(() => 1));
		expect(calls()).toEqual({ all: 20, single: 20, byIds: 0, changes: 0, pages: 0 });
	});

	it('reads a large account once look-ups have taken as long', async () => {
		crm = await openBrevo();
		crm.fake.fill(30_000);
		const connector = crm.open();
		// Thirty pages of the time of ten look-ups each. To know that takes a page.
		expect(await find(connector, emails(200, old))).toEqual(emails(200, old).map(() => 1));
		expect(calls()).toMatchObject({ single: 200, pages: 1 });
		expect(
			await find(
				connector,
				emails(200, (number) => old(number + 29_800)),
			),
		).not.toContain(0);
		expect(calls()).toEqual({ all: 242, single: 200, byIds: 10, changes: 1, pages: 31 });
	});

	it('counts what an import takes from its first row to its last', async () => {
		crm = await openBrevo({ tick: 100 });
		crm.fake.fill(1_500);
		const rows = rowsOf(
			...emails(1_500, old).map((email) => ({ email, firstName: 'Jan' })),
			...emails(1_500, (number) => `new${number}@example.com`).map((email) => ({ email })),
		);
		const { report } = await runImport(crm.open(), rows, { identifiers: ['email'] });
		expect(report.outcomes).toMatchObject({ updated: 1_500, created: 1_500, failed: 0 });
		// One by one it would be three thousand.
		expect(calls().all).toBeLessThan(100);
	});
});

describe('The contacts of Brevo that were read', () => {
	const post = async (email: string, attributes = {}) =>
		await crm
			.open()
			.write([{ action: 'create', rowNumber: 2, record: { email, ...attributes }, identifiers: [] }]);

	it('are found as they are now: created, changed, moved to another address and deleted by others', async () => {
		crm = await openBrevo();
		crm.fake.fill(50);
		const connector = crm.open({ lookUp: 'list' });
		expect(await find(connector, [old(0), 'new@example.com'])).toEqual([1, 0]);
		await post('new@example.com');
		await crm.open().remove?.(['3']);
		const moved = { id: '4', rowNumber: 2, action: 'update', identifiers: [] } as const;
		const changes = [{ field: 'email', before: old(3), after: 'moved@example.com' }];
		await crm.open().write([{ ...moved, record: { email: 'moved@example.com' }, changes }]);
		crm.fake.unsubscribe(old(4));
		const asked = [old(0), 'new@example.com', old(2), old(3), 'moved@example.com'];
		expect(await find(connector, asked)).toEqual([1, 1, 0, 0, 1]);
		const [hit] = await connector.lookup([{ field: 'email', value: old(4) }]);
		expect(hit?.customers).toMatchObject([{ record: { newsletterConsent: false } }]);
		expect(calls().single).toBeLessThan(5);
	});

	it('tell of a change of the blocklist also where its time stays the same', async () => {
		crm = await openBrevo();
		crm.fake.fill(5);
		const connector = crm.open({ lookUp: 'list' });
		await find(connector, [old(0)]);
		const contact = crm.fake.contacts.get(1);
		if (contact) contact.emailBlacklisted = true;
		const [hit] = await connector.lookup([{ field: 'email', value: old(0) }]);
		expect(hit?.customers).toMatchObject([{ record: { newsletterConsent: false } }]);
	});

	it('are found by each of their phones and by their external ID', async () => {
		crm = await openBrevo();
		const settings = { lookUp: 'list', properties: { phone: 'SMS, WHATSAPP' } };
		const connector = crm.open(settings);
		const jan = { email: 'jan@example.com', crmId: '007', phone: ['48501228855', '48602111222'] };
		await runImport(crm.open(settings), rowsOf(jan));
		const asked = [
			{ field: 'phone', value: '48501228855' },
			{ field: 'phone', value: '48602111222' },
			{ field: 'crmId', value: '007' },
			{ field: 'crmId', value: '008' },
		];
		const hits = await connector.lookup(asked);
		expect(hits.map(({ customers }) => customers.length)).toEqual([1, 1, 1, 0]);
		// One of the import, and one of this.
		expect(calls()).toMatchObject({ pages: 2 });
	});

	it('are asked for by themselves where Brevo has contradicted the list', async () => {
		crm = await openBrevo({ listLag: 3_600_000 });
		crm.fake.fill(50);
		const connector = crm.open({ lookUp: 'list' });
		await find(connector, [old(0)]);
		await post('late@example.com');
		const rows = rowsOf({ email: 'late@example.com', firstName: 'Late' }, { email: 'new@example.com' });
		const { summary } = await runImport(connector, rows, { identifiers: ['email'] });
		expect(summary).toEqual(['2 updated', '3 created']);
		expect(crm.emails()).toHaveLength(52);
	});

	it('are found where the list had them only some time after they were created', async () => {
		crm = await openBrevo({ listLag: 30_000 });
		crm.fake.fill(50);
		const connector = crm.open({ lookUp: 'list' });
		await find(connector, [old(0)]);
		await post('late@example.com');
		crm.fake.wait(20_000);
		expect(await find(connector, ['late@example.com'])).toEqual([0]);
		crm.fake.wait(20_000);
		expect(await find(connector, ['late@example.com'])).toEqual([1]);
	});

	it('are written once where the answer is lost and the list is behind', async () => {
		crm = await openBrevo({ listLag: 3_600_000 });
		crm.fake.fill(50);
		let times = 0;
		crm.server.setFaults(({ method }) =>
			method === 'POST' && times++ === 0 ? { when: 'after', cut: true } : undefined,
		);
		const { summary } = await runImport(crm.open({ lookUp: 'list' }), rowsOf({ email: 'new@example.com' }));
		expect(summary).toEqual(['2 created']);
		expect(crm.emails()).toHaveLength(51);
	});

	it('are asked for by themselves where the list does not show external IDs', async () => {
		crm = await openBrevo({ hidesExtIds: true });
		await runImport(crm.open(), rowsOf({ email: 'jan@example.com', crmId: '007' }));
		const connector = crm.open({ lookUp: 'list' });
		const [hit] = await connector.lookup([{ field: 'crmId', value: '007' }]);
		expect(hit?.customers).toHaveLength(1);
	});

	it('are not looked up twice where a question fails half-way and is asked again', async () => {
		crm = await openBrevo();
		crm.fake.fill(200);
		const connector = crm.open({ lookUp: 'search' });
		let times = 0;
		crm.server.setFaults(({ path }) =>
			path.includes('%40') && (times += 1) === 100 ? { when: 'before', answer: { status: 500 } } : undefined,
		);
		await expect(find(connector, emails(200, old))).rejects.toMatchObject({ kind: 'transient' });
		expect(await find(connector, emails(200, old))).toEqual(emails(200, old).map(() => 1));
		expect(crm.server.requests.filter(({ path }) => path.includes('%40')).length).toBeLessThan(210);
	});

	it('are looked up anew with each question', async () => {
		crm = await openBrevo();
		crm.fake.fill(2);
		const connector = crm.open({ lookUp: 'search' });
		expect(await find(connector, [old(0), 'new@example.com'])).toEqual([1, 0]);
		await crm.open().remove?.(['1']);
		await post('new@example.com');
		expect(await find(connector, [old(0), 'new@example.com'])).toEqual([0, 1]);
	});

	it('go on being read where it was broken off', async () => {
		crm = await openBrevo();
		crm.fake.fill(5_000);
		const connector = crm.open({ lookUp: 'list' });
		crm.server.setFaults(({ query }) =>
			query.get('offset') === '2997' ? { when: 'before', answer: { status: 500 } } : undefined,
		);
		await expect(find(connector, [old(0)])).rejects.toMatchObject({ kind: 'transient' });
		crm.server.setFaults(undefined);
		expect(await find(connector, [old(0), old(4_999)])).toEqual([1, 1]);
		expect(calls()).toMatchObject({ pages: 4 + 3, changes: 1 });
	});
});
