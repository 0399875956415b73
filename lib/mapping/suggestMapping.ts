import { makeIssue, userError } from '../errors';
import type { FieldSpec, RowBatch, RowIssue } from '../model';
import { foldText } from '../normalize';
import { settleLanguages } from './ambiguousLabels';
import { contentKind, type ContentKind, valuesOf } from './columnContent';
import { type Derivation } from './derivedColumns';
import { findFieldNamed } from './fieldRules';
import { FIELDS } from './fields';
import { indexLabels, isOurColumn, isSilent, readLabel } from './labelReading';
import type { Correction, MappedColumn, Mapping, MappingMode } from './mapping';
import { settleNames } from './nameLabels';

export interface SuggestOptions {
	/** The fields there are; the standard ones when left out. */
	readonly fields?: readonly FieldSpec[];
	/** Some of the first rows: where a label says nothing, what they hold decides. */
	readonly sample?: RowBatch;
	readonly corrections?: readonly Correction[];
	/** Columns that are made of others. Their cells are in the sample, behind those that have a label. */
	readonly derivation?: Derivation;
	readonly mode: Exclude<MappingMode, 'template'>;
}

/** A column on its way to a field. */
export interface Candidate {
	readonly label: string;
	readonly index: number;
	readonly field?: FieldSpec;
	readonly confidence: number;
	readonly reason: string;
	/** A person or our own nodes have decided, and nothing is left to say. */
	readonly settled?: boolean;
	readonly used?: true;
	readonly derived?: true;
}

const BY_CONTENT = 0.6;

/**
 * The correction for a label: written alike, else alike without case, accents and spacing.
 * @throws userError where two corrections send the column to two fields
 */
export function findCorrection(label: string, corrections: readonly Correction[]): Correction | undefined {
	const same = corrections.filter((correction) => correction.label === label);
	const folded = foldText(label);
	const fitting =
		same.length > 0 || folded === ''
			? same
			: corrections.filter((correction) => foldText(correction.label) === folded);
	const [first] = fitting;
	const other = fitting.find(({ field }) => field !== first?.field);
	if (first !== undefined && other !== undefined) throw twoFields(label, first.field, other.field);
	return first;
}

function twoFields(label: string, ...fields: readonly string[]): Error {
	const names = fields.map((field) => (field === '' ? 'left out' : `'${field}'`)).join(' and ');
	return userError(
		`The column '${label}' is mapped twice: ${names}`,
		"Keep one of the two rows. To fill a second field from the same column, combine it as 'First Column with a Value'.",
		'TWO_FIELDS',
	);
}

function corrected(
	correction: Correction,
	column: Pick<Candidate, 'label' | 'index'>,
	fields: readonly FieldSpec[],
): Candidate {
	const base = { ...column, confidence: 1, settled: true };
	if (correction.field === '') return { ...base, reason: 'Left out as set' };
	const field = findFieldNamed(fields, correction.field, `The column '${column.label}' is mapped to`);
	return { ...base, field, reason: 'Mapped as set' };
}

function candidates(
	labels: readonly string[],
	options: SuggestOptions,
	fields: readonly FieldSpec[],
): Candidate[] {
	const labelIndex = indexLabels(fields);
	return labels.map((label, index) => {
		const column = { label, index };
		if (isOurColumn(label))
			return { ...column, confidence: 1, reason: 'Added by the import itself', settled: true };
		const correction = findCorrection(label, options.corrections ?? []);
		if (correction !== undefined) return corrected(correction, column, fields);
		if (options.derivation?.used.has(index) === true)
			return { ...column, confidence: 1, reason: 'Used in a combined column', settled: true, used: true };
		if (options.mode === 'defined') return { ...column, confidence: 1, reason: 'No field was chosen' };
		const reading = readLabel(label, labelIndex);
		return reading === undefined
			? { ...column, confidence: 0, reason: 'The label means no field we know' }
			: { ...column, ...reading };
	});
}

/** The columns that are made of others, behind those of the source. */
function derivedCandidates(
	labels: readonly string[],
	{ derivation }: SuggestOptions,
	fields: readonly FieldSpec[],
): Candidate[] {
	return (derivation?.columns ?? []).map(({ label, field, reason }, place) => ({
		label,
		index: labels.length + place,
		field: findFieldNamed(fields, field, 'A combined column fills'),
		confidence: 1,
		reason,
		settled: true,
		derived: true,
	}));
}

/** The fields whose values are known by how they look. */
const FIELD_OF_KIND: Readonly<Partial<Record<ContentKind, string>>> = {
	email: 'email',
	phone: 'phone',
	subscription: 'subscriptions',
};

/** Labels that name a value of somebody else, or a property of the value. */
const NOT_THE_CUSTOMERS = /fax|faks|传真|owner|opiekun|referr|assigned|type|typ\b|sender|nadawca/i;

/**
 * Lets the content decide where the label says nothing, and where it is the
 * only column of its kind and the file has no other for the field.
 */
