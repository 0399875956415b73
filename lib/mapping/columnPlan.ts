import { makeIssue } from '../errors';
import type { Cell, FieldSpec, IssueCode, RowBatch, RowIssue } from '../model';
import { decideDateOrder, foldText, type NormalizeOptions, proveDecimal, type Rule } from '../normalize';
import { besideOf } from './besides';
import { valuesOf } from './columnContent';
import { type DateConsistency, type DateFormat, mostFrequentFormat } from './dateFormat';
import type { Mapping } from './mapping';
import { makeRecall, type Recall } from './recall';
import { ruleOf } from './ruleOf';
import { splitValues } from './textList';

/** One column of a field. */
export interface PlannedColumn {
	readonly index: number;
	readonly label: string;
	readonly options: NormalizeOptions;
	/** The rule of the field with these options. */
	readonly recall: Recall;
	/** How the dates of the file are written, where that must be one way. */
	readonly dateFormat?: DateFormat;
}

/** All that is to be known about a field, worked out once before the first row. */
export interface FieldPlan {
	readonly field: FieldSpec;
	readonly rule: Rule;
	/** The name of the field that keeps what stands beside its main value, such as a phone's extension. */
	readonly beside?: string;
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

function isDate({ type }: FieldSpec): boolean {
	return type === 'date' || type === 'dateTime';
}

function isNumber({ type }: FieldSpec): boolean {
	return type === 'number' || type === 'money';
}

/** The values of a column in the sample; those that share a cell one by one. */
function samplesOf(field: FieldSpec, { index }: ColumnPlace, sample: RowBatch): readonly Cell[] {
	const cells = valuesOf(sample, index);
	if (field.multiple !== true) return cells;
	return cells.flatMap((cell): readonly Cell[] => (typeof cell === 'string' ? splitValues(cell) : [cell]));
}

/** What the sample proves about a column, and the issue of what it cannot prove. */
interface Proof {
	readonly options: NormalizeOptions;
	readonly code?: IssueCode | undefined;
	readonly proof?: string | undefined;
	/** Where there is more to say than the code does. */
	readonly message?: string;
}

function provenDateOrder(samples: readonly Cell[]): Proof {
	const { order, code, proof } = decideDateOrder(samples);
	return { options: order === undefined ? {} : { dateOrder: order }, code, proof };
}

/** Rows behind the sample may hold a number that reads in two ways: without a proof none is guessed. */
function provenDecimal(samples: readonly Cell[]): Proof {
	const { decimal, mostly, code, proof } = proveDecimal(samples);
	if (mostly === undefined)
		return { options: decimal === undefined ? { decimalDoubt: 'refuse' } : { decimal }, code, proof };
	const message = `Some numbers have another decimal separator than most; those that do not tell are read with '${mostly}'`;
	return { options: { decimalDoubt: mostly }, code, proof, message };
}

/** What the sample decides about a column where nobody has: the order of its dates, the decimal separator of its numbers. */
function decided(
	field: FieldSpec,
	column: ColumnPlace,
	{ normalize, sample }: PlanInput,
	issues: RowIssue[],
): NormalizeOptions {
	const decides =
		isDate(field) && normalize.dateOrder === undefined
			? provenDateOrder
			: isNumber(field) && normalize.decimal === undefined
				? provenDecimal
				: undefined;
	if (decides === undefined) return {};
	const { options, code, proof, message } = decides(samplesOf(field, column, sample));
	const value = {
		...(proof === undefined ? {} : { value: proof }),
		...(message === undefined ? {} : { message }),
	};
	if (code !== undefined) issues.push(makeIssue(code, { label: column.label, field: field.name, ...value }));
	return options;
}

/** The options of a column: what was set, what the sample decides, and what the field allows. */
function columnOptions(
	field: FieldSpec,
	column: ColumnPlace,
	input: PlanInput,
	issues: RowIssue[],
): NormalizeOptions {
	const { normalize, today } = input;
	const { options, maxLength } = field;
	const isBirth = field.name === 'birthDate' && today !== undefined;
	return {
		...(isBirth ? { latestDate: today } : {}),
		...normalize,
		...(options === undefined ? {} : { options }),
		...(maxLength === undefined ? {} : { maxLength }),
		...decided(field, column, input, issues),
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
		const rule = ruleOf(field);
		const columns = mapping.columns
			.filter((column) => column.field === field.name)
			.map(({ index, label }) => {
				const options = columnOptions(field, { index, label }, input, issues);
				const dates = dateFormat === undefined || !isDate(field) ? {} : { dateFormat };
				return { index, label, options, recall: makeRecall(rule, options), ...dates };
			});
		if (columns.length === 0) return [];
		const beside = besideOf(field, input.normalize, fields);
		const plan = { field, rule, columns: inOrder(field, columns) };
		return [beside === undefined ? plan : { ...plan, beside: beside.name }];
	});
}
