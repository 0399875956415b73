import type { CustomerRecord, FieldChange, FieldSpec, Filter, Identifier, RowIssue, SortKey } from '../model';

/** What a destination still tells of customers who are not there any more. */
export type DeletesTold =
	/** Everything, for as long as it keeps them in a recycle bin or an archive. */
	| 'records'
	/** Who it was and when, and nothing else. */
	| 'ids'
	/** Everything of those who were archived; nothing of those who were deleted. */
	| 'archived';

/** What a destination can do. The engine asks these, never "which one are you?". */
export interface ConnectorCapabilities {
	/** The most customers in one `write`. */
	readonly batchSize: number;
	/** The most identifiers in one `lookup`. */
	readonly lookupSize: number;
	/** How many `write` calls may be under way at once. */
	readonly lanes: number;
	/** The fields by which it can find a customer. */
	readonly identifiers: readonly string[];
	/** Whether it keeps an identifier value unique by itself, even when two imports run at once. */
	readonly unique: boolean;
	/** Identifiers that no two customers can share there, also where the import does not recognise customers by them. */
	readonly exclusive?: readonly string[];
	/** Whether a look-up finds what was written just before it. It always does where identifiers are kept unique. */
	readonly current?: boolean;
	/** Whether a change is refused as `conflict` where the customer is not at the version any more that it was planned of. */
	readonly conditional: boolean;
	/**
	 * Whether customers can be looked up while others are being written, without waiting for them: the next batch is
	 * planned meanwhile. Only for a destination that is `unique` and `conditional`, so that nothing slips through.
	 */
	readonly overlaps?: boolean;
	/** Whether fields it does not know yet can be written as custom fields. */
	readonly customFields: boolean;
	/** Whether a created customer can be removed again, for undo. */
	readonly remove: boolean;
	/** Whether it can be told not to start its own automations for what is written. */
	readonly suppressTriggers: boolean;
	/** What `readDeleted` tells; left out where there is none. */
	readonly deletes?: DeletesTold;
}

/** A customer as the destination holds it. */
export interface StoredCustomer {
	readonly id: string;
	readonly record: CustomerRecord;
	/** Changes whenever the customer changes; what `write` compares against. */
	readonly version?: string;
}

/** Which customers have an identifier, in the order asked. */
export interface LookupHit {
	readonly identifier: Identifier;
	readonly customers: readonly StoredCustomer[];
}

/** An identifier to register as a customer's. */
export interface CustomerIdentifier extends Identifier {
	/** Others may have it too: the import did not choose it to recognise customers by. Kept only to be found by. */
	readonly shared?: boolean;
}

/** One customer to write, as planned. */
export type PlannedWrite =
	| {
			readonly action: 'create';
			readonly rowNumber: number;
			readonly record: CustomerRecord;
			/** The identifiers to register as this customer's. */
			readonly identifiers: readonly CustomerIdentifier[];
	  }
	| {
			readonly action: 'update';
			readonly rowNumber: number;
			readonly id: string;
			/** The whole customer as it will be; a cleared field is not in it. */
			readonly record: CustomerRecord;
			/** What differs from the customer as it was found; `after` is `null` where the field is cleared. */
			readonly changes: readonly FieldChange[];
			readonly identifiers: readonly CustomerIdentifier[];
			readonly version?: string;
	  };

/** What became of one planned write, in the order given. */
export interface WriteResult {
	readonly outcome: 'created' | 'updated' | 'failed' | 'conflict' | 'unknown';
	readonly id?: string;
	/** The customer's version after the write, where the destination tells it. */
	readonly version?: string;
	readonly issue?: RowIssue;
}

/** How customers are written. */
export interface CustomerWriteOptions {
	/** Not to start the destination's own automations, such as mails to new customers. */
	readonly suppressTriggers?: boolean;
	/**
	 * Nobody who is there may be changed, not even by an upsert that meets a customer whom another program has made
	 * since the look-up: `create` then only ever creates, and whoever is there already is a `conflict`.
	 */
	readonly addOnly?: boolean;
	/** What is known of fields that the destination may not have yet, so that it keeps their types. */
	readonly fields?: readonly FieldSpec[];
	readonly signal?: AbortSignal;
}

export interface ReadQuery {
	/** Which customers; all of them when left out. */
	readonly filter?: Filter;
	/** Only what was created or changed after this point, which `changePoint` gave. */
	readonly changedSince?: string;
	/** Only what was created or changed after this moment, by the destination's clock; ISO 8601 with its zone. */
	readonly changedAfter?: string;
	/** The order; that in which they were created when left out. */
	readonly sort?: readonly SortKey[];
	readonly limit?: number;
	/** Customers in a batch. */
	readonly batchSize?: number;
	readonly signal?: AbortSignal;
}

/** A customer who was deleted or archived, as far as the destination still tells of him. */
export interface DeletedCustomer extends StoredCustomer {
	/** By the destination's clock; ISO 8601 with its zone. */
	readonly deletedAt?: string;
	/** How the destination called him, where it tells nothing else. */
	readonly name?: string;
}

export interface DeletedQuery {
	/** Only who was deleted after this moment, or where that is not told, was changed after it; as `changedAfter`. */
	readonly deletedAfter?: string;
	readonly signal?: AbortSignal;
}

/** A destination of customers. A new one is one file and one line in `index.ts`; the conformance suite runs for every one. */
export interface Connector {
	readonly name: string;
	readonly title: string;
	/** Which one of its kind, such as the path of a base or the address of a CRM. Kept in the journal: never a secret. */
	readonly target?: string;
	readonly capabilities: ConnectorCapabilities;
	/** Makes sure the destination can be reached and written to. Throws `userError` or `transientError`. */
	check(): Promise<void>;
	/** The fields it has, standard and custom. */
	discoverFields(): Promise<readonly FieldSpec[]>;
	/** Finds the customers of each identifier. One hit for each identifier asked, in that order. */
	lookup(identifiers: readonly Identifier[]): Promise<readonly LookupHit[]>;
	/**
	 * Writes customers. One result for each, in that order; `conflict` where the customer changed or an
	 * identifier was taken since the lookup, `unknown` where it cannot be told whether it was written.
	 * Throws only when nothing at all was written: `transientError` to be tried again, `userError` with the
	 * code `BATCH_REFUSED` when some row made the destination refuse them all, any other error to stop the run.
	 */
	write(rows: readonly PlannedWrite[], options?: CustomerWriteOptions): Promise<readonly WriteResult[]>;
	/** The customers of some ids, in any order; who is not there is left out. */
	get(ids: readonly string[]): Promise<readonly StoredCustomer[]>;
	/** Reads customers in the order asked for, or a stable one. */
	read?(query: ReadQuery): AsyncIterable<readonly StoredCustomer[]>;
	/** Reads who was deleted or archived, in any order, each once; `capabilities.deletes` says what is told of them. */
	readDeleted?(query: DeletedQuery): AsyncIterable<readonly DeletedCustomer[]>;
	/** How many customers `read` would give. */
	count?(query: ReadQuery): Promise<number>;
	/**
	 * How far the destination's history has come. What is created or changed from now on is after it; so a point
	 * taken before a read starts makes sure that the next read `changedSince` it misses nothing.
	 */
	changePoint?(): Promise<string>;
	/**
	 * Takes customers away again; the ids that were there. Throws `userError` with the code `BATCH_REFUSED` when some
	 * of them made the destination refuse, and all are there still.
	 */
	remove?(ids: readonly string[]): Promise<readonly string[]>;
	close(): Promise<void>;
}
