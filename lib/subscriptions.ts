/** How far a subscription has come. Single opt-in begins as `subscribed`, double opt-in as `unconfirmed`. */
export const SUBSCRIPTION_STATUSES = ['subscribed', 'unconfirmed', 'suspended', 'unsubscribed'] as const;
export type SubscriptionStatus = (typeof SUBSCRIPTION_STATUSES)[number];

/** What a contact gets sent: something of a resource through a channel. */
export interface Subscription {
	/** Such as `email`, `sms` or `push`. */
	readonly channel: string;
	/** What is subscribed to, such as a newsletter, by the name the destination knows. */
	readonly resource: string;
	/** The address or number it goes to. */
	readonly contact: string;
	readonly status: SubscriptionStatus;
}

/** One text for a subscription, so that it can be the cell of a field: a JSON list of its four parts. */
export function formatSubscription({ channel, resource, contact, status }: Subscription): string {
	return JSON.stringify([channel, resource, contact, status]);
}

/** The subscription of a cell; `undefined` where it is none. */
export function parseSubscription(cell: unknown): Subscription | undefined {
	const parts = typeof cell === 'string' && cell.startsWith('[') ? readList(cell) : [];
	const [channel, resource, contact, word] = parts;
	const status = SUBSCRIPTION_STATUSES.find((known) => known === word);
	if (!isText(channel) || !isText(resource) || !isText(contact) || !status) return undefined;
	return { channel, resource, contact, status };
}

function readList(text: string): readonly unknown[] {
	try {
		const value: unknown = JSON.parse(text);
		return Array.isArray(value) ? value : [];
	} catch {
		return [];
	}
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/**
 * A list of subscriptions with later ones in it: one of the same channel, resource and contact takes the place
 * of the earlier one, whatever their statuses are.
 */
export function putSubscriptions<T>(list: readonly T[], later: readonly T[]): T[] {
	const found = new Map<string, T>();
	for (const cell of [...list, ...later]) found.set(placeOf(cell), cell);
	return [...found.values()];
}

function placeOf(cell: unknown): string {
	const one = parseSubscription(cell);
	if (one === undefined) return String(cell);
	return JSON.stringify([one.channel, one.resource, one.contact].map((part) => part.toLowerCase()));
}
