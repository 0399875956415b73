import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { RowBatch } from '../../lib';
import { PULL_DETAILS } from '../shared/itemKeys';
import { rowCodec } from '../shared/lineCodecs';
import { rowBatchBuilder } from '../shared/rowBatch';
import type { RowForm } from '../shared/rows';
import { rowToJson } from '../shared/rows';
import { inlineBinary } from './inlineBinary';

/**
 * The rows of a chunk as n8n's items: each one an item, or some thousands in one.
 * @param details what each item says about the pull, where it is to say so
 */
export async function chunkItems(
	{ rows, labels }: { readonly rows: RowBatch; readonly labels: readonly string[] },
	form: RowForm,
	details?: IDataObject,
): Promise<INodeExecutionData[]> {
	const extra: IDataObject = details === undefined ? {} : { [PULL_DETAILS]: details };
	if (form === 'item') {
		const toJson = rowToJson(labels, undefined, Object.keys(extra));
		return rows.map((row) => ({ json: { ...toJson(row), ...extra } }));
	}
	const items: INodeExecutionData[] = [];
	const batch = rowBatchBuilder(inlineBinary, rowCodec(labels), { extra });
	for (const row of rows) {
		batch.add(row);
		if (batch.full) items.push(await batch.close());
	}
	if (batch.size > 0) items.push(await batch.close());
	return items;
}