function byContent(
	columns: readonly Candidate[],
	sample: RowBatch,
	fields: readonly FieldSpec[],
): Candidate[] {
	const kinds = new Map<number, ContentKind>();
	for (const column of columns)
		if (!column.field && !column.settled) kinds.set(column.index, contentKind(sample, column.index));
	const counts = (kind: ContentKind): number => [...kinds.values()].filter((one) => one === kind).length;
	return columns.map((column) => {
		const kind = kinds.get(column.index);
		if (kind === 'date' && isSilent(column.label))
			return { ...column, reason: 'Holds dates, and the label does not say of what' };
		const name = kind === undefined ? undefined : FIELD_OF_KIND[kind];
		if (kind === undefined || name === undefined) return column;
		const field = fields.find((one) => one.name === name);
		const labelled = columns.some((other) => other.field?.name === name);
		const onlyOne = counts(kind) === 1 && !NOT_THE_CUSTOMERS.test(column.label);
		if (field === undefined || labelled || !(isSilent(column.label) || onlyOne)) return column;
		return { ...column, field, confidence: BY_CONTENT, reason: `The values look like ${field.title}` };
	});
}

/** The column that a field of one value gets: what was combined, what was set, then the surest, then one that holds anything, then the first. */
function winner(rivals: readonly Candidate[], sample: RowBatch): Candidate | undefined {
	const rank = (column: Candidate): number =>
		(column.derived ? 8 : 0) +
		(column.settled ? 4 : 0) +
		column.confidence * 2 +
		(valuesOf(sample, column.index, 1).length > 0 ? 1 : 0);
	return [...rivals].sort((a, b) => rank(b) - rank(a) || a.index - b.index)[0];
}

function loser(column: Candidate, to: Candidate, isPart: boolean, issues: RowIssue[]): Candidate {
	const title = to.field?.title ?? '';
	if (!isPart)
		issues.push(
			makeIssue('NOT_MAPPED', {
				message: `'${to.label}' and '${column.label}' both mean ${title}; '${to.label}' is used`,
				hint: "Map the column you want and leave the other out, or combine them: as 'First Column with a Value', or joined.",
				label: column.label,
				...(to.field === undefined ? {} : { field: to.field.name }),
			}),
		);
	return {
		label: column.label,
		index: column.index,
		confidence: column.confidence,
		reason: `'${to.label}' is used for ${title}`,
		settled: true,
	};
}

/**
 * Leaves each field of one value to one column, and says so.
 * @param parts the columns that combined ones are made of
 */
function withoutRivals(
	columns: readonly Candidate[],
	sample: RowBatch,
	parts: ReadonlySet<number>,
	issues: RowIssue[],
): Candidate[] {
	const first = new Map<string, Candidate | undefined>();
	for (const { field } of columns) {
		if (field === undefined || field.multiple === true || first.has(field.name)) continue;
		first.set(
			field.name,
			winner(
				columns.filter((column) => column.field?.name === field.name),
				sample,
			),
		);
	}
	return columns.map((column) => {
		const to = column.field === undefined ? undefined : first.get(column.field.name);
		if (to === undefined || to.index === column.index) return column;
		return loser(column, to, to.derived === true && parts.has(column.index), issues);
	});
}

function unusedCorrections(labels: readonly string[], corrections: readonly Correction[]): RowIssue[] {
	const known = new Set(labels.flatMap((label) => [label, foldText(label)]));
	return corrections
		.filter(({ label }) => !known.has(label) && !known.has(foldText(label)))
		.map(({ label }) =>
			makeIssue('SETTING_CONTRADICTS_FILE', {
				label,
				message: `The mapping names the column '${label}', and the file has none`,
			}),
		);
}

function mappedColumn({ label, index, field, confidence, reason, used, derived }: Candidate): MappedColumn {
	const column = {
		label,
		index,
		confidence,
		reason,
		...(used === undefined ? {} : { used }),
		...(derived === undefined ? {} : { derived }),
	};
	return field === undefined ? column : { ...column, field: field.name };
}

/**
 * Says for every column which field it is. Corrections win; then the label
 * decides, and the content where the label says nothing.
 * @throws a user error where a correction names a field that does not exist
 */
export function suggestMapping(labels: readonly string[], options: SuggestOptions): Mapping {
	const fields = options.fields ?? FIELDS;
	const sample = options.sample ?? [];
	const issues = [
		...unusedCorrections(labels, options.corrections ?? []),
		...(options.derivation?.issues ?? []),
	];
	let columns = candidates(labels, options, fields);
	if (options.mode === 'automatic') {
		columns = settleLanguages(settleNames(columns, fields), fields);
		columns = byContent(columns, sample, fields);
	}
	columns = [...columns, ...derivedCandidates(labels, options, fields)];
	columns = withoutRivals(columns, sample, options.derivation?.used ?? new Set(), issues);
	for (const { label, field, settled } of columns) {
		if (field === undefined && settled !== true)
			issues.push(
				makeIssue('NOT_MAPPED', { label, message: `The column '${label}' was mapped to no field` }),
			);
	}
	return { columns: columns.map(mappedColumn), issues };
}
