import { userError } from '../errors';
import type { Connector } from './connector';
import type { ConnectorSettings } from './crm/settings';
import type { ConnectorEntry, Login } from './entry';
import type { ConnectorTools } from './http/client';
import { altcraftEntry } from './altcraft';
import { brevoEntry } from './brevo';
import { dynamicsEntry } from './dynamics';
import { espoCrmEntry } from './espoCrm';
import { expertSenderEntry } from './expertSender';
import { fxiaokeEntry } from './fxiaoke';
import { hubSpotEntry } from './hubSpot';
import { restEntry } from './rest';
import { localBase, LOCAL_BASE_CAPABILITIES } from './localBase';
import { mailchimpEntry } from './mailchimp';
import { odooEntry } from './odoo';
import { pipedriveEntry } from './pipedrive';
import { salesforceEntry } from './salesforce';
import { trytonEntry } from './tryton';
import { twentyEntry } from './twenty';
import { zohoCrmEntry } from './zohoCrm';
import { sqlTableEntry } from './sqlTable';

export type * from './connector';
export { countStored, readStored } from './crm/reading';
export type { ConnectorSettings } from './crm/settings';
export type { ConnectorEntry, Login, TestedAgainst } from './entry';
export {
	type ConnectorTools,
	failureCode,
	type HttpClient,
	type HttpRequest,
	type HttpResponse,
} from './http/client';
export { fetchClient, parseBody } from './http/fetchClient';
export { type Exchange, recordExchanges } from './http/recorder';
export { compileFilter, type Fits } from './filter';
export { localBase, type LocalBaseOptions } from './localBase';

/** Every destination by name. To add one: one file that gives a `Connector`, and one line here. */
export const CONNECTORS = {
	localBase: {
		title: 'Local Customer Base',
		capabilities: LOCAL_BASE_CAPABILITIES,
		tested: ['server'],
		notes: ['An import can be undone as a whole.'],
		open: async (settings) => localBase(localBaseOptions(settings)),
	},
	altcraft: altcraftEntry,
	brevo: brevoEntry,
	dynamics: dynamicsEntry,
	espoCrm: espoCrmEntry,
	expertSender: expertSenderEntry,
	fxiaoke: fxiaokeEntry,
	hubSpot: hubSpotEntry,
	mailchimp: mailchimpEntry,
	rest: restEntry,
	odoo: odooEntry,
	pipedrive: pipedriveEntry,
	salesforce: salesforceEntry,
	tryton: trytonEntry,
	twenty: twentyEntry,
	zohoCrm: zohoCrmEntry,
	sqlTable: sqlTableEntry,
} satisfies Readonly<Record<string, ConnectorEntry>>;

/**
 * Opens a destination by its name.
 * @param tools what a destination over HTTP sends its requests with
 * @throws userError when there is no such destination or a setting is missing
 */
export async function openConnector(
	name: string,
	settings: ConnectorSettings,
	tools?: ConnectorTools,
): Promise<Connector> {
	const entry = Object.entries<ConnectorEntry>(CONNECTORS).find(([known]) => known === name)?.[1];
	if (!entry) {
		throw userError(
			`There is no destination called ${name}`,
			`Choose one of: ${Object.keys(CONNECTORS).join(', ')}.`,
			'UNKNOWN_DESTINATION',
		);
	}
	return await entry.open(settings, tools);
}

/**
 * What makes a request one of the credential's.
 * @param name of the destination
 */
export function loginOf(name: string, settings: ConnectorSettings): Login {
	const entry = Object.entries<ConnectorEntry>(CONNECTORS).find(([known]) => known === name)?.[1];
	return entry?.login?.(settings) ?? {};
}

function localBaseOptions({ path, readOnly }: ConnectorSettings): { path: string; readOnly: boolean } {
	if (typeof path === 'string' && path !== '') return { path, readOnly: readOnly === true };
	throw userError('The local customer base needs a file', "Set 'path' to where it is kept.", 'NO_PATH');
}
