import type { ClientKind, SqlClient } from './client';
import type { SqlWriter } from './dialect';

/**
 * A connection that writes. Every statement outside of `inTransaction` is a transaction of its own. Nothing is
 * sent twice: a connection that breaks ends the work with it, and the next work connects again, until the
 * writer is closed.
 */
export function openClientWriter(kind: ClientKind): SqlWriter {
	let open: SqlClient | undefined;
	let inside: SqlClient | undefined;
	let closed = false;

	async function disconnect(): Promise<void> {
		const last = open;
		open = undefined;
		await last?.end();
	}

	async function transaction<T>(work: (client: SqlClient) => Promise<T>): Promise<T> {
		if (inside !== undefined) throw new Error('A transaction is open already');
		if (closed) throw new Error('The connection is closed');
		try {
			open ??= await kind.connect(() => (open = undefined));
			return await committed((inside = open), work);
		} catch (error) {
			if (inside?.isUsable() !== true) await disconnect();
			throw kind.explain(error);
		} finally {
			inside = undefined;
		}
	}

	return {
		async query(query) {
			if (inside === undefined) return await transaction(async (client) => await client.run(query));
			try {
				return await inside.run(query);
			} catch (error) {
				throw kind.explain(error);
			}
		},
		inTransaction: async (work) => await transaction(work),
		async close() {
			closed = true;
			await disconnect();
		},
	};
}

async function committed<T>(client: SqlClient, work: (client: SqlClient) => Promise<T>): Promise<T> {
	let done = false;
	try {
		await client.begin('READ WRITE');
		const result = await work(client);
		await client.commit();
		done = true;
		return result;
	} finally {
		if (!done && client.isUsable()) await client.rollback();
	}
}
