import type { SqlConnection } from './dialect';
import type { ErrorTable, Explain } from './explain';
import { EXPLAIN, explainWith, NETWORK_ERRORS } from './explain';

/** The code of an error of the server, made of its number. */
const PREFIX = 'CLICKHOUSE_';
/** The code of an answer that is not ClickHouse's. */
export const NOT_CLICKHOUSE = 'NOT_CLICKHOUSE';
/** The code of an answer that does not end. */
export const CUT_OFF = 'CUT_OFF';
/** The code of an answer that does not come. */
export const NO_ANSWER = 'NO_ANSWER';

const stranger: Explain = ({ host, port }, said) => ({
	code: 'SQL_PORT',
	message: `What answers at ${host}:${port} is not ClickHouse's HTTP interface: ${said}`,
	hint: "Set 'Port' in the credential to that of the HTTP interface, which is 8123, or 8443 with TLS, unless it was changed.",
});

const noMemory: Explain = (_connection, said) => ({
	code: 'SQL_FAILED',
	message: `The query needs more memory than the server gives it: ${said}`,
	hint: 'Choose a smaller chunk, select fewer columns, or read in the order of the table’s sorting key.',
});

/** The server's numbers (https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp). */
const TABLE: ErrorTable = {
	byCode: [
		[/^CLICKHOUSE_(192|193|194|516)$/, EXPLAIN.wrongLogin],
		[/^CLICKHOUSE_81$/, EXPLAIN.unknownDatabase],
		[/^CLICKHOUSE_(195|291|497)$/, EXPLAIN.forbidden],
		[/^CLICKHOUSE_(159|160)$/, EXPLAIN.tooSlow],
		[new RegExp(`^${NO_ANSWER}$`), EXPLAIN.tooSlow],
		[/^CLICKHOUSE_(164|358|452)$/, EXPLAIN.writes],
		[/^CLICKHOUSE_(202|203|745)$/, EXPLAIN.tooMany],
		[/^CLICKHOUSE_241$/, noMemory],
		[/^CLICKHOUSE_243$/, EXPLAIN.full],
		[/^CLICKHOUSE_(209|210|394|999|242)$/, EXPLAIN.conflict],
		[/^CLICKHOUSE_(6|26|27|38|41|69|70|72|131|169|321|376|407|457)$/, EXPLAIN.wrongValue],
		[
			/^CLICKHOUSE_(10|16|36|42|43|46|47|48|53|60|62|63|67|78|115|179|184|190|207|215|344|352|386|403|620|736)$/,
			EXPLAIN.badQuery,
		],
		[/^CLICKHOUSE_\d+$/, EXPLAIN.failed],
		[new RegExp(`^${NOT_CLICKHOUSE}$`), stranger],
		[new RegExp(`^${CUT_OFF}$`), EXPLAIN.lost],
		[/^(EPROTO|ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG)$/, EXPLAIN.noTls],
		...NETWORK_ERRORS,
		[/^HPE_/, stranger],
	],
	byMessage: [[/socket hang up|aborted/, EXPLAIN.lost]],
};

/** What an error of ClickHouse or of the way to it means. */
export const explain = (error: unknown, connection: SqlConnection): unknown =>
	explainWith(TABLE, error, connection);

/** What an exception of the server says: `Code: 62, e.displayText() = DB::Exception: …`, in newer words `Code: 62. DB::Exception: …`. */
const EXCEPTION = /^Code: (\d+)[.,] (?:e\.displayText\(\) = )?DB::Exception: (.*)/s;

/** The error that a text of the server tells; `undefined` where it tells none. */
export function exceptionIn(text: string): Error | undefined {
	const [, number, words = ''] = EXCEPTION.exec(text.trim()) ?? [];
	if (number === undefined) return undefined;
	const message = words.replace(/, e\.what\(\) = .*$/s, '').replace(/\s*\(version [^)]*\)*\s*$/, '');
	return withCode(message, `${PREFIX}${number}`);
}

/** An error that `explain` knows by its code. */
export const withCode = (message: string, code: string): Error => Object.assign(new Error(message), { code });

/** The server's number of an error; `undefined` where it is none of the server. */
export function numberOf(error: unknown): number | undefined {
	const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
	return code.startsWith(PREFIX) ? Number(code.slice(PREFIX.length)) : undefined;
}
