import type { Connector } from '../../../../lib/connectors';
import { openJournal } from '../../../../lib/state';
import { customersOf, recordOf, rowsOf, runImport } from '../../import/rows';
import { memoryStore, runUndo } from '../../import/undoing';
import { close, openMailchimp } from './opened';

afterEach(close);

const JAN = { email: 'jan@example.com', firstName: 'Jan' };
const EWA = { email: 'ewa@example.com', firstName: 'Ewa' };

const creation = (record: Record<string, unknown>) =>
	({ action: 'create', rowNumber: 2, record: recordOf(record), identifiers: [] }) as const;
const update = (id: string, record: Record<string, unknown>) =>
	({
		action: 'update',
		rowNumber: 2,
		id,
		record: recordOf(record),
		changes: Object.keys(record).map((field) => ({
			field,
			before: undefined,
			after: record[field] as string,
		})),
		identifiers: [],
	}) as const;

async function idOf(connector: Connector, email: string): Promise<string> {
	const [hit] = await connector.lookup([{ field: 'email', value: email }]);
	return hit?.customers[0]?.id ?? '';
}

it('adds without ever changing who is there: one batch, which updates nobody', async () => {
	const { connector, fake, writes } = await openMailchimp();
	fake.add({ email_address: 'Jan@Example.com', status: 'subscribed', merge_fields: { FNAME: 'Jan' } });
	const results = await connector.write([creation({ ...JAN, firstName: 'Janusz' }), creation(EWA)]);
	expect(results).toMatchObject([
		{ outcome: 'conflict', issue: { code: 'IDENTIFIER_TAKEN', field: 'email', value: JAN.email } },
		{ outcome: 'created' },
	]);
	expect(writes()).toMatchObject([{ call: 'POST ', body: { update_existing: false } }]);
	expect([...fake.members.values()].map(({ merged }) => merged['FNAME'])).toEqual(['Jan', 'Ewa']);
});

it('leaves somebody alone who was added between the look-up and the write of an import that only adds', async () => {
	const { connector, fake, server } = await openMailchimp();
	server.setFaults(({ method }, number) => {
		if (method === 'POST' && fake.members.size === 0)
			fake.add({ email_address: JAN.email, status: 'subscribed', merge_fields: { FNAME: 'Somebody' } });
		return number < 0 ? { when: 'before', cut: true } : undefined;
	});
	const { summary } = await runImport(connector, rowsOf(JAN), { importType: 'addOnly' });
	expect(summary).toEqual(['2 skipped']);
	expect([...fake.members.values()]).toMatchObject([{ merged: { FNAME: 'Somebody' } }]);
});

it('keeps nobody without an e-mail address, and says so', async () => {
	const { connector } = await openMailchimp();
	expect(await connector.write([creation({ crmId: '7' }), creation(EWA)])).toMatchObject([
		{ outcome: 'failed', issue: { code: 'WRITE_FAILED', field: 'email' } },
		{ outcome: 'created' },
	]);
});

it('finds the ids of contacts also where the answer to a batch has none', async () => {
	const { connector, fake } = await openMailchimp({}, { hasNoContactIds: true });
	const [created] = await connector.write([creation(JAN)]);
	expect(created).toMatchObject({ outcome: 'created', id: [...fake.members.keys()][0] });
});

it('gives new members their tags also where a batch does nothing with them', async () => {
	const { connector, fake } = await openMailchimp({}, { ignoresBatchTags: true });
	await connector.write([creation({ ...JAN, tags: ['a', 'b'] }), creation(EWA)]);
	expect([...fake.members.values()].map(({ tags }) => tags)).toEqual([['a', 'b'], []]);
	expect((await runImport(connector, rowsOf({ ...JAN, tags: ['a', 'b'] }))).summary).toEqual(['2 unchanged']);
});

it('changes an e-mail address and keeps the id of the contact', async () => {
	const { connector, fake } = await openMailchimp();
	const first = await runImport(connector, rowsOf({ ...JAN, crmId: '7' }));
	const again = await runImport(connector, rowsOf({ email: 'new@example.com', crmId: '7' }), {
		identifiers: ['crmId'],
	});
	expect(again.outcomes[0]).toMatchObject({ outcome: 'updated', id: first.outcomes[0]?.id });
	expect([...fake.members.values()].map(({ email }) => email)).toEqual(['new@example.com']);
	expect(await idOf(connector, 'new@example.com')).toBe(first.outcomes[0]?.id);
	expect(await idOf(connector, JAN.email)).toBe('');
});

