import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { isImportError } from '../../lib';
import { fromCredential, withConnector } from './destination';
import { messageOf } from './errors';
import { settle, type Settled } from './execution';
import { toSource } from './sqlServer';

/** Opens the destination of a credential for real and makes sure that it can be written to. */
export async function customerCrmApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
): Promise<INodeCredentialTestResult> {
	const result = await settle(
		async () =>
			await withConnector(
				fromCredential(credential.data ?? {}),
				async (connector) => await connector.check(),
			),
	);
	return verdict(result, 'The destination can be reached and written to');
}

/** Connects to the server of a credential for real. */
export async function customerSqlApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
): Promise<INodeCredentialTestResult> {
	const result = await settle(async () => {
		const { dialect, connection } = toSource(credential.data ?? {});
		const session = await dialect.connect(connection);
		await session.close();
	});
	return verdict(result, 'The database can be reached');
}

function verdict(result: Settled<void>, success: string): INodeCredentialTestResult {
	if ('value' in result) return { status: 'OK', message: success };
	const { error } = result;
	const hint = isImportError(error) ? (error.hint ?? '') : '';
	return { status: 'Error', message: `${messageOf(error)}. ${hint}`.trim() };
}
