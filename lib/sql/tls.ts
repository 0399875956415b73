import type { ConnectionOptions, SecureContextOptions } from 'node:tls';
import { checkServerIdentity, createSecureContext } from 'node:tls';
import { isIP } from 'node:net';
import { asError, userError } from '../errors';
import type { SqlConnection } from './dialect';

/** What a TLS connection needs to know, as Node names it. */
export type TlsOptions = Pick<
	ConnectionOptions,
	'ca' | 'cert' | 'key' | 'rejectUnauthorized' | 'servername' | 'checkServerIdentity'
>;

type Secrets = Pick<SecureContextOptions, 'ca' | 'cert' | 'key'>;

/**
 * How a connection is to be encrypted; `undefined` where it is not. The server has to prove the host name of
 * the credential, also where the connection goes through a tunnel and so to another address.
 * @throws userError (`SQL_CERTIFICATE`) that names the field whose text is no certificate or no key
 */
export function tlsOptions(connection: SqlConnection): TlsOptions | undefined {
	const { tls, host } = connection;
	if (tls === 'off') return undefined;
	return {
		...readSecrets(connection),
		rejectUnauthorized: tls === 'on',
		// RFC 6066 allows names alone.
		...(isIP(host) === 0 ? { servername: host } : {}),
		checkServerIdentity: (_address, certificate) => checkServerIdentity(host, certificate),
	};
}

/**
 * The certificates and the key of a connection, each tried before it is used: a driver could not tell which one is wrong.
 * @throws userError (`SQL_CERTIFICATE`)
 */
export function readSecrets({ ca, certificate, key }: SqlConnection): Secrets {
	const authority: Secrets = isFilled(ca) ? { ca } : {};
	const cert: Secrets = isFilled(certificate) ? { cert: certificate } : {};
	const secret: Secrets = isFilled(key) ? { key } : {};
	// Node takes an authority that is none for none at all.
	if (isFilled(ca) && !ca.includes('-----BEGIN'))
		throw wrong("'CA Certificate' is not a certificate", WHOLE_CERTIFICATE);
	check(authority, "'CA Certificate' is not a certificate", WHOLE_CERTIFICATE);
	check(cert, "'Client Certificate' is not a certificate", WHOLE_CERTIFICATE);
	check(secret, "'Client Key' is not a private key", WHOLE_KEY);
	if (isFilled(certificate) !== isFilled(key)) throw onlyOne(isFilled(certificate));
	check({ ...cert, ...secret }, "'Client Key' does not belong to 'Client Certificate'", WHOLE_KEY);
	return { ...authority, ...cert, ...secret };
}

const WHOLE_CERTIFICATE = 'Paste the whole text from BEGIN CERTIFICATE to END CERTIFICATE.';
const WHOLE_KEY =
	'Paste the key that the certificate was made with, the whole text from BEGIN to END, without a passphrase.';

const isFilled = (text: string | undefined): text is string => text !== undefined && text.trim() !== '';

function check(secrets: Secrets, message: string, hint: string): void {
	try {
		createSecureContext(secrets);
	} catch (error) {
		throw wrong(`${message}: ${asError(error).message}`, hint, error);
	}
}

const wrong = (message: string, hint: string, cause?: unknown): Error =>
	userError(message, hint, 'SQL_CERTIFICATE', cause);

function onlyOne(hasCertificate: boolean): Error {
	const [there, missing] = hasCertificate
		? ['Client Certificate', 'Client Key']
		: ['Client Key', 'Client Certificate'];
	return userError(
		`'${there}' is filled in, and '${missing}' is empty`,
		`Fill in '${missing}' too, or remove both.`,
		'SQL_CERTIFICATE',
	);
}
