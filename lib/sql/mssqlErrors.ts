import { types } from 'node:util';
import type { SqlConnection } from './dialect';
import type { ErrorTable, Explain } from './explain';
import { codeOf, EXPLAIN, explainWith, NETWORK_ERRORS } from './explain';

const tlsWanted: Explain = (connection, said) => {
	if (connection.tls !== 'off') return EXPLAIN.noTls(connection, said);
	return {
		code: 'SQL_TLS',
		message: `The server at ${connection.host}:${connection.port} takes encrypted connections only`,
		hint: "Set 'TLS' in the credential to on.",
	};
};

const noInstance: Explain = ({ host }, said) => ({
	code: 'SQL_INSTANCE',
	message: `The instance '${host}' was not found: ${said}`,
	hint: "Check 'Instance', and that SQL Server Browser runs and UDP port 1434 is open; or leave 'Instance' empty and set its port.",
});

const expired: Explain = ({ user }, said) => ({
	code: 'SQL_LOGIN',
	message: `The login '${user}' cannot be used now: ${said}`,
	hint: "Ask the server's administrator to unlock it, or give it a new password.",
});

/** The words of the driver. */
const DRIVER: ErrorTable['byCode'] = [
	[/^ELOGIN$/, EXPLAIN.wrongLogin],
	[/^EINSTLOOKUP$/, noInstance],
	[/^EENCRYPT$/, tlsWanted],
	[/^(ECLOSE|ESOCKET|EINVALIDSTATE)$/, EXPLAIN.lost],
	[/^ECANCEL$/, EXPLAIN.tooSlow],
];

/** By the server's error number (https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors). */
const READING: ErrorTable = {
	codeOf: wordOf,
	byCode: [
		[/^(18456|18452|18450)$/, EXPLAIN.wrongLogin],
		[/^(18470|18486|18487|18488)$/, expired],
		[/^(4060|4063|4064|911|40615)$/, EXPLAIN.unknownDatabase],
		[/^(229|230|262|297|300|916|371|378)$/, EXPLAIN.forbidden],
		[/^(1105|9002|40544)$/, EXPLAIN.full],
		[
			/^(701|802|8645|8651|10928|10929|17809|17142|18401|40197|40501|40613|49918|49919|49920)$/,
			EXPLAIN.tooMany,
		],
		[/^(1205|1222|3960|3961|41302|41305|41325)$/, EXPLAIN.conflict],
		[/^(241|242|245|220|232|235|293|295|296|8114|8115|8116|8134|8169|9807)$/, EXPLAIN.wrongValue],
		[/^(596|6005|10054|10053|10060|64|233|121)$/, EXPLAIN.lost],
		[/^(3906|3908)$/, EXPLAIN.serverOnlyReads],
		[/^(1\d\d|2\d\d|3\d\d|4[01]\d\d|102\d|103\d|104\d|81\d\d)$/, EXPLAIN.badQuery],
		...DRIVER,
		[/^ETIMEOUT$/, EXPLAIN.unreachable],
		...NETWORK_ERRORS,
		[/^\d+$/, EXPLAIN.failed],
	],
	byMessage: [[/certificate|PEM/i, EXPLAIN.badCertificate]],
};

const WRITING: ErrorTable = {
	...READING,
	byCode: [
		[/^(2601|2627)$/, EXPLAIN.duplicate],
		[/^(515|547|550|3930)$/, EXPLAIN.constraint],
		[/^(241|242|245|220|232|295|2628|8114|8115|8152|8169)$/, EXPLAIN.unsuitableValue],
		[/^(229|230|262|916)$/, EXPLAIN.mayNotWrite],
		...READING.byCode,
	],
};

/** The server's number where it spoke; else what was behind a broken socket, or the driver's word. */
function wordOf(error: Error): string {
	if ('number' in error && typeof error.number === 'number') return String(error.number);
	const own = codeOf(error);
	if (own === 'ESOCKET') return networkWord(error.cause) ?? own;
	// The same word for both: only a request runs into the time that statements have.
	return own === 'ETIMEOUT' && /Request failed to complete/.test(error.message) ? 'ECANCEL' : own;
}

/** What the network said; where several addresses were tried, of the last. */
function networkWord(cause: unknown): string | undefined {
	if (!types.isNativeError(cause)) return undefined;
	const last: unknown = 'errors' in cause && Array.isArray(cause.errors) ? cause.errors.at(-1) : undefined;
	return codeOf(cause) || (last === undefined ? undefined : networkWord(last));
}

/** What an error of SQL Server or of the way to it means to somebody who reads. */
export const explain = (error: unknown, connection: SqlConnection): unknown =>
	explainWith(READING, error, connection);

/** The same for somebody who writes. */
export const explainWrite = (error: unknown, connection: SqlConnection): unknown =>
	explainWith(WRITING, error, connection);
