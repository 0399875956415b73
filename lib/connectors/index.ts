import { userError } from '../errors';
import type { Connector } from './connector';
import { localBase } from './localBase';

export type * from './connector';
export { compileFilter, type Fits } from './filter';
export { localBase, type LocalBaseOptions } from './localBase';

/** What a connector is opened with, as it comes from a node's parameters and credential. */
export type ConnectorSettings = Readonly<Record<string, unknown>>;

/** A destination that can be chosen. */
export interface ConnectorEntry {
	readonly title: string;
	/** Throws `userError` where a setting is missing or wrong. */
	open(settings: ConnectorSettings): Promise<Connector>;
}

/** Every destination by name. To add one: one file that gives a `Connector`, and one line here. */
export const CONNECTORS = {
	localBase: {
		title: 'Local Customer Base',
		open: async (settings) => localBase(localBaseOptions(settings)),
	},
} satisfies Readonly<Record<string, ConnectorEntry>>;

export type ConnectorName = keyof typeof CONNECTORS;

/**
 * Opens a destination by its name.
 * @throws userError when there is no such destination or a setting is missing
 */
export async function openConnector(name: string, settings: ConnectorSettings): Promise<Connector> {
	const entry = Object.entries<ConnectorEntry>(CONNECTORS).find(([known]) => known === name)?.[1];
	if (!entry) {
		throw userError(
			`There is no destination called ${name}`,
			`Choose one of: ${Object.keys(CONNECTORS).join(', ')}.`,
			'UNKNOWN_DESTINATION',
		);
	}
	return await entry.open(settings);
}

function localBaseOptions({ path, readOnly }: ConnectorSettings): { path: string; readOnly: boolean } {
	if (typeof path === 'string' && path !== '') return { path, readOnly: readOnly === true };
	throw userError('The local customer base needs a file', "Set 'path' to where it is kept.", 'NO_PATH');
}
