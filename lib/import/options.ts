import type { Connector } from '../connectors/connector';
import type { CustomerBatch, DuplicatePolicy, FieldSpec, ImportType } from '../model';
import type { Journal } from '../state/journal';

export interface ImportSettings {
	readonly importType: ImportType;
	/** The fields customers are recognised by, the main one first. */
	readonly identifiers: readonly string[];
	readonly duplicates: DuplicatePolicy;
	/** Whether an empty cell clears the stored value. Off when left out. */
	readonly clearOnEmpty?: boolean;
	/** Plans only: the same outcomes, nothing written, nothing in the journal. */
	readonly preview?: boolean;
	/** Only so many rows of the source are taken. */
	readonly limit?: number;
}

export interface ImportOptions {
	/** Opens the rows; each call starts at the first one. Called twice when duplicates overwrite. */
	readonly open: () => AsyncIterable<CustomerBatch>;
	readonly connector: Connector;
	readonly journal?: Journal;
	readonly settings: ImportSettings;
	/** Where the rows come from, for the journal. */
	readonly source?: string;
	/** The types of fields that the destination does not know yet, such as new custom ones. */
	readonly fields?: readonly FieldSpec[];
	readonly now?: () => Date;
	/** Waits, in milliseconds. */
	readonly sleep?: (milliseconds: number) => Promise<void>;
	/** From 0 to 1, for the jitter of retries. */
	readonly random?: () => number;
	readonly signal?: AbortSignal;
}
