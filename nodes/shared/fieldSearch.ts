import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { FIELDS, type FieldSpec } from '../../lib';
import { loadDestination, withConnector } from './destination';
import { settle } from './execution';

/**
 * The fields of a destination while the panel is being filled in.
 * @param kind `localBase`, or `crm` for the one of the credential
 */
export async function loadFields(
	context: ILoadOptionsFunctions,
	kind: string,
): Promise<readonly FieldSpec[]> {
	const { connector, settings } = await loadDestination(context, kind);
	const readOnly = { connector, settings: { ...settings, readOnly: true } };
	return await withConnector(readOnly, async (opened) => await opened.discoverFields());
}

/** Fields to choose from on the panel, found by a part of their title or name; the standard ones where they cannot be loaded. */
export async function listFields(
	load: () => Promise<readonly FieldSpec[]>,
	filter: string,
): Promise<INodeListSearchResult> {
	const found = await settle(load);
	const fields = 'value' in found ? found.value : FIELDS;
	const wanted = filter.trim().toLowerCase();
	const fits = ({ name, title }: FieldSpec) => `${title} ${name}`.toLowerCase().includes(wanted);
	return { results: fields.filter(fits).map(({ name, title }) => ({ name: title, value: name })) };
}
