import type { FieldType } from '../../model';
import type { HttpRequest } from '../http/client';

/** What is asked of a CRM. */
export const ACTIONS = [
	'find',
	'get',
	'list',
	'create',
	'createMany',
	'update',
	'updateMany',
	'remove',
] as const;
export type RestAction = (typeof ACTIONS)[number];

/** A request with placeholders in it. */
export interface RestRequest {
	readonly method: HttpRequest['method'];
	/** Below the base URL; values in it are encoded. */
	readonly path: string;
	/** Names and values; the same name may come several times. */
	readonly query: readonly (readonly [name: string, value: string])[];
	readonly headers: Readonly<Record<string, string>>;
	/** A JSON template. */
	readonly body?: unknown;
	/** What a look-up says about one value, for `{{each}}`; empty where it needs no such thing. */
	readonly each: string;
	/** What stands between those of several values. */
	readonly between: string;
}

/** One of the CRM's properties. */
export interface RestField {
	/** Our name for it, standard or not. */
	readonly field: string;
	/** Where its value is in a customer of the CRM, such as `address.city`. */
	readonly property: string;
	readonly type: FieldType;
	/** Whether customers are looked up by it. */
	readonly findBy: boolean;
	readonly multiple: boolean;
	readonly required: boolean;
	readonly readOnly: boolean;
}

/** Where things are in answers, as places such as `data.0.id`; empty for the whole. */
export interface RestAnswers {
	/** The customers of a look-up or a list. */
	readonly records: string;
	/** The customer of an answer about one. */
	readonly record: string;
	/** His id, in the customer. */
	readonly id: string;
	/** His properties, in the customer. */
	readonly properties: string;
	/** His version, in the customer; none where it is empty. */
	readonly version: string;
	/** What became of each of several that were written, in their order. */
	readonly results: string;
	/** Why one of them was refused, in its result. */
	readonly resultError: string;
	/** What the CRM says about a failure; several places are separated by commas. */
	readonly message: string;
	/** What is there only where an answer with a good status is none. */
	readonly failure: string;
}

export const PAGINGS = ['none', 'page', 'offset', 'cursor', 'link'] as const;

/** How one gets from one page of customers to the next. */
export interface RestPaging {
	readonly kind: (typeof PAGINGS)[number];
	/** The query parameter of the page, the offset or the cursor. */
	readonly parameter: string;
	/** The query parameter of how many there are on a page; none where it is empty. */
	readonly sizeParameter: string;
	readonly size: number;
	/** The number of the first page. */
	readonly first: number;
	/** Where the answer has the cursor or the link; empty for a link in the header `Link`. */
	readonly next: string;
}

/** How the CRM says what its statuses do not say alone. */
export interface RestSignals {
	readonly throttledStatuses: readonly number[];
	/** What such an answer says, where the status means other things too. */
	readonly throttledText: string;
	readonly quotaText: string;
	/** The header that says how long to wait; `Retry-After` in any case. */
	readonly waitHeader: string;
	/** Statuses of a list that has nobody, where the body is JSON. */
	readonly emptyStatuses: readonly number[];
	readonly duplicateStatuses: readonly number[];
	readonly duplicateText: string;
}

/** A CRM over HTTP as a person has described it. */
export interface RestDefinition {
	readonly fields: readonly RestField[];
	readonly requests: Readonly<Partial<Record<RestAction, RestRequest>>>;
	readonly answers: RestAnswers;
	readonly paging: RestPaging;
	readonly signals: RestSignals;
	/** What clears a property. */
	readonly clear: null | '';
	/** Whether phones have a plus before their digits. */
	readonly phonePlus: boolean;
	/** Values in a look-up at most. */
	readonly lookupSize: number;
	/** Customers in a write of many at most. */
	readonly batchSize: number;
	readonly callsPerSecond: number;
}

/** The placeholders that each request knows, besides `fields.…`. */
export const PLACEHOLDERS: Readonly<Record<RestAction, readonly string[]>> = {
	find: ['field', 'value', 'values', 'each'],
	get: ['id'],
	list: ['changedAfter'],
	create: ['fields', 'silent'],
	createMany: ['records', 'silent'],
	update: ['id', 'fields', 'version', 'silent'],
	updateMany: ['records', 'silent'],
	remove: ['id'],
};

/** Without these nobody can be imported. */
export const NEEDED: readonly RestAction[] = ['find', 'get', 'create', 'update'];
