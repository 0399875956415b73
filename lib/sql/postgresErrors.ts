import { types } from 'node:util';
import { isImportError, transientError, userError } from '../errors';
import type { SqlConnection } from './dialect';

/** What a person is told about an error of the server or of the network. */
interface Explanation {
	readonly code: string;
	readonly message: string;
	readonly hint: string;
	/** The same call can pass later. */
	readonly passing?: boolean;
}

export const CONNECTION_LOST = 'SQL_CONNECTION_LOST';

type Explain = (connection: SqlConnection, said: string) => Explanation;

const place = ({ host, port }: SqlConnection): string => `${host}:${port}`;

const hostNotFound: Explain = ({ host }) => ({
	code: 'SQL_HOST',
	message: `The host '${host}' was not found`,
	hint: "Check 'Host' in the credential: the name alone, without postgres:// and without the port.",
});

const portRefused: Explain = (connection) => ({
	code: 'SQL_PORT',
	message: `Nothing answers at ${place(connection)}: the connection was refused`,
	hint: "Check 'Port' in the credential, and that the server runs and accepts connections over the network.",
});

const unreachable: Explain = (connection) => ({
	code: 'SQL_UNREACHABLE',
	message: `The server at ${place(connection)} cannot be reached`,
	hint: 'Check the network between n8n and the server: a firewall, a VPN or the allowed addresses.',
	passing: true,
});

const lost: Explain = (connection) => ({
	code: CONNECTION_LOST,
	message: `The connection to ${place(connection)} broke off`,
	hint: 'The server was stopped or the network failed. It is tried again at the next run.',
	passing: true,
});

const wrongLogin: Explain = ({ user }) => ({
	code: 'SQL_LOGIN',
	message: `The server does not accept the user '${user}' with this password`,
	hint: "Check 'User' and 'Password' in the credential.",
});

const notLetIn: Explain = ({ user, database, tls }) => ({
	code: 'SQL_ACCESS',
	message: `The server does not let '${user}' into '${database}' from here`,
	hint:
		tls === 'off'
			? "Set 'TLS' in the credential to on: many servers refuse connections without it. Otherwise add n8n's address to pg_hba.conf."
			: "Ask the server's administrator to add n8n's address to pg_hba.conf.",
});

const unknownDatabase: Explain = ({ database }) => ({
	code: 'SQL_DATABASE',
	message: `The server has no database '${database}'`,
	hint: "Check 'Database' in the credential; upper and lower case are different.",
});

const forbidden: Explain = ({ user }, said) => ({
	code: 'SQL_PERMISSION',
	message: `The user '${user}' may not do this: ${said}`,
	hint: `Ask the server's administrator for the right to read, as GRANT SELECT ON the table TO ${user}.`,
});

const noTls: Explain = (connection) => ({
	code: 'SQL_TLS',
	message: `The server at ${place(connection)} does not speak TLS`,
	hint: "Set 'TLS' in the credential to off, or switch TLS on at the server.",
});

const badCertificate: Explain = ({ host }, said) => ({
	code: 'SQL_CERTIFICATE',
	message: `The certificate of '${host}' cannot be trusted: ${said}`,
	hint: "Paste the certificate of its authority into 'CA Certificate', and use the host name that the certificate is made for. 'On, without verification' trusts any server.",
});

const tooMany: Explain = (_connection, said) => ({
	code: 'SQL_BUSY',
	message: `The server takes no connection now: ${said}`,
	hint: 'It is starting, stopping, or has too many connections. Try again later.',
	passing: true,
});

const tooSlow: Explain = (_connection, said) => ({
	code: 'SQL_TIMEOUT',
	message: `The query took longer than allowed: ${said}`,
	hint: "Add an index on the start column, choose a smaller chunk, or raise 'Query Timeout' in the credential.",
});

const writes: Explain = (_connection, said) => ({
	code: 'SQL_READ_ONLY',
	message: `The query wants to write: ${said}`,
	hint: 'A pull only reads. Remove the part that writes or locks.',
});

const wrongValue: Explain = (_connection, said) => ({
	code: 'SQL_VALUE',
	message: `The server cannot read a value as the column's type: ${said}`,
	hint: "Check that 'Start Value' looks like the values of the start column.",
});

