import type { FieldSpec } from '../model';
import type { NormalizeOptions } from '../normalize';
import type { Composition } from './composition';
import type { UnmappedPolicy } from './customColumns';
import type { DateConsistency } from './dateFormat';
import type { FieldRule } from './fieldRules';
import type { Correction, MappingMode } from './mapping';
import type { InvalidValuePolicy } from './mapRow';
import type { MinimumData } from './minimumData';
import type { RequiredPolicy } from './requiredFields';
import type { SeenValues } from './seenValues';
import type { SubscriptionColumns } from './subscriptionColumns';

/** How rows become customers: what is kept in a profile. */
export interface MapSettings {
	readonly mode: MappingMode;
	readonly corrections?: readonly Correction[];
	/** Fields beside the standard ones. One with the name of a standard field takes its place. */
	readonly customFields?: readonly FieldSpec[];
	/** Fields that are filled by a constant, by several columns or by a part of one. */
	readonly compositions?: readonly Composition[];
	/** Subscriptions that columns tell of. */
	readonly subscriptions?: readonly SubscriptionColumns[];
	/** What values must be, beside being of their field's type. */
	readonly rules?: readonly FieldRule[];
	/** The names of the fields of the template in their order, for that mode; the standard fields when left out. */
	readonly template?: readonly string[];
	/**
	 * Columns that are mapped to nothing: left out (default), or each a custom field of its label: of text, or of
	 * numbers or yes and no where the first rows hold nothing else.
	 */
	readonly unmapped?: UnmappedPolicy;
	readonly normalize?: NormalizeOptions;
	/** The identifiers a customer must have; any identifier when left out. */
	readonly minimum?: MinimumData;
	/** `dropValue` (default) keeps the row without the value; `rejectRow` rejects it. */
	readonly invalidValue?: InvalidValuePolicy;
	/** What happens where no column gives a required field; the run stops before the first row when left out. */
	readonly requiredWithoutColumn?: RequiredPolicy;
	/** What happens to dates that are not written as most dates of the file are; nothing (`any`) when left out. */
	readonly dateConsistency?: DateConsistency;
}

export interface MapOptions extends MapSettings {
	/** The unique values of the tables before this one; none when left out. */
	readonly seenValues?: SeenValues;
	/** The day of the import, as `2026-11-22`: nobody is born later, and years of two digits end with its year. */
	readonly today?: string;
	/** Whether customers carry what normalization changed. Off when left out. */
	readonly explainChanges?: boolean;
	/** Whether customers carry what their row held, as rejected rows always do. Off when left out. */
	readonly keepRaw?: boolean;
	/** Rows that are looked at before the first is mapped, to decide the order of dates and silent labels. 1,000 when left out. */
	readonly sampleSize?: number;
	readonly signal?: AbortSignal;
}
