import type { CustomerBatch, FieldSpec, RowBatch, RowIssue } from '../model';
import { checkNormalizeOptions } from '../normalize';
import { besideFields } from './besides';
import { type FieldPlan, planFields } from './columnPlan';
import { withCustomFields } from './customColumns';
import { type Derivation, deriveColumns, sampleWithDerived } from './derivedColumns';
import { findFieldNamed, withRules } from './fieldRules';
import { FIELDS } from './fields';
import type { Mapping } from './mapping';
import type { MapOptions } from './mapOptions';
import { mapRow, type RowPlan } from './mapRow';
import { unreachableMinimum } from './minimumData';
import { requireFields, type RequiredField } from './requiredFields';
import { makeUniqueCheck } from './rowChecks';
import { rowCountry } from './rowCountry';
import { sampleRows } from './rowSample';
import { makeSeenValues } from './seenValues';
import {
	contactsWithoutColumn,
	planSubscriptions,
	type SubscriptionPlan,
	withSubscriptions,
} from './subscriptionColumns';
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
	/** The fields of them that are no standard ones and that rows may hold, for whoever stores them. */
	readonly customFields: readonly FieldSpec[];
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
	readonly subscriptions: SubscriptionPlan;
	/** With the cells of derived columns. */
	readonly sample: RowBatch;
}

function allFields({ customFields = [], rules = [] }: MapOptions): FieldSpec[] {
	const own = new Set(customFields.map(({ name }) => name));
	return withRules([...FIELDS.filter(({ name }) => !own.has(name)), ...customFields], rules);
}

/** Says which column is which field, and makes fields of columns that are none. */
function mapColumns(examined: Examined, options: MapOptions): Mapping {
	const { labels, fields, sample, derivation, subscriptions } = examined;
	if (options.mode === 'template') return mapTemplate(examined, options);
	const { corrections = [], mode, unmapped = 'drop' } = options;
	const suggested = suggestMapping(labels, { fields, sample, corrections, mode, derivation });
	if (unmapped === 'drop') return suggested;
	const typed = unmapped === 'typedCustomField';
	const used = new Set([...derivation.used, ...subscriptions.used]);
	return withCustomFields(suggested, { corrections, used, fields, sample, typed });
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
	{ labels, fields, derivation, subscriptions }: Examined,
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
		subscriptions: subscriptions.planned,
		required,
		unique: makeUniqueCheck(
			fields.filter(({ name }) => unique.has(name)),
			labelOf,
			options.seenValues ?? makeSeenValues(),
		),
		countryOf: rowCountry(
			planned,
			subscriptions.planned.some(({ contactRule }) => contactRule.name === 'phone'),
		),
		minimum: minimumOf(fields, options),
		invalidValue: options.invalidValue ?? 'dropValue',
		dateConsistency: options.dateConsistency ?? 'any',
		explain: options.explainChanges ?? false,
		keepRaw: options.keepRaw ?? false,
	};
}

function minimumOf(fields: readonly FieldSpec[], { minimum }: MapOptions): RowPlan['minimum'] {
	const identifiers = fields.filter(({ identifier }) => identifier).map(({ name }) => name);
	return minimum ?? { rule: 'any', identifiers };
}

function heldFields(fields: readonly FieldSpec[], planned: readonly FieldPlan[]): FieldSpec[] {
	const held = new Set(planned.flatMap(({ field, beside }) => [field.name, beside]));
	return fields.filter(({ name, custom }) => custom === true && held.has(name));
}

/**
 * Maps the rows of a source to customers: suggests the mapping from labels and
 * the first rows, applies the corrections, brings every value into one form and
 * rejects what lacks the minimum. Holds a batch and the sample in memory.
 * @throws a user error where a setting is not possible
 */
export async function mapRows(source: RowSource, options: MapOptions): Promise<MappedRows> {
	const { normalize = {}, dateConsistency = 'any', today } = options;
	checkNormalizeOptions(normalize);
	const { labels } = source;
	const fields = allFields(options);
	const derivation = deriveColumns(options.compositions ?? [], labels);
	const subscriptions = planSubscriptions(options.subscriptions ?? [], labels, normalize);
	const { sample: rows, batches } = await sampleRows(source.batches, options.sampleSize ?? SAMPLE_SIZE);
	const sample = sampleWithDerived(rows, derivation.columns, labels.length);
	const examined: Examined = { labels, fields, derivation, subscriptions, sample };
	const suggested = mapColumns(examined, options);
	const mapping = withSubscriptions(suggested, subscriptions);
	const issues = [...mapping.issues];
	const planned = planFields(suggested, { fields, normalize, sample, dateConsistency, today }, issues);
	// A source without rows has nothing that would lack a value.
	const policy = options.requiredWithoutColumn ?? (sample.length === 0 ? 'warn' : 'stop');
	const required = requireFields(fields, planned, policy);
	const plan = planRows(examined, planned, required.fields, options);
	const mapped = new Set(planned.map(({ field }) => field.name));
	issues.unshift(...unreachableMinimum(plan.minimum, mapped));
	issues.push(...required.issues, ...contactsWithoutColumn(subscriptions.planned, mapped));
	fields.push(...besideFields(planned, normalize, fields));
	const customFields = heldFields(fields, planned);
	return { mapping, fields, customFields, batches: mapBatches(batches, plan, options.signal), issues };
}
