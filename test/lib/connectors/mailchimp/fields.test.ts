import { codesOf, recordsOf, rowsOf, runImport } from '../../import/rows';
import { close, type Opened, openMailchimp } from './opened';

let opened: Opened;
const EMAIL = 'jan@example.com';

async function open(settings: Readonly<Record<string, unknown>> = {}, required: readonly string[] = []) {
	opened = await openMailchimp(settings, { required });
}
afterEach(close);

const only = () => [...opened.fake.members.values()][0];
const add = async (record: Record<string, unknown>, settings = {}) =>
	await runImport(opened.connector, rowsOf({ email: EMAIL, ...record }), settings);

const ADDRESS = {
	street: 'Piwna 1',
	city: 'Gdańsk',
	region: 'pomorskie',
	postalCode: '80-001',
	country: 'PL',
};

it.each<[string, Record<string, unknown>, string, unknown]>([
	['text', { company: 'Piekarnia Łosoś' }, 'COMPANY', 'Piekarnia Łosoś'],
	['number', { points: 12.5 }, 'POINTS', 12.5],
	['date', { JOINED: '2024-02-29' }, 'JOINED', '2024-02-29'],
	['birthday', { birthDate: '1990-04-13' }, 'BIRTHDAY', '04/13'],
	['phone', { phone: '48501228855' }, 'PHONE', '+48501228855'],
	['phone of the United States', { USPHONE: '14045551212' }, 'USPHONE', '404-555-1212'],
	['zip', { ZIP: '30308' }, 'ZIP', '30308'],
	['url', { SITE: 'https://example.com/a' }, 'SITE', 'https://example.com/a'],
	['imageurl', { PHOTO: 'https://example.com/a.png' }, 'PHOTO', 'https://example.com/a.png'],
	['dropdown', { SIZE: 'M' }, 'SIZE', 'M'],
	['radio', { COLOUR: 'blue' }, 'COLOUR', 'blue'],
	[
		'address',
		ADDRESS,
		'ADDRESS',
		{ addr1: 'Piwna 1', addr2: '', city: 'Gdańsk', state: 'pomorskie', zip: '80-001', country: 'PL' },
	],
])(
	'writes a merge field of the kind %s as Mailchimp wants it, and finds it unchanged',
	async (_, row, tag, kept) => {
		await open();
		expect((await add(row)).summary).toEqual(['2 created']);
		expect(only()?.merged[tag]).toEqual(kept);
		expect((await add(row)).summary).toEqual(['2 unchanged']);
	},
);

it('describes the fields of an audience with their types and options', async () => {
	await open({}, ['LNAME']);
	const fields = new Map((await opened.connector.discoverFields()).map((field) => [field.name, field]));
	expect(fields.get('email')).toMatchObject({ type: 'email', required: true, identifier: true });
	expect(fields.get('lastName')).toMatchObject({ type: 'name', required: true, maxLength: 255 });
	expect(fields.get('birthDate')).toMatchObject({ type: 'date', yearless: true });
	expect(fields.get('SIZE')).toMatchObject({ type: 'option', options: ['S', 'M', 'L'], multiple: false });
	expect(fields.get('JOINED')).toMatchObject({ type: 'date', custom: true });
	expect(fields.get('ADDRESS.addr2')).toMatchObject({ title: 'address: Address Line 2', custom: true });
	expect(fields.get('Topics')).toMatchObject({ multiple: true, options: ['Cheese', 'Bread', 'Wine'] });
	expect(fields.get('Rhythm')).toMatchObject({ multiple: false, options: ['Daily', 'Weekly'] });
	expect(fields.get('SIZE (c3d4e5f6a7)')).toMatchObject({ options: ['Small'] });
	expect(fields.get('changedAt')).toMatchObject({ readOnly: true });
	expect(fields.get('contact_id')).toMatchObject({ readOnly: true, identifier: true });
	expect(fields.has('guid')).toBe(false);
});

it('compares birthdays without the year', async () => {
	await open();
	await add({ birthDate: '1990-04-13' });
	expect((await add({ birthDate: '1991-04-13' })).summary).toEqual(['2 unchanged']);
	const { outcomes } = await add({ birthDate: '1990-05-13' });
	expect(outcomes[0]?.changes).toEqual([{ field: 'birthDate', before: '--04-13', after: '1990-05-13' }]);
	expect(only()?.merged['BIRTHDAY']).toBe('05/13');
});

it('says that half an address is not taken, where nothing may stand for the rest', async () => {
	await open();
	const { summary, outcomes } = await add({ city: 'Gdańsk' });
	expect(summary).toEqual(['2 failed']);
	expect(outcomes[0]?.issues[0]?.message).toContain('ADDRESS: Please enter a complete address');
});

