import type { ConnectorCapabilities } from '../connectors/connector';
import type {
	Cell,
	CustomerRecord,
	CustomerRow,
	FieldSpec,
	FieldValue,
	Identifier,
	ImportType,
} from '../model';

/** What the person chose. */
export interface UpsertSettings {
	readonly importType: ImportType;
	/** The fields customers are recognised by, the main one first. */
	readonly identifiers: readonly string[];
	/** Whether an empty cell or an explicit NULL clears the stored value. Left alone when off, the default. */
	readonly clearOnEmpty?: boolean;
}

/** What planning knows besides the rows and the customers. Holds no connection, so a plan can be made anywhere. */
export interface PlanContext {
	readonly settings: UpsertSettings;
	/** The destination's fields by name; one that is not in it is a custom text field. */
	readonly fields: ReadonlyMap<string, FieldSpec>;
	readonly capabilities: Pick<ConnectorCapabilities, 'identifiers' | 'customFields'>;
	/** The consents of which the destination keeps when they were given; see `timedConsents`. */
	readonly timedConsents: readonly string[];
	/** The form in which two values of a field are compared; `''` where there is nothing to compare. */
	readonly keyOf: (field: string, value: Cell) => string;
	/** The time, as ISO 8601 text. */
	readonly now: () => string;
}

/** A row that is to be upserted, and what its customer is recognised by. */
export interface Candidate {
	readonly row: CustomerRow & { readonly record: CustomerRecord };
	/** Of the chosen fields, the main one's first. */
	readonly identifiers: readonly Identifier[];
	/** The identifiers as texts, in the same order, for maps and sets. */
	readonly keys: readonly string[];
}

/** The values of a field that say something, in their order: neither absent, empty nor NULL. */
export function valuesOf(record: CustomerRecord, field: string): readonly Cell[] {
	return cellsOf(record[field]);
}

/** The cells of a value that say something. */
export function cellsOf(value: FieldValue | undefined): readonly Cell[] {
	if (value === undefined || value === null || value === '') return [];
	if (!isList(value)) return [value];
	return value.filter((cell) => cell !== null && cell !== '');
}

export function isList(value: FieldValue | undefined): value is readonly Cell[] {
	return Array.isArray(value);
}
