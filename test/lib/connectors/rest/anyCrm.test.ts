import type { Connector, ConnectorSettings } from '../../../../lib/connectors';
import { fetchClient } from '../../../../lib/connectors/http/fetchClient';
import { rest, restEntry } from '../../../../lib/connectors/rest';
import { customersOf, rowsOf, runImport } from '../../import/rows';
import { fakeEspoCrm } from '../fakes/espoCrm';
import { type FakeAnswer, type FakeRequest, type FakeServer, startFake } from '../fakes/fakeServer';

const NOW = Date.UTC(2026, 10, 22);

let server: FakeServer;
let waits: number[];

afterEach(async () => await server?.close());

/** A CRM that answers so, and a connector to it. */
async function connect(
	handle: (request: FakeRequest) => FakeAnswer,
	settings: ConnectorSettings = {},
): Promise<Connector> {
	server = await startFake(handle);
	waits = [];
	const { headers = {}, query = {} } = restEntry.login?.(settings) ?? {};
	const http = fetchClient((request) => ({
		...request,
		headers: { ...request.headers, ...headers },
		query: { ...request.query, ...query },
	}));
	let time = NOW;
	const sleep = async (milliseconds: number) => {
		waits.push(milliseconds);
		time += milliseconds;
	};
	const limits = { callsPerSecond: 1_000_000 };
	const given = { limits, ...settings, baseUrl: server.url };
	return rest(given, { http, now: () => time, sleep });
}

const people = (from: number, count: number) =>
	Array.from({ length: count }, (_, place) => ({ id: from + place, email: `p${from + place}@example.com` }));

const idsOf = async (connector: Connector) => (await customersOf(connector)).map(({ id }) => Number(id));

describe('pages', () => {
	const THREE = [people(1, 2), people(3, 2), people(5, 1)];

	it('by number, until one is not full', async () => {
		const connector = await connect(
			({ query }) => ({ status: 200, body: THREE[Number(query.get('page')) - 1] ?? [] }),
			{ paging: { size: 2 } },
		);
		expect(await idsOf(connector)).toEqual([1, 2, 3, 4, 5]);
		expect(server.requests.map(({ query }) => query.toString())).toEqual([
			'limit=2&page=1',
			'limit=2&page=2',
			'limit=2&page=3',
		]);
	});

	it('by offset', async () => {
		const connector = await connect(
			({ query }) => ({
				status: 200,
				body: THREE.flat().slice(Number(query.get('skip')), Number(query.get('skip')) + 2),
			}),
			{ paging: { kind: 'offset', parameter: 'skip', size: 2 } },
		);
		expect(await idsOf(connector)).toEqual([1, 2, 3, 4, 5]);
	});

	it('by a cursor of the answer', async () => {
		const connector = await connect(
			({ query }) => {
				const place = Number(query.get('from') ?? 0);
				return { status: 200, body: { items: THREE[place], meta: { next: place < 2 ? place + 1 : null } } };
			},
			{ paging: { kind: 'cursor', parameter: 'from', next: 'meta.next' }, answers: { records: 'items' } },
		);
		expect(await idsOf(connector)).toEqual([1, 2, 3, 4, 5]);
	});

	it('by a link in the header, and never to another server', async () => {
		const connector = await connect(
			({ query }) => {
				const place = Number(query.get('p') ?? 0);
				const link = `<${place < 1 ? '' : 'https://evil.example.com'}/contacts?p=${place + 1}>; rel="next"`;
				return { status: 200, headers: { link }, body: THREE[place] };
			},
			{ paging: { kind: 'link' } },
		);
		await expect(idsOf(connector)).rejects.toMatchObject({
			code: 'REST_DEFINITION',
			message: expect.stringContaining('https://evil.example.com'),
		});
		expect(server.requests).toHaveLength(2);
	});

	it('end with an error where the CRM does not know their parameter', async () => {
		const connector = await connect(() => ({ status: 200, body: people(1, 2) }), { paging: { size: 2 } });
		await expect(idsOf(connector)).rejects.toMatchObject({
			message: expect.stringContaining('same customers'),
		});
	});

	it('are one where there is no paging', async () => {
		const connector = await connect(() => ({ status: 200, body: people(1, 300) }), {
			paging: { kind: 'none' },
		});
		expect(await idsOf(connector)).toHaveLength(300);
		expect(server.requests).toHaveLength(1);
	});
});

