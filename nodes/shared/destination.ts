import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	ILoadOptionsFunctions,
	INodeProperties,
} from 'n8n-workflow';
import { isAbsolute, join } from 'node:path';
import type { Connector, ConnectorTools } from '../../lib';
import { openConnector, userError } from '../../lib';
import { stateFolder } from './folder';
import { chosenCredential } from './crmLogin';
import { connectorTools } from './httpClient';
import { signedInSettings } from './signedIn';
import { sqlDestination } from './sqlDestination';

/** The base that is used where the user named none. */
const DEFAULT_BASE = 'customers';
/** Names that are a file name on every system and never a path. */
const BASE_NAME = /^[\p{L}\p{N}_-]{1,100}$/u;

/** How a connector of the library is opened. */
export interface Destination {
	readonly connector: string;
	readonly settings: Readonly<Record<string, unknown>>;
	/** For a CRM: what its requests are sent with. */
	readonly tools?: ConnectorTools;
}

/**
 * The parameter that names a local customer base.
 * @param show when it is shown
 */
export function baseNameProperty(show: Record<string, string[]>): INodeProperties {
	return {
		displayName: 'Base Name',
		name: 'baseName',
		type: 'string',
		default: DEFAULT_BASE,
		required: true,
		placeholder: 'e.g. customers',
		description:
			"The local customer base: a file in n8n's data folder, made at the first import. Letters, digits, hyphens and underscores.",
		displayOptions: { show },
	};
}

/**
 * The destination that a credential or the node itself names.
 * @param kind `localBase`, `sqlTable`, or `crm` for the one of the credential
 * @throws userError when the name of a base is not one
 */
export async function readDestination(context: IExecuteFunctions, kind: string): Promise<Destination> {
	if (kind === 'crm') return await crm(context);
	if (kind === 'sqlTable') {
		return await sqlDestination(context, (name, fallback) => context.getNodeParameter(name, 0, fallback));
	}
	return localBase(context.getNodeParameter('baseName', 0, DEFAULT_BASE));
}

/** The same while the panel is being filled in. */
export async function loadDestination(context: ILoadOptionsFunctions, kind: string): Promise<Destination> {
	if (kind === 'crm') return await crm(context);
	if (kind === 'sqlTable') {
		return await sqlDestination(context, (name, fallback) => context.getNodeParameter(name, fallback));
	}
	return localBase(context.getNodeParameter('baseName', DEFAULT_BASE));
}

async function crm(context: IExecuteFunctions | ILoadOptionsFunctions): Promise<Destination> {
	const credential = chosenCredential(context);
	const destination = fromCredential(await context.getCredentials(credential));
	return { ...destination, tools: connectorTools(context, credential) };
}

function localBase(name: unknown): Destination {
	return { connector: 'localBase', settings: { path: basePath(String(name), '') } };
}

/** The destination of a decrypted `customerCrmApi` or `customerCrmOAuth2Api` credential. */
export function fromCredential(credential: ICredentialDataDecryptedObject): Destination {
	const { provider, baseName, folder, ...settings } = credential;
	if (provider !== 'localBase') {
		return {
			connector: String(provider),
			settings: { ...signedInSettings(settings), properties: fieldNames(settings['fieldNames']) },
		};
	}
	return {
		connector: 'localBase',
		settings: { path: basePath(String(baseName ?? DEFAULT_BASE), String(folder ?? '')) },
	};
}

/** Which property of the CRM stands for which field, of the rows the person filled in. */
function fieldNames(value: unknown): Readonly<Record<string, string>> {
	const { pairs = [] } = (value ?? {}) as { pairs?: ReadonlyArray<{ field: string; property: string }> };
	return Object.fromEntries(pairs.map(({ field, property }) => [field, property.trim()]));
}

/** Opens a destination for work and closes it afterwards, whatever happens. */
export async function withConnector<T>(
	destination: Destination,
	work: (connector: Connector) => Promise<T>,
): Promise<T> {
	const connector = await openConnector(destination.connector, destination.settings, destination.tools);
	try {
		return await work(connector);
	} finally {
		await connector.close();
	}
}

function basePath(name: string, folder: string): string {
	if (!BASE_NAME.test(name)) {
		throw userError(
			`'${name}' cannot be the name of a customer base`,
			"Use letters, digits, hyphens and underscores in 'Base Name', such as customers_2026.",
			'BASE_NAME',
		);
	}
	if (folder !== '' && !isAbsolute(folder)) {
		throw userError(
			`The folder '${folder}' of the customer base is not a full path`,
			"Write 'Folder' from the root, such as /data/customers, or leave it empty.",
			'BASE_FOLDER',
		);
	}
	return join(folder === '' ? stateFolder() : folder, `${name}.sqlite`);
}
