import type { IExecuteFunctions } from 'n8n-workflow';
import type { Condition, ReadQuery, WriteOptions } from '../../lib';
import { cancelSignal } from '../shared/execution';

/** What the user may have put into 'Options'. */
interface Options {
	readonly bom?: boolean;
	readonly delimiter?: string;
	readonly formulaGuard?: boolean;
	readonly importDetails?: boolean;
	readonly lineEnd?: '\n' | '\r\n';
	readonly sheet?: string;
}

export interface ExportSettings {
	/** `input`, or the kind of destination to read from. */
	readonly source: string;
	readonly format: string;
	/** The names or titles of the fields to export; all of them when empty. */
	readonly columns: readonly string[];
	readonly fileName: string;
	readonly binaryField: string;
	readonly importDetails: boolean;
	readonly write: WriteOptions;
}

/** Reads the settings of the one file that is made; expressions in them see the first item. */
export function readExportSettings(context: IExecuteFunctions): ExportSettings {
	const { importDetails = false, ...options } = context.getNodeParameter('options', 0, {}) as Options;
	return {
		source: String(context.getNodeParameter('source', 0, 'localBase')),
		format: String(context.getNodeParameter('format', 0, 'csv')),
		columns: splitNames(String(context.getNodeParameter('columns', 0, ''))),
		fileName: String(context.getNodeParameter('fileName', 0, 'customers_{date}')),
		binaryField: String(context.getNodeParameter('binaryField', 0, 'data')),
		importDetails,
		write: { bom: true, ...options, ...cancelSignal(context) },
	};
}

function splitNames(text: string): string[] {
	const names = text.split(',').map((name) => name.trim());
	return names.filter((name) => name !== '');
}

/** One row of 'Conditions', as n8n gives it. */
interface ConditionRow {
	readonly field?: string;
	readonly operator?: Condition['operator'];
	readonly value?: string | number | boolean;
}

/**
 * Reads which customers to export.
 * @param nameOf the name of a field that the user may have written as its title
 */
export function readQuery(context: IExecuteFunctions, nameOf: (text: string) => string): ReadQuery {
	const rows = context.getNodeParameter('conditions.condition', 0, []) as ConditionRow[];
	const returnAll = context.getNodeParameter('returnAll', 0, true) === true;
	return {
		conditions: rows.map(({ field = '', operator = 'equals', value = '' }) => ({
			field: nameOf(field),
			operator,
			value: String(value),
		})),
		combine: context.getNodeParameter('combine', 0, 'and') === 'or' ? 'or' : 'and',
		...(returnAll ? {} : { limit: Number(context.getNodeParameter('limit', 0, 50)) }),
		...cancelSignal(context),
	};
}
