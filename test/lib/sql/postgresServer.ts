import { Client } from 'pg';
import { startPostgres } from '../../../tools/postgres.mjs';
import type { SqlTestServer } from './conformance';

/** A real PostgreSQL for one test file. */
export async function startTestServer(
	settings?: Readonly<Record<string, string | number>>,
): Promise<SqlTestServer> {
	const server = await startPostgres(settings === undefined ? {} : { settings });
	const { host, port, user, password, database } = server;
	const stranger = { user: `stranger_${Date.now().toString(36)}`, password: 'stranger' };

	async function asAdministrator(work: (client: Client) => Promise<unknown>): Promise<void> {
		const client = new Client({ host, port, user, password, database });
		client.on('error', () => {});
		await client.connect();
		try {
			await work(client);
		} finally {
			await client.end();
		}
	}

	const execute = (...statements: string[]): Promise<void> =>
		asAdministrator(async (client) => {
			for (const statement of statements) await client.query(statement);
		});

	await execute(`CREATE ROLE ${stranger.user} LOGIN PASSWORD '${stranger.password}'`);
	return {
		connection: { host, port, user, password, database, tls: 'off' },
		execute,
		stranger,
		breakConnections: () =>
			execute(
				`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
				WHERE application_name = 'n8n-nodes-customer-import' AND datname = current_database()`,
			),
		kill: server.kill,
		restart: server.restart,
		async stop() {
			await execute(`DROP ROLE ${stranger.user}`);
			await server.stop();
		},
	};
}
