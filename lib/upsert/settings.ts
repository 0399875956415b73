import type { ImportType } from '../model';

/** What a row does to a list of values: adds those that are not in it yet, or takes its place. */
export type MultiValues = 'append' | 'replace';

/**
 * What becomes of a row that fits several customers: one value that several have, or an e-mail of one and a
 * phone of another. Whoever is written, an identifier is never given to him that another customer has.
 *  - `skip`: nothing; the ids are in the issue.
 *  - `oldest`, `newest`: the customer who was created first or last is updated, by `createdAt` where all of
 *    them have it, otherwise by ids that are numbers; where neither is there, nothing.
 *  - `updateAll`: all of them are updated.
 *  - `create`: a new customer is made, unless one of them is as the row says already.
 */
export type AmbiguousPolicy = 'skip' | 'oldest' | 'newest' | 'updateAll' | 'create';

/** How consents and subscriptions are taken over. To refuse, to unsubscribe and to suspend always passes. */
export interface ConsentSettings {
	/**
	 * What a consent that a row gives begins as: `single`, the default, as given or subscribed; `double` as
	 * `unconfirmed`, so that the destination asks the customer to confirm it.
	 */
	readonly optIn?: 'single' | 'double';
	/**
	 * When a row may raise a consent that is stored as refused, unsubscribed, suspended or not confirmed:
	 * `newerProof`, the default, when its time is later than the stored one; `never`; or `force`, always.
	 */
	readonly raise?: 'newerProof' | 'never' | 'force';
}

/** What the person chose about rows and customers. */
export interface UpsertSettings {
	readonly importType: ImportType;
	/** The fields customers are recognised by, the main one first. */
	readonly identifiers: readonly string[];
	/**
	 * Whether an empty cell or an explicit NULL clears the stored value. Left alone when off, the default.
	 * Identifiers, required fields, consents and their times are never cleared.
	 */
	readonly clearOnEmpty?: boolean;
	/** The fields that an empty cell clears, where it does not clear all. */
	readonly clearFields?: readonly string[];
	/**
	 * Whether a row that has none of the identifiers makes a new customer, who is recognised by nothing then.
	 * Skipped when off, the default. A row without the main identifier is recognised by the others either way.
	 */
	readonly acceptEmptyIdentifier?: boolean;
	/** What happens to fields of several values. Appended when left out. Subscriptions are always merged. */
	readonly multiValues?: MultiValues;
	/** The fields of several values that are treated otherwise. */
	readonly multiValueFields?: Readonly<Record<string, MultiValues>>;
	/** What becomes of rows that fit several customers. Skipped when left out. */
	readonly ambiguous?: AmbiguousPolicy;
	readonly consents?: ConsentSettings;
}