it('takes an address that somebody else has for a conflict, and a member who is gone for another', async () => {
	const { connector, fake } = await openMailchimp();
	await connector.write([creation(JAN), creation(EWA)]);
	const jan = await idOf(connector, JAN.email);
	const ewa = await idOf(connector, EWA.email);
	fake.forget(EWA.email);
	fake.add({ email_address: 'other@example.com', status: 'subscribed' });
	const results = await connector.write([
		update(jan, { email: 'other@example.com' }),
		update(ewa, { firstName: 'Ewelina' }),
	]);
	expect(results).toMatchObject([
		{ outcome: 'conflict', issue: { code: 'IDENTIFIER_TAKEN', value: 'other@example.com' } },
		{ outcome: 'conflict', issue: { code: 'CHANGED_MEANWHILE' } },
	]);
	expect([...fake.members.values()].map(({ email }) => email)).toEqual([JAN.email, 'other@example.com']);
});

it('is busy only with as many requests as it may, and writes all', async () => {
	const { connector, fake } = await openMailchimp({}, { delayMs: 5 });
	const people = Array.from({ length: 60 }, (_, number) => ({ email: `p${number}@example.com` }));
	await connector.write(people.map(creation));
	const ids = (await customersOf(connector)).map(({ id }) => id);
	const results = await connector.write(ids.map((id) => update(id, { firstName: 'Jan' })));
	expect(results.every(({ outcome }) => outcome === 'updated')).toBe(true);
	expect(fake.mostAtOnce).toBeGreaterThan(1);
	expect(fake.mostAtOnce).toBeLessThanOrEqual(8);
});

it('brings back whoever was archived, as the row says, and under the same id', async () => {
	const { connector, fake, writes } = await openMailchimp();
	const first = await runImport(connector, rowsOf({ ...JAN, tags: ['old'], newsletterConsent: true }));
	const id = first.outcomes[0]?.id ?? '';
	expect(await connector.remove?.([id])).toEqual([id]);
	expect(await connector.remove?.([id])).toEqual([]);
	expect(await customersOf(connector)).toEqual([]);
	expect(await connector.get([id])).toEqual([]);
	const again = await runImport(connector, rowsOf({ ...JAN, tags: ['new'] }));
	expect(again.outcomes[0]).toMatchObject({ outcome: 'created', id });
	expect([...fake.members.values()]).toMatchObject([{ status: 'transactional', tags: ['new'] }]);
	expect(writes().map(({ call }) => call)).toContain('PUT /members/id');
});

it('does not bring back whoever was archived after he had unsubscribed himself', async () => {
	const { connector, fake } = await openMailchimp();
	fake.unsubscribe(JAN.email);
	await connector.remove?.([await idOf(connector, JAN.email)]);
	const { summary, outcomes } = await runImport(connector, rowsOf({ ...JAN, newsletterConsent: true }));
	expect(summary).toEqual(['2 failed']);
	expect(outcomes[0]?.issues[0]?.message).toContain('compliance state');
});

it('reads who was archived, and since when', async () => {
	const { connector } = await openMailchimp();
	await connector.write([creation(JAN), creation(EWA)]);
	const read = async (deletedAfter?: string) => {
		const found: unknown[] = [];
		const query = deletedAfter === undefined ? {} : { deletedAfter };
		for await (const page of connector.readDeleted?.(query) ?? []) found.push(...page);
		return found;
	};
	expect(await read()).toEqual([]);
	const id = await idOf(connector, JAN.email);
	await connector.remove?.([id]);
	expect(await read()).toMatchObject([{ id, record: JAN, deletedAt: '2026-11-22T12:00:00Z' }]);
	expect(await read('2026-11-22T12:00:00Z')).toEqual([]);
});

it('takes an import back: who was created is archived, what was changed is given back', async () => {
	const { connector, fake } = await openMailchimp();
	const store = await memoryStore();
	const journal = await openJournal(store);
	const before = { ...JAN, birthDate: '1990-04-13', tags: ['old'] };
	await runImport(connector, rowsOf(before));
	const rows = rowsOf({ ...JAN, birthDate: '1990-05-14', tags: ['new'], newsletterConsent: true }, EWA);
	const { report } = await runImport(connector, rows, {}, { journal });
	const undone = await runUndo(connector, journal, report.importId ?? '');
	await journal.close();
	await store.close();
	expect(undone.outcomes.map(({ issues }) => issues)).toEqual([[], []]);
	expect([...fake.members.values()]).toMatchObject([
		{ merged: { BIRTHDAY: '04/13' }, tags: ['old'], status: 'unsubscribed' },
		{ status: 'archived' },
	]);
});