describe('what answers mean', () => {
	const JAN = rowsOf({ email: 'jan@example.com', firstName: 'Jan' });

	/** Nobody is there, and creations are answered so. */
	const creating = (...answers: FakeAnswer[]) => {
		let place = 0;
		return ({ method }: FakeRequest): FakeAnswer =>
			method === 'GET' ? { status: 200, body: [] } : (answers[place++] ?? { status: 201, body: { id: 1 } });
	};

	it.each<[string, FakeAnswer, ConnectorSettings]>([
		['a status', { status: 403, headers: { 'retry-after': '7' } }, { throttledStatuses: '403, 429' }],
		[
			'a text',
			{ status: 400, headers: { 'x-wait': String(NOW / 1000 + 7) }, body: { error: 'Rate limit hit' } },
			{ throttledText: 'rate LIMIT', waitHeader: 'X-Wait' },
		],
	])('to wait, by %s', async (_what, answer, signals) => {
		const connector = await connect(creating(answer), { signals });
		const { summary } = await runImport(connector, JAN, {}, { sleep: async (wait) => void waits.push(wait) });
		expect(summary).toEqual(['2 created']);
		expect(Math.max(...waits)).toBe(7_000);
	});

	it('that the day is over, by a text', async () => {
		const answer = { status: 429, body: { error: 'Daily quota exceeded' } };
		const connector = await connect(() => answer, { signals: { quotaText: 'daily quota' } });
		await expect(connector.check()).rejects.toMatchObject({ code: 'QUOTA_GONE' });
	});

	it('that there is an error, in spite of a good status', async () => {
		const answers = { failure: 'code', message: 'text' };
		const refused = { status: 200, body: { code: 17, text: 'The name is too long' } };
		const connector = await connect(creating(refused), { answers });
		const { outcomes } = await runImport(connector, JAN);
		expect(outcomes[0]).toMatchObject({ outcome: 'failed' });
		expect(outcomes[0]?.issues[0]?.message).toContain('The name is too long');
	});

	it('that somebody is there already: he is looked up again', async () => {
		const stored: object[] = [];
		const connector = await connect(
			({ method }) => {
				if (method === 'GET') return { status: 200, body: stored };
				stored.push({ id: 9, email: 'jan@example.com', firstName: 'Jan' });
				return { status: 422, body: { error: 'Email already exists' } };
			},
			{ signals: { duplicateStatuses: '422', duplicateText: 'already exists' }, paging: { kind: 'none' } },
		);
		expect((await runImport(connector, JAN)).summary).toEqual(['2 unchanged']);
	});

	it('that a look-up has found nobody, by a status with an object', async () => {
		const connector = await connect(
			({ method }) =>
				method === 'GET'
					? { status: 404, body: { error: { code: 404, message: 'No third parties found' } } }
					: { status: 200, body: 12 },
			{ preset: 'dolibarr' },
		);
		const { outcomes } = await runImport(
			connector,
			rowsOf({ email: "o'neil@example.com", fullName: "O'Neil" }),
		);
		expect(outcomes[0]).toMatchObject({ outcome: 'created', id: '12' });
		const filters = server.requests.map(({ query }) => query.get('sqlfilters'));
		expect(filters).toContain("(t.email:=:'o''neil@example.com')");
		expect(server.requests.at(-1)?.body).toEqual({
			client: '1',
			code_client: '-1',
			email: "o'neil@example.com",
			name: "O'Neil",
		});
	});

	it('but a wrong address is never nobody', async () => {
		const connector = await connect(() => ({ status: 404, body: '<html>Not Found</html>' }), {
			preset: 'dolibarr',
		});
		await expect(connector.check()).rejects.toMatchObject({ code: 'CRM_ADDRESS' });
	});

	it.each([
		[401, 'CRM_LOGIN'],
		[403, 'CRM_PERMISSION'],
		[404, 'CRM_ADDRESS'],
	])('that the credential is not right: %s', async (status, code) => {
		const connector = await connect(() => ({ status, body: { message: 'No' } }));
		await expect(connector.check()).rejects.toMatchObject({ code, kind: 'user' });
	});
});

