import type { ConnectorTools } from '../../../../lib/connectors/http/client';
import { recordExchanges } from '../../../../lib/connectors/http/recorder';

const MASKED = 'pat-eu1-0123456789';

function recording(
	answer: () => Promise<{ status: number; headers: Record<string, string>; body: unknown }>,
) {
	let time = 0;
	const tools: ConnectorTools = { http: answer, now: () => (time += 5), sleep: async () => undefined };
	return recordExchanges(tools, [MASKED, 'abc']);
}

const fine = async () => ({
	status: 200,
	headers: { 'content-type': 'application/json', 'set-cookie': 'sid=1' },
	body: { access_token: 'new', items: [{ note: `key ${MASKED}` }] },
});

it('keeps what was sent and what came, in order, and hands the answer on as it was', async () => {
	const { tools, exchanges } = recording(fine);
	const answer = await tools.http({ method: 'GET', url: 'https://crm.example.com/a', query: { page: 1 } });
	expect(answer).toEqual(await fine());
	expect(exchanges).toEqual([
		{
			method: 'GET',
			url: 'https://crm.example.com/a',
			query: { page: 1 },
			answer: {
				status: 200,
				headers: { 'content-type': 'application/json', 'set-cookie': '***' },
				body: { access_token: '***', items: [{ note: 'key ***' }] },
			},
			milliseconds: 5,
		},
	]);
});

it('shows no secret, wherever it stands', async () => {
	const { tools, exchanges } = recording(fine);
	await tools.http({
		method: 'POST',
		url: `https://crm.example.com/${MASKED}`,
		headers: { Authorization: `Bearer ${MASKED}`, 'x-api-key': 'short' },
		query: { key: MASKED },
		body: new URLSearchParams({ client_secret: 'hidden by its name', note: MASKED }),
	});
	expect(JSON.stringify(exchanges)).not.toMatch(/pat-eu1|short|hidden by/);
	expect(exchanges[0]).toMatchObject({ body: { client_secret: '***', note: '***' } });
});

it('keeps why no answer came', async () => {
	const { tools, exchanges } = recording(async () => {
		throw new Error(`no route with ${MASKED}`);
	});
	await expect(tools.http({ method: 'GET', url: 'https://crm.example.com' })).rejects.toThrow(MASKED);
	expect(exchanges).toMatchObject([{ failure: 'no route with ***' }]);
});

it('shortens what is long', async () => {
	const { tools, exchanges } = recording(async () => ({
		status: 200,
		headers: {},
		body: ['x'.repeat(20_000)],
	}));
	await tools.http({ method: 'GET', url: 'https://crm.example.com' });
	expect(String(exchanges[0]?.answer?.body)).toHaveLength(10_001);
});
