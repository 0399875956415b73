import { makeIssue, userError } from '../errors';
import type { Cell, FieldValue, RowIssue } from '../model';
import { contactRule, findRule, type NormalizeOptions, type Rule, subscriptionStatus } from '../normalize';
import {
	formatSubscription,
	putSubscriptions,
	SUBSCRIPTION_STATUSES,
	type SubscriptionStatus,
} from '../subscriptions';
import { findLabel } from './findLabel';
import { place, report, type RowWork, withCountry } from './mapField';
import type { MappedColumn, Mapping } from './mapping';

/** A subscription that every row tells of. Said once, for all rows. */
export interface SubscriptionColumns {
	/** Such as `email`, `sms` or `push`; says how the contact is read. */
	readonly channel: string;
	/** What is subscribed to. */
	readonly resource: string;
	/** The label of the column with the address or number; the main e-mail or phone of the customer when left out. */
	readonly contactColumn?: string;
	/** The same status for all rows; one of this and `statusColumn`. */
	readonly status?: SubscriptionStatus;
	/** The label of the column with the status. */
	readonly statusColumn?: string;
}

/** A column of the source. */
interface Source {
	readonly index: number;
	readonly label: string;
}

/** All that is to be known about a subscription, worked out once before the first row. */
export interface PlannedSubscription {
	readonly channel: string;
	readonly resource: string;
	/** The column of the contact, or the name of the field whose main value it is. */
	readonly contact: Source | string;
	readonly contactRule: Rule;
	readonly contactOptions: NormalizeOptions;
	readonly status: SubscriptionStatus | Source;
}

/** What subscriptions make of a source. */
export interface SubscriptionPlan {
	readonly planned: readonly PlannedSubscription[];
	/** The places of the columns they take. */
	readonly used: ReadonlySet<number>;
	readonly issues: readonly RowIssue[];
}

const FIELD = 'subscriptions';

/**
 * Works out once what is done with the columns of subscriptions.
 * @throws userError for one that is not told in full
 */
export function planSubscriptions(
	settings: readonly SubscriptionColumns[],
	labels: readonly string[],
	normalize: NormalizeOptions,
): SubscriptionPlan {
	const used = new Set<number>();
	const issues: RowIssue[] = [];
	const planned = settings.flatMap((one): PlannedSubscription[] => {
		requireWhole(one);
		const contact = findSource(one.contactColumn, labels, issues);
		const status = one.status ?? findSource(one.statusColumn, labels, issues);
		const rule = contactRule(one.channel);
		const field = one.contactColumn === undefined ? fieldOf(rule, one) : undefined;
		const from = contact ?? field;
		if (from === undefined || status === undefined) return [];
		for (const source of [from, status]) if (typeof source === 'object') used.add(source.index);
		const { channel, resource } = one;
		return [{ channel, resource, contact: from, contactRule: rule, contactOptions: normalize, status }];
	});
	return { planned, used, issues };
}

function requireWhole({ channel, resource, status, statusColumn }: SubscriptionColumns): void {
	const missing = [
		...(channel.trim() === '' ? ['a channel'] : []),
		...(resource.trim() === '' ? ['a resource'] : []),
		...(status === undefined && statusColumn === undefined ? ['a status'] : []),
	];
	if (missing.length === 0) return;
	const name = resource.trim() === '' ? 'A subscription' : `The subscription to '${resource}'`;
	throw userError(
		`${name} has no ${missing.join(' and no ').replace(/\ba /g, '')}`,
		'Fill it in, or remove the row.',
		'NO_SUBSCRIPTION',
	);
}

function findSource(
	label: string | undefined,
	labels: readonly string[],
	issues: RowIssue[],
): Source | undefined {
	if (label === undefined) return undefined;
	const index = findLabel(labels, label);
	if (index >= 0) return { index, label: labels[index] ?? label };
	const message = `A subscription names the column '${label}', and the file has none`;
	issues.push(makeIssue('SETTING_CONTRADICTS_FILE', { label, message }));
	return undefined;
}

/** The field whose main value is the contact, where nobody has named a column. */
function fieldOf({ name }: Rule, { channel, resource }: SubscriptionColumns): string {
	if (name === 'email' || name === 'phone') return name;
	throw userError(
		`The subscription to '${resource}' names no column with the contact for '${channel}'`,
		"Fill in 'Contact Column': only e-mails and phones have one by themselves.",
		'NO_SUBSCRIPTION',
	);
}

