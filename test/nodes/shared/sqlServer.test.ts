import { generateKeyPairSync } from 'node:crypto';
import { restoreLines } from '../../../nodes/shared/pem';
import { toSource } from '../../../nodes/shared/sqlServer';

const connectionOf = (data: Parameters<typeof toSource>[0]) => toSource(data).connection;

describe('the server that a credential describes', () => {
	it.each([
		['postgres', 5432],
		['mysql', 3306],
		['mssql', 1433],
		['oracle', 1521],
		['clickhouse', 8123],
	])('%s has its usual port where none is set', (engine, port) => {
		expect(connectionOf({ engine, port: 0, tls: 'off' }).port).toBe(port);
		expect(connectionOf({ engine, tls: 'off' }).port).toBe(port);
		expect(connectionOf({ engine, port: 4711, tls: 'off' }).port).toBe(4711);
	});

	it('is the file of SQLite', () => {
		expect(connectionOf({ engine: 'sqlite', host: 'localhost', file: ' /data/a.sqlite ' }).host).toBe(
			'/data/a.sqlite',
		);
	});

	it('has the instance and the domain of SQL Server, and of no other', () => {
		const data = { host: 'db', instance: 'SHOP', domain: 'COMPANY', user: 'ewa', tls: 'off' };
		expect(connectionOf({ ...data, engine: 'mssql' })).toMatchObject({
			host: 'db\\SHOP',
			user: 'COMPANY\\ewa',
		});
		expect(connectionOf({ ...data, engine: 'postgres' })).toMatchObject({ host: 'db', user: 'ewa' });
	});

	it('takes certificates only where TLS is on, and an authority only where it is verified', () => {
		const data = { engine: 'postgres', ca: 'A', clientCertificate: 'B', clientKey: 'C' };
		expect(connectionOf({ ...data, tls: 'off' })).not.toHaveProperty('ca');
		expect(connectionOf({ ...data, tls: 'on' })).toMatchObject({ ca: 'A', certificate: 'B', key: 'C' });
		expect(connectionOf({ ...data, tls: 'onWithoutVerification' })).not.toHaveProperty('ca');
		expect(connectionOf({ ...data, tls: 'onWithoutVerification' })).toMatchObject({ certificate: 'B' });
	});

	it('takes the tunnel only where it is on, with the password or the key', () => {
		const data = {
			engine: 'postgres',
			tls: 'off',
			sshHost: 'bastion',
			sshPort: 2222,
			sshUser: 'ewa',
			sshPassword: 'p',
			privateKey: 'k',
			passphrase: 'w',
		};
		expect(connectionOf({ ...data, sshTunnel: false })).not.toHaveProperty('ssh');
		expect(connectionOf({ ...data, sshTunnel: true, sshAuthenticateWith: 'password' }).ssh).toEqual({
			host: 'bastion',
			port: 2222,
			user: 'ewa',
			password: 'p',
		});
		const withKey = {
			...data,
			sshTunnel: true,
			sshAuthenticateWith: 'privateKey',
			sshHostFingerprint: 'SHA256:x',
		};
		expect(connectionOf(withKey).ssh).toEqual({
			host: 'bastion',
			port: 2222,
			user: 'ewa',
			privateKey: 'k',
			passphrase: 'w',
			hostFingerprint: 'SHA256:x',
		});
	});

	it('has its times in milliseconds', () => {
		expect(
			connectionOf({ engine: 'postgres', tls: 'off', connectTimeout: 3, queryTimeout: 60 }),
		).toMatchObject({
			connectTimeoutMs: 3000,
			statementTimeoutMs: 60_000,
		});
	});

	it('is refused where the TLS mode or the engine is none', () => {
		expect(() => toSource({ engine: 'postgres', tls: 'maybe' })).toThrow("no TLS mode 'maybe'");
		expect(() => toSource({ engine: 'dbase' })).toThrow("no database engine 'dbase'");
	});
});

describe('the lines of a key', () => {
	const { privateKey: key } = generateKeyPairSync('rsa', {
		modulusLength: 2048,
		publicKeyEncoding: { type: 'spki', format: 'pem' },
		privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
	});
	const { privateKey: locked } = generateKeyPairSync('rsa', {
		modulusLength: 2048,
		publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
		privateKeyEncoding: { type: 'pkcs1', format: 'pem', cipher: 'aes-128-cbc', passphrase: 'word' },
	});

	it.each([
		['as they are', key, key],
		['that a field of one line has joined', key.replaceAll('\n', ' '), key],
		['written as \\n', key.replaceAll('\n', '\\n'), key],
		['with the headers of an encrypted key, joined', locked.replaceAll('\n', ' '), locked],
		['of two, joined', `${key}${key}`.replaceAll('\n', ' '), `${key}${key}`],
		['that is none', 'not a key', 'not a key'],
	])('come back: %s', (_title, pasted, whole) => {
		expect(restoreLines(pasted)).toBe(whole);
	});
});
