import type { SqlConnection } from './dialect';
import type { ErrorTable, Explain } from './explain';
import { EXPLAIN, explainWith, NETWORK_ERRORS } from './explain';

const notFromHere: Explain = ({ user, tls }, said) => ({
	code: 'SQL_ACCESS',
	message: `The server does not let '${user}' in from here: ${said}`,
	hint:
		tls === 'off' && /transport/i.test(said)
			? "Set 'TLS' in the credential to on: the server refuses connections without it."
			: "Ask the server's administrator to allow the user from n8n's address.",
});

const noSuchDatabase: Explain = ({ user, database }) => ({
	code: 'SQL_DATABASE',
	message: `The server has no database '${database}' that '${user}' may use`,
	hint: "Check 'Database' in the credential, upper and lower case too, or ask the server's administrator for the right to read it.",
});

const unknownLogin: Explain = ({ user }, said) => ({
	code: 'SQL_LOGIN',
	message: `The server wants a way of login for '${user}' that is not supported: ${said}`,
	hint: "Ask the server's administrator to identify the user by caching_sha2_password, ed25519 or mysql_native_password.",
});

const sameLabel: Explain = (_connection, said) => ({
	code: 'SQL_SETTING',
	message: `The query gives two columns of the same name: ${said}`,
	hint: 'Give them different names with AS, so that it is clear which one is meant.',
});

/** By the server's error number (https://dev.mysql.com/doc/mysql-errors/en/server-error-reference.html, https://mariadb.com/kb/en/mariadb-error-code-reference/), or the driver's or Node's word. */
const READING: ErrorTable = {
	codeOf: (error) => {
		if ('errno' in error && typeof error.errno === 'number' && error.errno > 0) return String(error.errno);
		return 'code' in error && typeof error.code === 'string' ? error.code : '';
	},
	byCode: [
		[/^1045$/, EXPLAIN.wrongLogin],
		[/^1049$/, EXPLAIN.unknownDatabase],
		[/^1044$/, noSuchDatabase],
		[/^(1130|3159)$/, notFromHere],
		[/^(1251|2059|4055|AUTH_SWITCH_PLUGIN_ERROR)$/, unknownLogin],
		[/^(1142|1143|1227|1370|1410|1449)$/, EXPLAIN.forbidden],
		[/^(1040|1203|1226|1129)$/, EXPLAIN.tooMany],
		[/^(1053|1077|1079|1152|1158|1159|1160|1161|1184|1927|2006|2013|3169|4031)$/, EXPLAIN.lost],
		[/^(1969|3024|PROTOCOL_SEQUENCE_TIMEOUT)$/, EXPLAIN.tooSlow],
		[/^(1290|1792|1836)$/, EXPLAIN.writes],
		[/^(1205|1213|1317|1020|3572)$/, EXPLAIN.conflict],
		[/^(1021|1114|1037|1041)$/, EXPLAIN.full],
		[/^(1292|1411|1525|1367)$/, EXPLAIN.wrongValue],
		[/^1060$/, sameLabel],
		[
			/^(1046|1047|1051|1052|1054|1055|1056|1063|1064|1065|1066|1103|1109|1111|1115|1140|1146|1193|1210|1222|1235|1241|1247|1248|1267|1271|1295|1305|1356|1582|1583|1584|1630|3065)$/,
			EXPLAIN.badQuery,
		],
		[/^(PROTOCOL_CONNECTION_LOST|PROTOCOL_PACKETS_OUT_OF_ORDER)$/, EXPLAIN.lost],
		[/^HANDSHAKE_NO_SSL_SUPPORT$/, EXPLAIN.noTls],
		...NETWORK_ERRORS,
		[/^\d{4}$/, EXPLAIN.failed],
	],
	byMessage: [
		[/closed state|Connection lost|packets out of order/i, EXPLAIN.lost],
		[/secure connection|SSL/, EXPLAIN.noTls],
		[/authentication|auth plugin|auth_switch/i, unknownLogin],
		[/certificate|PEM/i, EXPLAIN.badCertificate],
	],
};

const WRITING: ErrorTable = {
	...READING,
	byCode: [
		[/^(1062|1169|1586|1859)$/, EXPLAIN.duplicate],
		[/^(1048|1364|1216|1217|1451|1452|3819|4025|1369|1644|3105|1906)$/, EXPLAIN.constraint],
		[/^(1264|1265|1292|1366|1406|1411|1138|1367|3140|4078|1690)$/, EXPLAIN.unsuitableValue],
		[/^(1044|1142|1143|1227)$/, EXPLAIN.mayNotWrite],
		[/^(1290|1792|1836)$/, EXPLAIN.serverOnlyReads],
		...READING.byCode,
	],
};

/** What an error of MySQL, MariaDB or of the way to them means to somebody who reads. */
export const explain = (error: unknown, connection: SqlConnection): unknown =>
	explainWith(READING, error, connection);

/** The same for somebody who writes. */
export const explainWrite = (error: unknown, connection: SqlConnection): unknown =>
	explainWith(WRITING, error, connection);
