import type { SqlConnection } from './dialect';
import type { ErrorTable, Explain } from './explain';
import { EXPLAIN, explainWith, NETWORK_ERRORS } from './explain';

const noService: Explain = ({ host, port, database }) => ({
	code: 'SQL_DATABASE',
	message: `The listener at ${host}:${port} knows no service '${database}'`,
	hint: "Check 'Database' in the credential: the service name, as lsnrctl status shows it, or a whole connect string.",
});

const unusable: Explain = ({ user }, said) => ({
	code: 'SQL_LOGIN',
	message: `The user '${user}' cannot log in now: ${said}`,
	hint: "Ask the server's administrator to unlock the account, to renew its password, or for CREATE SESSION.",
});

const notFound: Explain = (_connection, said) => ({
	code: 'SQL_QUERY',
	message: `The server does not know a table or column, or the user may not see it: ${said}`,
	hint: 'Names in quotes are as they were created, which is mostly in upper case. Ask for GRANT SELECT where the name is right.',
});

const wrongConnectString: Explain = (_connection, said) => ({
	code: 'SQL_SETTING',
	message: `The connect string cannot be read: ${said}`,
	hint: "Fill in 'Host', 'Port' and the service name, or one connect string in 'Database', as host:port/service.",
});

/** By the server's number (https://docs.oracle.com/error-help/db/) or the driver's (NJS). */
const READING: ErrorTable = {
	byCode: [
		[/^ORA-01017$/, EXPLAIN.wrongLogin],
		[/^NJS-(116|101)$/, EXPLAIN.wrongLogin],
		[/^ORA-(28000|28001|28002|01045|28221)$/, unusable],
		[/^(ORA-(12514|12505)|NJS-51[89])$/, noService],
		[/^(ORA-12154|NJS-(512|514|515|516|517|520))$/, wrongConnectString],
		[/^(ORA-12545|NJS-530)$/, EXPLAIN.hostNotFound],
		[/^(ORA-12541|ORA-12542)$/, EXPLAIN.portRefused],
		[/^(ORA-12170|ORA-12535|NJS-510|NJS-040)$/, EXPLAIN.unreachable],
		[/^NJS-503$/, notEstablished],
		[/^(ORA-(03113|03114|03135|00028|01012|02396|12571|12537)|NJS-(500|501|521|003))$/, EXPLAIN.lost],
		[/^NJS-50[5678]$/, EXPLAIN.badCertificate],
		[/^(ORA-(01031|01929|01950|41900)|ORA-00990)$/, EXPLAIN.forbidden],
		[
			/^(ORA-(00018|00020|01033|01034|01089|01090|12516|12518|12519|12520|12526|12528|02391)|NJS-511)$/,
			EXPLAIN.tooMany,
		],
		[/^(NJS-123|ORA-(01013|03156|02393|02395))$/, EXPLAIN.tooSlow],
		[/^ORA-(01456|16000|25156)$/, EXPLAIN.writes],
		[/^ORA-(01555|08177|00060|00054|30006)$/, EXPLAIN.conflict],
		[/^ORA-(01722|018\d\d|01426|01438|00932|01411|06502)$/, EXPLAIN.wrongValue],
		[/^ORA-(00942|00904)$/, notFound],
		[/^ORA-(009\d\d|017\d\d|01008|02000|306\d\d|403\d\d)$/, EXPLAIN.badQuery],
		[/^ORA-(01652|01653|01654|01536|01688|30036)$/, EXPLAIN.full],
		...NETWORK_ERRORS,
		[/^ORA-\d+$/, EXPLAIN.failed],
	],
	byMessage: [[/certificate|PEM|wallet/i, EXPLAIN.badCertificate]],
};

const WRITING: ErrorTable = {
	...READING,
	byCode: [
		[/^ORA-00001$/, EXPLAIN.duplicate],
		[/^ORA-(01400|01407|02290|02291|02292|02289)$/, EXPLAIN.constraint],
		[/^ORA-(01722|018\d\d|01438|12899|01461|00932)$/, EXPLAIN.unsuitableValue],
		[/^ORA-01031$/, EXPLAIN.mayNotWrite],
		[/^ORA-(16000|01456)$/, EXPLAIN.serverOnlyReads],
		...READING.byCode,
	],
};

/** The driver says of every failure to connect that there was none, and the reason in its text. */
function notEstablished(connection: SqlConnection, said: string): ReturnType<Explain> {
	if (/ECONNREFUSED/.test(said)) return EXPLAIN.portRefused(connection, said);
	if (/ENOTFOUND|EAI_/.test(said)) return EXPLAIN.hostNotFound(connection, said);
	return EXPLAIN.unreachable(connection, said);
}

/** What an error of Oracle or of the way to it means to somebody who reads. */
export const explain = (error: unknown, connection: SqlConnection): unknown =>
	explainWith(READING, error, connection);

/** The same for somebody who writes. */
export const explainWrite = (error: unknown, connection: SqlConnection): unknown =>
	explainWith(WRITING, error, connection);
