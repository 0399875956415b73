import { createRequire } from 'node:module';
import { join } from 'node:path';
import { LIBRARY, PULLED_ITEMS } from '../library.mjs';

const require = createRequire(import.meta.url);
const { deliverPull, findDialect, openPull, openStore, openWatermarks } = require(LIBRARY);
const { chunkItems } = require(PULLED_ITEMS);

/** Rows of a chunk, each of which is an execution in n8n. */
const CHUNK_ROWS = 10_000;

function connectionOf(url) {
	const { hostname: host, port, username: user, password, pathname } = new URL(url);
	return { host, port: Number(port), user, password, database: pathname.slice(1), tls: 'off' };
}

/**
 * The first pull of a table as the trigger does it: chunk by chunk, as row batches, with the watermark kept after
 * each; but nobody works on the rows.
 * @returns {Promise<{ rows: number, last: string }>}
 */
export async function run({ url, folder }) {
	const dialect = findDialect('postgres');
	const session = await dialect.connect(connectionOf(url));
	const store = await openStore({ kind: 'sqlite', path: join(folder, 'state.sqlite') });
	const watermarks = await openWatermarks(store);
	const { hold } = await watermarks.pull({ workflowId: 'w', nodeId: 'n', settings: {} }).acquire();
	const settings = { query: 'SELECT * FROM customers', startColumn: 'id', chunkSize: CHUNK_ROWS };
	const pull = await openPull(session, dialect, settings);
	let rows = 0;
	const handOn = async (chunk) => {
		for (const { json } of await chunkItems(chunk, 'batch')) rows += json.rowBatch.rows;
		return true;
	};
	const { to } = await deliverPull(pull, hold, handOn, { move: 'afterSuccess' });
	await session.close();
	await store.close();
	return { rows, last: to.value };
}
