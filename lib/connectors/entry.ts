import { userError } from '../errors';
import type { Connector, ConnectorCapabilities } from './connector';
import type { ConnectorSettings } from './crm/settings';
import type { ConnectorTools } from './http/client';

/** What a destination was tested against: a server of its own kind, the vendor's published contract, or a fake of ours. */
export type TestedAgainst = 'server' | 'contract' | 'fake';

/** What makes a request somebody's. */
export interface Login {
	readonly headers?: Readonly<Record<string, string>>;
	readonly query?: Readonly<Record<string, string>>;
}

/** A destination that can be chosen. */
export interface ConnectorEntry {
	readonly title: string;
	readonly capabilities: ConnectorCapabilities;
	readonly tested: readonly TestedAgainst[];
	/** What a person should know before choosing it: what it cannot do, and how far an import can be undone. */
	readonly notes: readonly string[];
	/** What is added to every request so that the CRM knows who asks; left out where the connector logs in by itself. */
	readonly login?: (settings: ConnectorSettings) => Login;
	/** Throws `userError` where a setting is missing or wrong. */
	open(settings: ConnectorSettings, tools?: ConnectorTools): Promise<Connector>;
}

/** The entry of a destination over HTTP. */
export function httpEntry(
	entry: Omit<ConnectorEntry, 'open'> & {
		readonly connect: (settings: ConnectorSettings, tools: ConnectorTools) => Connector;
	},
): ConnectorEntry {
	const { connect, ...rest } = entry;
	return {
		...rest,
		open: async (settings, tools) => {
			if (tools) return await Promise.resolve(connect(settings, tools));
			throw userError(`${entry.title} needs a way to send requests`, 'Hand in an HTTP client.', 'NO_HTTP');
		},
	};
}
