import type { MapOptions, SubscriptionColumns } from '../../../lib/mapping';
import { map } from './mapTable';

function subscriptions(...list: SubscriptionColumns[]): Partial<MapOptions> {
	return { subscriptions: list, normalize: { defaultCountry: 'PL' } };
}

const NEWS = { channel: 'email', resource: 'News' };

describe('subscriptions of a source', () => {
	it('take the main e-mail or phone, and a status for all rows', async () => {
		const { rows, mapping } = await map(
			['E-mail', 'Telefon'],
			[['Jan@Example.COM; j2@example.com', '501 228 855']],
			subscriptions(
				{ ...NEWS, status: 'unconfirmed' },
				{ channel: 'sms', resource: 'Offers', status: 'subscribed' },
			),
		);
		expect(rows[0]?.record?.['subscriptions']).toEqual([
			'["email","News","Jan@example.com","unconfirmed"]',
			'["sms","Offers","48501228855","subscribed"]',
		]);
		expect(mapping.columns.at(-1)).toMatchObject({
			label: 'Offers (sms)',
			field: 'subscriptions',
			reason: 'To the main phone number, subscribed, as set',
			derived: true,
		});
	});

	it('read the contact by the rule of the channel and the status from a column, and take no other field from it', async () => {
		const { rows, mapping, issues } = await map(
			['id', 'Mobile for offers', 'Offers?', 'Kraj'],
			[
				['1', '030 901820', 'Pending', 'DE'],
				['2', '501 228 855', 'wypisany', 'PL'],
				['3', '501 228 855', '', 'PL'],
				['4', '', 'yes', 'PL'],
				['5', 'x', 'yes', 'PL'],
				['6', '501 228 855', 'maybe', 'PL'],
			],
			subscriptions({
				channel: 'SMS',
				resource: 'Offers',
				contactColumn: 'mobile for offers',
				statusColumn: 'Offers?',
			}),
		);
		expect(rows.map(({ record }) => record?.['subscriptions'])).toEqual([
			'["SMS","Offers","4930901820","unconfirmed"]',
			'["SMS","Offers","48501228855","unsubscribed"]',
			...Array<undefined>(4).fill(undefined),
		]);
		expect(rows.map((row) => row.issues.map(({ code, label }) => `${code} ${label}`))).toEqual([
			[],
			[],
			[],
			[],
			[expect.stringMatching(/^(INVALID_PHONE|NO_COUNTRY_PREFIX|PLACEHOLDER) Mobile for offers$/)],
			['INVALID_SUBSCRIPTION Offers?'],
		]);
		expect(mapping.columns[2]).toMatchObject({ used: true, reason: 'Used in a subscription' });
		expect(issues).toEqual([]);
	});

	it('reject a row with a status nobody knows, where values that are not valid do', async () => {
		const { rows } = await map(['email', 'News?'], [['a@example.com', 'maybe']], {
			...subscriptions({ ...NEWS, statusColumn: 'News?' }),
			invalidValue: 'rejectRow',
		});
		expect(rows[0]).toMatchObject({ raw: { 'News?': 'maybe' } });
		expect(rows[0]?.record).toBeUndefined();
	});

	it('map back from the column of an export whatever it is called, under those that are set', async () => {
		const exported = '["email","News","a@example.com","subscribed"]; ["push","Alarm","token","suspended"]';
		for (const label of ['Subscriptions', 'Subskrypcje', '订阅列表', 'Anything']) {
			const { rows, mapping } = await map(
				['email', label],
				[['a@example.com', exported]],
				subscriptions({ ...NEWS, status: 'unsubscribed' }),
			);
			expect(mapping.columns[1]?.field).toBe('subscriptions');
			expect(rows[0]?.record?.['subscriptions']).toEqual([
				'["email","News","a@example.com","unsubscribed"]',
				'["push","Alarm","token","suspended"]',
			]);
		}
	});

	it('explain themselves', async () => {
		const { rows } = await map(['email', 'News?'], [['a@example.com', 'tak']], {
			...subscriptions({ ...NEWS, statusColumn: 'News?' }),
			explainChanges: true,
		});
		expect(rows[0]?.explained).toEqual([
			{
				field: 'subscriptions',
				label: 'News?',
				before: 'tak',
				after: '["email","News","a@example.com","subscribed"]',
				rule: 'Subscription',
				reason: 'the status was read from its word',
			},
		]);
	});

	it('say which column is not there', async () => {
		const { issues, rows } = await map(
			['id'],
			[['1']],
			subscriptions({ ...NEWS, statusColumn: 'News?' }, { ...NEWS, status: 'subscribed' }),
		);
		expect(issues.map(({ message }) => message)).toEqual([
			"A subscription names the column 'News?', and the file has none",
			"No column gives the contact of the subscription to 'News' by email",
		]);
		expect(rows[0]?.record).toEqual({ crmId: '1' });
	});

	it.each([
		[{ channel: '', resource: 'News', status: 'subscribed' }, "The subscription to 'News' has no channel"],
		[{ channel: 'email', resource: ' ', status: 'subscribed' }, 'A subscription has no resource'],
		[{ channel: 'email', resource: 'News' }, "The subscription to 'News' has no status"],
		[
			{ channel: 'push', resource: 'News', status: 'subscribed' },
			"The subscription to 'News' names no column with the contact for 'push'",
		],
	] as const)('are refused where they are not whole: %j', async (one, message) => {
		await expect(map(['email'], [['a@example.com']], subscriptions(one))).rejects.toMatchObject({ message });
	});
});
