import type { RowIssue } from '../model';

/** What a person says about a column. It wins over every suggestion. */
export interface Correction {
	/** The column's label; compared as written, then without case, accents and spacing. */
	readonly label: string;
	/** The name of a field, or `''` to leave the column out. */
	readonly field: string;
}

/** Where a column goes, and why. */
export interface MappedColumn {
	readonly label: string;
	/** The column's place in the source, from 0. */
	readonly index: number;
	/** Our name for the field; left out where the column goes nowhere. */
	readonly field?: string;
	/** How sure this is, from 0 to 1; 1 also for what a person said. */
	readonly confidence: number;
	/** One sentence for a person. */
	readonly reason: string;
	/** It goes to no field by itself, and into something that was made of columns. */
	readonly used?: true;
	/** It is no column of the source: it was made of some, or of a constant. */
	readonly derived?: true;
}

/** Every column of a source with its field. */
export interface Mapping {
	readonly columns: readonly MappedColumn[];
	/** Columns that go nowhere, fields that two columns want, corrections that fit nothing. */
	readonly issues: RowIssue[];
}

/**
 * `automatic`: labels and contents suggest, corrections win. `defined`: only what the corrections say.
 * `template`: the header must be that of a template, and says what each column is.
 */
export const MAPPING_MODES = ['automatic', 'defined', 'template'] as const;
export type MappingMode = (typeof MAPPING_MODES)[number];
