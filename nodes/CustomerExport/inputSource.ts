import type { IExecuteFunctions } from 'n8n-workflow';
import type { ExportCells, ExportSource, FieldSpec } from '../../lib';
import { FIELDS, rowsSource } from '../../lib';
import type { InputTable } from '../shared/inputTables';
import { inputTables } from '../shared/inputTables';

/**
 * What comes into the node: a column for each label met. Fields of a customer are typed; other columns are text.
 * @param importDetails whether what our nodes noted about the rows is data too
 */
export function inputSource(context: IExecuteFunctions, importDetails: boolean): ExportSource {
	const tables = inputTables(context, context.getInputData(), { details: importDetails });
	const labels = [...new Set(tables.flatMap((table) => table.labels))];
	return rowsSource(labels.map(columnOf), () => readTables(tables, labels));
}

function columnOf(label: string): FieldSpec {
	return FIELDS.find((field) => field.name === label) ?? { name: label, title: label, type: 'text' };
}

async function* readTables(
	tables: readonly InputTable[],
	labels: readonly string[],
): AsyncGenerator<ExportCells[]> {
	for (const table of tables) {
		const places = labels.map((label) => table.labels.indexOf(label));
		for await (const rows of table.open()) {
			yield rows.map(({ cells }) => places.map((place) => cells[place]));
		}
	}
}
