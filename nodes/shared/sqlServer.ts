import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';
import type { SqlConnection, SqlDialect } from '../../lib';
import { findDialect, userError } from '../../lib';
import { restoreLines } from './pem';

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
	return {
		dialect,
		connection: {
			host: hostOf(data, dialect),
			port: Number(data['port'] ?? 0) || dialect.defaultPort,
			database: text(data, 'database').trim(),
			user: userOf(data, dialect),
			password: text(data, 'password'),
			...tlsOf(data),
			...tunnelOf(data),
			...milliseconds(data, 'connectTimeout', 'connectTimeoutMs'),
			...milliseconds(data, 'queryTimeout', 'statementTimeoutMs'),
		},
	};
}

/** The fields that only one engine has stay filled in when another is chosen; they are looked at for their own alone. */
const own = (data: ICredentialDataDecryptedObject, name: string, engine: string): string =>
	data['engine'] === engine ? text(data, name).trim() : '';

/** `server\instance`, as everywhere with SQL Server; for SQLite the file. */
function hostOf(data: ICredentialDataDecryptedObject, { name }: SqlDialect): string {
	if (name === 'sqlite') return text(data, 'file').trim();
	const instance = own(data, 'instance', 'mssql');
	const host = text(data, 'host').trim();
	return instance === '' ? host : `${host}\\${instance}`;
}

/** `DOMAIN\user` is a login of Windows. */
function userOf(data: ICredentialDataDecryptedObject, { name }: SqlDialect): string {
	const domain = own(data, 'domain', 'mssql');
	const user = text(data, 'user').trim();
	return domain === '' || name !== 'mssql' ? user : `${domain}\\${user}`;
}

function tlsOf(
	data: ICredentialDataDecryptedObject,
): Pick<SqlConnection, 'tls' | 'ca' | 'certificate' | 'key'> {
	const tls = tlsMode(text(data, 'tls'));
	if (tls === 'off') return { tls };
	return {
		tls,
		...(tls === 'on' ? pem(data, 'ca', 'ca') : {}),
		...pem(data, 'clientCertificate', 'certificate'),
		...pem(data, 'clientKey', 'key'),
	};
}

function tunnelOf(data: ICredentialDataDecryptedObject): Pick<SqlConnection, 'ssh'> {
	if (data['sshTunnel'] !== true) return {};
	const fingerprint = text(data, 'sshHostFingerprint').trim();
	const proof =
		data['sshAuthenticateWith'] === 'privateKey'
			? { privateKey: restoreLines(text(data, 'privateKey')), ...passphraseOf(data) }
			: { password: text(data, 'sshPassword') };
	return {
		ssh: {
			host: text(data, 'sshHost').trim(),
			port: Number(data['sshPort'] ?? 22),
			user: text(data, 'sshUser').trim(),
			...proof,
			...(fingerprint === '' ? {} : { hostFingerprint: fingerprint }),
		},
	};
}

function passphraseOf(data: ICredentialDataDecryptedObject): { passphrase?: string } {
	const passphrase = text(data, 'passphrase');
	return passphrase === '' ? {} : { passphrase };
}

function text(data: ICredentialDataDecryptedObject, name: string): string {
	const value = data[name];
	return typeof value === 'string' ? value : '';
}

function pem<Name extends string>(
	data: ICredentialDataDecryptedObject,
	field: string,
	name: Name,
): { [Key in Name]?: string } {
	const value = text(data, field);
	return value.trim() === '' ? {} : only(name, restoreLines(value));
}

function tlsMode(mode: string): SqlConnection['tls'] {
	if (mode === '') return 'off';
	if (mode === 'off' || mode === 'on' || mode === 'onWithoutVerification') return mode;
	throw userError(`The credential has no TLS mode '${mode}'`, "Choose one in 'TLS'.", 'SQL_SETTING');
}

function milliseconds<Name extends string>(
	data: ICredentialDataDecryptedObject,
	field: string,
	name: Name,
): { [Key in Name]?: number } {
	const seconds = Number(data[field]);
	return seconds > 0 ? only(name, seconds * 1000) : {};
}

/** An object with one entry. */
function only<Name extends string, Value>(name: Name, value: Value): { [Key in Name]?: Value } {
	const result: { [Key in Name]?: Value } = {};
	result[name] = value;
	return result;
}
