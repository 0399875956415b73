import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { describeQuery } from '../../lib';
import { addHint, cancelSignal, countOf, formatCount } from '../shared/execution';
import { pairedWith } from '../shared/sink';
import { readQuery } from './query';
import { withSource } from './source';

/** Says how many customers an export would have, and how many there are in all. */
export async function countCustomers(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const json = await withSource(context, false, async ({ source, title, isBase }) => {
		const query = readQuery(context, source.fields);
		const count = await source.count(query);
		const filter = describeQuery(query, source.fields);
		const all = filter === '' ? count : await source.count(cancelSignal(context));
		return {
			message: `${countOf(count, isBase ? 'customer' : 'row')} of ${formatCount(all)} in ${title}`,
			count,
			all,
			source: title,
			...(filter === '' ? {} : { filter }),
		};
	});
	addHint(context, json.message);
	return [{ json, pairedItem: pairedWith(context.getInputData().keys()) }];
}
