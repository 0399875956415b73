import { recordOf, rowsOf, runImport } from '../../import/rows';
import { close, type Opened, openMailchimp } from './opened';

afterEach(close);

const person = (number: number) => ({
	email: `person${number}@example.com`,
	phone: String(48_500_000_000 + number),
});
const people = (count: number, from = 0) => Array.from({ length: count }, (_, place) => person(from + place));

function fill({ fake }: Opened, count: number, from = 0): void {
	for (const { email, phone } of people(count, from)) {
		fake.add({ email_address: email, status: 'subscribed', merge_fields: { PHONE: `+${phone}` } });
	}
}

const asked = (field: string, values: readonly string[]) => values.map((value) => ({ field, value }));

/** How many requests were made, by what was asked for. */
function calls({ server }: Opened) {
	const reads = server.requests.filter(({ method }) => method === 'GET');
	const ofMembers = reads.filter(({ path }) => path.includes('/members'));
	const pages = ofMembers.filter(({ path }) => path.endsWith('/members'));
	return { single: ofMembers.length - pages.length, pages: pages.length };
}

async function names({ connector }: Opened, field: string, values: readonly string[]): Promise<unknown[]> {
	const hits = await connector.lookup(asked(field, values));
	return hits.map(({ customers }) => customers.map(({ record }) => record['email']).join());
}

it('asks for a few addresses one by one', async () => {
	const opened = await openMailchimp();
	fill(opened, 3);
	const wanted = ['person1@example.com', 'PERSON2@example.com'.toLowerCase(), 'nobody@example.com'];
	expect(await names(opened, 'email', wanted)).toEqual(['person1@example.com', 'person2@example.com', '']);
	expect(calls(opened)).toEqual({ single: 3, pages: 0 });
});

it('reads the audience once where that takes fewer calls, and then what has changed', async () => {
	const opened = await openMailchimp();
	const all = people(1_000);
	const first = await runImport(opened.connector, rowsOf(...all), { identifiers: ['email'] });
	expect(first.report.outcomes.created).toBe(1_000);
	// How many there are, the audience, and for each further look-up what was changed and what was archived.
	expect(calls(opened).single).toBe(0);
	expect(calls(opened).pages).toBeLessThanOrEqual(10);
	expect(opened.writes()).toHaveLength(2);
}, 30_000);

it('does not read a large audience for a few rows', async () => {
	const opened = await openMailchimp();
	fill(opened, 2_500);
	expect(
		await names(
			opened,
			'email',
			people(40).map(({ email }) => email),
		),
	).toHaveLength(40);
	expect(calls(opened)).toEqual({ single: 40, pages: 1 });
	await names(
		opened,
		'email',
		people(40, 40).map(({ email }) => email),
	);
	expect(calls(opened)).toEqual({ single: 40, pages: 4 });
}, 30_000);

it('finds by phone and by CRM ID, among more members than there are on a page', async () => {
	const opened = await openMailchimp();
	fill(opened, 1_200);
	opened.fake.add({ email_address: 'ada@example.com', status: 'pending', merge_fields: { CRMID: '007' } });
	expect(await names(opened, 'phone', ['48500000003', '48500001199', '48000000000'])).toEqual([
		'person3@example.com',
		'person1199@example.com',
		'',
	]);
	expect(await names(opened, 'crmId', ['007', '7'])).toEqual(['ada@example.com', '']);
}, 30_000);

it('reads everybody once, also when somebody is archived between two pages', async () => {
	const opened = await openMailchimp();
	fill(opened, 1_500);
	const { connector, fake, server } = opened;
	const found: string[] = [];
	let pages = 0;
	const [first = '', second = ''] = fake.members.keys();
	for await (const page of connector.read?.({ batchSize: 1_000 }) ?? []) {
		found.push(...page.map(({ id }) => id));
		if ((pages += 1) === 1) await connector.remove?.([first, second]);
	}
	expect(server.requests.some(({ query }) => query.get('offset') === '950')).toBe(true);
	expect(found).toHaveLength(1_500);
	expect(new Set(found).size).toBe(1_500);
});

it('finds by the id of the contact where no field stands for CRM IDs', async () => {
	const opened = await openMailchimp({ properties: {} });
	fill(opened, 2);
	const [id = ''] = opened.fake.members.keys();
	expect(await names(opened, 'crmId', [id, 'person1@example.com', 'x'.repeat(32)])).toEqual([
		'person0@example.com',
		'',
		'',
	]);
	expect(calls(opened)).toEqual({ single: 1, pages: 0 });
});

it('knows of what others have written, archived and deleted since it read the audience', async () => {
	const opened = await openMailchimp();
	fill(opened, 30);
	const phones = ['48500000001', '48500000040'];
	expect(await names(opened, 'phone', phones)).toEqual(['person1@example.com', '']);
	fill(opened, 1, 40);
	expect(await names(opened, 'phone', phones)).toEqual(['person1@example.com', 'person40@example.com']);
	const { connector } = await reopened(opened);
	const [hit] = await connector.lookup(asked('email', ['person1@example.com']));
	await connector.remove?.([hit?.customers[0]?.id ?? '']);
	expect(await names(opened, 'phone', phones)).toEqual(['', 'person40@example.com']);
});

/** Another run into the same audience. */
async function reopened({ server }: Opened) {
	const { mailchimp } = await import('../../../../lib/connectors/mailchimp');
	const { CLOCK, http, SETTINGS } = await import('./opened');
	return { connector: mailchimp({ ...SETTINGS, baseUrl: server.url }, { http, ...CLOCK }) };
}

it('does not find somebody by what he had before', async () => {
	const opened = await openMailchimp();
	fill(opened, 30);
	const [id = ''] = opened.fake.members.keys();
	expect(await names(opened, 'phone', ['48500000000'])).toEqual(['person0@example.com']);
	await opened.connector.write([
		{
			action: 'update',
			rowNumber: 2,
			id,
			record: recordOf({ ...person(0), phone: '48700000000' }),
			changes: [{ field: 'phone', before: '48500000000', after: '48700000000' }],
			identifiers: [],
		},
	]);
	expect(await names(opened, 'phone', ['48500000000', '48700000000'])).toEqual(['', 'person0@example.com']);
});

it('keeps no more members in memory than it may, and says what to do', async () => {
	const opened = await openMailchimp({ membersInMemory: 50 });
	fill(opened, 60);
	await expect(names(opened, 'phone', ['48500000001'])).rejects.toMatchObject({ code: 'TOO_MANY_MEMBERS' });
	const emails = people(60).map(({ email }) => email);
	expect(await names(opened, 'email', emails)).toEqual(emails);
	expect(calls(opened).single).toBe(60);
});