it('fills up half an address with what the credential says, and reads it as nothing', async () => {
	await open({ filler: '-' });
	await add({ city: 'Gdańsk' });
	expect(only()?.merged['ADDRESS']).toMatchObject({ addr1: '-', city: 'Gdańsk', state: '-', zip: '-' });
	const [record] = await recordsOf(opened.connector);
	expect(record).toMatchObject({ city: 'Gdańsk' });
	expect(record).not.toHaveProperty('street');
});

it('writes all of an address where a part of it changes', async () => {
	await open();
	await add({ ...ADDRESS, 'ADDRESS.addr2': 'm. 3' });
	await add({ city: 'Gdynia' });
	expect(only()?.merged['ADDRESS']).toEqual({
		addr1: 'Piwna 1',
		addr2: 'm. 3',
		city: 'Gdynia',
		state: 'pomorskie',
		zip: '80-001',
		country: 'PL',
	});
});

it('empties an address and other fields when told to', async () => {
	await open();
	await add({ ...ADDRESS, birthDate: '1990-04-13', points: 3, Topics: ['Bread'], tags: ['a'] });
	const empty = { street: '', city: '', region: '', postalCode: '', country: '', birthDate: '', points: '' };
	const { summary } = await add({ ...empty, Topics: '', tags: '' }, { clearOnEmpty: true });
	expect(summary).toEqual(['2 updated']);
	expect(only()).toMatchObject({ merged: { ADDRESS: '', BIRTHDAY: '', POINTS: '' }, tags: [] });
	expect(Object.values(only()?.interests ?? {})).not.toContain(true);
});

it('refuses who lacks a required field, unless that is to be skipped', async () => {
	await open({}, ['LNAME']);
	const rows = rowsOf({ email: EMAIL });
	const { summary } = await runImport(opened.connector, rows);
	expect(summary).not.toEqual(['2 created']);
	await close();
	await open({ skipMergeValidation: true }, ['LNAME']);
	const [created] = await opened.connector.write([
		{ action: 'create', rowNumber: 2, record: { email: EMAIL }, identifiers: [] },
	]);
	expect(created?.outcome).toBe('created');
});

it('keeps interests by their names, whatever their case, and takes away those that are replaced', async () => {
	await open();
	await add({ Topics: ['cheese', 'Bread'], Rhythm: 'weekly', 'SIZE (c3d4e5f6a7)': 'Small' });
	expect(only()?.interests).toMatchObject({ '9143cf3bd1': true, '3a2a927344': true, f9c8f5f0ff: false });
	await add({ Topics: ['Wine'], Rhythm: 'Daily' }, { multiValueFields: { Topics: 'replace' } });
	expect(await recordsOf(opened.connector)).toMatchObject([
		{ Topics: 'Wine', Rhythm: 'Daily', 'SIZE (c3d4e5f6a7)': 'Small' },
	]);
});

it('refuses an interest that is none of the audience, and writes the other rows', async () => {
	await open();
	const rows = rowsOf(
		{ email: 'a@example.com', Topics: ['Beer'] },
		{ email: 'b@example.com', Topics: ['Wine'] },
	);
	const result = await runImport(opened.connector, rows);
	expect(result.summary).toEqual(['2 failed', '3 created']);
	expect(codesOf(result, 2)).toEqual(['WRITE_FAILED']);
	expect(result.outcomes.find(({ rowNumber }) => rowNumber === 2)?.issues[0]?.message).toContain(
		"no interest 'beer'",
	);
});

it('adds tags and takes away those that are replaced, of which more than fifty come with no member', async () => {
	await open();
	const many = Array.from({ length: 60 }, (_, number) => `tag ${number}`);
	await add({ tags: many });
	expect((await add({ tags: many })).summary).toEqual(['2 unchanged']);
	expect((await recordsOf(opened.connector))[0]?.['tags']).toHaveLength(60);
	expect((await add({ tags: ['Tag 1', 'new'] })).summary).toEqual(['2 updated']);
	expect(only()?.tags).toEqual([...many, 'new']);
	await add({ tags: ['new'] }, { multiValueFields: { tags: 'replace' } });
	expect(only()?.tags).toEqual(['new']);
});

it('keeps the language and the format of mails, and who is a VIP', async () => {
	await open();
	const row = { language: 'pl', email_type: 'text', vip: true };
	await add(row);
	expect(only()?.others).toEqual(row);
	expect((await add(row)).summary).toEqual(['2 unchanged']);
});
