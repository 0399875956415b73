import type { Connector } from '../connectors/connector';
import type { CustomerBatch, DuplicatePolicy, FieldSpec, ImportType, SameCustomer } from '../model';
import type { Journal } from '../state/journal';

export interface ImportSettings {
	readonly importType: ImportType;
	/** The fields customers are recognised by, the main one first. */
	readonly identifiers: readonly string[];
	readonly duplicates: DuplicatePolicy;
	/** Which of the identifiers rows of one customer have in common. The main one when left out. */
	readonly sameCustomer?: SameCustomer;
	/** From how many different people on it a value recognises nobody; see `LEAST_PEOPLE`. `Infinity`: never. */
	readonly sharedFrom?: number;
	/** Adds a warning to rows that look like an earlier customer without sharing an identifier. */
	readonly possible?: boolean;
	/** Whether an empty cell clears the stored value. Off when left out. */
	readonly clearOnEmpty?: boolean;
	/** Plans only: the same outcomes, nothing written, nothing in the journal. */
	readonly preview?: boolean;
	/** Only so many rows of the source are taken. */
	readonly limit?: number;
}

export interface ImportOptions {
	/** Opens the rows; each call starts at the first one. Called twice: see `collapseDuplicates`. */
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
