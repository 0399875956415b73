import type { HttpResponse } from '../../../../lib/connectors';
import { limitConnections } from '../../../../lib/connectors/http/connections';

const REQUEST = { method: 'GET', url: '/' } as const;
const ANSWER: HttpResponse = { status: 200, headers: {}, body: '' };

/** A client whose answers come when the test lets them. */
function held() {
	const open: { readonly url: string; answer(): void; fail(): void }[] = [];
	const tools = limitConnections(
		{
			now: () => 0,
			sleep: async () => undefined,
			http: async ({ url }) =>
				await new Promise<HttpResponse>((resolve, reject) =>
					open.push({ url, answer: () => resolve(ANSWER), fail: () => reject(new Error('cut')) }),
				),
		},
		2,
	);
	const send = (url: string) => tools.http({ ...REQUEST, url }).catch(() => 'failed');
	return { open, send };
}

const settled = async () => await new Promise((resolve) => setImmediate(resolve));

it('sends as many requests at once as it may, the others in their order as soon as one is answered', async () => {
	const { open, send } = held();
	const sent = ['a', 'b', 'c', 'd'].map(send);
	await settled();
	expect(open.map(({ url }) => url)).toEqual(['a', 'b']);
	open[1]?.answer();
	await settled();
	expect(open.map(({ url }) => url)).toEqual(['a', 'b', 'c']);
	open[0]?.answer();
	open[2]?.answer();
	await settled();
	expect(open.map(({ url }) => url)).toEqual(['a', 'b', 'c', 'd']);
	open[3]?.answer();
	expect(await Promise.all(sent)).toHaveLength(4);
});

it('gives the place of a request that fails to the next one', async () => {
	const { open, send } = held();
	const sent = ['a', 'b', 'c'].map(send);
	await settled();
	open[0]?.fail();
	await settled();
	expect(open.map(({ url }) => url)).toEqual(['a', 'b', 'c']);
	open[1]?.answer();
	open[2]?.answer();
	expect(await Promise.all(sent)).toEqual(['failed', ANSWER, ANSWER]);
});
