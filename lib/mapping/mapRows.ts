import { makeIssue, userError } from '../errors';
import type { CustomerBatch, FieldSpec, RowBatch, RowIssue } from '../model';
import { isTimeZone } from '../normalize';
import { type FieldPlan, planFields } from './columnPlan';
import { withCustomFields } from './customColumns';
import { type Derivation, deriveColumns, sampleWithDerived } from './derivedColumns';
import { findFieldNamed, type FieldRule, withRules } from './fieldRules';
import { FIELDS } from './fields';
import type { Mapping } from './mapping';
import type { MapOptions } from './mapOptions';
import { mapRow, type RequiredField, type RowPlan } from './mapRow';
import { unreachableMinimum } from './minimumData';
import { makeUniqueCheck } from './rowChecks';
import { rowCountry } from './rowCountry';
import { sampleRows } from './rowSample';
import { makeSeenValues } from './seenValues';
import { suggestMapping } from './suggestMapping';
import { matchTemplate } from './templateHeader';

export interface RowSource {
	readonly labels: readonly string[];
	readonly batches: AsyncIterable<RowBatch>;
}

export interface MappedRows {
	readonly mapping: Mapping;
	/** Every field there is: the standard ones, those that were set, and those made of columns. */
	readonly fields: readonly FieldSpec[];
	/** May be iterated once. Every row of the source comes out once, mapped or rejected. */
	readonly batches: AsyncIterable<CustomerBatch>;
	/** What concerns columns and not rows. */
	readonly issues: RowIssue[];
}

const SAMPLE_SIZE = 1000;

/** A source of which the first rows were looked at. */
interface Examined {
	readonly labels: readonly string[];
	readonly fields: FieldSpec[];
	readonly derivation: Derivation;
	/** With the cells of derived columns. */
	readonly sample: RowBatch;
}

function allFields({ customFields = [], rules = [] }: MapOptions): FieldSpec[] {
	const own = new Set(customFields.map(({ name }) => name));
	return withRules([...FIELDS.filter(({ name }) => !own.has(name)), ...customFields], rules);
}

function checkOptions({ normalize }: MapOptions): void {
	if (normalize?.timeZone !== undefined && !isTimeZone(normalize.timeZone)) {
		throw userError(
			`There is no time zone '${normalize.timeZone}'`,
			'Write an IANA name, such as Europe/Warsaw.',
		);
	}
}

/** Says which column is which field, and makes fields of columns that are none. */
function mapColumns(examined: Examined, options: MapOptions): Mapping {
	const { labels, fields, sample, derivation } = examined;
	if (options.mode === 'template') return mapTemplate(examined, options);
	const { corrections = [], mode, unmapped = 'drop' } = options;
	const suggested = suggestMapping(labels, { fields, sample, corrections, mode, derivation });
	if (unmapped === 'drop') return suggested;
	const typed = unmapped === 'typedCustomField';
	return withCustomFields(suggested, { corrections, used: derivation.used, fields, sample, typed });
}

function mapTemplate({ labels, fields, sample, derivation }: Examined, options: MapOptions): Mapping {
	const corrections = matchTemplate(labels, templateFields(fields, options));
	const mapping = suggestMapping(labels, { fields, sample, corrections, mode: 'defined', derivation });
	const columns = mapping.columns.map((column) =>
		column.field === undefined || column.derived
			? column
			: { ...column, reason: 'Its place in the template' },
	);
	return { ...mapping, columns };
}

function templateFields(fields: readonly FieldSpec[], { template }: MapOptions): readonly FieldSpec[] {
	const names = template ?? FIELDS.map(({ name }) => name);
	return names.map((name) => findFieldNamed(fields, name, 'The template has'));
}

/** Fields that every row must have: because a column gives them, or because a rule says so. */
function requiredFields(
	fields: readonly FieldSpec[],
	planned: readonly FieldPlan[],
	rules: readonly FieldRule[],
): RequiredField[] {
	const strict = new Set(rules.filter(({ required }) => required === true).map(({ field }) => field));
	return fields.flatMap(({ name, title, required }) => {
		const plan = planned.find(({ field }) => field.name === name);
		if (required !== true || (plan === undefined && !strict.has(name))) return [];
		return { name, title, label: plan?.columns[0]?.label ?? title };
	});
}

/**
 * Required fields that no column is mapped to. Unless a rule of this import asks for them, their rows are not
 * refused, because an import may leave fields alone.
 */
function withoutColumn(
	fields: readonly FieldSpec[],
	planned: readonly FieldPlan[],
	required: readonly RequiredField[],
): RowIssue[] {
	return fields
		.filter((field) => field.required === true && !planned.some((plan) => plan.field === field))
		.map(({ name, title }) => {
			const all = required.some((one) => one.name === name) ? ', so every row is rejected' : '';
			const message = `No column is mapped to ${title}, which is required${all}`;
			return makeIssue('REQUIRED_EMPTY', { severity: 'warning', field: name, message });
		});
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

function planRows(
	{ labels, fields, derivation }: Examined,
	planned: readonly FieldPlan[],
	required: readonly RequiredField[],
	options: MapOptions,
): RowPlan {
	const unique = new Set(
		(options.rules ?? []).filter((rule) => rule.unique === true).map(({ field }) => field),
	);
	const labelOf = ({ name, title }: FieldSpec): string =>
		planned.find(({ field }) => field.name === name)?.columns[0]?.label ?? title;
	return {
		labels,
		derived: derivation.columns,
		fields: planned,
		required,
		unique: makeUniqueCheck(
			fields.filter(({ name }) => unique.has(name)),
			labelOf,
			options.seenValues ?? makeSeenValues(),
		),
		countryOf: rowCountry(planned),
		minimum: minimumOf(fields, options),
		invalidValue: options.invalidValue ?? 'dropValue',
		dateConsistency: options.dateConsistency ?? 'any',
		explain: options.explainChanges ?? false,
	};
}

function minimumOf(fields: readonly FieldSpec[], { minimum }: MapOptions): RowPlan['minimum'] {
	const identifiers = fields.filter(({ identifier }) => identifier).map(({ name }) => name);
	return minimum ?? { rule: 'any', identifiers };
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
	const fields = allFields(options);
	const derivation = deriveColumns(options.compositions ?? [], labels);
	const { sample: rows, batches } = await sampleRows(source.batches, options.sampleSize ?? SAMPLE_SIZE);
	const sample = sampleWithDerived(rows, derivation.columns, labels.length);
	const examined: Examined = { labels, fields, derivation, sample };
	const mapping = mapColumns(examined, options);
	const issues = [...mapping.issues];
	const { normalize = {}, dateConsistency = 'any', rules = [] } = options;
	const plannable = { fields, normalize, sample, dateConsistency, today: options.today };
	const planned = planFields(mapping, plannable, issues);
	const required = requiredFields(fields, planned, rules);
	const plan = planRows(examined, planned, required, options);
	const mapped = new Set(planned.map(({ field }) => field.name));
	issues.unshift(...unreachableMinimum(plan.minimum, mapped));
	issues.push(...withoutColumn(fields, planned, required));
	return { mapping, fields, batches: mapBatches(batches, plan, options.signal), issues };
}
