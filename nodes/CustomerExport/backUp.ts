import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { backupTable } from '../../lib';
import { cancelSignal, countOf } from '../shared/execution';
import { pairedWith } from '../shared/sink';
import type { FileSettings } from './settings';
import { readFileSettings } from './settings';
import { withSource } from './source';
import { writeExport } from './writeExport';

const PATTERN = 'customers_backup {date}_{time}';

/**
 * Writes everything of a destination into one archive: a line of JSON for each customer, under the names of
 * the fields, so that every value keeps its kind and Customer File Parse, Map & Normalize and Upsert bring it back.
 */
export async function backUp(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const started = new Date();
	const settings = backupSettings(context);
	const { title, columns, files } = await withSource(context, false, async (open) => {
		const table = backupTable(open.source, cancelSignal(context));
		const exported = await writeExport(context, table, settings, undefined);
		return { ...exported, columns: table.labels.length, title: open.title };
	});
	return files.map(({ binary, fileName, ...counts }) => ({
		json: {
			message: `${countOf(counts.rows, 'customer')} backed up from ${title}`,
			file_name: fileName,
			...counts,
			columns,
			source: title,
			exported_at: started.toISOString(),
		},
		binary: { [settings.binaryField]: binary },
		pairedItem: pairedWith(context.getInputData().keys()),
	}));
}

function backupSettings(context: IExecuteFunctions): FileSettings {
	const { binaryField } = readFileSettings(context);
	const name = String(context.getNodeParameter('fileName', 0, '')).trim();
	return {
		format: 'jsonl',
		pattern: name === '' ? PATTERN : name,
		binaryField,
		filterName: '',
		parts: {},
		zip: true,
		write: cancelSignal(context),
	};
}
