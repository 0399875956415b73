import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { setTimeout } from 'node:timers/promises';
import type { ConnectorTools, SqlConnection } from '../../lib';
import { fetchClient, isImportError, loginOf, openJournal, openStore, userError } from '../../lib';
import { type Destination, fromCredential, withConnector } from './destination';
import { messageOf } from './errors';
import { settle, type Settled } from './execution';
import { toSource } from './sqlServer';
import { toStoreSettings } from './state';

/** Opens the destination of a credential for real and makes sure that it can be written to. */
export async function customerCrmApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
): Promise<INodeCredentialTestResult> {
	const result = await settle(async () => {
		const destination = fromCredential(credential.data ?? {});
		await withConnector({ ...destination, tools: testTools(destination) }, async (connector) => {
			await connector.check();
			await connector.discoverFields();
		});
	});
	return verdict(result, 'The destination can be reached');
}

/** While a credential is tested, n8n has no helper that logs in with it. */
function testTools({ connector, settings }: Destination): ConnectorTools {
	const login = loginOf(connector, settings);
	const http = fetchClient((request) => ({
		...request,
		headers: { ...request.headers, ...login.headers },
		query: { ...request.query, ...login.query },
	}));
	return { http, now: Date.now, sleep: async (milliseconds) => void (await setTimeout(milliseconds)) };
}

/** Connects to the server of a credential for real, and makes sure that there is a table that the user may read. */
export async function customerSqlApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
): Promise<INodeCredentialTestResult> {
	const result = await settle(async () => {
		const { dialect, connection } = toSource(credential.data ?? {});
		const session = await dialect.connect(connection);
		try {
			if ((await dialect.listTables(session)).length === 0) throw nothingToRead(connection);
		} finally {
			await session.close();
		}
	});
	return verdict(result, 'The database can be reached');
}

function nothingToRead({ user, database, host }: SqlConnection): Error {
	const who = user === '' ? '' : ` by '${user}'`;
	return userError(
		`Connected, but no table of '${database === '' ? host : database}' can be read${who}`,
		"Ask the server's administrator for the right to read, or check that it is the right database. An empty database can be used as a destination once it has a table.",
		'SQL_PERMISSION',
	);
}

/** Opens the state of a credential for real, and makes its tables where they are missing. */
export async function customerStateApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
): Promise<INodeCredentialTestResult> {
	const result = await settle(async () => {
		const store = await openStore(toStoreSettings(credential.data ?? {}));
		try {
			await (await openJournal(store)).close();
		} finally {
			await store.close();
		}
	});
	return verdict(result, 'The state can be kept there');
}

function verdict(result: Settled<void>, success: string): INodeCredentialTestResult {
	if ('value' in result) return { status: 'OK', message: success };
	const { error } = result;
	const hint = isImportError(error) ? (error.hint ?? '') : '';
	return { status: 'Error', message: `${messageOf(error)}. ${hint}`.trim() };
}
