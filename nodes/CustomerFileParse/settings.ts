import type { IExecuteFunctions } from 'n8n-workflow';
import { SAMPLE_ROWS, type ParseOptions } from '../../lib';
import { BATCH_ROWS } from '../shared/rowBatch';
import type { RowForm } from '../shared/rows';
import { type LimitSettings, toLimits } from './limits';
import { ITEMS_UP_TO } from './outputOptions';

/** Options that the library takes as they are on the panel. An empty text is a choice too: no quotes, no remarks. */
const SAME: ReadonlyArray<keyof ParseOptions> = [
	'cells',
	'comment',
	'footerRows',
	'formulaGuard',
	'header',
	'hiddenSheets',
	'mergedCells',
	'quote',
	'skipEmptyLines',
	'skipRows',
	'strictQuotes',
	'unitsRow',
];

/** As these, but an empty text means that nothing was chosen. */
const FILLED: ReadonlyArray<keyof ParseOptions> = ['encoding', 'escape', 'files', 'recordPath'];

/** What the user may have put into 'Options' beside those; everything left out is detected. */
interface Options {
	readonly delimiter?: string;
	readonly format?: string;
	readonly sheets?: 'all' | 'named' | 'first';
	readonly sheet?: string | readonly string[];
	readonly limits?: { readonly limit?: LimitSettings };
	readonly itemsUpTo?: number;
	readonly batchRows?: number;
	readonly sampleRows?: number;
}

/** How the rows of the whole run leave the node. */
export interface OutputSettings {
	readonly form: 'automatic' | RowForm;
	readonly itemsUpTo: number;
	readonly batchRows: number;
}

/** Reads the settings that hold for all files; expressions in them see the first item. */
export function readOutputSettings(context: IExecuteFunctions): OutputSettings {
	const { itemsUpTo = ITEMS_UP_TO, batchRows = BATCH_ROWS } = readOptions(context, 0);
	const form = context.getNodeParameter('output', 0, 'automatic') as OutputSettings['form'];
	return { form, itemsUpTo, batchRows };
}

/** How many rows of each table an inspection looks at. */
export function readSampleRows(context: IExecuteFunctions, itemIndex: number): number {
	return readOptions(context, itemIndex).sampleRows ?? SAMPLE_ROWS;
}

/** Reads the settings of the files of one item: what the user has set, and nothing else. */
export function readParseOptions(context: IExecuteFunctions, itemIndex: number): ParseOptions {
	const options = readOptions(context, itemIndex);
	const { format, delimiter, limits } = options;
	const same = Object.entries(options).filter(([name, value]) => isSet(name, value));
	return {
		...(Object.fromEntries(same) as ParseOptions),
		...(format === undefined || format === 'auto' ? {} : { format }),
		...(delimiter ? { delimiter: delimiter === '\\t' ? '\t' : delimiter } : {}),
		...chosenSheets(options),
		...(limits?.limit === undefined ? {} : { limits: toLimits(limits.limit) }),
	};
}

function readOptions(context: IExecuteFunctions, itemIndex: number): Options {
	return context.getNodeParameter('options', itemIndex, {}) as Options;
}

function isSet(name: string, value: unknown): boolean {
	return SAME.some((same) => same === name) || (FILLED.some((filled) => filled === name) && value !== '');
}

function chosenSheets({ sheets, sheet = [] }: Options): Pick<ParseOptions, 'sheet' | 'sheets'> {
	if (sheets === 'all') return { sheets };
	if (sheets === 'first') return {};
	const wanted = [sheet]
		.flat()
		.filter((name) => name.trim() !== '')
		.map(toSheet);
	const [first] = wanted;
	if (first === undefined) return {};
	return wanted.length === 1 ? { sheet: first } : { sheets: wanted };
}

function toSheet(sheet: string): string | number {
	return /^\d{1,4}$/.test(sheet.trim()) ? Number(sheet) : sheet;
}
