import { types } from 'node:util';
import { isImportError, transientError, userError } from '../errors';
import type { SqlConnection } from './dialect';

/** What a person is told about an error of the server or of the network. */
export interface Explanation {
	readonly code: string;
	readonly message: string;
	readonly hint: string;
	/** The same call can pass later. */
	readonly passing?: boolean;
}

/** Makes an explanation. `said` is the server's own text. */
export type Explain = (connection: SqlConnection, said: string) => Explanation;

/** What the errors of one kind of database mean; the first pattern that fits decides. */
export interface ErrorTable {
	/** By the error's code, as `codeOf` gives it. */
	readonly byCode: ReadonlyArray<readonly [RegExp, Explain]>;
	/** By what is said, where the code tells nothing. */
	readonly byMessage: ReadonlyArray<readonly [RegExp, Explain]>;
	/** The error's code as a text; its `code` when left out. */
	codeOf?(error: Error): string;
	/** Where nothing fits; errors come back untouched when left out. */
	readonly otherwise?: Explain;
}

/** The code of a connection that broke; what only reads can be done again. */
export const CONNECTION_LOST = 'SQL_CONNECTION_LOST';

const place = ({ host, port }: SqlConnection): string => `${host}:${port}`;

const hostNotFound: Explain = ({ host }) => ({
	code: 'SQL_HOST',
	message: `The host '${host}' was not found`,
	hint: "Check 'Host' in the credential: the name alone, without a protocol and without the port.",
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

const certificateWanted: Explain = ({ host }, said) => ({
	code: 'SQL_CERTIFICATE',
	message: `The server '${host}' does not accept the client's certificate: ${said}`,
	hint: "Paste a certificate that the server's authority signed into 'Client Certificate' and its key into 'Client Key'.",
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

const badQuery: Explain = (_connection, said) => ({
	code: 'SQL_QUERY',
	message: `The server does not understand the query: ${said}`,
	hint: 'Check the names of tables and columns, and try the query in a database tool.',
});

const failed: Explain = (_connection, said) => ({
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

const duplicate: Explain = (_connection, said) => ({
	code: 'SQL_DUPLICATE',
	message: `The table holds this value already: ${said}`,
	hint: 'Another row has the same value in a column that allows it once.',
});

const constraint: Explain = (_connection, said) => ({
	code: 'SQL_CONSTRAINT',
	message: `A rule of the table forbids this row: ${said}`,
	hint: 'Fill in what the table requires, and check the values against the rules of its columns.',
});

const mayNotWrite: Explain = ({ user }, said) => ({
	code: 'SQL_PERMISSION',
	message: `The user '${user}' may not do this: ${said}`,
	hint: `Ask the server's administrator for the rights to read and write the table: SELECT, INSERT and UPDATE for ${user}.`,
});

const serverOnlyReads: Explain = (connection, said) => ({
	code: 'SQL_READ_ONLY',
	message: `The server at ${place(connection)} takes no writes: ${said}`,
	hint: 'It is a replica or set to read only. Use the address of the main server.',
});

const unsuitableValue: Explain = (_connection, said) => ({
	code: 'SQL_VALUE',
	message: `A value does not suit its column: ${said}`,
	hint: 'Check the values against the types and lengths of the columns.',
});

const full: Explain = (_connection, said) => ({
	code: 'SQL_FULL',
	message: `The server has no room left: ${said}`,
	hint: "Ask the server's administrator to make room, then go on.",
	passing: true,
});

/** What every kind of database has to say, in the same words. */
export const EXPLAIN = {
	hostNotFound,
	portRefused,
	unreachable,
	lost,
	wrongLogin,
	unknownDatabase,
	forbidden,
	noTls,
	badCertificate,
	certificateWanted,
	tooMany,
	tooSlow,
	writes,
	wrongValue,
	badQuery,
	failed,
	conflict,
	duplicate,
	constraint,
	mayNotWrite,
	serverOnlyReads,
	unsuitableValue,
	full,
} as const satisfies Readonly<Record<string, Explain>>;

/** Codes of Node and of OpenSSL, for `ErrorTable.byCode`. */
export const NETWORK_ERRORS: ErrorTable['byCode'] = [
	[/^(ENOTFOUND|EAI_NONAME)$/, hostNotFound],
	[/^ECONNREFUSED$/, portRefused],
	[/^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN)$/, unreachable],
	[/^(ECONNRESET|EPIPE)$/, lost],
	// The alerts by which a server refuses the client's certificate (RFC 8446, section 6).
	[/^ERR_SSL_.*ALERT_(CERTIFICATE_REQUIRED|UNKNOWN_CA|BAD_CERTIFICATE|HANDSHAKE_FAILURE)/, certificateWanted],
	[/CERT|SELF_SIGNED|^UNABLE_TO_|^ERR_OSSL_|^ERR_SSL_/, badCertificate],
];

/**
 * Tells a person what an error of a database or of the way to it means, as a `userError` or a
 * `transientError`. Errors that are not theirs come back untouched.
 */
export function explainWith(table: ErrorTable, error: unknown, connection: SqlConnection): unknown {
	// Not `instanceof`: errors of the network can come from another realm.
	if (isImportError(error) || !types.isNativeError(error)) return error;
	const code = (table.codeOf ?? codeOf)(error);
	const said = error.message.trim() || code;
	const explain = fitting(table.byCode, code) ?? fitting(table.byMessage, said) ?? table.otherwise;
	if (explain === undefined) return error;
	const { code: word, message, hint, passing } = explain(connection, said);
	return passing === true
		? transientError(message, undefined, hint, word, error)
		: userError(message, hint, word, error);
}

const fitting = (table: ErrorTable['byCode'], text: string): Explain | undefined =>
	table.find(([pattern]) => pattern.test(text))?.[1];

/** The `code` of an error, where it has one that is a text. */
export const codeOf = (error: Error): string =>
	'code' in error && typeof error.code === 'string' ? error.code : '';

const TITLES = { host: 'Host', database: 'Database', user: 'User' } as const;

/**
 * Checks what must be filled in before a server is asked: drivers replace an empty field by one of n8n's own environment.
 * @param needed the fields that this kind of database cannot do without
 * @throws userError (`SQL_SETTING`, `SQL_PORT`)
 */
export function checkConnection(
	connection: SqlConnection,
	needed: ReadonlyArray<keyof typeof TITLES> = ['host', 'database', 'user'],
): void {
	const empty = needed.find((name) => connection[name].trim() === '');
	if (empty !== undefined) {
		const title = TITLES[empty];
		throw userError(`'${title}' is empty in the credential`, `Fill in '${title}'.`, 'SQL_SETTING');
	}
	checkPort(connection.port, 'Port');
}

/** @throws userError (`SQL_PORT`) where there is no such port */
export function checkPort(port: number, title: string): void {
	if (Number.isInteger(port) && port >= 1 && port <= 65535) return;
	throw userError(
		`The port ${port} does not exist`,
		`Set '${title}' to a number from 1 to 65535.`,
		'SQL_PORT',
	);
}
