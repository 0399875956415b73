import type { ConnectorCapabilities } from '../connectors/connector';
import type { Cell, CustomerRecord, CustomerRow, FieldSpec, Identifier } from '../model';
import { timedConsents } from './consent';
import { type FieldRule, makeFieldRules } from './fieldRules';
import { makeMissingFieldHints } from './missingField';
import type { UpsertSettings } from './settings';

/** What a plan is made of, besides the rows and the customers. */
export interface PlanBasis {
	readonly settings: UpsertSettings;
	/** The destination's fields by name; one that is not in it is a custom text field. */
	readonly fields: ReadonlyMap<string, FieldSpec>;
	readonly capabilities: Pick<ConnectorCapabilities, 'identifiers'> &
		Partial<Pick<ConnectorCapabilities, 'customFields'>>;
	/** The form in which two values of a field are compared; `''` where there is nothing to compare. */
	readonly keyOf: (field: string, value: Cell) => string;
	/** The time, as ISO 8601 text. */
	readonly now: () => string;
}

/** What planning knows besides the rows and the customers. Holds no connection, so a plan can be made anywhere. */
export interface PlanContext extends PlanBasis {
	/** The consents of which the destination keeps when they were given; see `timedConsents`. */
	readonly timedConsents: readonly string[];
	/** Whether the destination can hold a field. */
	readonly knows: (field: string) => boolean;
	/** What to do about a field that it cannot hold. */
	readonly missingHint: (field: string) => string;
	/** How the values of a field get into a customer. */
	readonly ruleOf: (field: string) => FieldRule;
	/** The fields by which the destination can find customers and the person did not choose to. */
	readonly otherIdentifiers: readonly string[];
	/** Those of them that are one person's and so tell that a new customer may be an old one. */
	readonly telling: readonly string[];
}

/** Works out once what every row asks for. */
export function makePlanContext(basis: PlanBasis): PlanContext {
	const { settings, fields, capabilities } = basis;
	const otherIdentifiers = capabilities.identifiers.filter((field) => !settings.identifiers.includes(field));
	return {
		...basis,
		timedConsents: timedConsents(fields),
		knows: capabilities.customFields === false ? (field) => fields.has(field) : () => true,
		missingHint: makeMissingFieldHints(fields),
		ruleOf: makeFieldRules(settings, fields, capabilities.identifiers),
		otherIdentifiers,
		// A household shares its phone.
		telling: otherIdentifiers.filter((field) => fields.get(field)?.type !== 'phone'),
	};
}

/** A row that is to be upserted, and what its customer is recognised by. */
export interface Candidate {
	readonly row: CustomerRow & { readonly record: CustomerRecord };
	/** Of the chosen fields, the main one's first. */
	readonly identifiers: readonly Identifier[];
	/** The identifiers as texts, in the same order, for maps and sets. */
	readonly keys: readonly string[];
	/** What else is looked up to warn of: identifiers that were not chosen and are one person's. */
	readonly telling: readonly Identifier[];
}