describe('the login', () => {
	const empty = () => ({ status: 200, body: [] });

	it.each<[ConnectorSettings, object, string]>([
		[{ restAuthentication: 'bearer', accessToken: 'abc' }, { authorization: 'Bearer abc' }, ''],
		[
			{ restAuthentication: 'basic', userName: 'jan', password: 'żółw' },
			{ authorization: `Basic ${Buffer.from('jan:żółw').toString('base64')}` },
			'',
		],
		[{ restAuthentication: 'header', headerName: 'X-Key', headerValue: 'abc' }, { 'x-key': 'abc' }, ''],
		[{ restAuthentication: 'query', queryName: 'key', queryValue: 'a&b' }, {}, 'key=a%26b'],
	])('goes with each request: %j', async (settings, headers, query) => {
		await (await connect(empty, settings)).check();
		expect(server.requests[0]?.headers).toMatchObject(headers);
		expect(server.requests[0]?.query.toString()).toContain(query);
	});

	it('by a token that is got for a client ID and a secret', async () => {
		const isRight = (body: unknown) => new URLSearchParams(String(body)).get('client_secret') === 's';
		const granted = { status: 200, body: { access_token: 'abc' } };
		const refused = { status: 401, body: { error: 'invalid_client' } };
		const handle = ({ path, body }: FakeRequest): FakeAnswer =>
			path === '/token' ? (isRight(body) ? granted : refused) : empty();
		const connector = await connect(handle);
		await connector.close();
		const settings = {
			restAuthentication: 'oAuth2',
			tokenUrl: `${server.url}/token`,
			clientId: 'c',
			clientSecret: 's',
		};
		const tools = { http: fetchClient(), now: () => NOW, sleep: async () => undefined };
		await rest({ ...settings, baseUrl: server.url }, tools).check();
		expect(server.requests.map(({ path, headers }) => [path, headers['authorization']])).toEqual([
			['/token', undefined],
			['/contacts', 'Bearer abc'],
		]);
		const wrong = rest({ ...settings, clientSecret: 'x', baseUrl: server.url }, tools);
		await expect(wrong.check()).rejects.toMatchObject({ code: 'CRM_LOGIN' });
	});

	it('is asked for where it is missing', async () => {
		await expect(connect(empty, { restAuthentication: 'bearer' })).rejects.toMatchObject({
			code: 'CRM_SETTING',
		});
	});
});

describe('what one starts from', () => {
	it('is enough for EspoCRM, as one was seen to behave', async () => {
		const fake = fakeEspoCrm();
		const settings = {
			preset: 'espoCrmLike',
			restAuthentication: 'header',
			headerName: 'X-Api-Key',
			headerValue: 'fake-key',
		};
		const connector = await connect(fake.handle, settings);
		const rows = rowsOf(
			{ email: 'jan@example.com', phone: '48501228855', firstName: 'Jan', city: 'Łódź' },
			{ email: 'ewa@example.com', firstName: 'Ewa' },
		);
		expect((await runImport(connector, rows)).summary).toEqual(['2 created', '3 created']);
		expect((await runImport(connector, rows)).summary).toEqual(['2 unchanged', '3 unchanged']);
		const change = rowsOf({ phone: '48501228855', city: 'Gdynia' });
		expect((await runImport(connector, change)).summary).toEqual(['2 updated']);
		expect((await customersOf(connector)).map(({ record }) => record['city'])).toEqual(['Gdynia', undefined]);
	});

	it('is enough for JSON:API', async () => {
		const stored = new Map<string, Record<string, unknown>>();
		const shown = ([id, attributes]: readonly [string, object]) => ({ type: 'contacts', id, attributes });
		const connector = await connect(
			({ method, path, query, body }) => {
				const id = path.split('/')[2] ?? String(stored.size + 1);
				const mail = query.get('filter[email]');
				const data = (body as { data?: { attributes: object } }).data;
				if (method === 'GET' && path === '/contacts') {
					const found = [...stored].filter(([, { email }]) => mail === null || email === mail);
					return { status: 200, body: { data: found.map(shown), links: { next: null } } };
				}
				if (method !== 'GET') stored.set(id, { ...stored.get(id), ...data?.attributes });
				return { status: 200, body: { data: shown([id, stored.get(id) ?? {}]) } };
			},
			{ preset: 'jsonApi' },
		);
		const import_ = async (firstName: string) =>
			(
				await runImport(connector, rowsOf({ email: 'jan@example.com', firstName }), {
					identifiers: ['email'],
				})
			).summary;
		expect(await import_('Jan')).toEqual(['2 created']);
		expect(await import_('Janusz')).toEqual(['2 updated']);
		expect(await import_('Janusz')).toEqual(['2 unchanged']);
		expect(server.requests.at(-2)?.headers['content-type'] ?? '').toBe('');
		expect(stored.size).toBe(1);
	});
});
