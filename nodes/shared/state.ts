import type { ICredentialDataDecryptedObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { StateStore, StoreSettings } from '../../lib';
import { openStore, userError } from '../../lib';
import { stateDatabase } from './folder';
import { toSource } from './sqlServer';

/**
 * The credential type. A node that has `stateProperty` lists it with `displayOptions` of `keepStateIn: ['postgres']`
 * and the test `customerStateApiTest`; written out there, because n8n's linter reads nothing else.
 */
export const STATE_CREDENTIAL = 'customerStateApi';

/** The parameter that says where journals, plans and watermarks are kept. Goes with `STATE_CREDENTIAL`. */
export const stateProperty: INodeProperties = {
	displayName: 'Keep State In',
	name: 'keepStateIn',
	type: 'options',
	noDataExpression: true,
	default: 'n8n',
	description: 'Where the history of imports and the places that pulls have reached are kept',
	options: [
		{
			name: 'PostgreSQL',
			value: 'postgres',
			description: 'A database that several n8n processes share, as in queue mode',
		},
		{
			name: 'This N8n',
			value: 'n8n',
			description: "A file in n8n's data folder, for one n8n on one machine",
		},
	],
};

/** Reads credentials; the contexts of triggers do too. */
type CredentialContext = Pick<IExecuteFunctions, 'getCredentials'>;

/**
 * Where the state of a node is kept.
 * @param keepStateIn the value of `stateProperty`
 */
export async function readState(context: CredentialContext, keepStateIn: unknown): Promise<StoreSettings> {
	if (keepStateIn !== 'postgres') return { kind: 'sqlite', path: stateDatabase() };
	return toStoreSettings(await context.getCredentials(STATE_CREDENTIAL));
}

/**
 * The state that a credential describes.
 * @throws userError when its engine is not PostgreSQL
 */
export function toStoreSettings(data: ICredentialDataDecryptedObject): StoreSettings {
	const { dialect, connection } = toSource({ ...data, engine: 'postgres' });
	const schema = String(data['schema'] ?? '').trim();
	const { openWriter } = dialect;
	if (openWriter === undefined) throw userError(`${dialect.title} cannot keep the state`);
	return {
		kind: 'postgres',
		openWriter: async () => await openWriter(connection),
		...(schema === '' ? {} : { schema }),
	};
}

/** Opens the state of a node for work and closes it afterwards, whatever happens. */
export async function withState<T>(
	context: CredentialContext,
	keepStateIn: unknown,
	work: (store: StateStore) => Promise<T>,
): Promise<T> {
	const store = await openStore(await readState(context, keepStateIn));
	try {
		return await work(store);
	} finally {
		await store.close();
	}
}
