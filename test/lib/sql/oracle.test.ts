import handlers from 'oracledb/lib/impl/datahandlers/buffer';
import type { SqlConnection } from '../../../lib/sql/dialect';
import { oracle } from '../../../lib/sql/oracle';
import { attributesOf, walletOf } from '../../../lib/sql/oracleClient';
import { loadDriver } from '../../../lib/sql/oracleDriver';
import { explain, explainWrite } from '../../../lib/sql/oracleErrors';
import { momentOf } from '../../../lib/sql/oracleExact';
import { checkReads } from '../../../lib/sql/oracleGuard';
import { plainType, toCell } from '../../../lib/sql/oracleTypes';
import { errorOf } from './conformance';

const CONNECTION: SqlConnection = {
	host: 'db.example.com',
	port: 1521,
	database: 'SHOP',
	user: 'reader',
	password: 'secret',
	tls: 'off',
};

/** A moment as the protocol has it. */
function bytesOf(year: number, rest: readonly number[], nanoseconds?: number, zone: readonly number[] = []) {
	const head = [Math.trunc(year / 100) + 100, (year % 100) + 100, ...rest];
	const fraction = Buffer.alloc(nanoseconds === undefined ? 0 : 4);
	if (nanoseconds !== undefined) fraction.writeUInt32BE(nanoseconds);
	return Buffer.concat([Buffer.from(head), fraction, Buffer.from(zone)]);
}

describe('values of Oracle', () => {
	it.each([
		['a DATE', bytesOf(2026, [4, 3, 13, 31, 1]), '2026-04-03 12:30:00'],
		['a TIMESTAMP(9)', bytesOf(2026, [4, 3, 13, 1, 1], 123_456_789), '2026-04-03 12:00:00.123456789'],
		['a TIMESTAMP(6)', bytesOf(2026, [4, 3, 13, 1, 1], 100_000), '2026-04-03 12:00:00.0001'],
		['a TIMESTAMP without a fraction', bytesOf(2026, [12, 31, 24, 60, 60], 0), '2026-12-31 23:59:59'],
		['an early date', bytesOf(1, [1, 1, 1, 1, 1]), '0001-01-01 00:00:00'],
		['a date before Christ', bytesOf(-44, [3, 15, 1, 1, 1]), '0044-03-15 00:00:00 BC'],
	])('%s is printed from its bytes', (_title, bytes, text) => {
		expect(momentOf(bytes)).toBe(text);
	});

	it("are the driver's own, with their nanoseconds, whatever the zone of this machine", async () => {
		await loadDriver();
		const read = (...args: Parameters<typeof handlers.BaseBuffer.prototype.parseOracleDate>) =>
			new handlers.BaseBuffer().parseOracleDate(...args);
		expect(read(bytesOf(2026, [3, 29, 3, 31, 1], 869_123_000))).toBe('2026-03-29 02:30:00.869123');
		// With a zone they come in UTC: 12:00 at +02:00.
		const zoned = bytesOf(2026, [4, 3, 11, 1, 1], 1, [22, 60]);
		expect(read(zoned, false)).toBe('2026-04-03 10:00:00.000000001 +00:00');
		expect(read(bytesOf(2026, [4, 3, 11, 1, 1]), false)).toBe('2026-04-03 10:00:00.0 +00:00');
	});

	it.each([
		['7', { dbTypeName: 'NUMBER', precision: 10, scale: 0 }, 7],
		['9007199254740993', { dbTypeName: 'NUMBER', precision: 38, scale: 0 }, '9007199254740993'],
		['7', { dbTypeName: 'NUMBER' }, '7'],
		['.5', { dbTypeName: 'NUMBER', precision: 5, scale: 2 }, '0.5'],
		['-.5', { dbTypeName: 'NUMBER', precision: 5, scale: 2 }, '-0.5'],
		['007', { dbTypeName: 'VARCHAR2' }, '007'],
		['.5', { dbTypeName: 'VARCHAR2' }, '.5'],
		[null, { dbTypeName: 'NUMBER' }, null],
		[0.1, { dbTypeName: 'BINARY_DOUBLE' }, 0.1],
		[Infinity, { dbTypeName: 'BINARY_DOUBLE' }, 'Infinity'],
		[Buffer.from([0, 255]), { dbTypeName: 'RAW' }, '00FF'],
		[{ a: [1] }, { dbTypeName: 'JSON' }, '{"a":[1]}'],
	])('%s of %j is %j', (value, column, cell) => {
		expect(toCell(value, { name: 'X', ...column })).toEqual(cell);
	});

	it('types are named without their sizes', () => {
		expect(plainType('TIMESTAMP(6) WITH TIME ZONE')).toBe('TIMESTAMP WITH TIME ZONE');
		expect(plainType('INTERVAL DAY(2) TO SECOND(6)')).toBe('INTERVAL DAY TO SECOND');
		expect(plainType('VARCHAR2')).toBe('VARCHAR2');
	});
});

it('writes the SQL of Oracle', () => {
	expect(oracle.quoteIdentifier('NAME')).toBe('"NAME"');
	expect(oracle.limit(':2')).toBe('FETCH FIRST :2 ROWS ONLY');
	expect(oracle.parameter(1)).toBe(':1');
	expect(oracle.parameter(1, 'NUMBER')).toBe('TO_NUMBER(:1)');
	expect(oracle.parameter(1, 'DATE')).toBe("TO_DATE(:1, 'YYYY-MM-DD HH24:MI:SS')");
	expect(oracle.parameter(2, 'TIMESTAMP')).toBe("TO_TIMESTAMP(:2, 'YYYY-MM-DD HH24:MI:SS.FF')");
	expect(oracle.orderOf('TIMESTAMP WITH TIME ZONE')).toBe('dateTime');
	expect(oracle.orderOf('CLOB')).toBe('none');
});

