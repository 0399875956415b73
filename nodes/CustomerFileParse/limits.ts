import type { INodeProperties } from 'n8n-workflow';
import { DEFAULT_LIMITS, type ParseLimits } from '../../lib';

const BYTES_PER_MB = 1024 * 1024;
const ANY_NUMBER = 0;

/** The limits as they are on the panel. */
export interface LimitSettings {
	readonly entries?: number;
	readonly cellLength?: number;
	readonly columns?: number;
	readonly expandedMb?: number;
	readonly ratio?: number;
	readonly fileMb?: number;
	readonly depth?: number;
	readonly rows?: number;
}

function limitProperty(
	displayName: string,
	name: keyof LimitSettings,
	value: number,
	description: string,
): INodeProperties {
	const typeOptions = { minValue: name === 'rows' ? ANY_NUMBER : 1 };
	return { displayName, name, type: 'number', default: value, typeOptions, description };
}

const values: INodeProperties[] = [
	limitProperty(
		'Maximum Archive Entries',
		'entries',
		DEFAULT_LIMITS.entries,
		'How many files an archive may hold, and how many parts a workbook',
	),
	limitProperty(
		'Maximum Cell Length',
		'cellLength',
		DEFAULT_LIMITS.cellLength,
		'In characters. A longer cell is read and reported.',
	),
	limitProperty('Maximum Columns', 'columns', DEFAULT_LIMITS.columns, 'How many columns a table may have'),
	limitProperty(
		'Maximum Expanded Size',
		'expandedMb',
		DEFAULT_LIMITS.expandedBytes / BYTES_PER_MB,
		'In megabytes: how large the content of an archive or workbook may be. Counted while it is unpacked, whatever the archive says.',
	),
	limitProperty(
		'Maximum Expansion',
		'ratio',
		DEFAULT_LIMITS.ratio,
		'How many times larger a file of an archive may become when it is unpacked',
	),
	limitProperty(
		'Maximum File Size',
		'fileMb',
		DEFAULT_LIMITS.fileBytes / BYTES_PER_MB,
		'In megabytes. A bigger file is refused.',
	),
	limitProperty(
		'Maximum Nesting',
		'depth',
		DEFAULT_LIMITS.depth,
		'How many levels of JSON or XML may be inside each other',
	),
	limitProperty(
		'Maximum Rows',
		'rows',
		ANY_NUMBER,
		'A table with more rows is refused. 0 for any number of rows.',
	),
];

/** All limits in one group, each with the value it has when nobody sets it. */
export const limitsOption: INodeProperties = {
	displayName: 'Limits',
	name: 'limits',
	type: 'fixedCollection',
	default: { limit: {} },
	description: 'Bounds that keep a broken or hostile file from taking n8n down',
	options: [{ displayName: 'Limits', name: 'limit', values }],
};

/** The limits of the panel in the library's units. */
export function toLimits(settings: LimitSettings): Partial<ParseLimits> {
	const { expandedMb, fileMb, rows, ...same } = settings;
	return {
		...same,
		...(expandedMb === undefined ? {} : { expandedBytes: expandedMb * BYTES_PER_MB }),
		...(fileMb === undefined ? {} : { fileBytes: fileMb * BYTES_PER_MB }),
		...(rows === undefined ? {} : { rows: rows === ANY_NUMBER ? Number.POSITIVE_INFINITY : rows }),
	};
}
