import type { CustomerIdentifier, PlannedWrite, StoredCustomer } from '../connectors/connector';
import { makeIssue } from '../errors';
import {
	type Cell,
	type CustomerRecord,
	emptyRecord,
	type FieldChange,
	type FieldSpec,
	type FieldValue,
	type RowIssue,
} from '../model';
import type { Intent, Written } from '../state/journal';
import { identifiersOf } from '../upsert';
import { cellsOf, isEmpty } from '../upsert/cells';

/** What taking back knows besides the writes and the customers. */
export interface UndoContext {
	/** The destination's fields by name. */
	readonly fields: ReadonlyMap<string, FieldSpec>;
	/** The form in which two values of a field are compared. */
	readonly keyOf: (field: string, value: Cell) => string;
	/** The fields by which the destination finds customers, and those of them that the import chose. */
	readonly identifiers: readonly string[];
	readonly chosen: readonly string[];
	readonly canRemove: boolean;
}

type Creation = Extract<Intent, { action: 'create' }>;
type Update = Extract<Intent, { action: 'update' }>;
type Restore = Extract<PlannedWrite, { action: 'update' }>;

/** How a write is taken back, or that it is not. */
export type UndoStep =
	| { readonly kind: 'remove'; readonly id: string }
	| { readonly kind: 'restore'; readonly write: Restore; readonly kept: readonly RowIssue[] }
	/** The customer is as before the import already, or was never written. */
	| { readonly kind: 'nothing'; readonly issues: readonly RowIssue[] }
	| { readonly kind: 'keep'; readonly issues: readonly RowIssue[] };

/**
 * Decides how one write of an import is taken back. What somebody else changed since is kept: a created
 * customer as a whole, of an updated one the fields that do not have the value any more that was written.
 * @param current the customer as he is now
 * @param untouched whether nobody has written him since, as his version proves
 */
export function planUndo(
	{ intent, result }: Written,
	current: StoredCustomer | undefined,
	untouched: boolean,
	context: UndoContext,
): UndoStep {
	if (!current) return nothing(result === 'unknown' ? [] : [makeIssue('GONE_SINCE')]);
	if (intent.action === 'create') return planRemoval(intent, current, untouched, context);
	return planRestore(intent, current, { untouched, certain: result !== 'unknown' }, context);
}

const nothing = (issues: readonly RowIssue[]): UndoStep => ({ kind: 'nothing', issues });

function planRemoval(
	{ record }: Creation,
	current: StoredCustomer,
	untouched: boolean,
	context: UndoContext,
): UndoStep {
	if (!untouched && !holdsOnly(current.record, record, context)) {
		return { kind: 'keep', issues: [makeIssue('CHANGED_SINCE')] };
	}
	if (!context.canRemove) return { kind: 'keep', issues: [makeIssue('CANNOT_REMOVE')] };
	return { kind: 'remove', id: current.id };
}

/** Whether a customer has what was written and nothing that somebody can have added. */
export function holdsOnly(current: CustomerRecord, written: CustomerRecord, context: UndoContext): boolean {
	for (const field in written) {
		if (!isSame(field, current[field], written[field], context)) return false;
	}
	return Object.keys(current).every(
		(field) => field in written || isEmpty(current[field]) || context.fields.get(field)?.readOnly === true,
	);
}

/** What is known of an update. */
interface Certainty {
	/** Nobody has written the customer since. */
	readonly untouched: boolean;
	/** The import lived to learn that it was written. */
	readonly certain: boolean;
}

function planRestore(
	{ changes, rowNumber }: Update,
	current: StoredCustomer,
	{ untouched, certain }: Certainty,
	context: UndoContext,
): UndoStep {
	const record = Object.assign(emptyRecord(), current.record);
	const restored: FieldChange[] = [];
	const kept: RowIssue[] = [];
	for (const { field, before, after } of changes) {
		const now = current.record[field];
		if (isSame(field, now, before, context)) continue;
		if (!untouched && !isSame(field, now, after, context)) {
			// A write that may never have happened explains nothing.
			if (certain) kept.push(makeIssue('CHANGED_SINCE', { field, value: firstCell(now) }));
			continue;
		}
		restored.push({ field, before: now, after: before ?? null });
		if (before === undefined) delete record[field];
		else record[field] = before;
	}
	if (restored.length === 0) return kept.length > 0 ? { kind: 'keep', issues: kept } : nothing([]);
	const identifiers = identifiersToRegister(record, current.record, context);
	const { id, version } = current;
	const given = { action: 'update', rowNumber, id, record, changes: restored, identifiers } as const;
	return { kind: 'restore', write: version === undefined ? given : { ...given, version }, kept };
}

/**
 * Those that he has now stay as they are registered; those that he is given back become his alone where the
 * import recognised customers by them.
 */
function identifiersToRegister(
	record: CustomerRecord,
	current: CustomerRecord,
	{ identifiers, chosen, keyOf }: UndoContext,
): CustomerIdentifier[] {
	const known = identifiersOf(current, identifiers, keyOf);
	return identifiersOf(record, identifiers, keyOf).map((identifier) => {
		const { field, value } = identifier;
		const has = known.some((one) => one.field === field && one.value === value);
		return has || !chosen.includes(field) ? { ...identifier, shared: true } : identifier;
	});
}

const firstCell = (value: FieldValue | undefined): Cell => cellsOf(value)[0] ?? null;

/** Fields whose other spelling is another value. */
const LITERAL: readonly FieldSpec['type'][] = ['text', 'name', 'company', 'option', 'subscription'];

/**
 * Whether two values of a field are the same. Numbers, dates and the like in the form they are compared in,
 * because destinations give them back in their own; texts letter by letter, because a corrected spelling is
 * somebody's work.
 */
function isSame(
	field: string,
	one: FieldValue | undefined,
	other: FieldValue | undefined,
	{ fields, keyOf }: UndoContext,
): boolean {
	const literal = LITERAL.includes(fields.get(field)?.type ?? 'text');
	const textOf = (cell: Cell) => (literal ? '' : keyOf(field, cell)) || String(cell).normalize('NFC');
	const [cells, others] = [cellsOf(one), cellsOf(other)];
	return (
		cells.length === others.length &&
		cells.every((cell, place) => textOf(cell) === textOf(others[place] ?? null))
	);
}
