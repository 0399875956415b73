import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { CustomerRow, FieldSpec, MapOptions, MappedRows } from '../../lib';
import { makeSeenValues, mapRows } from '../../lib';
import { fieldToJson } from '../shared/carriedFields';
import { customerToJson, rejectedToJson } from '../shared/customers';
import type { InputTable } from '../shared/inputTables';
import { CUSTOMER_CODEC } from '../shared/lineCodecs';
import type { OutputForm, RowSink } from '../shared/sink';
import { rowSink } from '../shared/sink';
import type { RejectedFile } from './rejectedFile';
import { rejectedFile } from './rejectedFile';
import type { Settings } from './settings';
import type { Summary } from './summary';
import { makeSummary } from './summary';

/** What the tables of a run have in common. */
export interface Run {
	readonly context: IExecuteFunctions;
	readonly options: MapOptions;
	readonly summary: Summary;
	readonly file: RejectedFile | undefined;
	/** The custom fields of the tables so far, as the library and as items have them. */
	readonly fields: FieldSpec[];
	readonly fieldsJson: IDataObject[];
}

/** The items of the outputs that rows go to. */
export interface MappedItems {
	readonly customers: INodeExecutionData[];
	readonly rejected: INodeExecutionData[];
}

/** The outputs under construction. */
export interface RowSinks {
	readonly customers: RowSink<CustomerRow>;
	readonly rejected: RowSink<CustomerRow>;
}

export function startRun(context: IExecuteFunctions, settings: Settings, tables: readonly InputTable[]): Run {
	const { rejectedFile: format, duplicates } = settings;
	const labels = [...new Set(tables.flatMap((table) => table.labels))];
	// A row that goes into another one is given back as it was.
	const keepRaw = duplicates !== undefined;
	return {
		context,
		// Values that must be unique are so in all files together.
		options: { ...settings.settings, ...settings.run, keepRaw, seenValues: makeSeenValues() },
		summary: makeSummary(),
		file: format === undefined ? undefined : rejectedFile(context, format, labels),
		fields: [],
		fieldsJson: [],
	};
}

/** Starts the mapping of a table. */
export async function startTable(run: Run, table: InputTable): Promise<MappedRows> {
	const mapped = await mapRows({ labels: table.labels, batches: table.open() }, run.options);
	run.summary.addTable({ source: table.source, mapped });
	addFields(run, mapped.customFields);
	return mapped;
}

/** A field that nobody has said anything of is of text, one value. */
const isPlain = ({ type, multiple, maxLength }: FieldSpec): boolean =>
	type === 'text' && multiple !== true && maxLength === undefined;

/** The first table that has a field says what it is. */
function addFields({ fields, fieldsJson }: Run, found: readonly FieldSpec[]): void {
	for (const field of found) {
		if (isPlain(field) || fields.some(({ name }) => name === field.name)) continue;
		fields.push(field);
		fieldsJson.push(fieldToJson(field));
	}
}

export function openSinks({ context, fields, fieldsJson }: Run): RowSinks {
	const form = context.getNodeParameter('output', 0, 'same') as OutputForm;
	const toJson = (row: CustomerRow) => customerToJson(row, fieldsJson);
	return {
		customers: rowSink(context.helpers, { form, codec: CUSTOMER_CODEC, toJson, fields }),
		rejected: rowSink(context.helpers, { form, codec: CUSTOMER_CODEC, toJson: rejectedToJson }),
	};
}

/** Closes the outputs and gives their items. */
export async function finishSinks({ customers, rejected }: RowSinks): Promise<MappedItems> {
	return { customers: await customers.finish(), rejected: await rejected.finish() };
}
