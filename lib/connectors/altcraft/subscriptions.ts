import type { Cell } from '../../model';
import {
	formatSubscription,
	parseSubscription,
	type Subscription,
	SUBSCRIPTION_STATUSES,
} from '../../subscriptions';
import { listOf } from '../crm/bindings';
import { read } from '../http/body';
import { phoneDigits } from '../crm/valueForms';
import { idOf } from './session';

/** The names of the contact's object and of the contact in it, by the channel. */
const CONTACTS: Readonly<Record<string, { readonly object: string; readonly name: string }>> = {
	email: { object: 'email_data', name: 'email' },
	sms: { object: 'phone_data', name: 'phone' },
	viber: { object: 'cc_data', name: 'phone' },
	whatsapp: { object: 'cc_data', name: 'phone' },
	notify: { object: 'cc_data', name: 'phone' },
	telegram_bot: { object: 'cc_data', name: 'id' },
};

/** Subscriptions as our cells, and back. */
export interface SubscriptionForms {
	read(value: unknown): Cell[];
	write(value: unknown): unknown[];
}

/**
 * A subscription that Altcraft has ended for a reason of its own, such as a complaint, is one that was unsubscribed to us.
 * It is not sent back as such, so that the reason stays.
 */
export function makeSubscriptionForms(): SubscriptionForms {
	const ended = new Set<Cell>();

	function readOne(one: unknown): Cell[] {
		const subscription = toSubscription(one);
		if (subscription === undefined || read.value(one, 'is_delete') === true) return [];
		const cell = formatSubscription(subscription);
		if (read.text(one, 'status') !== subscription.status) ended.add(cell);
		return [cell];
	}

	return {
		read: (value) => (Array.isArray(value) ? (value as readonly unknown[]).flatMap(readOne) : []),
		write: (value) =>
			listOf(value as Cell | readonly Cell[])
				.filter((cell) => !ended.has(cell))
				.flatMap((cell) => toTheirs(parseSubscription(cell))),
	};
}

function toSubscription(one: unknown): Subscription | undefined {
	const channel = read.text(one, 'channel') ?? '';
	const resource = read.text(one, 'resource_id');
	const contact = contactOf(one, channel);
	if (resource === undefined || contact === undefined) return undefined;
	const status = SUBSCRIPTION_STATUSES.find((known) => known === read.text(one, 'status')) ?? 'unsubscribed';
	return { channel, resource, contact, status };
}

function contactOf(one: unknown, channel: string): string | undefined {
	const place = CONTACTS[channel];
	if (place === undefined) return undefined;
	const contact = read.text(one, place.object, place.name) ?? read.text(one, place.name);
	return place.name === 'phone' ? phoneDigits(contact) : contact;
}

/** The contact is given both ways that the documentation shows: beside the channel, and in an object of its own. */
function toTheirs(subscription: Subscription | undefined): unknown[] {
	const place = CONTACTS[subscription?.channel ?? ''];
	if (subscription === undefined || place === undefined) return [];
	const { channel, resource, contact, status } = subscription;
	const value = place.name === 'phone' && /^\d+$/.test(contact) ? `+${contact}` : contact;
	const beside = place.object === 'cc_data' ? {} : { [place.name]: value };
	const object = { [place.object]: { [place.name]: value } };
	return [{ channel, resource_id: idOf(resource), status, ...beside, ...object }];
}
