import { isImportError } from '../errors';
import type { ClientKind, SqlClient } from './client';
import type { QueryResult, SqlSession } from './dialect';
import { CONNECTION_LOST } from './explain';

/**
 * A session that connects when it is needed: between two chunks, a connection may have been idle for hours and
 * be gone. Each query is a read-only transaction of its own, so that none is open while rows are being worked on.
 * @param stream reads all rows of a query over a connection of its own
 */
export function openClientSession(kind: ClientKind, stream: SqlSession['stream']): SqlSession {
	let open: SqlClient | undefined;

	async function use<T>(work: (client: SqlClient) => Promise<T>): Promise<T> {
		const wasOpen = open !== undefined;
		try {
			open ??= await kind.connect(() => (open = undefined));
			return await readOnly(open, work);
		} catch (error) {
			await close();
			const explained = kind.explain(error);
			// It broke while nobody used it. What only reads can be done again.
			if (wasOpen && isImportError(explained) && explained.code === CONNECTION_LOST) return await use(work);
			throw explained;
		}
	}

	async function close(): Promise<void> {
		const last = open;
		open = undefined;
		await last?.end();
	}

	return {
		query: async (query) => await use(async (client) => shown(await client.run(query))),
		stream,
		close,
	};
}

const shown = ({ labels, types, rows }: QueryResult): QueryResult => ({ labels, types, rows });

async function readOnly<T>(client: SqlClient, work: (client: SqlClient) => Promise<T>): Promise<T> {
	await client.begin('READ ONLY');
	const result = await work(client);
	await client.rollback();
	return result;
}
