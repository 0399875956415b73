import type { Connector } from '../../connectors';
import { userError } from '../../errors';
import { fieldToCell, STANDARD_FIELDS } from '../../fields';
import type { FieldSpec } from '../../model';
import { countByReading, type ExportSource } from './exportSource';

/**
 * The customers of a destination.
 * @throws userError `NOT_READABLE` where it cannot be read
 */
export async function connectorSource(connector: Connector): Promise<ExportSource> {
	const { read } = connector;
	if (read === undefined) throw notReadable(connector.title);
	const fields = await knownFields(connector);
	const source: Pick<ExportSource, 'read'> = {
		async *read(query) {
			for await (const customers of read(query)) {
				yield customers.map(({ record }) => fields.map(({ name }) => fieldToCell(record[name])));
			}
		},
	};
	return {
		...source,
		fields,
		count: async (query) => await (connector.count?.(query) ?? countByReading(source, query)),
		...(connector.changePoint === undefined ? {} : { changePoint: connector.changePoint }),
	};
}

/** The fields of a destination, ours as we know them. */
export async function knownFields(connector: Connector): Promise<readonly FieldSpec[]> {
	return (await connector.discoverFields()).map(asKnown);
}

/** A destination may hold a field of ours as one it knows nothing more of. */
function asKnown(field: FieldSpec): FieldSpec {
	return STANDARD_FIELDS.find((known) => known.name === field.name) ?? field;
}

function notReadable(title: string): Error {
	return userError(
		`Customers cannot be read from ${title}`,
		'Choose another place to export from.',
		'NOT_READABLE',
	);
}
