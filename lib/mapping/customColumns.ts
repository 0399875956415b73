import type { FieldSpec, RowBatch } from '../model';
import { isOurColumn } from './labelReading';
import type { Correction, MappedColumn, Mapping } from './mapping';
import { findCorrection } from './suggestMapping';

/** What happens to columns that no field was found for. */
export const UNMAPPED_POLICIES = ['drop', 'customField', 'typedCustomField'] as const;
export type UnmappedPolicy = (typeof UNMAPPED_POLICIES)[number];

/** What is known when columns become custom fields. */
export interface CustomColumnInput {
	readonly corrections: readonly Correction[];
	/** The places of columns that went into combined ones. */
	readonly used: ReadonlySet<number>;
	/** Receives the fields that are made. */
	readonly fields: FieldSpec[];
	readonly sample: RowBatch;
	readonly typed: boolean;
}

/** Gives every column without a field a field of its own, named after its label: of text, or of the type of its cells. */
export function withCustomFields(mapping: Mapping, input: CustomColumnInput): Mapping {
	const { fields, sample, typed } = input;
	const taken = new Set(fields.map(({ name }) => name));
	const made = new Set<string>();
	const columns = mapping.columns.map((column) => {
		const { label, index } = column;
		if (taken.has(label) || !isForgotten(column, input)) return column;
		fields.push({ name: label, title: label, custom: true, ...(typed ? typeOf(sample, index) : TEXT) });
		taken.add(label);
		made.add(label);
		return { ...column, field: label, reason: 'Kept as a custom field' };
	});
	return {
		columns,
		issues: mapping.issues.filter(({ code, label }) => code !== 'NOT_MAPPED' || !made.has(label ?? '')),
	};
}

/** Whether nobody has decided about a column. */
function isForgotten(
	{ field, label, index }: MappedColumn,
	{ corrections, used }: CustomColumnInput,
): boolean {
	if (field !== undefined || isOurColumn(label) || used.has(index)) return false;
	return findCorrection(label, corrections)?.field !== '';
}

const TEXT = { type: 'text' } as const;

/** What the cells of a column are where the source has types, as JSON and databases have; text where they differ. */
function typeOf(sample: RowBatch, index: number): Pick<FieldSpec, 'type' | 'anyKind'> {
	const kinds = new Set<string>();
	for (const { cells } of sample) {
		const cell = cells[index];
		if (cell !== undefined && cell !== null && cell !== '') kinds.add(typeof cell);
	}
	const [kind] = kinds;
	if (kinds.size > 1 || kind === 'string') return TEXT;
	// Later rows may have cells where the sample has none, or others than the sample.
	return { type: kind === 'number' || kind === 'boolean' ? kind : 'text', anyKind: true };
}
