import type { ConnectorSettings } from '../../../lib/connectors';
import { fetchClient } from '../../../lib/connectors/http/fetchClient';
import { rest, restEntry } from '../../../lib/connectors/rest';
import { describeConnector } from './conformance';
import { startFake } from './fakes/fakeServer';
import { fakeRest } from './fakes/rest';
import { describeHttpConnector, type FakeCrm } from './httpConformance';

const field = (name: string, property: string, further: object = {}) => ({
	field: name,
	property,
	type: 'automatic',
	...further,
});

/** As a person fills it in on the panel. */
const FILLED: ConnectorSettings = {
	preset: 'plain',
	restAuthentication: 'header',
	headerName: 'X-Api-Key',
	headerValue: 'fake-token',
	restFields: {
		field: [
			field('crmId', 'number', { findBy: true }),
			field('email', 'mails', { findBy: true, multiple: true }),
			field('phone', 'phones', { findBy: true, multiple: true }),
			field('firstName', 'name.first'),
			field('lastName', 'name.last'),
			field('city', 'address.city'),
			field('newsletterConsent', 'news'),
			field('newsletterConsentAt', 'newsAt'),
			field('points', 'points', { type: 'number' }),
		],
	},
	requests: {
		request: [
			{ action: 'find', method: 'POST', path: '/search', body: '{ "by": "{{field}}", "any": "{{values}}" }' },
			{ action: 'get', method: 'GET', path: '/customers/{{id}}' },
			{ action: 'list', method: 'GET', path: '/customers' },
			{ action: 'create', method: 'POST', path: '/customers', body: '"{{fields}}"' },
			{
				action: 'update',
				method: 'PATCH',
				path: '/customers/{{id}}',
				headers: 'If-Match: {{version}}',
				body: '"{{fields}}"',
			},
			{ action: 'remove', method: 'DELETE', path: '/customers/{{id}}' },
		],
	},
	answers: { records: 'result', record: 'result', version: 'rev', message: 'problem.text' },
	paging: { kind: 'cursor', parameter: 'after', sizeParameter: 'size', next: 'next', size: 50 },
	limits: { callsPerSecond: 1_000_000, valuesPerLookUp: 10 },
};

/** The same with several customers in a write, which tells what became of each. */
const MANY: ConnectorSettings = {
	...FILLED,
	requests: {
		request: [
			...(FILLED['requests'] as { request: object[] }).request,
			{ action: 'createMany', method: 'POST', path: '/customers/many', body: '{ "items": "{{records}}" }' },
			{ action: 'updateMany', method: 'PATCH', path: '/customers/many', body: '{ "items": "{{records}}" }' },
		],
	},
	answers: { ...(FILLED['answers'] as object), results: 'result', resultError: 'error' },
	limits: { callsPerSecond: 1_000_000, valuesPerLookUp: 10, customersPerWrite: 5 },
};

async function start(filled: ConnectorSettings): Promise<FakeCrm> {
	const fake = fakeRest();
	const server = await startFake(fake.handle);
	const login = restEntry.login?.(filled) ?? {};
	const http = fetchClient((request) => ({ ...request, headers: { ...request.headers, ...login.headers } }));
	return {
		server,
		connect: (clock) => rest({ ...filled, baseUrl: server.url }, { http, ...clock }),
		emails: () => [...fake.customers.values()].map(({ mails }) => [mails].flat().map(String)[0] ?? ''),
		isWrite: ({ method, path }) => method !== 'GET' && path !== '/search',
		says: {
			throttled: (retryAfter) => ({
				status: 429,
				...(retryAfter === undefined ? {} : { headers: { 'retry-after': retryAfter } }),
			}),
			login: { status: 401 },
		},
	};
}

describe.each([
	['one customer a write', FILLED],
	['several customers a write', MANY],
])('%s', (_what, filled) => {
	describeConnector('A REST CRM', async () => {
		const crm = await start(filled);
		const connector = crm.connect({ now: () => 0, sleep: async () => undefined });
		return { ...connector, close: async () => await crm.server.close() };
	});

	describeHttpConnector('A REST CRM', async () => await start(filled));
});
