import type { ICredentialType, INodeProperties } from 'n8n-workflow';

const SERVERS = ['postgres', 'mysql', 'mssql', 'oracle', 'clickhouse'];
const hasTls = { engine: SERVERS, tls: ['on', 'onWithoutVerification'] };
const hasTunnel = { engine: SERVERS, sshTunnel: [true] };

const ENGINE: INodeProperties = {
	displayName: 'Engine',
	name: 'engine',
	type: 'options',
	default: 'postgres',
	description: 'The kind of database',
	options: [
		{ name: 'PostgreSQL', value: 'postgres' },
		{ name: 'MySQL / MariaDB', value: 'mysql' },
		{ name: 'Microsoft SQL Server', value: 'mssql' },
		{ name: 'Oracle Database', value: 'oracle' },
		{ name: 'ClickHouse', value: 'clickhouse' },
		{ name: 'SQLite File', value: 'sqlite' },
	],
};

const SERVER: INodeProperties[] = [
	{
		displayName: 'Host',
		name: 'host',
		type: 'string',
		default: 'localhost',
		placeholder: 'e.g. db.example.com',
		description:
			'The name or address of the server, without a protocol and without the port. Through an SSH tunnel, as the SSH host knows it.',
		displayOptions: { show: { engine: SERVERS } },
	},
	{
		displayName: 'Port',
		name: 'port',
		type: 'number',
		default: 0,
		typeOptions: { minValue: 0, maxValue: 65535, numberPrecision: 0 },
		description:
			'The port of the server. 0 is the usual one: PostgreSQL 5432, MySQL and MariaDB 3306, SQL Server 1433, Oracle 1521, ClickHouse 8123 (over TLS mostly 8443).',
		displayOptions: { show: { engine: SERVERS } },
	},
	{
		displayName: 'Instance',
		name: 'instance',
		type: 'string',
		default: '',
		placeholder: 'e.g. SQLEXPRESS',
		description:
			'The name of the instance, where there are several on the server. Its port is then asked from SQL Server Browser, and the one above not used.',
		displayOptions: { show: { engine: ['mssql'] } },
	},
	{
		displayName: 'Database',
		name: 'database',
		type: 'string',
		default: '',
		placeholder: 'e.g. shop',
		description: 'The name of the database',
		displayOptions: { show: { engine: ['postgres', 'mysql', 'mssql', 'clickhouse'] } },
	},
	{
		displayName: 'Service Name',
		name: 'database',
		type: 'string',
		default: '',
		placeholder: 'e.g. SHOPPDB1',
		description:
			'The name of the service, as the listener knows it; or a whole connect string, which takes the place of host and port',
		displayOptions: { show: { engine: ['oracle'] } },
	},
	{
		displayName: 'File',
		name: 'file',
		type: 'string',
		default: '',
		placeholder: 'e.g. /home/node/customers.sqlite',
		description: 'The path of the database file on the machine that n8n runs on',
		displayOptions: { show: { engine: ['sqlite'] } },
	},
];

const LOGIN: INodeProperties[] = [
	{
		displayName: 'Domain',
		name: 'domain',
		type: 'string',
		default: '',
		placeholder: 'e.g. COMPANY',
		description: 'The Windows domain of the user. Leave empty for a login of SQL Server itself.',
		displayOptions: { show: { engine: ['mssql'] } },
	},
	{
		displayName: 'User',
		name: 'user',
		type: 'string',
		default: '',
		description: 'For pulls, a user that may only read is best',
		displayOptions: { show: { engine: SERVERS } },
	},
	{
		displayName: 'Password',
		name: 'password',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description: 'The password of the user',
		displayOptions: { show: { engine: SERVERS } },
	},
];

const TLS: INodeProperties[] = [
	{
		displayName: 'TLS',
		name: 'tls',
		type: 'options',
		default: 'off',
		description: 'Whether the connection is encrypted, and whether the server has to prove who it is',
		options: [
			{
				name: 'Off',
				value: 'off',
				description: 'For a server on the same machine or in a private network',
			},
			{ name: 'On', value: 'on', description: "Encrypted, and the server's certificate is verified" },
			{
				name: 'On, Without Verification',
				value: 'onWithoutVerification',
				description: 'Encrypted, but any server is believed',
			},
		],
		displayOptions: { show: { engine: SERVERS } },
	},
	{
		displayName: 'CA Certificate',
		name: 'ca',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: '-----BEGIN CERTIFICATE-----',
		description:
			'The certificate of the authority that signed the server’s, as PEM text. Leave empty for a public authority.',
		displayOptions: { show: { engine: SERVERS, tls: ['on'] } },
	},
	{
		displayName: 'Client Certificate',
		name: 'clientCertificate',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: '-----BEGIN CERTIFICATE-----',
		description: 'A certificate of our own as PEM text, where the server asks for one',
		displayOptions: { show: hasTls },
	},
	{
		displayName: 'Client Key',
		name: 'clientKey',
		type: 'string',
		typeOptions: { rows: 4, password: true },
		default: '',
		placeholder: '-----BEGIN PRIVATE KEY-----',
		description: 'The key of the client certificate as PEM text, without a passphrase',
		displayOptions: { show: hasTls },
	},
];

