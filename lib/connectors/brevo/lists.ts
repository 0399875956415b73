import { userError } from '../../errors';
import type { CustomerRecord, FieldValue } from '../../model';
import { formatSubscription, parseSubscription, type Subscription } from '../../subscriptions';
import { listOf } from '../crm/bindings';
import type { Forms } from '../crm/jsonForms';
import { type ConnectorSettings, textSetting } from '../crm/settings';
import { phoneDigits } from '../crm/valueForms';
import { read } from '../http/body';
import { emailOf, type Step } from './contact';

/**
 * The numbers of lists in a setting, with commas between.
 * @throws userError where it has something else
 */
export function listSetting(settings: ConnectorSettings, name: string): readonly number[] {
	const texts = textSetting(settings, name)
		.split(/[\s,;]+/)
		.filter((text) => text !== '');
	const wrong = texts.find((text) => !isListId(text));
	if (wrong === undefined) return texts.map(Number);
	throw userError(
		`'${wrong}' is not the number of a list of Brevo`,
		'Write the numbers that Brevo shows beside the names of its lists, with commas between.',
		'CRM_SETTING',
	);
}

const isListId = (text: string): boolean => /^[1-9]\d{0,14}$/.test(text);

/**
 * The lists of a contact as subscriptions of his address: to its e-mail address, or to his phone where he has none.
 * Who has left a list himself is unsubscribed from it; who is on a blocklist gets nothing from any.
 */
export const SUBSCRIPTIONS: Forms = {
	read(contact) {
		const address = addressOf(emailOf(contact), read.text(contact, 'attributes', 'SMS'));
		if (address === undefined) return [];
		const isBlocked = read.value(contact, 'emailBlacklisted') === true;
		const cell = (status: Subscription['status']) => (id: unknown) =>
			formatSubscription({ ...address, resource: String(id), status });
		return [
			...read.list(contact, 'listIds').map(cell(isBlocked ? 'suspended' : 'subscribed')),
			...read.list(contact, 'listUnsubscribed').map(cell('unsubscribed')),
		];
	},
	write: listStep,
};

type Address = Pick<Subscription, 'channel' | 'contact'>;

function addressOf(email: string | undefined, phone: unknown): Address | undefined {
	if (email !== undefined && email !== '') return { channel: 'email', contact: email };
	const digits = phoneDigits(phone);
	return digits === undefined ? undefined : { channel: 'sms', contact: digits };
}

/** Who is suspended stays on the list. What is no subscription at all was left out before. */
export function listStep(value: FieldValue | undefined, record: CustomerRecord): Step {
	const [email] = listOf(record['email']);
	const [phone] = listOf(record['phone']);
	const own = addressOf(email === undefined ? undefined : String(email), phone);
	const subscriptions = listOf(value).flatMap((cell) => parseSubscription(cell) ?? []);
	const refusal = firstOf(subscriptions.map(refusalOf));
	const foreign = firstOf(subscriptions.map((one) => foreignTo(one, own)));
	const on = subscriptions.filter(({ status }) => status === 'subscribed' || status === 'suspended');
	return {
		body: {},
		lists: [...new Set(on.map(({ resource }) => Number(resource)))],
		...(refusal === undefined ? {} : { refusal }),
		...(foreign === undefined ? {} : { foreign }),
	};
}

function firstOf(reasons: readonly (string | undefined)[]): string | undefined {
	return reasons.find((reason) => reason !== undefined);
}

function refusalOf({ resource, status }: Subscription): string | undefined {
	if (!isListId(resource)) return `'${resource}' is not the number of a list of Brevo`;
	if (status !== 'unconfirmed') return undefined;
	return `Brevo does not keep that a subscription to list ${resource} waits for a confirmation`;
}

/** The lists are of contacts, and not of addresses. */
function foreignTo({ channel, contact, resource }: Subscription, own: Address | undefined) {
	const isOwn = channel === own?.channel && contact.toLowerCase() === own.contact.toLowerCase();
	return isOwn ? undefined : `A list of Brevo has contacts: ${contact} cannot be on list ${resource} alone`;
}
