import type { INodeExecutionData } from 'n8n-workflow';
import type { PulledChunk } from '../../lib';
import { rowCodec } from '../shared/lineCodecs';
import { rowBatchBuilder } from '../shared/rowBatch';
import type { RowForm } from '../shared/rows';
import { rowToJson } from '../shared/rows';
import { inlineBinary } from './inlineBinary';

/** The rows of a chunk as n8n's items: each one an item, or some thousands in one. */
export async function chunkItems(
	{ rows, labels }: PulledChunk,
	form: RowForm,
): Promise<INodeExecutionData[]> {
	if (form === 'item') {
		const toJson = rowToJson(labels);
		return rows.map((row) => ({ json: toJson(row) }));
	}
	const items: INodeExecutionData[] = [];
	const batch = rowBatchBuilder(inlineBinary, rowCodec(labels));
	for (const row of rows) {
		batch.add(row);
		if (batch.full) items.push(await batch.close());
	}
	if (batch.size > 0) items.push(await batch.close());
	return items;
}
