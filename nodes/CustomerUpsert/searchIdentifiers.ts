import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { FIELDS } from '../../lib';
import { listFields, loadIdentifiers } from '../shared/fieldSearch';

/** What customers can be recognised by in the destination; the standard identifiers where it cannot be reached yet. */
export async function searchIdentifiers(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const kind = String(this.getNodeParameter('destination', 'localBase'));
	const standard = FIELDS.filter(({ identifier }) => identifier);
	return await listFields(async () => await loadIdentifiers(this, kind), filter, standard);
}
