import { makeIssue, userError } from '../errors';
import type { CustomerBatch, FieldSpec, RowBatch, RowIssue } from '../model';
import { isTimeZone, type NormalizeOptions } from '../normalize';
import { type FieldPlan, planFields } from './columnPlan';
import { FIELDS } from './fields';
import { isOurColumn } from './labelReading';
import type { Correction, Mapping, MappingMode } from './mapping';
import { mapRow, type InvalidValuePolicy, type RowPlan } from './mapRow';
import { type MinimumData, unreachableMinimum } from './minimumData';
import { rowCountry } from './rowCountry';
import { sampleRows } from './rowSample';
import { findCorrection, suggestMapping } from './suggestMapping';

export interface MapOptions {
	readonly mode: MappingMode;
	readonly corrections?: readonly Correction[];
	/** Fields beside the standard ones. One with the name of a standard field takes its place. */
	readonly customFields?: readonly FieldSpec[];
	/** Columns that are mapped to nothing: left out (default), or each a custom text field of its label. */
	readonly unmapped?: 'drop' | 'customField';
	readonly normalize?: NormalizeOptions;
	/** The identifiers a customer must have; any identifier when left out. */
	readonly minimum?: MinimumData;
	/** `dropValue` (default) keeps the row without the value; `rejectRow` rejects it. */
	readonly invalidValue?: InvalidValuePolicy;
	/** Rows that are looked at before the first is mapped, to decide the order of dates and silent labels. 1,000 when left out. */
	readonly sampleSize?: number;
	readonly signal?: AbortSignal;
}

export interface RowSource {
	readonly labels: readonly string[];
	readonly batches: AsyncIterable<RowBatch>;
}

export interface MappedRows {
	readonly mapping: Mapping;
	/** May be iterated once. Every row of the source comes out once, mapped or rejected. */
	readonly batches: AsyncIterable<CustomerBatch>;
	/** What concerns columns and not rows. */
	readonly issues: RowIssue[];
}

const SAMPLE_SIZE = 1000;

function allFields(custom: readonly FieldSpec[]): FieldSpec[] {
	const own = new Set(custom.map(({ name }) => name));
	return [...FIELDS.filter(({ name }) => !own.has(name)), ...custom];
}

/** Gives every column without a field a text field of its own, named after its label. */
function withCustomFields(
	mapping: Mapping,
	corrections: readonly Correction[],
	fields: FieldSpec[],
): Mapping {
	const taken = new Set(fields.map(({ name }) => name));
	const made = new Set<string>();
	const columns = mapping.columns.map((column) => {
		const unwanted =
			column.field !== undefined ||
			findCorrection(column.label, corrections)?.field === '' ||
			isOurColumn(column.label) ||
			taken.has(column.label);
		if (unwanted) return column;
		fields.push({ name: column.label, title: column.label, type: 'text', custom: true });
		taken.add(column.label);
		made.add(column.label);
		return { ...column, field: column.label, reason: 'Kept as a custom field' };
	});
	return {
		columns,
		issues: mapping.issues.filter(({ code, label }) => code !== 'NOT_MAPPED' || !made.has(label ?? '')),
	};
}

function checkOptions({ normalize }: MapOptions): void {
	if (normalize?.timeZone !== undefined && !isTimeZone(normalize.timeZone)) {
		throw userError(
			`There is no time zone '${normalize.timeZone}'`,
			'Write an IANA name, such as Europe/Warsaw.',
		);
	}
}

/** Required fields that no column is mapped to: their rows are not refused, because an import may leave fields alone. */
function withoutColumn(fields: readonly FieldSpec[], planned: readonly FieldPlan[]): RowIssue[] {
	return fields
		.filter((field) => field.required === true && !planned.some((plan) => plan.field === field))
		.map(({ name, title }) =>
			makeIssue('REQUIRED_EMPTY', {
				severity: 'warning',
				field: name,
				message: `No column is mapped to ${title}, which is required`,
			}),
		);
}

async function* mapBatches(
	batches: AsyncIterable<RowBatch>,
	plan: RowPlan,
	signal: AbortSignal | undefined,
): AsyncGenerator<CustomerBatch> {
	for await (const batch of batches) {
		signal?.throwIfAborted();
		yield batch.map((row) => mapRow(row, plan));
	}
}

/**
 * Maps the rows of a source to customers: suggests the mapping from labels and
 * the first rows, applies the corrections, brings every value into one form and
 * rejects what lacks the minimum. Holds a batch and the sample in memory.
 * @throws a user error where a setting is not possible
 */
export async function mapRows(source: RowSource, options: MapOptions): Promise<MappedRows> {
	checkOptions(options);
	const { labels } = source;
	const fields = allFields(options.customFields ?? []);
	const corrections = options.corrections ?? [];
	const { sample, batches } = await sampleRows(source.batches, options.sampleSize ?? SAMPLE_SIZE);
	const suggested = suggestMapping(labels, { fields, sample, corrections, mode: options.mode });
	const mapping =
		options.unmapped === 'customField' ? withCustomFields(suggested, corrections, fields) : suggested;
	const issues = [...mapping.issues];
	const planned = planFields(mapping, fields, options.normalize ?? {}, sample, issues);
	issues.push(...withoutColumn(fields, planned));
	const minimum = options.minimum ?? {
		rule: 'any',
		identifiers: fields.filter(({ identifier }) => identifier).map(({ name }) => name),
	};
	issues.unshift(...unreachableMinimum(minimum, new Set(planned.map(({ field }) => field.name))));
	const plan: RowPlan = {
		labels,
		fields: planned,
		countryOf: rowCountry(planned),
		minimum,
		invalidValue: options.invalidValue ?? 'dropValue',
	};
	return { mapping, batches: mapBatches(batches, plan, options.signal), issues };
}
