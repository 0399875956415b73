import { read } from '../http/body';
import type { ConnectorTools, HttpResponse } from '../http/client';
import { makeSession, type Session } from '../http/session';

/** A table, as its addresses and its metadata call it. */
export interface DynamicsTable {
	/** Such as `contact`. */
	readonly name: string;
	/** Such as `contacts`. */
	readonly set: string;
	/** Such as `contactid`. */
	readonly key: string;
}

/** The stretch of time that Dataverse counts calls in, in milliseconds. */
const WINDOW_MS = 300_000;

export function openDynamics(
	tools: ConnectorTools,
	{ baseUrl, callsPer5Min, table }: { baseUrl: string; callsPer5Min: number; table: DynamicsTable },
): Session {
	return makeSession(tools, {
		title: 'Dynamics 365',
		baseUrl,
		limits: [{ calls: callsPer5Min, perMs: WINDOW_MS }],
		messageOf,
		headers: { accept: 'application/json', 'odata-version': '4.0', 'odata-maxversion': '4.0' },
		hints: {
			login:
				'Check the tenant, the client ID and the client secret in the credential, and that the app is an application user of the environment.',
			permission: `Give the user of the credential a security role that may read, create, write and delete ${table.name} rows.`,
			address: "Check 'Environment URL' in the credential, such as https://acme.crm4.dynamics.com.",
		},
		// A single operation may take two minutes there.
		timeoutMs: 150_000,
	});
}

function messageOf({ body }: HttpResponse): string | undefined {
	const message = read.text(body, 'error', 'message');
	const code = read.text(body, 'error', 'code') ?? '';
	return message === undefined ? undefined : [message, code && `(${code})`].filter(Boolean).join(' ');
}
