import type { SqlConnection } from './dialect';
import type { ErrorTable, Explain } from './explain';
import { EXPLAIN, explainWith, NETWORK_ERRORS } from './explain';

const notLetIn: Explain = (connection, said) =>
	/client certificate/.test(said) ? EXPLAIN.certificateWanted(connection, said) : outsider(connection, said);

const outsider: Explain = ({ user, database, tls }) => ({
	code: 'SQL_ACCESS',
	message: `The server does not let '${user}' into '${database}' from here`,
	hint:
		tls === 'off'
			? "Set 'TLS' in the credential to on: many servers refuse connections without it. Otherwise add n8n's address to pg_hba.conf."
			: "Ask the server's administrator to add n8n's address to pg_hba.conf.",
});

const untyped: Explain = (_connection, said) => ({
	code: 'SQL_VALUE',
	message: `The server cannot tell the type of {lastItem}, {lastId} or {limit}: ${said}`,
	hint: 'Write the type behind it, as {lastItem}::bigint.',
});

/** Node's, OpenSSL's, and SQLSTATE (PostgreSQL documentation, appendix A). */
const READING: ErrorTable = {
	byCode: [
		[/^(08...|57P0[124])$/, EXPLAIN.lost],
		[/^28P01$/, EXPLAIN.wrongLogin],
		[/^28000$/, notLetIn],
		[/^3D000$/, EXPLAIN.unknownDatabase],
		[/^42501$/, EXPLAIN.forbidden],
		[/^53100$/, EXPLAIN.full],
		[/^(57P03|53...)$/, EXPLAIN.tooMany],
		[/^57014$/, EXPLAIN.tooSlow],
		[/^25006$/, EXPLAIN.writes],
		[/^(22P02|22007|22008|22003)$/, EXPLAIN.wrongValue],
		[/^42P(08|18)$/, untyped],
		[/^(42|0A)...$/, EXPLAIN.badQuery],
		[/^40...$/, EXPLAIN.conflict],
		...NETWORK_ERRORS,
		// Not words of Node, such as EPIPE, which have five letters too.
		[/^(?!E[A-Z]{4}$)[0-9A-Z]{5}$/, EXPLAIN.failed],
	],
	byMessage: [
		[/does not support SSL/, EXPLAIN.noTls],
		[/^SASL|password/, EXPLAIN.wrongLogin],
		[/Query read timeout/, EXPLAIN.tooSlow],
		[/timeout/, EXPLAIN.unreachable],
		[/Connection terminated|not queryable|Client was closed/, EXPLAIN.lost],
		[/PEM|certificate/i, EXPLAIN.badCertificate],
	],
};

const WRITING: ErrorTable = {
	...READING,
	byCode: [
		[/^23505$/, EXPLAIN.duplicate],
		[/^23...$/, EXPLAIN.constraint],
		[/^22...$/, EXPLAIN.unsuitableValue],
		[/^42501$/, EXPLAIN.mayNotWrite],
		[/^25006$/, EXPLAIN.serverOnlyReads],
		...READING.byCode,
	],
};

/** What an error of PostgreSQL or of the way to it means to somebody who reads. */
export const explain = (error: unknown, connection: SqlConnection): unknown =>
	explainWith(READING, error, connection);

/** The same for somebody who writes. */
export const explainWrite = (error: unknown, connection: SqlConnection): unknown =>
	explainWith(WRITING, error, connection);
