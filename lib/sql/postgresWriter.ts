import { openClientWriter } from './clientWriter';
import type { SqlConnection, SqlWriter } from './dialect';
import { connectClient } from './postgresClient';
import { explainWrite } from './postgresErrors';

/** A connection that writes; it is made when it is first used. */
export const openWriter = (connection: SqlConnection): SqlWriter =>
	openClientWriter({
		connect: async (lost) => await connectClient(connection, lost),
		explain: (error) => explainWrite(error, connection),
	});