const TUNNEL: INodeProperties[] = [
	{
		displayName: 'SSH Tunnel',
		name: 'sshTunnel',
		type: 'boolean',
		default: false,
		description: 'Whether to reach the server through another host, by SSH',
		displayOptions: { show: { engine: SERVERS } },
	},
	{
		displayName: 'SSH Authenticate With',
		name: 'sshAuthenticateWith',
		type: 'options',
		default: 'password',
		description: 'How to log in at the SSH host',
		options: [
			{ name: 'Password', value: 'password' },
			{ name: 'Private Key', value: 'privateKey' },
		],
		displayOptions: { show: hasTunnel },
	},
	{
		displayName: 'SSH Host',
		name: 'sshHost',
		type: 'string',
		default: '',
		placeholder: 'e.g. bastion.example.com',
		description: 'The name or address of the SSH host',
		displayOptions: { show: hasTunnel },
	},
	{
		displayName: 'SSH Port',
		name: 'sshPort',
		type: 'number',
		default: 22,
		typeOptions: { minValue: 1, maxValue: 65535, numberPrecision: 0 },
		description: 'The port of the SSH host',
		displayOptions: { show: hasTunnel },
	},
	{
		displayName: 'SSH User',
		name: 'sshUser',
		type: 'string',
		default: '',
		description: 'The user to log in as at the SSH host',
		displayOptions: { show: hasTunnel },
	},
	{
		displayName: 'SSH Password',
		name: 'sshPassword',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description: 'The password of the SSH user',
		displayOptions: { show: { ...hasTunnel, sshAuthenticateWith: ['password'] } },
	},
	{
		displayName: 'SSH Private Key',
		name: 'privateKey',
		type: 'string',
		typeOptions: { rows: 4, password: true },
		default: '',
		placeholder: '-----BEGIN OPENSSH PRIVATE KEY-----',
		description: 'The private key of the SSH user, in OpenSSH or PEM form',
		displayOptions: { show: { ...hasTunnel, sshAuthenticateWith: ['privateKey'] } },
	},
	{
		displayName: 'SSH Passphrase',
		name: 'passphrase',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description: 'The passphrase of the private key, where it has one',
		displayOptions: { show: { ...hasTunnel, sshAuthenticateWith: ['privateKey'] } },
	},
	{
		displayName: 'SSH Host Fingerprint',
		name: 'sshHostFingerprint',
		type: 'string',
		default: '',
		placeholder: 'e.g. SHA256:…',
		description:
			'The fingerprint of the SSH host’s key, as ssh-keygen -lf prints it. Any other host is then refused. Leave empty to believe any.',
		displayOptions: { show: hasTunnel },
	},
];

const TIMEOUTS: INodeProperties[] = [
	{
		displayName: 'Connection Timeout (Seconds)',
		name: 'connectTimeout',
		type: 'number',
		default: 15,
		typeOptions: { minValue: 1 },
		description: 'How long to wait for the server to answer',
		displayOptions: { show: { engine: SERVERS } },
	},
	{
		displayName: 'Query Timeout (Seconds)',
		name: 'queryTimeout',
		type: 'number',
		default: 120,
		typeOptions: { minValue: 1 },
		description: 'How long one query may take on the server before it is broken off',
	},
];

/** How to reach a SQL database with customers in it. Tested by the node that uses it. */
export class CustomerSqlApi implements ICredentialType {
	name = 'customerSqlApi';

	displayName = 'Customer SQL API';

	icon = { light: 'file:customerSqlApi.svg', dark: 'file:customerSqlApi.dark.svg' } as const;

	documentationUrl =
		'https://github.com/n8n-nodes-customer-import/n8n-nodes-customer-import#customer-sql-credential';

	properties: INodeProperties[] = [ENGINE, ...SERVER, ...LOGIN, ...TLS, ...TUNNEL, ...TIMEOUTS];
}
