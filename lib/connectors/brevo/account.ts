import type { FieldType } from '../../model';
import { listOf, mainValue, plainValue } from '../crm/bindings';
import type { CrmRecord } from '../crm/driver';
import { type Forms, jsonForms } from '../crm/jsonForms';
import type { FoundProperty } from '../crm/schema';
import type { ConnectorSettings } from '../crm/settings';
import type { Session } from '../http/session';
import {
	type Attribute,
	type Attributes,
	choiceOfContact,
	choiceOfRow,
	loadAttributes,
	propertyOf,
} from './attributes';
import { confirmationOf } from './confirm';
import { type ConsentForm, type Consents, makeConsents } from './consents';
import { CHANGED, CREATED, EMAIL, EXT_ID, LISTS, NEWSLETTER, TEXT_MESSAGES } from './contact';
import { listStep, SUBSCRIPTIONS } from './lists';
import { standardNames } from './names';

/** What an account has, as it is once it was asked; before that, what every one has. */
export interface Account {
	load(): Promise<readonly FoundProperty[]>;
	/** What of it stands for our fields. */
	readonly standard: Readonly<Record<string, string>>;
	readonly attributes: Attributes;
	readonly consents: Consents;
	forms(found: FoundProperty, ours: FieldType): Forms;
	/** What is written to empty a property; the clear token of the schema says so of all of them. */
	emptied(properties: CrmRecord['properties']): CrmRecord['properties'];
}

const BUILT_IN: readonly FoundProperty[] = [
	{ property: EMAIL, title: 'E-mail', type: 'email', unique: true },
	{ property: EXT_ID, title: 'External ID', type: 'text', unique: true },
	{ property: NEWSLETTER, title: 'Newsletter Consent', type: 'consent' },
	{ property: TEXT_MESSAGES, title: 'SMS Consent', type: 'consent' },
	{ property: LISTS, title: 'Lists', type: 'subscription', multiple: true },
	{ property: CREATED, title: 'Created', type: 'dateTime', readOnly: true },
	{ property: CHANGED, title: 'Changed', type: 'dateTime', readOnly: true },
];

export function makeAccount(session: Session, settings: ConnectorSettings): Account {
	const confirmation = confirmationOf(settings);
	let attributes: Attributes = new Map();
	let consents = makeConsents(attributes, settings, confirmation);

	return {
		async load() {
			attributes = await loadAttributes(session);
			consents = makeConsents(attributes, settings, confirmation);
			return [...BUILT_IN, ...[...attributes.values()].map(propertyOf)];
		},
		get standard() {
			return standardNames(attributes);
		},
		get attributes() {
			return attributes;
		},
		get consents() {
			return consents;
		},
		forms(found, ours) {
			if (found.property === NEWSLETTER) return consentForms(consents.newsletter);
			if (found.property === TEXT_MESSAGES) return consentForms(consents.textMessages);
			if (found.property === LISTS) return SUBSCRIPTIONS;
			const attribute = attributes.get(found.property);
			if (attribute?.choices) return choiceForms(attribute);
			return jsonForms({ type: found.type, ours });
		},
		emptied(properties) {
			const steps = {
				...(properties[NEWSLETTER] === '' ? { [NEWSLETTER]: consents.newsletter.write(undefined) } : {}),
				...(properties[TEXT_MESSAGES] === ''
					? { [TEXT_MESSAGES]: consents.textMessages.write(undefined) }
					: {}),
				...(properties[LISTS] === '' ? { [LISTS]: listStep(undefined, {}) } : {}),
			};
			const lists = Object.entries(properties).filter(
				([name, value]) => value === '' && attributes.get(name)?.multiple === true,
			);
			return { ...properties, ...steps, ...Object.fromEntries(lists.map(([name]) => [name, []])) };
		},
	};
}

/** What is known of a consent was read already when the contact came. */
function consentForms({ write }: ConsentForm): Forms {
	return { read: plainValue, write };
}

/** People know a choice by its label; what is none of them is left as it is, to be refused by its name. */
function choiceForms(attribute: Attribute): Forms {
	const labelOf = (value: unknown) => choiceOfContact(attribute, value)?.label ?? plainValue(value);
	const theirs = (value: unknown) => choiceOfRow(attribute, value)?.value ?? value;
	if (!attribute.multiple) return { read: labelOf, write: (value) => theirs(mainValue(value)) };
	return {
		read: (value) => (Array.isArray(value) ? value.flatMap((one) => labelOf(one) ?? []) : labelOf(value)),
		write: (value) => listOf(value).map(theirs),
	};
}
