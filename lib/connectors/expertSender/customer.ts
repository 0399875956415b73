import { type ConnectorSettings, numberSetting } from '../crm/settings';
import type { CrmRecord } from '../crm/driver';
import { read } from '../http/body';

/** Holds the value that the customer is matched by, where it is not among what is written. */
export const MATCHED = 'matched by';

const ATTRIBUTE = 'attribute ';
const CONSENT = 'consent ';

/** Where a custom attribute stands among the properties of a customer. */
export const attributeProperty = (name: string): string => ATTRIBUTE + name;

/** Where a consent stands among the properties of a customer. */
export const consentProperty = (id: string): string => CONSENT + id;

export const AWAITING = 'AwaitingConfirmation';

/** A customer as ExpertSender gives him, with his attributes and consents beside his other properties. */
export function toRecord(customer: unknown): CrmRecord {
	const isStandard = ([name]: readonly [string, unknown]) =>
		name !== 'customAttributes' && name !== 'consentsData';
	const standard = Object.fromEntries(Object.entries(read.object(customer)).filter(isStandard));
	const attributes = read
		.list(customer, 'customAttributes')
		.map((one) => [attributeProperty(read.text(one, 'name') ?? ''), read.value(one, 'value')] as const);
	const consents = read
		.list(customer, 'consentsData', 'consents')
		.map((one) => [consentProperty(read.text(one, 'id') ?? ''), read.text(one, 'value')] as const);
	const properties = { ...standard, ...Object.fromEntries([...attributes, ...consents]) };
	return { id: read.text(customer, 'id') ?? '', properties };
}

/** The other way round: a customer as ExpertSender wants him. */
export function toCustomer(
	properties: CrmRecord['properties'],
	settings: ConnectorSettings,
): Readonly<Record<string, unknown>> {
	const { [MATCHED]: matched, ...rest } = properties;
	const entries = Object.entries(rest);
	const standard = entries.filter(([name]) => !name.startsWith(ATTRIBUTE) && !name.startsWith(CONSENT));
	const attributes = named(entries, ATTRIBUTE).map(([name, value]) => ({ name, value }));
	const consents = named(entries, CONSENT).map(([id, value]) => ({ id: Number(id), value }));
	return {
		...read.object(matched),
		...Object.fromEntries(standard.map(([name, value]) => [name, emptied(name, value)])),
		...(attributes.length > 0 ? { customAttributes: attributes } : {}),
		...(consents.length > 0 ? { consentsData: consentsData(consents, settings) } : {}),
	};
}

function named(entries: readonly (readonly [string, unknown])[], kind: string) {
	return entries
		.filter(([name]) => name.startsWith(kind))
		.map(([name, value]) => [name.slice(kind.length), value] as const);
}

/** Where an empty text is no value of a property, what says nothing there. */
function emptied(name: string, value: unknown): unknown {
	if (value !== '') return value;
	if (name === 'gender') return 'NotSpecified';
	return name === 'dateOfBirth' ? null : value;
}

/** A consent that waits for its confirmation needs the message that asks for it. */
function consentsData(
	consents: readonly { readonly id: number; readonly value: unknown }[],
	settings: ConnectorSettings,
) {
	const message = numberSetting(settings, 'confirmationMessageId', 0);
	const asks = message > 0 && consents.some(({ value }) => value === AWAITING);
	return {
		consents,
		force: settings['forceConsents'] !== false,
		...(asks ? { confirmationMessageId: message } : {}),
	};
}
