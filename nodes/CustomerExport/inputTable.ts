import type { IExecuteFunctions } from 'n8n-workflow';
import type { FieldSpec, Row, WritableTable } from '../../lib';
import { FIELDS } from '../../lib';
import type { InputTable } from '../shared/inputTables';
import { inputTables } from '../shared/inputTables';
import { columnType, findField } from './fields';
import type { ExportSettings } from './settings';

/**
 * What comes into the node as one table: a column for each label met. Fields of a customer are typed;
 * other columns are text.
 */
export function inputTable(context: IExecuteFunctions, settings: ExportSettings): WritableTable {
	const tables = inputTables(context, context.getInputData(), { details: settings.importDetails });
	const all = [...new Set(tables.flatMap((table) => table.labels))];
	const columns = all.map((label) => FIELDS.find((field) => field.name === label) ?? plainColumn(label));
	const chosen =
		settings.columns.length === 0 ? columns : settings.columns.map((name) => findField(columns, name));
	return {
		labels: chosen.map((column) => column.name),
		types: chosen.map(columnType),
		batches: readRows(tables, chosen),
	};
}

function plainColumn(label: string): FieldSpec {
	return { name: label, title: label, type: 'text' };
}

async function* readRows(
	tables: readonly InputTable[],
	columns: readonly FieldSpec[],
): AsyncGenerator<Row[]> {
	for (const table of tables) {
		const places = columns.map((column) => table.labels.indexOf(column.name));
		for await (const rows of table.open()) {
			yield rows.map((row) => ({ ...row, cells: places.map((place) => row.cells[place]) }));
		}
	}
}
