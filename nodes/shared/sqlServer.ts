import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';
import type { SqlConnection, SqlDialect } from '../../lib';
import { findDialect, userError } from '../../lib';

/** The credential type. */
export const CREDENTIAL = 'customerSqlApi';

/** The server to pull from. */
export interface SqlSource {
	readonly dialect: SqlDialect;
	readonly connection: SqlConnection;
}

/** The server of the credential that the user chose. */
export async function readSource(context: Pick<IExecuteFunctions, 'getCredentials'>): Promise<SqlSource> {
	return toSource(await context.getCredentials(CREDENTIAL));
}

/**
 * The server that a credential describes.
 * @throws userError when the credential is not one of ours
 */
export function toSource(data: ICredentialDataDecryptedObject): SqlSource {
	const dialect = findDialect(text(data, 'engine'));
	const ca = text(data, 'ca').trim();
	const connectTimeoutMs = milliseconds(data, 'connectTimeout');
	const statementTimeoutMs = milliseconds(data, 'queryTimeout');
	return {
		dialect,
		connection: {
			host: text(data, 'host').trim(),
			port: Number(data['port'] ?? dialect.defaultPort),
			database: text(data, 'database').trim(),
			user: text(data, 'user').trim(),
			password: text(data, 'password'),
			tls: tlsMode(text(data, 'tls')),
			...(ca === '' ? {} : { ca }),
			...(connectTimeoutMs === undefined ? {} : { connectTimeoutMs }),
			...(statementTimeoutMs === undefined ? {} : { statementTimeoutMs }),
		},
	};
}

function text(data: ICredentialDataDecryptedObject, name: string): string {
	const value = data[name];
	return typeof value === 'string' ? value : '';
}

function tlsMode(mode: string): SqlConnection['tls'] {
	if (mode === 'off' || mode === 'on' || mode === 'onWithoutVerification') return mode;
	throw userError(`The credential has no TLS mode '${mode}'`, "Choose one in 'TLS'.", 'SQL_SETTING');
}

function milliseconds(data: ICredentialDataDecryptedObject, name: string): number | undefined {
	const seconds = Number(data[name]);
	return seconds > 0 ? seconds * 1000 : undefined;
}