const untyped: Explain = (_connection, said) => ({
	code: 'SQL_VALUE',
	message: `The server cannot tell the type of {lastItem}, {lastId} or {limit}: ${said}`,
	hint: 'Write the type behind it, as {lastItem}::bigint.',
});

const badQuery: Explain = (_connection, said) => ({
	code: 'SQL_QUERY',
	message: `The server does not understand the query: ${said}`,
	hint: 'Check the names of tables and columns, and try the query in a database tool.',
});

const refused: Explain = (_connection, said) => ({
	code: 'SQL_FAILED',
	message: `The server could not run the query: ${said}`,
	hint: 'Try the query in a database tool.',
});

const conflict: Explain = (_connection, said) => ({
	code: 'SQL_CONFLICT',
	message: `The server broke the query off: ${said}`,
	hint: 'Other work on the server came in between. Try again.',
	passing: true,
});

/** By the error's code, or the beginning of it: Node's, OpenSSL's, and SQLSTATE (PostgreSQL documentation, appendix A). */
const BY_CODE: ReadonlyArray<readonly [RegExp, Explain]> = [
	[/^(ENOTFOUND|EAI_NONAME)$/, hostNotFound],
	[/^ECONNREFUSED$/, portRefused],
	[/^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN)$/, unreachable],
	[/^(ECONNRESET|EPIPE|08...|57P0[124])$/, lost],
	[/^28P01$/, wrongLogin],
	[/^28000$/, notLetIn],
	[/^3D000$/, unknownDatabase],
	[/^42501$/, forbidden],
	[/CERT|SELF_SIGNED|^UNABLE_TO_|^ERR_OSSL_|^ERR_SSL_/, badCertificate],
	[/^(57P03|53...)$/, tooMany],
	[/^57014$/, tooSlow],
	[/^25006$/, writes],
	[/^(22P02|22007|22008|22003)$/, wrongValue],
	[/^42P(08|18)$/, untyped],
	[/^(42|0A)...$/, badQuery],
	[/^40...$/, conflict],
	[/^[0-9A-Z]{5}$/, refused],
];

/** By what the driver says, where it gives no code. */
const BY_MESSAGE: ReadonlyArray<readonly [RegExp, Explain]> = [
	[/does not support SSL/, noTls],
	[/^SASL|password/, wrongLogin],
	[/Query read timeout/, tooSlow],
	[/timeout/, unreachable],
	[/Connection terminated|not queryable|Client was closed/, lost],
	[/PEM|certificate/i, badCertificate],
];

/**
 * Tells a person what an error of PostgreSQL or of the way to it means. Errors that are not theirs come back untouched.
 */
export function explain(error: unknown, connection: SqlConnection): unknown {
	// Not `instanceof`: errors of the network can come from another realm.
	if (isImportError(error) || !types.isNativeError(error)) return error;
	const said = error.message.trim() || codeOf(error);
	const found = findExplain(codeOf(error), said);
	if (found === undefined) return error;
	const { code, message, hint, passing } = found(connection, said);
	return passing === true
		? transientError(message, undefined, hint, code, error)
		: userError(message, hint, code, error);
}

const codeOf = (error: Error): string =>
	'code' in error && typeof error.code === 'string' ? error.code : '';

function findExplain(code: string, said: string): Explain | undefined {
	const byCode = BY_CODE.find(([pattern]) => pattern.test(code));
	return (byCode ?? BY_MESSAGE.find(([pattern]) => pattern.test(said)))?.[1];
}

/**
 * Checks what must be filled in. An empty field would be replaced by PGHOST and its like of n8n's own environment.
 * @throws userError
 */
export function checkConnection(connection: SqlConnection): void {
	const empty = (['host', 'database', 'user'] as const).find((name) => connection[name].trim() === '');
	if (empty !== undefined) {
		const title = { host: 'Host', database: 'Database', user: 'User' }[empty];
		throw userError(`'${title}' is empty in the credential`, `Fill in '${title}'.`, 'SQL_SETTING');
	}
	if (!Number.isInteger(connection.port) || connection.port < 1 || connection.port > 65535) {
		throw userError(
			`The port ${connection.port} does not exist`,
			"Set 'Port' to a number from 1 to 65535.",
			'SQL_PORT',
		);
	}
}
