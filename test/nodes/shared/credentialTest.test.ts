import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { Client } from 'pg';
import { customerSqlApiTest } from '../../../nodes/shared/credentialTest';
import { makeCertificates } from '../../../tools/certificates.mjs';
import { unprivilegedUser } from '../../../tools/machine/users.mjs';
import type { TestPostgres } from '../../../tools/postgres.mjs';
import { startPostgres } from '../../../tools/postgres.mjs';
import type { TestSshServer } from '../../../tools/sshServer.mjs';
import { startSshServer } from '../../../tools/sshServer.mjs';

const certificates = makeCertificates({ clients: ['certified', 'other'] });
let folder: string;
let server: TestPostgres;
let sshd: TestSshServer;

/** The files of a PostgreSQL that speaks TLS, and lets one user in by a certificate alone. */
function serverFiles(): Record<string, string> {
	const files = {
		ssl_ca_file: ['authority.pem', certificates.authority],
		ssl_cert_file: ['server.pem', certificates.server.certificate],
		ssl_key_file: ['server.key', certificates.server.key],
		hba_file: [
			'pg_hba.conf',
			'hostssl all certified 127.0.0.1/32 cert\nhostnossl all certified 127.0.0.1/32 reject\nhost all all 127.0.0.1/32 scram-sha-256\n',
		],
	} as const;
	const owner = process.getuid?.() === 0 ? unprivilegedUser(['postgres', 'nobody']) : undefined;
	if (owner !== undefined) chownSync(folder, owner.uid, owner.gid);
	return Object.fromEntries(
		Object.entries(files).map(([setting, [name, content]]) => {
			const path = join(folder, name);
			writeFileSync(path, content, { mode: 0o600 });
			if (owner !== undefined) chownSync(path, owner.uid, owner.gid);
			return [setting, path];
		}),
	);
}

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'customer-import-tls-'));
	[server, sshd] = await Promise.all([
		startPostgres({ settings: { ssl: 'on', ...serverFiles() } }),
		startSshServer(),
	]);
	const client = new Client({ connectionString: server.url });
	await client.connect();
	await client.query('CREATE TABLE people (id int)');
	await client.query('CREATE ROLE certified LOGIN');
	await client.query('GRANT SELECT ON people TO certified');
	await client.query("CREATE ROLE stranger LOGIN PASSWORD 'stranger'");
	await client.end();
}, 120_000);

afterAll(async () => {
	await sshd?.stop();
	await server?.stop();
	rmSync(folder, { recursive: true, force: true });
});

/** As the credential is stored, with what n8n fills in. */
const data = (changes: ICredentialDataDecryptedObject): ICredentialDataDecryptedObject => ({
	engine: 'postgres',
	host: 'localhost',
	port: server.port,
	database: server.database,
	user: server.user,
	password: server.password,
	tls: 'off',
	sshTunnel: false,
	connectTimeout: 5,
	queryTimeout: 30,
	...changes,
});

async function verdictOn(changes: ICredentialDataDecryptedObject) {
	const credential = { id: '1', name: 'Shop', type: 'customerSqlApi', data: data(changes) };
	// It needs nothing of what n8n hands it as `this`.
	return await Reflect.apply(customerSqlApiTest, undefined, [credential]);
}

const client = (user: string): ICredentialDataDecryptedObject => ({
	clientCertificate: certificates.clients[user]?.certificate ?? '',
	clientKey: certificates.clients[user]?.key ?? '',
});

const tunnel = (): ICredentialDataDecryptedObject => ({
	sshTunnel: true,
	sshAuthenticateWith: 'privateKey',
	sshHost: sshd.host,
	sshPort: sshd.port,
	sshUser: sshd.user,
	privateKey: sshd.privateKey,
});

