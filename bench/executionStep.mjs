import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseFlatted } from '../tools/n8n/executionData.mjs';

/** What n8n has stored of the latest execution: what each node gave out, and the error where it failed. */
export function storedResult(userFolder) {
	const database = new DatabaseSync(join(userFolder, '.n8n', 'database.sqlite'), { readOnly: true });
	try {
		const { data } = database.prepare('SELECT data FROM execution_data ORDER BY executionId DESC').get();
		return parseFlatted(data).resultData;
	} finally {
		database.close();
	}
}

/**
 * What the stored execution says of one node: the rows it gave out, and its time.
 * @param {string} name the node's
 * @returns {(userFolder: string) => { found: number, ms: number }}
 */
export function executionStep(name) {
	return (userFolder) => {
		const [run] = storedResult(userFolder).runData[name];
		const items = run.data.main.flat().map(({ json }) => json);
		// Beside row batches there may be a summary.
		const batches = items.filter(({ rowBatch }) => rowBatch !== undefined);
		const found = batches.reduce((sum, { rowBatch }) => sum + rowBatch.rows, 0);
		return { found: batches.length > 0 ? found : items.length, ms: run.executionTime };
	};
}
