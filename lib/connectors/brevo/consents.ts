import type { FieldValue } from '../../model';
import { mainValue } from '../crm/bindings';
import { type ConnectorSettings, propertySettings } from '../crm/settings';
import { textForms } from '../crm/valueForms';
import { read } from '../http/body';
import { type Attribute, type Attributes, choiceOfContact } from './attributes';
import { emailOf, type Step } from './contact';
import { listSetting } from './lists';
import { inCapitals } from './names';

/** The answer of somebody who was asked and has not confirmed yet, as the import knows it. */
const UNCONFIRMED = 'unconfirmed';

/** Brevo's own attribute for double opt-in: its first choice is yes, which a confirmation sets, its second no. */
const DOUBLE_OPT_IN = 'DOUBLE_OPT-IN';
const [CONFIRMED, ASKED] = ['1', '2'];

/** A consent as our field has it. */
export interface ConsentForm {
	/** `undefined` where nothing is known. */
	read(contact: unknown): boolean | typeof UNCONFIRMED | undefined;
	/** What to send; `undefined` takes back what is known. */
	write(value: FieldValue | undefined): Step;
}

export interface Consents {
	readonly newsletter: ConsentForm;
	readonly textMessages: ConsentForm;
}

/** How to ask for a confirmation, from the credential. */
export interface Confirmation {
	readonly templateId: number;
	readonly redirectionUrl: string;
	readonly listIds: readonly number[];
}

/** Where a yes is kept. Brevo itself keeps only the no: an address on a blocklist. */
interface Holders {
	readonly blocklist: 'emailBlacklisted' | 'smsBlacklisted';
	readonly hasAddress: (contact: unknown) => boolean;
	readonly attribute: Attribute | undefined;
	readonly listIds: readonly number[];
}

/**
 * A contact on a blocklist has said no. Whoever is not has said yes where an attribute or a list says so; only where
 * the account has neither for it he counts as Brevo itself counts him, as subscribed.
 */
export function makeConsents(
	attributes: Attributes,
	settings: ConnectorSettings,
	confirmation: Confirmation | undefined,
): Consents {
	const names = propertySettings(settings);
	const attributeFor = (field: string, usual: string) => attributes.get(inCapitals(names[field] ?? usual));
	const newsletter: Holders = {
		blocklist: 'emailBlacklisted',
		hasAddress: (contact) => emailOf(contact) !== undefined,
		attribute: attributeFor('newsletterConsent', 'OPT_IN'),
		listIds: listSetting(settings, 'newsletterListIds'),
	};
	const textMessages: Holders = {
		blocklist: 'smsBlacklisted',
		hasAddress: (contact) => read.text(contact, 'attributes', 'SMS') !== undefined,
		attribute: attributeFor('smsConsent', ''),
		listIds: [],
	};
	return {
		newsletter: newsletterForm(newsletter, attributes.get(DOUBLE_OPT_IN), confirmation),
		textMessages: {
			read: (contact) => answerOf(textMessages, contact),
			// Brevo asks nobody to confirm a phone number: until then, he gets nothing.
			write: (value) => {
				const answer = answerIn(value);
				return answerStep(textMessages, answer === UNCONFIRMED ? false : answer);
			},
		},
	};
}

function newsletterForm(
	holders: Holders,
	doubleOptIn: Attribute | undefined,
	confirmation: Confirmation | undefined,
): ConsentForm {
	const stateOf = (contact: unknown) => {
		const value = read.text(contact, 'attributes', DOUBLE_OPT_IN);
		const choice = value === undefined ? undefined : choiceOfContact(doubleOptIn ?? {}, value);
		return choice === undefined ? value : String(choice.value);
	};
	return {
		read(contact) {
			const answer = answerOf(holders, contact);
			if (answer === false) return answer;
			if (stateOf(contact) === CONFIRMED) return true;
			return answer === undefined && stateOf(contact) === ASKED ? UNCONFIRMED : answer;
		},
		write(value) {
			const answer = answerIn(value);
			if (answer === UNCONFIRMED) return askingStep(doubleOptIn, confirmation);
			const { body } = answerStep(holders, answer);
			const forgets = answer === undefined && doubleOptIn !== undefined;
			const attributes = { ...body.attributes, ...(forgets ? { [DOUBLE_OPT_IN]: '' } : {}) };
			return { body: { ...body, attributes } };
		},
	};
}

/** What is kept of the answer, without what double opt-in knows. */
function answerOf({ blocklist, hasAddress, attribute, listIds }: Holders, contact: unknown) {
	if (read.value(contact, blocklist) === true) return false;
	const kept = attribute && textForms({ type: 'boolean' }).read(attributeValue(attribute, contact), {});
	if (typeof kept === 'boolean') return kept;
	const lists = read.list(contact, 'listIds').map(Number);
	if (listIds.some((id) => lists.includes(id))) return true;
	return attribute || listIds.length > 0 || !hasAddress(contact) ? undefined : true;
}

function attributeValue(attribute: Attribute, contact: unknown): unknown {
	const value = read.value(contact, 'attributes', attribute.name);
	return choiceOfContact(attribute, value)?.label ?? value;
}

function answerStep({ blocklist, attribute, listIds }: Holders, answer: boolean | undefined): Step {
	const attributes = attribute ? { [attribute.name]: attributeAnswer(attribute, answer) } : {};
	const lists = answer === true ? { listIds: [...listIds] } : {};
	const left = answer === undefined ? { unlinkListIds: [...listIds] } : {};
	return { body: { [blocklist]: answer === false, attributes, ...lists, ...left } };
}

function attributeAnswer({ type, choices = [] }: Attribute, answer: boolean | undefined): unknown {
	if (answer === undefined) return '';
	if (type === 'boolean') return answer;
	const word = answer ? 'yes' : 'no';
	return choices.find(({ label }) => label.toLowerCase() === word)?.value ?? word;
}

/** Without a place where it is kept that somebody was asked, each import would ask him again. */
function askingStep(doubleOptIn: Attribute | undefined, confirmation: Confirmation | undefined): Step {
	if (confirmation === undefined) {
		return { body: {}, refusal: 'Brevo needs a template, a page and a list to ask for a confirmation' };
	}
	const asked = doubleOptIn?.choices?.find(({ value }) => String(value) === ASKED);
	if (asked === undefined) {
		return { body: {}, refusal: `The account has no attribute ${DOUBLE_OPT_IN} to keep who was asked` };
	}
	return { body: { attributes: { [DOUBLE_OPT_IN]: asked.value } }, asks: true };
}

function answerIn(value: FieldValue | undefined): boolean | typeof UNCONFIRMED | undefined {
	const answer = value === undefined ? undefined : mainValue(value);
	if (typeof answer === 'boolean') return answer;
	return answer === null || answer === undefined || answer === '' ? undefined : UNCONFIRMED;
}
