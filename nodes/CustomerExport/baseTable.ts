import type { IExecuteFunctions } from 'n8n-workflow';
import type { Connector, FieldSpec, ReadQuery, Row, WritableTable } from '../../lib';
import { FIELDS, userError } from '../../lib';
import { fieldToCell } from '../shared/cells';
import { columnType, findField } from './fields';
import type { ExportSettings } from './settings';
import { readQuery } from './settings';

/**
 * The customers of a destination as a table: a column for each field, under the field's title.
 * @throws userError when the destination cannot be read, or has no such field
 */
export async function baseTable(
	context: IExecuteFunctions,
	connector: Connector,
	settings: ExportSettings,
): Promise<WritableTable> {
	const all = (await connector.discoverFields()).map(asKnown);
	const query = readQuery(context, (text) => findField(all, text).name);
	const fields = settings.columns.length === 0 ? all : settings.columns.map((name) => findField(all, name));
	return {
		labels: fields.map((field) => field.title),
		types: fields.map(columnType),
		batches: readRows(connector, query, fields),
	};
}

/** A destination may hold a field of ours as one it knows nothing more of. */
function asKnown(field: FieldSpec): FieldSpec {
	return FIELDS.find((known) => known.name === field.name) ?? field;
}

async function* readRows(
	connector: Connector,
	query: ReadQuery,
	fields: readonly FieldSpec[],
): AsyncGenerator<Row[]> {
	if (connector.read === undefined) {
		throw userError(
			`Customers cannot be read from ${connector.title}`,
			"Choose another 'Source'.",
			'NOT_READABLE',
		);
	}
	let rowNumber = 1;
	for await (const customers of connector.read(query)) {
		yield customers.map(({ record }) => {
			rowNumber += 1;
			return { rowNumber, cells: fields.map((field) => fieldToCell(record[field.name])) };
		});
	}
}
