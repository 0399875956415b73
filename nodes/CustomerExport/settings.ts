import type { IExecuteFunctions } from 'n8n-workflow';
import type { LabelForm, PartLimits, WishedColumn, WriteOptions } from '../../lib';
import { DEFAULT_FILE_NAMES, excelPreset } from '../../lib';
import { cancelSignal } from '../shared/execution';
import { fieldValue } from '../shared/fieldProperty';

/** In other formats programs read the times, and need the zone. */
const FORMATS_OF_PEOPLE: ReadonlySet<string> = new Set(['csv', 'xlsx']);
const BYTES_PER_MB = 1024 * 1024;

export type Operation = 'export' | 'count' | 'backup' | 'template';

/** What the user may have put into 'Options'. Texts that are empty count as not set. */
interface Options extends Omit<WriteOptions, 'onIssue' | 'signal'> {
	readonly excelCountry?: string;
	readonly filterName?: string;
	readonly importDetails?: boolean;
	readonly partMb?: number;
	readonly partRows?: number;
	readonly restartLabel?: string;
	readonly timeZone?: string;
	readonly zip?: boolean;
}

/** How the file is written. */
export interface FileSettings {
	readonly format: string;
	/** The name of the file, with its placeholders. */
	readonly pattern: string;
	readonly binaryField: string;
	readonly filterName: string;
	readonly parts: PartLimits;
	readonly zip: boolean;
	readonly write: WriteOptions;
}

/** What goes into the file. */
export interface ContentSettings {
	/** `core` and `all` are known when the source is. */
	readonly fieldMode: 'all' | 'core' | 'selected';
	readonly columns: readonly WishedColumn[];
	readonly labels: LabelForm | 'source';
	readonly importDetails: boolean;
	readonly onlyChanged: boolean;
	readonly restartLabel: string;
	/** In whose local time moments are written, in formats where a person reads them. */
	readonly timeZone: string | undefined;
}

/** Reads how the one export is written; expressions in it see the first item. */
export function readFileSettings(context: IExecuteFunctions): FileSettings {
	const { partMb, partRows, zip = false, filterName = '', ...options } = readOptions(context);
	return {
		format: String(context.getNodeParameter('format', 0, 'csv')),
		pattern: readPattern(context),
		binaryField: String(context.getNodeParameter('binaryField', 0, 'data')),
		filterName,
		parts: {
			...(partRows === undefined ? {} : { rows: partRows }),
			...(partMb === undefined ? {} : { bytes: Math.floor(partMb * BYTES_PER_MB) }),
		},
		zip,
		write: { ...readWriteOptions(options), ...cancelSignal(context) },
	};
}

/** Reads what is exported. */
export function readContentSettings(context: IExecuteFunctions): ContentSettings {
	const { importDetails = false, restartLabel = '', timeZone } = readOptions(context);
	const format = String(context.getNodeParameter('format', 0, 'csv'));
	return {
		fieldMode: context.getNodeParameter('fieldMode', 0, 'all') as ContentSettings['fieldMode'],
		columns: readColumns(context),
		labels: readLabels(context),
		importDetails,
		onlyChanged: context.getNodeParameter('onlyChanged', 0, false) === true,
		restartLabel,
		timeZone: FORMATS_OF_PEOPLE.has(format) ? timeZone : undefined,
	};
}

/** In which language, or how else, columns are labelled. */
export function readLabels(context: IExecuteFunctions): ContentSettings['labels'] {
	return context.getNodeParameter('labels', 0, 'source') as ContentSettings['labels'];
}

/** The name of the file: the user's, or the usual one in the language of the labels. */
export function readPattern(context: IExecuteFunctions): string {
	const set = String(context.getNodeParameter('fileName', 0, '')).trim();
	if (set !== '') return set;
	const labels = readLabels(context);
	return DEFAULT_FILE_NAMES[labels === 'source' || labels === 'name' ? 'en' : labels];
}

function readOptions(context: IExecuteFunctions): Options {
	const options = context.getNodeParameter('options', 0, {}) as Options;
	return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== '')) as Options;
}

/** What the user set goes before what the country suggests; the mark is written unless told otherwise. */
function readWriteOptions({ excelCountry, ...options }: Options): WriteOptions {
	const own = withoutContent(options);
	const preset = excelCountry === undefined ? { bom: true } : excelPreset(excelCountry);
	return { ...preset, ...own };
}

/** What is about the content and not about how it is written. */
function withoutContent(options: Omit<Options, 'excelCountry'>): WriteOptions {
	const content = new Set(['importDetails', 'restartLabel', 'timeZone']);
	return Object.fromEntries(Object.entries(options).filter(([name]) => !content.has(name)));
}

function readColumns(context: IExecuteFunctions): WishedColumn[] {
	const rows = context.getNodeParameter('fields.column', 0, []) as Array<{ field?: unknown; label?: string }>;
	return rows
		.map(({ field, label = '' }) => ({ field: fieldValue(field), label }))
		.filter(({ field }) => field !== '');
}
