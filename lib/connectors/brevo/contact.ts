import type { CrmRecord } from '../crm/driver';
import { read } from '../http/body';
import type { Consents } from './consents';

/** What is known of a contact besides his attributes, whose names are upper case. */
export const EMAIL = 'email';
export const EXT_ID = 'ext_id';
export const CREATED = 'createdAt';
export const CHANGED = 'modifiedAt';
/** The two consents, and the lists that he is on. */
export const NEWSLETTER = 'newsletter';
export const TEXT_MESSAGES = 'textMessages';
export const LISTS = 'lists';

export const BUILT_IN: ReadonlySet<string> = new Set([
	EMAIL,
	EXT_ID,
	CREATED,
	CHANGED,
	NEWSLETTER,
	TEXT_MESSAGES,
	LISTS,
]);

/** A contact as Brevo gives him, his attributes beside what else is known of him. */
export function toRecord(contact: unknown, consents: Consents): CrmRecord {
	const attributes = read.object(contact, 'attributes');
	const version = read.text(contact, CHANGED);
	return {
		id: read.text(contact, 'id') ?? '',
		...(version === undefined ? {} : { version }),
		properties: {
			...attributes,
			[EMAIL]: emailOf(contact),
			[EXT_ID]: read.text(attributes, 'EXT_ID') ?? read.text(contact, EXT_ID),
			[CREATED]: read.text(contact, CREATED),
			[CHANGED]: version,
			[NEWSLETTER]: consents.newsletter.read(contact),
			[TEXT_MESSAGES]: consents.textMessages.read(contact),
			[LISTS]: contact,
		},
	};
}

/** The address of a contact; one without has none in either place. */
export function emailOf(contact: unknown): string | undefined {
	return read.text(contact, EMAIL) ?? read.text(contact, 'attributes', 'EMAIL');
}

/** A contact as Brevo wants him. */
export interface ContactBody {
	email?: string;
	ext_id?: unknown;
	attributes: Record<string, unknown>;
	emailBlacklisted?: boolean;
	smsBlacklisted?: boolean;
	listIds?: number[];
	unlinkListIds?: number[];
}

/** What a change of a consent or of lists means to Brevo: more than the value of one attribute. */
export interface Step {
	readonly body: Partial<ContactBody>;
	/** All the lists that he is to be on. */
	readonly lists?: readonly number[];
	/** The customer has to be asked to confirm. */
	readonly asks?: boolean;
	/** Why it cannot be written, for people. */
	readonly refusal?: string;
	/** Why it cannot be written unless his address changes with it. */
	readonly foreign?: string;
}

/** What is written for a property, where it is a step. */
export function stepOf(value: unknown): Step | undefined {
	return isStep(value) ? value : undefined;
}

function isStep(value: unknown): value is Step {
	return typeof value === 'object' && value !== null && 'body' in value;
}

/**
 * What to send of a contact. An address that changes is an attribute; that of a new contact is his own.
 * @param current the lists that he is on; `undefined` where he is new
 */
export function toBody(
	properties: CrmRecord['properties'],
	current: readonly number[] | undefined,
): ContactBody {
	const body: ContactBody = { attributes: {} };
	for (const [name, value] of Object.entries(properties)) {
		const step = stepOf(value);
		if (step) addStep(body, step, current ?? []);
		else if (name === EXT_ID) body.ext_id = value;
		else if (name !== EMAIL) body.attributes[name] = value;
		else if (current === undefined) body.email = String(value);
		else body.attributes['EMAIL'] = value;
	}
	return body;
}

function addStep(body: ContactBody, { body: part, lists }: Step, current: readonly number[]): void {
	const { attributes, listIds = [], unlinkListIds = [], ...flags } = part;
	const joined = lists?.filter((id) => !current.includes(id)) ?? [];
	const left = lists === undefined ? [] : current.filter((id) => !lists.includes(id));
	Object.assign(body, flags);
	Object.assign(body.attributes, attributes);
	putLists(body, 'listIds', [...listIds, ...joined]);
	putLists(body, 'unlinkListIds', [...unlinkListIds, ...left]);
}

function putLists(body: ContactBody, name: 'listIds' | 'unlinkListIds', ids: readonly number[]): void {
	if (ids.length > 0) body[name] = [...new Set([...(body[name] ?? []), ...ids])];
}
