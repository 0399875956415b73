import { makeIssue } from '../errors';
import type { Cell, FieldSpec, RowBatch, RowIssue } from '../model';
import { decideDateOrder, decideDecimal, foldText, type NormalizeOptions, type Rule } from '../normalize';
import { valuesOf } from './columnContent';
import { type DateConsistency, type DateFormat, mostFrequentFormat } from './dateFormat';
import type { Mapping } from './mapping';
import { ruleOf } from './ruleOf';

/** One column of a field. */
export interface PlannedColumn {
	readonly index: number;
	readonly label: string;
	readonly options: NormalizeOptions;
	/** How the dates of the file are written, where that must be one way. */
	readonly dateFormat?: DateFormat;
}

/** All that is to be known about a field, worked out once before the first row. */
export interface FieldPlan {
	readonly field: FieldSpec;
	readonly rule: Rule;
	/** In the order in which their values are kept; the first value is the main one. */
	readonly columns: readonly PlannedColumn[];
}

/** Where messages reach a person: such a phone is the main one whatever column it stands in. */
const MOBILE = /mobil|cell|手机|手機|移动|komork|handy|movil|movel|celular|cep|gsm|сотов|мобил|portable/;

/** Columns of a field of several values: mobile phones first, else as in the file. */
function inOrder(field: FieldSpec, columns: readonly PlannedColumn[]): readonly PlannedColumn[] {
	if (field.type !== 'phone' || columns.length < 2) return columns;
	const isMobile = ({ label }: PlannedColumn): boolean => MOBILE.test(foldText(label));
	return [...columns.filter(isMobile), ...columns.filter((column) => !isMobile(column))];
}

type ColumnPlace = Pick<PlannedColumn, 'index' | 'label'>;

/** The order of the dates of a column; what the sample cannot prove is an issue of the column. */
function dateOptions(
	field: FieldSpec,
	column: ColumnPlace,
	samples: readonly Cell[],
	issues: RowIssue[],
): NormalizeOptions {
	const { order, code, proof } = decideDateOrder(samples);
	if (code !== undefined) {
		issues.push(
			makeIssue(code, {
				label: column.label,
				field: field.name,
				...(proof === undefined ? {} : { value: proof }),
			}),
		);
	}
	return order === undefined ? {} : { dateOrder: order };
}

function isDate({ type }: FieldSpec): boolean {
	return type === 'date' || type === 'dateTime';
}

/** What the sample decides about a column where nobody has: the order of its dates, the decimal separator of its numbers. */
function decided(
	field: FieldSpec,
	column: ColumnPlace,
	normalize: NormalizeOptions,
	sample: RowBatch,
	issues: RowIssue[],
): NormalizeOptions {
	if (isDate(field)) {
		return normalize.dateOrder === undefined
			? dateOptions(field, column, valuesOf(sample, column.index), issues)
			: {};
	}
	if ((field.type !== 'number' && field.type !== 'money') || normalize.decimal !== undefined) return {};
	const decimal = decideDecimal(valuesOf(sample, column.index));
	return decimal === undefined ? {} : { decimal };
}

/** The options of a column: what was set, what the sample decides, and what the field allows. */
function columnOptions(
	field: FieldSpec,
	column: ColumnPlace,
	{ normalize, sample, today }: PlanInput,
	issues: RowIssue[],
): NormalizeOptions {
	const { options, maxLength } = field;
	const isBirth = field.name === 'birthDate' && today !== undefined;
	return {
		...(isBirth ? { latestDate: today } : {}),
		...normalize,
		...(options === undefined ? {} : { options }),
		...(maxLength === undefined ? {} : { maxLength }),
		...decided(field, column, normalize, sample, issues),
	};
}

/** How most dates of all columns are written, in the sample. */
function dateFormatOf(
	mapping: Mapping,
	fields: readonly FieldSpec[],
	sample: RowBatch,
): DateFormat | undefined {
	const dates = new Set(fields.filter(isDate).map(({ name }) => name));
	const columns = mapping.columns.filter(({ field }) => field !== undefined && dates.has(field));
	return mostFrequentFormat(columns.flatMap(({ index }) => valuesOf(sample, index)));
}

/** What planning knows beside the mapping. */
export interface PlanInput {
	readonly fields: readonly FieldSpec[];
	readonly normalize: NormalizeOptions;
	readonly sample: RowBatch;
	readonly dateConsistency: DateConsistency;
	/** Nobody is born after it. */
	readonly today: string | undefined;
}

/**
 * Works out once what is done with every column, so that a row costs nothing
 * but its values.
 * @param issues receives what the sample tells about whole columns
 */
export function planFields(mapping: Mapping, input: PlanInput, issues: RowIssue[]): readonly FieldPlan[] {
	const { fields, sample, dateConsistency } = input;
	const dateFormat = dateConsistency === 'any' ? undefined : dateFormatOf(mapping, fields, sample);
	return fields.flatMap((field): FieldPlan[] => {
		const columns = mapping.columns
			.filter((column) => column.field === field.name)
			.map(({ index, label }) => ({
				index,
				label,
				options: columnOptions(field, { index, label }, input, issues),
				...(dateFormat === undefined || !isDate(field) ? {} : { dateFormat }),
			}));
		return columns.length === 0 ? [] : [{ field, rule: ruleOf(field), columns: inOrder(field, columns) }];
	});
}
