import type { CustomerRecord, FieldSpec, FieldValue } from '../model';
import { consent as consentRule } from '../normalize/consent';
import { cellsOf } from './cells';
import type { ConsentSettings } from './settings';

/** What a consent is while the customer has not confirmed it yet; neither given nor refused. */
export const UNCONFIRMED = 'unconfirmed';

/** How much a consent permits: nothing, nothing before it is confirmed, all. */
type Level = 0 | 1 | 2;

/** The field that holds when a consent was given or withdrawn. */
export function consentTimeField(consent: string): string {
	return `${consent}At`;
}

/** The consent whose time a field would hold. */
export function consentOfTime(field: string): string | undefined {
	return field.endsWith('At') ? field.slice(0, -2) : undefined;
}

/** Whether a field holds consents: answers, or subscriptions with their statuses. */
export function isConsent(field: FieldSpec | undefined): boolean {
	return field?.type === 'consent' || field?.type === 'subscription';
}

/** The consents among some fields that have a field for their time beside them. */
export function timedConsents(fields: ReadonlyMap<string, FieldSpec>): string[] {
	return [...fields.values()]
		.filter((field) => isConsent(field) && fields.has(consentTimeField(field.name)))
		.map(({ name }) => name);
}

/** What a row makes of a stored consent. */
export interface ConsentChange {
	/** The consent it becomes; `undefined` where it stays as it is. */
	readonly value?: FieldValue;
	/** Whether the row would have raised it and may not: an old file must not undo an objection. */
	readonly kept: boolean;
}

const SAME: ConsentChange = { kept: false };
const KEPT: ConsentChange = { kept: true };

/** Decides what becomes of a consent; the row has a value for it. */
export function changeConsent(
	field: string,
	stored: CustomerRecord,
	row: CustomerRecord,
	settings: ConsentSettings,
): ConsentChange {
	const value = row[field] ?? null;
	const before = levelOf(stored[field]);
	const given = levelOf(value) ?? 1;
	const after = given === 2 && settings.optIn === 'double' ? 1 : given;
	if (before === after || (before === 2 && after < given)) return SAME;
	if (before !== undefined && after > before && !mayRise(field, stored, row, settings)) return KEPT;
	return { value: after < given ? UNCONFIRMED : value, kept: false };
}

/** Whether a row may raise what is stored of a consent. */
export function mayRise(
	field: string,
	stored: CustomerRecord,
	row: CustomerRecord,
	{ raise = 'newerProof' }: ConsentSettings,
): boolean {
	if (raise !== 'newerProof') return raise === 'force';
	const at = consentTimeField(field);
	return isNewer(row[at], stored[at]);
}

/** Whether a time is later than another one. Not where either is missing or no time. */
export function isNewer(time: FieldValue | undefined, than: FieldValue | undefined): boolean {
	return instantOf(time) > instantOf(than);
}

/** What a consent permits; `undefined` where there is none. Destinations have answers of their own. */
function levelOf(value: FieldValue | undefined): Level | undefined {
	if (value === true) return 2;
	if (value === false) return 0;
	const [cell] = cellsOf(value);
	if (cell === undefined || cell === null) return undefined;
	const { value: answer } = consentRule.apply(cell, {});
	if (answer === true) return 2;
	return answer === false ? 0 : 1;
}

/** Milliseconds since 1970, or NaN, which is neither earlier nor later than anything. */
function instantOf(value: FieldValue | undefined): number {
	const [cell] = cellsOf(value);
	return typeof cell === 'string' ? Date.parse(cell) : NaN;
}
