import type { Cell, CustomerBatch, CustomerRow, DuplicatePolicy, RowOutcome, SameCustomer } from '../model';

export interface CollapseOptions {
	readonly policy: DuplicatePolicy;
	/** The fields customers are recognised by, the main one first. */
	readonly identifiers: readonly string[];
	/** The form in which two values of a field are compared; `''` where there is nothing to compare. */
	readonly keyOf: (field: string, value: Cell) => string;
	/** Which of the identifiers rows of one customer have in common. The main one when left out. */
	readonly sameCustomer?: SameCustomer;
	/** Whether an empty cell of a later row overwrites a value of an earlier one. */
	readonly clearOnEmpty?: boolean;
	/** The fields of which it does, where it does not of all. */
	readonly clearFields?: readonly string[];
	/**
	 * From how many different people on it a value recognises nobody; see `LEAST_PEOPLE`. `Infinity` where
	 * whoever shares a value is one customer.
	 */
	readonly sharedFrom?: number;
	/** Adds a warning to rows that look like an earlier customer without sharing an identifier. */
	readonly possible?: boolean;
	/** How many rows wait in memory until all are counted; the others wait in a temporary file. */
	readonly heldRows?: number;
	/** Where that file goes; the system's folder for such files when left out. */
	readonly folder?: string;
	/** Ends the counting pass. Afterwards every row is still given, so that none is lost from the account. */
	readonly signal?: AbortSignal;
}

/** Rows of different customers, and the outcomes of those that were another row's customer. */
export interface CollapsedBatch {
	readonly customers: readonly CustomerRow[];
	readonly duplicates: readonly RowOutcome[];
}

/** Opens the rows; each call starts at the first one. */
export type OpenCustomers = () => AsyncIterable<CustomerBatch>;

/** The rows of a source, each customer once. */
export interface Collapsed {
	/** May be iterated once. */
	readonly batches: AsyncIterable<CollapsedBatch>;
	/**
	 * Whether so many different people have the value that it recognises none of them. Known from the first
	 * batch on; always `false` where nobody asked for it.
	 * @param key of `keyOf`
	 */
	isShared(field: string, key: string): boolean;
}
