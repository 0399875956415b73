import { randomBytes } from 'node:crypto';
import type { SqlConnection, SqlDialect, SqlWriter } from '../../../../lib/sql/dialect';
import { useNamedServer } from '../../../../tools/database/namedServer.mjs';
import type { SqlTestServer } from '../conformance';

/** What is said differently on a server that no test can start. */
export interface NamedEngine {
	readonly dialect: SqlDialect;
	/** The environment variable with its address: `engine://user:password@host:port/database`. */
	readonly variable: string;
	readonly tls: SqlConnection['tls'];
	createStranger(name: string, password: string): readonly string[];
	dropStranger(name: string): readonly string[];
	dropTable(name: string): string;
	/** A statement of the suite in the words of this engine. */
	translate?(statement: string): readonly string[];
}

/** Whether the person who runs the tests has such a server. */
export const isNamed = ({ variable }: Pick<NamedEngine, 'variable'>): boolean =>
	(process.env[variable] ?? '') !== '';

/**
 * The server that an environment variable names. Its user has to be one who may make tables and users; the database
 * is best one of its own: what the suite makes in it is removed.
 */
export async function startNamedServer(engine: NamedEngine): Promise<SqlTestServer> {
	const url = new URL(process.env[engine.variable] ?? '');
	const { dialect, translate = (statement: string) => [statement] } = engine;
	const stranger = { user: `stranger_${randomBytes(4).toString('hex')}`, password: 'Str4nger!of2026' };
	const direct: SqlConnection = {
		host: url.hostname,
		port: Number(url.port || dialect.defaultPort),
		user: decodeURIComponent(url.username),
		password: decodeURIComponent(url.password),
		database: decodeURIComponent(url.pathname.slice(1)),
		tls: engine.tls,
	};
	const made = new Set<string>();
	const execute = async (...statements: string[]): Promise<void> =>
		await asAdministrator(dialect, direct, async (administrator) => {
			for (const statement of statements.flatMap((one) => translate(one))) {
				const [, table] = /^CREATE TABLE (\w+)/.exec(statement) ?? [];
				if (table !== undefined) made.add(table);
				await administrator.query({ text: statement, values: [] });
			}
		});
	await execute(...engine.createStranger(stranger.user, stranger.password));
	const server = await useNamedServer({ host: direct.host, port: direct.port }, async () => {
		await execute(...[...made].map(engine.dropTable), ...engine.dropStranger(stranger.user));
	});
	return {
		connection: { ...direct, host: '127.0.0.1', port: server.port },
		execute,
		stranger,
		breakConnections: server.restart,
		kill: server.kill,
		restart: server.restart,
		stop: server.stop,
	};
}

async function asAdministrator(
	dialect: SqlDialect,
	connection: SqlConnection,
	work: (administrator: SqlWriter) => Promise<void>,
): Promise<void> {
	const administrator = await dialect.openWriter?.(connection);
	if (administrator === undefined) throw new Error(`${dialect.title} is not written to`);
	try {
		await work(administrator);
	} finally {
		await administrator.close();
	}
}
