import type { IExecuteFunctions } from 'n8n-workflow';
import type { ParseOptions } from '../../lib';
import { BATCH_ROWS } from '../shared/rowBatch';
import type { RowForm } from '../shared/rows';
import { ITEMS_UP_TO } from './description';

const BYTES_PER_MB = 1024 * 1024;

/** What the user may have put into 'Options'; everything left out is detected. */
interface Options {
	readonly delimiter?: string;
	readonly encoding?: string;
	readonly header?: boolean;
	readonly format?: string;
	readonly itemsUpTo?: number;
	readonly maxFileMb?: number;
	readonly batchRows?: number;
	readonly sheet?: string;
}

/** How the rows of the whole run leave the node. */
export interface OutputSettings {
	readonly form: 'automatic' | RowForm;
	readonly itemsUpTo: number;
	readonly batchRows: number;
}

/** Reads the settings that hold for all files; expressions in them see the first item. */
export function readOutputSettings(context: IExecuteFunctions): OutputSettings {
	const options = context.getNodeParameter('options', 0, {}) as Options;
	return {
		form: context.getNodeParameter('output', 0, 'automatic') as OutputSettings['form'],
		itemsUpTo: options.itemsUpTo ?? ITEMS_UP_TO,
		batchRows: options.batchRows ?? BATCH_ROWS,
	};
}

/** Reads the settings of the files of one item. */
export function readParseOptions(context: IExecuteFunctions, itemIndex: number): ParseOptions {
	const { format, delimiter, encoding, header, sheet, maxFileMb } = context.getNodeParameter(
		'options',
		itemIndex,
		{},
	) as Options;
	return {
		...(format === undefined || format === 'auto' ? {} : { format }),
		...(delimiter === undefined || delimiter === ''
			? {}
			: { delimiter: delimiter === '\\t' ? '\t' : delimiter }),
		...(encoding === undefined ? {} : { encoding }),
		...(header === undefined ? {} : { header }),
		...(sheet === undefined || sheet === '' ? {} : { sheet: toSheet(sheet) }),
		...(maxFileMb === undefined ? {} : { limits: { fileBytes: maxFileMb * BYTES_PER_MB } }),
	};
}

function toSheet(sheet: string): string | number {
	return /^\d{1,4}$/.test(sheet.trim()) ? Number(sheet) : sheet;
}