/** The mapping as it is shown: with the subscriptions, and with the columns that they take. */
export function withSubscriptions(mapping: Mapping, { planned, used, issues }: SubscriptionPlan): Mapping {
	if (planned.length === 0) return { ...mapping, issues: [...mapping.issues, ...issues] };
	const isTaken = ({ field, index }: MappedColumn) => field === undefined && used.has(index);
	const taken = new Set(mapping.columns.filter(isTaken).map(({ label }) => label));
	const columns = mapping.columns.map((column) =>
		isTaken(column)
			? { ...column, confidence: 1, reason: 'Used in a subscription', used: true as const }
			: column,
	);
	const isSaid = ({ code, label }: RowIssue) => code === 'NOT_MAPPED' && taken.has(label ?? '');
	return {
		columns: [...columns, ...planned.map((one, at) => columnOf(one, columns.length + at))],
		issues: [...mapping.issues.filter((issue) => !isSaid(issue)), ...issues],
	};
}

function columnOf({ channel, resource, contact, status }: PlannedSubscription, index: number): MappedColumn {
	const to =
		typeof contact === 'string'
			? `the main ${findRule(contact === 'email' ? 'email' : 'phone').title.toLowerCase()}`
			: `'${contact.label}'`;
	const as = typeof status === 'string' ? status : `with the status of '${status.label}'`;
	const reason = `To ${to}, ${as}, as set`;
	return { label: `${resource} (${channel})`, index, field: FIELD, confidence: 1, reason, derived: true };
}

/** Said once, where the main e-mail or phone is to be the contact and no column gives it. */
export function contactsWithoutColumn(
	planned: readonly PlannedSubscription[],
	mapped: ReadonlySet<string>,
): RowIssue[] {
	return planned
		.filter(({ contact }) => typeof contact === 'string' && !mapped.has(contact))
		.map(({ channel, resource }) =>
			makeIssue('SETTING_CONTRADICTS_FILE', {
				message: `No column gives the contact of the subscription to '${resource}' by ${channel}`,
				field: FIELD,
			}),
		);
}

/** Adds the subscriptions of a row to those that its cells hold as they are; for the same contact they take their place. */
export function addSubscriptions(planned: readonly PlannedSubscription[], work: RowWork): void {
	const made = planned.map((one) => subscriptionOf(one, work)).filter((text) => text !== undefined);
	if (made.length === 0) return;
	const all = putSubscriptions<Cell>(listOf(work.record[FIELD]), made);
	const [only = null] = all;
	work.record[FIELD] = all.length > 1 ? all : only;
}

/** What one cell is, as far as the rule can tell; `undefined` where it says nothing. */
function subscriptionOf(one: PlannedSubscription, work: RowWork): string | undefined {
	const status = statusOf(one.status, work);
	const contact = status === undefined ? undefined : contactOf(one, work);
	if (status === undefined || contact === undefined) return undefined;
	const { channel, resource } = one;
	const text = formatSubscription({ channel, resource, contact, status });
	explain(one, text, work);
	return text;
}

function statusOf(status: PlannedSubscription['status'], work: RowWork): SubscriptionStatus | undefined {
	if (typeof status === 'string') return status;
	const word = readCell(status, subscriptionStatus, {}, work);
	return SUBSCRIPTION_STATUSES.find((known) => known === word);
}

function contactOf(one: PlannedSubscription, work: RowWork): string | undefined {
	const { contact, contactRule: rule, contactOptions } = one;
	if (typeof contact === 'string') return textOf(listOf(work.record[contact])[0]);
	const isPhone = rule.name === 'phone' && work.country !== undefined;
	const options = isPhone ? withCountry(contactOptions, work.country) : contactOptions;
	return textOf(readCell(contact, rule, options, work));
}

/** The first value of a cell by a rule, with the rule's issues reported. */
function readCell(source: Source, rule: Rule, options: NormalizeOptions, work: RowWork): Cell | undefined {
	const cell = work.row.cells[source.index];
	if (cell === undefined || cell === null || cell === '') return undefined;
	const { value, issues } = rule.apply(cell, options);
	const where = { ...place(work.row), label: source.label, field: FIELD, value: cell };
	for (const issue of issues) report(work, { ...issue, ...where });
	return listOf(value)[0];
}

function explain({ status, resource }: PlannedSubscription, after: string, work: RowWork): void {
	const isRead = typeof status === 'object';
	const before = isRead ? (work.row.cells[status.index] ?? null) : null;
	const reason = isRead ? subscriptionStatus.reason?.('', '', {}) : 'the same status for every row, as set';
	work.explained?.push({
		field: FIELD,
		label: isRead ? status.label : resource,
		before,
		after,
		rule: findRule('subscription').title,
		reason: reason ?? '',
	});
}

function textOf(value: Cell | undefined): string | undefined {
	return value === undefined || value === null || value === '' ? undefined : String(value);
}

function listOf(value: FieldValue | undefined): readonly Cell[] {
	if (isList(value)) return value;
	return value === undefined || value === null || value === '' ? [] : [value];
}

function isList(value: FieldValue | undefined): value is readonly Cell[] {
	return Array.isArray(value);
}
