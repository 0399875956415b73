import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { type Connector, FIELDS, type FieldSpec } from '../../lib';
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
	return await withReadOnly(context, kind, async (connector) => await connector.discoverFields());
}

/** Those of them by which it finds customers. */
export async function loadIdentifiers(
	context: ILoadOptionsFunctions,
	kind: string,
): Promise<readonly FieldSpec[]> {
	return await withReadOnly(context, kind, async (connector) => {
		const fields = await connector.discoverFields();
		return fields.filter(({ name }) => connector.capabilities.identifiers.includes(name));
	});
}

async function withReadOnly<T>(
	context: ILoadOptionsFunctions,
	kind: string,
	work: (connector: Connector) => Promise<T>,
): Promise<T> {
	const destination = await loadDestination(context, kind);
	return await withConnector({ ...destination, settings: { ...destination.settings, readOnly: true } }, work);
}

/** Fields to choose from on the panel, found by a part of their title or name; the standard ones where they cannot be loaded. */
export async function listFields(
	load: () => Promise<readonly FieldSpec[]>,
	filter: string,
	standard: readonly FieldSpec[] = FIELDS,
): Promise<INodeListSearchResult> {
	const found = await settle(load);
	const fields = 'value' in found ? found.value : standard;
	const wanted = filter.trim().toLowerCase();
	const fits = ({ name, title }: FieldSpec) => `${title} ${name}`.toLowerCase().includes(wanted);
	return { results: fields.filter(fits).map(({ name, title }) => ({ name: title, value: name })) };
}
