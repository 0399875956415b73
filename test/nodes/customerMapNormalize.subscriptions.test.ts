import type { IDataObject } from 'n8n-workflow';
import { CustomerMapNormalize } from '../../nodes/CustomerMapNormalize/CustomerMapNormalize.node';
import { fakeExecution } from './fakeExecution';

const ROW = { 'E-mail': 'jan@example.com', Telefon: '501 228 855', Zgoda: 'oczekuje', Token: 't1' };

async function mapped(subscription: readonly IDataObject[], mode = 'automatic') {
	const parameters = {
		defaultCountry: 'PL',
		mappingMode: mode,
		subscriptions: { subscription },
		columns: mode === 'defined' ? { column: [{ column: 'E-mail', field: 'email' }] } : {},
	};
	const fake = fakeExecution({ node: new CustomerMapNormalize(), items: [{ json: ROW }], parameters });
	const [customers = [], , [summary] = []] = await fake.execute();
	return { customer: customers[0]?.json ?? {}, summary: summary?.json ?? {} };
}

describe('subscriptions on the panel', () => {
	it.each([
		[
			{ channel: 'email', resource: 'News', status: 'unconfirmed' },
			'["email","News","jan@example.com","unconfirmed"]',
		],
		[{ channel: 'sms', resource: 'Offers' }, '["sms","Offers","48501228855","subscribed"]'],
		[
			{ channel: 'push', resource: 'Offers', contactColumn: 'Token', status: 'suspended' },
			'["push","Offers","t1","suspended"]',
		],
		[
			{
				channel: '*other',
				channelName: 'whatsapp',
				resource: 'Offers',
				contactColumn: '{{ $json.Telefon }}',
				status: '*column',
				statusColumn: '{{ $json.Zgoda }}',
			},
			'["whatsapp","Offers","48501228855","unconfirmed"]',
		],
	])('%j', async (row, text) => {
		expect((await mapped([row])).customer['subscriptions']).toBe(text);
	});

	it('say in the summary what they are made of, and are in its profile', async () => {
		const row = { channel: 'email', resource: 'News', status: '*column', statusColumn: 'Zgoda' };
		const { summary } = await mapped([row], 'defined');
		expect(summary['mapping']).toContainEqual({
			label: 'News (email)',
			field: 'subscriptions',
			confidence: 1,
			reason: "To the main e-mail address, with the status of 'Zgoda', as set",
		});
		expect(summary['unmapped_columns']).toEqual(['Telefon', 'Token']);
		expect(summary['profile']).toMatchObject({
			subscriptions: [{ channel: 'email', resource: 'News', statusColumn: 'Zgoda' }],
		});
	});

	it('stop a run that cannot understand them', async () => {
		await expect(mapped([{ channel: '*other', resource: 'News' }])).rejects.toThrow(
			"The subscription to 'News' has no channel",
		);
		await expect(mapped([{ channel: 'email', resource: 'News', status: '*column' }])).rejects.toThrow(
			"The subscription to 'News' has no status",
		);
	});
});
