import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { FIELDS, type FieldSpec } from '../../lib';
import { listFields, loadFields } from '../shared/fieldSearch';

/**
 * The fields that can be chosen on the panel: those of the destination, or the standard ones where it cannot be
 * reached yet or the rows come from elsewhere.
 */
export async function searchFields(this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
	return await listFields(async () => await fieldsOf(this), filter);
}

async function fieldsOf(context: ILoadOptionsFunctions): Promise<readonly FieldSpec[]> {
	const kind = String(context.getNodeParameter('source', 'localBase'));
	return kind === 'localBase' || kind === 'crm' ? await loadFields(context, kind) : FIELDS;
}