describe('what a query of Oracle may be', () => {
	it.each([
		'DROP TABLE t',
		"BEGIN EXECUTE IMMEDIATE 'DROP TABLE t'; END;",
		'WITH FUNCTION f RETURN NUMBER IS BEGIN RETURN 1; END; SELECT f FROM dual',
		'',
	])('refuses %s', async (text) => {
		expect((await errorOf(async () => checkReads(text))).code).toBe('SQL_READ_ONLY');
	});

	it('refuses a second statement', async () => {
		expect((await errorOf(async () => checkReads('SELECT 1 FROM dual; DROP TABLE t'))).code).toBe(
			'SQL_STATEMENT',
		);
	});

	it('takes a SELECT and a WITH', () => {
		expect(() => checkReads('SELECT \';\' AS "drop;" FROM dual -- ;')).not.toThrow();
		expect(() => checkReads('WITH a AS (SELECT 1 AS x FROM dual) SELECT x FROM a')).not.toThrow();
	});
});

describe('connections to Oracle', () => {
	const stringFor = (changes: Partial<SqlConnection>) =>
		attributesOf({ ...CONNECTION, ...changes }, { host: '127.0.0.1', port: 4711 }).connectString;

	it('go to a service', () => {
		expect(stringFor({})).toBe(
			'(DESCRIPTION=(ADDRESS=(PROTOCOL=tcp)(HOST=127.0.0.1)(PORT=4711))(CONNECT_DATA=(SERVICE_NAME=SHOP)))',
		);
		expect(stringFor({ tls: 'on' })).toContain('(PROTOCOL=tcps)');
	});

	it('go where a whole connect string says', () => {
		expect(stringFor({ database: 'tcps://db:2484/shop' })).toBe('tcps://db:2484/shop');
	});

	it('hand over certificates as the driver wants them, and say what it cannot', async () => {
		expect(walletOf(CONNECTION)).toEqual({});
		expect(walletOf({ ...CONNECTION, tls: 'on' })).toEqual({});
		const ssh = { host: 'a', port: 22, user: 'b', password: 'c' };
		expect((await errorOf(async () => walletOf({ ...CONNECTION, tls: 'on', ssh }))).code).toBe('SQL_SETTING');
		const broken = await errorOf(async () => walletOf({ ...CONNECTION, tls: 'on', ca: 'none' }));
		expect(broken.message).toContain("'CA Certificate'");
	});

	// The driver itself, up to the network.
	it.each<[string, Partial<SqlConnection>, string]>([
		['the host', { host: 'no-such-host.invalid' }, 'SQL_HOST'],
		['the port', { host: '127.0.0.1', port: 1 }, 'SQL_PORT'],
		['an empty service', { database: ' ' }, 'SQL_SETTING'],
		['a connect string that is none', { database: '(DESCRIPTION=' }, 'SQL_SETTING'],
	])('say that it is %s', async (_title, changes, code) => {
		const error = await errorOf(() => oracle.connect({ ...CONNECTION, connectTimeoutMs: 3000, ...changes }));
		expect([error.code, error.kind]).toEqual([code, 'user']);
		expect(error.hint).toBeTruthy();
	});

	it.each([
		['ORA-01017', 'SQL_LOGIN', 'user'],
		['ORA-28000', 'SQL_LOGIN', 'user'],
		['NJS-518', 'SQL_DATABASE', 'user'],
		['ORA-12514', 'SQL_DATABASE', 'user'],
		['ORA-01031', 'SQL_PERMISSION', 'user'],
		['ORA-00942', 'SQL_QUERY', 'user'],
		['ORA-00933', 'SQL_QUERY', 'user'],
		['ORA-01722', 'SQL_VALUE', 'user'],
		['ORA-01841', 'SQL_VALUE', 'user'],
		['ORA-01456', 'SQL_READ_ONLY', 'user'],
		['ORA-01555', 'SQL_CONFLICT', 'transient'],
		['ORA-03113', 'SQL_CONNECTION_LOST', 'transient'],
		['NJS-500', 'SQL_CONNECTION_LOST', 'transient'],
		['NJS-123', 'SQL_TIMEOUT', 'user'],
		['NJS-506', 'SQL_CERTIFICATE', 'user'],
		['ORA-12516', 'SQL_BUSY', 'transient'],
		['ORA-20001', 'SQL_FAILED', 'user'],
	])('explain %s', (code, expected, kind) => {
		const error = Object.assign(new Error('what the server said'), { code });
		expect(explain(error, CONNECTION)).toMatchObject({
			kind,
			code: expected,
			hint: expect.stringContaining('.'),
		});
	});

	it.each([
		['ORA-00001', 'SQL_DUPLICATE'],
		['ORA-01400', 'SQL_CONSTRAINT'],
		['ORA-12899', 'SQL_VALUE'],
		['ORA-16000', 'SQL_READ_ONLY'],
		['ORA-01653', 'SQL_FULL'],
	])('explain %s to who writes', (code, expected) => {
		const error = Object.assign(new Error('what the server said'), { code });
		expect(explainWrite(error, CONNECTION)).toMatchObject({ code: expected });
	});
});
