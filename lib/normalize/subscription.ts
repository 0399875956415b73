import type { Cell, RowIssue } from '../model';
import { formatSubscription, parseSubscription, type Subscription } from '../subscriptions';
import { email } from './email';
import { foldText } from './foldText';
import { kept, refused } from './normalized';
import { phone } from './phone';
import { isCellError, isPlaceholder } from './placeholder';
import { isOverlong } from './plainText';
import type { Normalized, NormalizeOptions, Rule } from './rule';
import { text as plain } from './text';

/** Some hundred subscriptions; nothing longer is a list of them. */
const LONGEST = 50_000;

/** The rules of contacts by channel; a contact of any other channel, such as a token for push, is text. */
const CONTACT_RULES: ReadonlyMap<string, Rule> = new Map([
	['email', email],
	['sms', phone],
	['whatsapp', phone],
	['voice', phone],
]);

/** The rule by which the contacts of a channel are read. */
export function contactRule(channel: string): Rule {
	return CONTACT_RULES.get(foldText(channel)) ?? plain;
}

/** One list of four texts. Several stand beside each other as an export joins them. */
const ONE = /\[\s*"(?:[^"\\]|\\.)*"(?:\s*,\s*"(?:[^"\\]|\\.)*"){3}\s*\]/g;
const BETWEEN = /^[\s;,|]*$/;

/** The subscriptions of a cell; `undefined` where it holds anything else too. */
function readAll(cell: string): readonly Subscription[] | undefined {
	if (!BETWEEN.test(cell.replace(ONE, ''))) return undefined;
	const found: Subscription[] = [];
	for (const one of cell.match(ONE) ?? []) {
		const subscription = parseSubscription(one);
		if (subscription === undefined) return undefined;
		found.push(subscription);
	}
	return found.length === 0 ? undefined : found;
}

/** The subscription with its contact in the form of its channel, or why it has none. */
function withContact(subscription: Subscription, options: NormalizeOptions): Cell | readonly RowIssue[] {
	const { value, issues } = contactRule(subscription.channel).apply(subscription.contact, options);
	const [contact]: readonly unknown[] = Array.isArray(value) ? value : [value];
	if (typeof contact !== 'string' || contact === '') return issues;
	return formatSubscription({ ...subscription, contact });
}

function combine(subscriptions: readonly Subscription[], options: NormalizeOptions): Normalized {
	const values: Cell[] = [];
	const issues: RowIssue[] = [];
	for (const subscription of subscriptions) {
		const found = withContact(subscription, options);
		if (isIssues(found)) issues.push(...found);
		else if (!values.includes(found)) values.push(found);
	}
	const [first] = values;
	return { value: values.length > 1 ? values : first, issues };
}

function isIssues(found: Cell | readonly RowIssue[]): found is readonly RowIssue[] {
	return Array.isArray(found);
}

/** Subscriptions as the text that our own exports hold. */
export const subscription: Rule = {
	name: 'subscription',
	title: 'Subscription',
	summary:
		"Subscriptions as our own exports write them: a JSON list of channel, resource, contact and status, several in a cell. The contact is read by the rule of its channel. Files of other programs have a column of statuses instead: see 'Subscriptions' on the panel.",
	heeds: ['defaultCountry', 'phoneFormat'],
	examples: [
		{
			in: '["email","News","Jan@Example.COM","subscribed"]',
			out: '["email","News","Jan@example.com","subscribed"]',
		},
		{
			in: '["sms","Offers","501 228 855","unconfirmed"]',
			options: { defaultCountry: 'PL' },
			out: '["sms","Offers","48501228855","unconfirmed"]',
		},
		{
			in: '["push","News","token-7","suspended"]; ["email","Offers; weekly","a@example.com","unsubscribed"]',
			out: [
				'["push","News","token-7","suspended"]',
				'["email","Offers; weekly","a@example.com","unsubscribed"]',
			],
		},
		{ in: '["email","News","nobody","subscribed"]', code: 'INVALID_EMAIL' },
		{ in: '["email","News","a@example.com","maybe"]', code: 'INVALID_SUBSCRIPTION' },
		{ in: '["email","News"]', code: 'INVALID_SUBSCRIPTION' },
		{ in: 'yes', code: 'INVALID_SUBSCRIPTION' },
		{ in: 7, code: 'INVALID_SUBSCRIPTION' },
		{ in: '-', code: 'PLACEHOLDER' },
		{ in: '#N/A', code: 'CELL_ERROR' },
	],
	apply(value, options) {
		const cell = String(value).trim();
		if (cell === '') return kept('');
		if (isCellError(cell)) return refused('CELL_ERROR');
		if (isPlaceholder(cell)) return refused('PLACEHOLDER');
		const found = isOverlong(cell, LONGEST) ? undefined : readAll(cell);
		if (found !== undefined) return combine(found, options);
		const hint = 'Write it as ["email","News","jan@example.com","subscribed"].';
		return refused('INVALID_SUBSCRIPTION', { hint });
	},
	reason: () => 'the contacts were brought into the form of their channels',
	matchKey(value: Cell) {
		const one = parseSubscription(value);
		if (one === undefined) return String(value);
		const { channel, resource, contact, status } = one;
		const key = contactRule(channel).matchKey?.(contact) ?? contact;
		return formatSubscription({
			channel: foldText(channel),
			resource: foldText(resource) || resource,
			contact: key,
			status,
		});
	},
};
