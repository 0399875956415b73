import type { IExecuteFunctions } from 'n8n-workflow';
import type { Row, WritableTable } from '../../lib';
import { countOf, yieldTurn } from '../shared/execution';

/** Rows after which the log says how far the export is: a line every few seconds. */
const STEP = 100_000;

/**
 * The rows as they come. n8n's log says now and then how many there have been, because n8n shows nothing of a node
 * that is running; and other work of the process has its turn between batches.
 */
export async function* sayingProgress(
	context: IExecuteFunctions,
	batches: WritableTable['batches'],
): AsyncGenerator<readonly Row[]> {
	let rows = 0;
	for await (const batch of batches) {
		yield batch;
		const said = Math.floor(rows / STEP);
		rows += batch.length;
		if (Math.floor(rows / STEP) > said) context.logger.info(`${countOf(rows, 'row')} exported so far`);
		await yieldTurn();
	}
}
