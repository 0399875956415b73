import type { SqlConnection } from './dialect';
import type { ErrorTable, Explain } from './explain';
import { EXPLAIN, explainWith } from './explain';

const cannotOpen: Explain = ({ host }, said) => ({
	code: 'SQL_DATABASE',
	message: `There is no database file at ${host} that n8n can open: ${said}`,
	hint: "Check the path in 'Host', as the machine that n8n runs on sees it, and that n8n may read the file.",
});

const noDatabase: Explain = ({ host }, said) => ({
	code: 'SQL_DATABASE',
	message: `The file ${host} is not a readable SQLite database: ${said}`,
	hint: 'Choose another file, or put a backup in its place.',
});

const busy: Explain = ({ host }) => ({
	code: 'SQL_BUSY',
	message: `The database file ${host} is held by another process`,
	hint: 'Try again when the other process has written.',
	passing: true,
});

/** The code of a query that took too long. */
export const TOO_SLOW = 'SQLITE_TOO_SLOW';

/** The result codes of SQLite (https://sqlite.org/rescode.html); the extended ones of constraints tell which. */
const READING: ErrorTable = {
	codeOf: (error) => {
		if ('errcode' in error && typeof error.errcode === 'number') return primaryOrConstraint(error.errcode);
		return 'code' in error && typeof error.code === 'string' ? error.code : '';
	},
	byCode: [
		[/^1$/, EXPLAIN.badQuery],
		[/^[56]$/, busy],
		[/^8$/, EXPLAIN.writes],
		[/^(3|14|23)$/, cannotOpen],
		[/^(11|26)$/, noDatabase],
		[/^13$/, EXPLAIN.full],
		[new RegExp(`^${TOO_SLOW}$`), EXPLAIN.tooSlow],
		[/^\d+$/, EXPLAIN.failed],
	],
	byMessage: [],
};

const CONSTRAINT = 19;

const primaryOrConstraint = (code: number): string =>
	String((code & 0xff) === CONSTRAINT ? code : code & 0xff);

const WRITING: ErrorTable = {
	...READING,
	byCode: [
		// A primary key, a unique index, a row number.
		[/^(1555|2067|2579)$/, EXPLAIN.duplicate],
		// By STRICT tables, a value of another type.
		[/^(20|3091)$/, EXPLAIN.unsuitableValue],
		[/^(19|275|531|787|1043|1299|1811)$/, EXPLAIN.constraint],
		[/^8$/, EXPLAIN.mayNotWrite],
		...READING.byCode,
	],
};

/** What an error of SQLite means to somebody who reads. */
export const explain = (error: unknown, connection: SqlConnection): unknown =>
	explainWith(READING, error, connection);

/** The same for somebody who writes. */
export const explainWrite = (error: unknown, connection: SqlConnection): unknown =>
	explainWith(WRITING, error, connection);