describe('the test of a SQL credential', () => {
	it.each<[string, () => ICredentialDataDecryptedObject]>([
		['without TLS', () => ({})],
		['over TLS that is verified', () => ({ tls: 'on', ca: certificates.authority })],
		[
			'over TLS, with the lines of the authority joined',
			() => ({ tls: 'on', ca: certificates.authority.replaceAll('\n', ' ') }),
		],
		['over TLS without verification', () => ({ tls: 'onWithoutVerification' })],
		[
			'with a client certificate',
			() => ({
				tls: 'on',
				ca: certificates.authority,
				user: 'certified',
				password: '',
				...client('certified'),
			}),
		],
		['through an SSH tunnel', tunnel],
		[
			'through an SSH tunnel whose key has lost its lines',
			() => ({ ...tunnel(), privateKey: sshd.privateKey.replaceAll('\n', ' ') }),
		],
		[
			'over TLS that is verified, through an SSH tunnel',
			() => ({ ...tunnel(), tls: 'on', ca: certificates.authority }),
		],
	])('passes %s', async (_title, changes) => {
		expect(await verdictOn(changes())).toEqual({ status: 'OK', message: 'The database can be reached' });
	});

	it.each<[string, () => ICredentialDataDecryptedObject, RegExp]>([
		[
			'the host',
			() => ({ host: 'no-such-host.invalid' }),
			/host 'no-such-host.invalid' was not found.*'Host'/,
		],
		['the port', () => ({ port: 1 }), /Nothing answers at localhost:1/],
		['the login', () => ({ password: 'wrong' }), /does not accept the user.*'Password'/],
		['the database', () => ({ database: 'nowhere' }), /no database 'nowhere'/],
		['the certificate', () => ({ tls: 'on' }), /cannot be trusted.*'CA Certificate'/],
		[
			'the name in the certificate',
			() => ({ tls: 'on', ca: certificates.authority, host: '127.0.0.1' }),
			/cannot be trusted/,
		],
		[
			'the name in the certificate, through a tunnel',
			() => ({ ...tunnel(), tls: 'on', ca: certificates.authority, host: '127.0.0.1' }),
			/cannot be trusted/,
		],
		['an authority that is none', () => ({ tls: 'on', ca: 'none' }), /'CA Certificate' is not a certificate/],
		[
			"somebody else's client certificate",
			() => ({ tls: 'on', ca: certificates.authority, user: 'certified', password: '', ...client('other') }),
			/certified/,
		],
		[
			'the key of another certificate',
			() => ({
				tls: 'on',
				ca: certificates.authority,
				...client('certified'),
				clientKey: certificates.clients['other']?.key ?? '',
			}),
			/'Client Key' does not belong/,
		],
		[
			'a client certificate without its key',
			() => ({ tls: 'on', ca: certificates.authority, ...client('certified'), clientKey: '' }),
			/'Client Key' is empty/,
		],
		[
			'the right to read',
			() => ({ user: 'stranger', password: 'stranger' }),
			/no table of 'postgres' can be read by 'stranger'/,
		],
		[
			'the SSH host',
			() => ({ ...tunnel(), sshHost: 'no-such-host.invalid' }),
			/SSH host 'no-such-host.invalid' was not found/,
		],
		[
			'the SSH key',
			() => ({ ...tunnel(), privateKey: sshd.strangerKey }),
			/does not accept the user.*private key/,
		],
		['the database behind the SSH host', () => ({ ...tunnel(), port: 1 }), /cannot connect to localhost:1/],
		['a file that is not there', () => ({ engine: 'sqlite', file: '/nowhere/a.sqlite' }), /a\.sqlite/],
	])('tells that it is %s', async (_title, changes, words) => {
		const { status, message } = await verdictOn(changes());
		expect(status).toBe('Error');
		expect(message).toMatch(words);
		expect(message).not.toContain(server.password);
	});

	it('opens a file of SQLite', async () => {
		const file = join(folder, 'customers.sqlite');
		const database = new DatabaseSync(file);
		database.exec('CREATE TABLE people (id INTEGER)');
		database.close();
		expect(await verdictOn({ engine: 'sqlite', file })).toMatchObject({ status: 'OK' });
	});
});
