import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { Readable } from 'node:stream';
import type { Format, WritableTable } from '../../lib';
import { FORMATS, userError, writeTable } from '../../lib';
import { readDestination, withConnector } from '../shared/destination';
import { addHint, attempt, countOf } from '../shared/execution';
import { pairedWith } from '../shared/sink';
import { baseTable } from './baseTable';
import { exportFileName } from './fileName';
import { inputTable } from './inputTable';
import type { ExportSettings } from './settings';
import { readExportSettings } from './settings';

/** A file in n8n's binary storage, and what was counted while it was written. */
interface ExportedFile {
	readonly binary: IBinaryData;
	readonly fileName: string;
	readonly rows: number;
	readonly bytes: number;
	readonly columns: number;
}

/** Writes one file from all of the input, or from the customers of a destination. */
export async function exportCustomers(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const result = await attempt(context, items.keys(), async () => {
		const settings = readExportSettings(context);
		return { settings, file: await exportFile(context, settings) };
	});
	if ('failed' in result) return [result.failed];
	const { settings, file } = result.value;
	addHint(context, `${file.fileName}: ${countOf(file.rows, 'row')}, ${countOf(file.bytes, 'byte')}`);
	const { binary, fileName, ...counts } = file;
	const json = { file_name: fileName, format: settings.format, ...counts };
	return [[{ json, binary: { [settings.binaryField]: binary }, pairedItem: pairedWith(items.keys()) }]];
}

async function exportFile(context: IExecuteFunctions, settings: ExportSettings): Promise<ExportedFile> {
	if (settings.source === 'input') return await store(context, settings, inputTable(context, settings));
	const { connector, settings: options } = await readDestination(context, settings.source);
	return await withConnector({ connector, settings: { ...options, readOnly: true } }, async (opened) =>
		store(context, settings, await baseTable(context, opened, settings)),
	);
}

/** Streams the file into n8n's binary storage: only a batch of rows is in memory at a time. */
async function store(
	context: IExecuteFunctions,
	settings: ExportSettings,
	table: WritableTable,
): Promise<ExportedFile> {
	const format = findWritable(settings.format);
	const counts = { rows: 0, bytes: 0 };
	const counted = { ...table, batches: countRows(table.batches, counts) };
	const bytes = countBytes(writeTable(format.name, counted, settings.write), counts);
	const fileName = nameOf(context, settings, format);
	const stream = Readable.from(bytes, { objectMode: false });
	const binary = await context.helpers.prepareBinaryData(stream, fileName, format.mimeType);
	return { binary, fileName, ...counts, columns: table.labels.length };
}

function nameOf(context: IExecuteFunctions, settings: ExportSettings, format: Format): string {
	return exportFileName(
		settings.fileName,
		format.extensions[0] ?? format.name,
		new Date(),
		context.getTimezone(),
	);
}

function findWritable(name: string): Format {
	const format = FORMATS.find((one) => one.name === name && one.write !== undefined);
	if (format !== undefined) return format;
	throw userError(
		`Files of the format '${name}' cannot be written`,
		"Choose another 'File Format'.",
		'NOT_WRITABLE',
	);
}

interface Counts {
	rows: number;
	bytes: number;
}

async function* countRows(batches: WritableTable['batches'], counts: Counts): WritableTable['batches'] {
	for await (const batch of batches) {
		counts.rows += batch.length;
		yield batch;
	}
}

async function* countBytes(chunks: AsyncIterable<Uint8Array>, counts: Counts): AsyncGenerator<Uint8Array> {
	for await (const chunk of chunks) {
		counts.bytes += chunk.length;
		yield chunk;
	}
}
