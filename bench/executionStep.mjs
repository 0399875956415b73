import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseFlatted } from '../tools/n8n/executionData.mjs';

/**
 * What the stored execution says of one node: the rows it gave out, and its time.
 * @param {string} name the node's
 * @returns {(userFolder: string) => { found: number, ms: number }}
 */
export function executionStep(name) {
	return (userFolder) => {
		const database = new DatabaseSync(join(userFolder, '.n8n', 'database.sqlite'), { readOnly: true });
		const { data } = database.prepare('SELECT data FROM execution_data ORDER BY executionId DESC').get();
		database.close();
		const [run] = parseFlatted(data).resultData.runData[name];
		const items = run.data.main.flat().map(({ json }) => json);
		// Beside row batches there may be a summary.
		const batches = items.filter(({ rowBatch }) => rowBatch !== undefined);
		const found = batches.reduce((sum, { rowBatch }) => sum + rowBatch.rows, 0);
		return { found: batches.length > 0 ? found : items.length, ms: run.executionTime };
	};
}
