import { codesOf, recordsOf, rowsOf, runImport } from '../../import/rows';
import { close, type Opened, openMailchimp } from './opened';

let opened: Opened;
const EMAIL = 'jan@example.com';

async function open(settings: Readonly<Record<string, unknown>> = {}) {
	opened = await openMailchimp(settings);
}
afterEach(close);

const statuses = () => [...opened.fake.members.values()].map(({ status }) => status);
const add = async (record: Record<string, unknown>, settings = {}) =>
	await runImport(opened.connector, rowsOf({ email: EMAIL, ...record }), settings);

it.each([
	['subscribed', true],
	['unsubscribed', false],
	['cleaned', false],
	['pending', 'unconfirmed'],
	['transactional', undefined],
])('reads the status %s as the consent %s', async (status, consent) => {
	await open();
	opened.fake.add({ email_address: EMAIL, status });
	expect((await recordsOf(opened.connector))[0]?.['newsletterConsent']).toBe(consent);
});

it.each([
	[true, 'subscribed'],
	[false, 'unsubscribed'],
	[undefined, 'transactional'],
])('makes somebody with the consent %s %s', async (newsletterConsent, status) => {
	await open();
	await add(newsletterConsent === undefined ? {} : { newsletterConsent });
	expect(statuses()).toEqual([status]);
});

it('gives whoever has no consent the status of the credential', async () => {
	await open({ statusWithoutConsent: 'pending' });
	await add({});
	expect(statuses()).toEqual(['pending']);
});

it('asks for a confirmation where double opt-in is set, and takes the confirmed one for given', async () => {
	await open();
	const double = { consents: { optIn: 'double' } };
	await add({ newsletterConsent: true }, double);
	expect(statuses()).toEqual(['pending']);
	expect((await add({ newsletterConsent: true }, double)).summary).toEqual(['2 unchanged']);
	opened.fake.confirm(EMAIL);
	expect((await add({ newsletterConsent: true }, double)).summary).toEqual(['2 unchanged']);
	expect(statuses()).toEqual(['subscribed']);
});

it('keeps when a consent was given', async () => {
	await open();
	await add({ newsletterConsent: true, newsletterConsentAt: '2024-05-06T07:08:09Z' });
	expect(await recordsOf(opened.connector)).toMatchObject([
		{ newsletterConsent: true, newsletterConsentAt: '2024-05-06T07:08:09Z' },
	]);
});

it('writes no opt-in time for whoever has not opted in', async () => {
	await open();
	await add({ newsletterConsent: false, newsletterConsentAt: '2024-05-06T07:08:09Z' });
	expect(JSON.stringify(opened.writes())).not.toContain('timestamp_opt');
});

it('takes nothing older than the last change for a proof that outdoes a no', async () => {
	await open();
	opened.fake.unsubscribe(EMAIL);
	const result = await add({ newsletterConsent: true, newsletterConsentAt: '2026-11-20' });
	expect(codesOf(result, 2)).toEqual(['CONSENT_KEPT']);
	expect(opened.writes()).toEqual([]);
});

it.each([
	['unsubscribed himself', 'compliance state', (one: Opened) => one.fake.unsubscribe(EMAIL)],
	['bounced', 'compliance state', (one: Opened) => one.fake.bounce(EMAIL)],
])('lets the row of somebody fail who %s and cannot be subscribed', async (_what, says, happen) => {
	await open();
	happen(opened);
	const raise = { consents: { raise: 'force' } };
	const { summary, outcomes } = await add({ newsletterConsent: true }, raise);
	expect(summary).toEqual(['2 failed']);
	expect(outcomes[0]?.issues[0]?.message).toContain(says);
	expect(statuses()).not.toContain('subscribed');
});

it.each([
	['deleted@example.com', 'was permanently deleted and cannot be re-imported'],
	['noreply@example.com', 'looks fake or invalid'],
])('says why %s is not taken, and takes the others', async (email, says) => {
	await open();
	opened.fake.forget('deleted@example.com');
	const rows = rowsOf({ email: 'a@example.com' }, { email }, { email: 'b@example.com' });
	const { summary, outcomes } = await runImport(opened.connector, rows);
	expect(summary).toEqual(['2 created', '3 failed', '4 created']);
	expect(outcomes.find(({ rowNumber }) => rowNumber === 3)?.issues[0]?.message).toContain(says);
});

it('never sends the status of somebody with a change of something else', async () => {
	await open();
	await add({ newsletterConsent: true, firstName: 'Jan' });
	const before = opened.writes().length;
	await add({ newsletterConsent: true, firstName: 'Janusz' });
	expect(opened.writes().slice(before)).toEqual([
		{ call: 'PATCH /members/id', body: { merge_fields: { FNAME: 'Janusz' } } },
	]);
});

it('leaves somebody unsubscribed who leaves between the look-up and the write', async () => {
	await open();
	await add({ newsletterConsent: true, firstName: 'Jan' });
	opened.server.setFaults(({ method }) => {
		if (method === 'PATCH') opened.fake.unsubscribe(EMAIL);
		return undefined;
	});
	await add({ newsletterConsent: true, firstName: 'Janusz' });
	expect(statuses()).toEqual(['unsubscribed']);
});

it('unsubscribes where a consent is withdrawn or emptied', async () => {
	await open();
	await add({ newsletterConsent: true });
	expect((await add({ newsletterConsent: false })).summary).toEqual(['2 updated']);
	expect(statuses()).toEqual(['unsubscribed']);
});
