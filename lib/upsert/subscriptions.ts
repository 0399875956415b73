import type { Cell, CustomerRecord, FieldValue } from '../model';
import { matchKey } from '../normalize';
import {
	formatSubscription,
	parseSubscription,
	type Subscription,
	type SubscriptionStatus,
} from '../subscriptions';
import { cellsOf, valueOf } from './cells';
import { type ConsentChange, mayRise } from './consent';
import type { ConsentSettings } from './settings';

/** How much each status permits. Only what permits more needs a proof. */
const LEVELS: Readonly<Record<SubscriptionStatus, number>> = {
	unsubscribed: 0,
	suspended: 1,
	unconfirmed: 2,
	subscribed: 3,
};

/**
 * What a row makes of the subscriptions of a customer. The same resource through the same channel to the same
 * contact is one subscription, whose status changes; others are added; none is ever taken away.
 */
export function changeSubscriptions(
	field: string,
	stored: CustomerRecord,
	row: CustomerRecord,
	settings: ConsentSettings,
): ConsentChange {
	const cells = [...cellsOf(stored[field])];
	const places = new Map(cells.map((cell, place) => [identityOf(cell), place]));
	let changed = false;
	let kept = false;
	for (const cell of cellsOf(row[field])) {
		const given = parseSubscription(cell);
		if (given === undefined) continue;
		const key = identityOf(cell);
		const place = places.get(key);
		const before = parseSubscription(cells[place ?? -1]);
		const status = statusAfter(before?.status, given.status, settings);
		if (before !== undefined && status === before.status) continue;
		if (before !== undefined && rises(before, status) && !mayRise(field, stored, row, settings)) {
			kept = true;
			continue;
		}
		changed = true;
		if (place === undefined) places.set(key, cells.push(formatSubscription({ ...given, status })) - 1);
		else cells[place] = formatSubscription({ ...(before ?? given), status });
	}
	const value: FieldValue = valueOf(cells);
	return { ...(changed ? { value } : {}), kept };
}

/** What a subscription becomes. One that is confirmed already does not have to be confirmed again. */
function statusAfter(
	before: SubscriptionStatus | undefined,
	given: SubscriptionStatus,
	{ optIn }: ConsentSettings,
): SubscriptionStatus {
	if (given !== 'subscribed' || optIn !== 'double') return given;
	return before === 'subscribed' ? before : 'unconfirmed';
}

function rises({ status }: Subscription, after: SubscriptionStatus): boolean {
	return LEVELS[after] > LEVELS[status];
}

/** The same for the same channel, resource and contact, whatever the status. */
function identityOf(cell: Cell): string {
	const subscription = parseSubscription(cell);
	if (subscription === undefined) return String(cell);
	return matchKey('subscription', formatSubscription({ ...subscription, status: 'subscribed' }));
}
