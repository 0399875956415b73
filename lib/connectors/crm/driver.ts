import type { CustomerRecord, FieldSpec, Identifier } from '../../model';
import type {
	ConnectorCapabilities,
	CustomerWriteOptions,
	DeletedCustomer,
	DeletedQuery,
	ReadQuery,
	WriteResult,
} from '../connector';

/** A customer as a CRM gives him: its own property names and values. */
export interface CrmRecord {
	readonly id: string;
	readonly version?: string;
	readonly properties: Readonly<Record<string, unknown>>;
}

/** A customer who is not there any more. */
export type CrmDeleted = CrmRecord & Pick<DeletedCustomer, 'deletedAt' | 'name'>;

/** A customer to create. */
export interface CrmCreation {
	readonly rowNumber: number;
	/** By the CRM's names, in the form it wants. */
	readonly properties: Readonly<Record<string, unknown>>;
}

/** A customer to change: only what differs. */
export interface CrmUpdate extends CrmCreation {
	readonly id: string;
	/** The version that the plan was made of, where the CRM has versions. */
	readonly version?: string;
}

/** How our fields and a CRM's properties stand for each other. */
export interface FieldBindings {
	/** The customer as we know him. What says nothing is left out. */
	toRecord(properties: CrmRecord['properties']): CustomerRecord;
	/**
	 * What to send for some fields.
	 * @param record the whole customer as he will be; a field that is not in it is cleared
	 */
	toProperties(fields: readonly string[], record: CustomerRecord): Readonly<Record<string, unknown>>;
	/** The properties to ask for. */
	readonly properties: readonly string[];
}

/**
 * One CRM: what it can do, and the calls that do it. `crmConnector` makes a `Connector` of it, so that a CRM is
 * what differs and nothing else. Calls throw as `Session` does.
 */
export interface CrmDriver {
	readonly name: string;
	readonly title: string;
	/** Which one of its kind, for the journal; never a secret. */
	readonly target: string;
	readonly capabilities: ConnectorCapabilities;
	/** Identifiers by which a customer is found only some time after he was written: a search index that lags. */
	readonly lagging?: readonly string[];
	/** Makes sure that it can be reached with this login, and contacts read. */
	check(): Promise<void>;
	/** The fields it has, our names for those that are standard ones. Asked once. */
	describe(): Promise<readonly FieldSpec[]>;
	/** Made of what it has, after `describe`. */
	bind(fields: readonly FieldSpec[]): FieldBindings;
	/** Everybody who may have one of the values; whoever does not is left out by the caller. At most `lookupSize` values. */
	find(
		field: string,
		values: readonly string[],
		properties: readonly string[],
	): Promise<readonly CrmRecord[]>;
	/**
	 * Says that the CRM has contradicted what a look-up of some identifiers gave, or that it cannot be told what
	 * became of a write: where `find` keeps anything in memory, it asks the CRM itself about them from now on.
	 */
	doubt?(identifiers: readonly Identifier[]): void;
	/** The customers of some ids; who is not there is left out. At most `lookupSize` ids. */
	get(ids: readonly string[], properties: readonly string[]): Promise<readonly CrmRecord[]>;
	/** One result for each, in that order. At most `batchSize`. */
	create(rows: readonly CrmCreation[], options: CustomerWriteOptions): Promise<readonly WriteResult[]>;
	/** The same for changes. */
	update(rows: readonly CrmUpdate[], options: CustomerWriteOptions): Promise<readonly WriteResult[]>;
	/** Everybody, or at least all that fit the query, page by page in a stable order. */
	list?(query: ReadQuery, properties: readonly string[]): AsyncIterable<readonly CrmRecord[]>;
	/** Everybody who was deleted or archived, where `capabilities.deletes` says so; as `Connector.readDeleted`. */
	listDeleted?(query: DeletedQuery, properties: readonly string[]): AsyncIterable<readonly CrmDeleted[]>;
	/** Takes customers away; the ids that were there. At most `batchSize`. */
	remove?(ids: readonly string[]): Promise<readonly string[]>;
}
