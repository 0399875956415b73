import { createReadStream } from 'node:fs';
import { COLUMNS, countRows, startTable } from '../postgresTable.mjs';

export const prepare = startTable;

/** COPY as the protocol has it, of the file's own bytes: the client reads none of them. */
class CopyIn {
	constructor(text, chunks) {
		Object.assign(this, { text, chunks });
		this.done = new Promise((resolve, reject) => Object.assign(this, { resolve, reject }));
	}
	submit(connection) {
		connection.query(this.text);
	}
	async handleCopyInResponse(connection) {
		for await (const chunk of this.chunks) {
			if (!connection.stream.writableNeedDrain) connection.sendCopyFromChunk(chunk);
			else {
				await new Promise((resolve) => connection.stream.once('drain', resolve));
				connection.sendCopyFromChunk(chunk);
			}
		}
		connection.endCopyFrom();
	}
	handleCommandComplete() {}
	handleReadyForQuery() {
		this.resolve();
	}
	handleError(error) {
		this.reject(error);
	}
}

/**
 * The least that storing the rows costs: COPY into a temporary table and one INSERT … ON CONFLICT. Nothing is read,
 * normalized, compared or journaled.
 */
export async function run({ path, rows, prepared }) {
	const { client } = prepared;
	await client.query(`CREATE TEMP TABLE incoming AS SELECT ${COLUMNS} FROM customers WITH NO DATA`);
	const copy = new CopyIn('COPY incoming FROM STDIN WITH (FORMAT csv, HEADER)', createReadStream(path));
	client.query(copy);
	await copy.done;
	await client.query(`INSERT INTO customers (${COLUMNS}) SELECT * FROM incoming ON CONFLICT DO NOTHING`);
	return { rows, customers: await countRows(prepared) };
}
