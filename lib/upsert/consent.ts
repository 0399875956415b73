import type { CustomerRecord, FieldSpec, FieldValue } from '../model';
import { cellsOf } from './context';

/** What the words for no look like in the systems we read from and write to. */
const NO = new Set(['false', 'no', '0', 'n']);

/** The field that holds when a consent was given or withdrawn. */
export function consentTimeField(consent: string): string {
	return `${consent}At`;
}

/** The consents among some fields that have a field for their time beside them. */
export function timedConsents(fields: ReadonlyMap<string, FieldSpec>): string[] {
	return [...fields.values()]
		.filter(({ name, type }) => type === 'consent' && fields.has(consentTimeField(name)))
		.map(({ name }) => name);
}

/**
 * Whether a row may change a stored consent. A no is never turned into anything else by a row that does not
 * prove that it is newer: an old file must not undo an objection.
 */
export function mayChangeConsent(field: string, stored: CustomerRecord, row: CustomerRecord): boolean {
	if (!isNo(stored[field]) || isNo(row[field])) return true;
	return isNewer(row[consentTimeField(field)], stored[consentTimeField(field)]);
}

/** Whether a time is later than another one. Not where either is missing or no time. */
export function isNewer(time: FieldValue | undefined, than: FieldValue | undefined): boolean {
	return instantOf(time) > instantOf(than);
}

function isNo(value: FieldValue | undefined): boolean {
	const [cell] = cellsOf(value);
	return cell !== undefined && NO.has(String(cell).toLowerCase());
}

/** Milliseconds since 1970, or NaN, which is neither earlier nor later than anything. */
function instantOf(value: FieldValue | undefined): number {
	const [cell] = cellsOf(value);
	return typeof cell === 'string' ? Date.parse(cell) : NaN;
}
