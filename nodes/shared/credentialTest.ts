import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { isImportError } from '../../lib';
import { fromCredential, withConnector } from './destination';
import { messageOf } from './errors';
import { settle } from './execution';

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
	if ('value' in result) return { status: 'OK', message: 'The destination can be reached and written to' };
	const { error } = result;
	const hint = isImportError(error) ? (error.hint ?? '') : '';
	return { status: 'Error', message: `${messageOf(error)}. ${hint}`.trim() };
}
