import type { PlannedWrite, StoredCustomer } from '../connectors/connector';
import { makeIssue } from '../errors';
import type { CustomerRow, FieldChange, Outcome, RowIssue, RowOutcome } from '../model';
import type { Candidate, PlanContext } from './context';
import { identifiersOf, identifierText, registeredIdentifiers } from './identifiers';
import { type Hits, matchRow } from './match';
import { mergeRecord, newRecord } from './merge';

/** What is to become of a row: an outcome already, or a write and the outcome it will have. */
export type RowPlan =
	| { readonly kind: 'decided'; readonly outcome: RowOutcome; readonly customer?: StoredCustomer }
	| {
			readonly kind: 'write';
			readonly write: PlannedWrite;
			/** The outcome when the write succeeds; a new customer's id is added then. */
			readonly outcome: RowOutcome;
			readonly customer?: StoredCustomer;
	  };

/** A row with the identifiers it has. A row without a record has none. */
export function makeCandidate(row: CustomerRow, { settings, keyOf }: PlanContext): Candidate {
	const mapped = hasRecord(row) ? row : { ...row, record: Object.create(null) };
	const identifiers = identifiersOf(mapped.record, settings.identifiers, keyOf);
	return { row: mapped, identifiers, keys: identifiers.map(identifierText) };
}

function hasRecord(row: CustomerRow): row is Candidate['row'] {
	return row.record !== undefined;
}

/** Plans rows against the customers that were found. Pure: the same plan for a preview and for a real run. */
export function planBatch(candidates: readonly Candidate[], hits: Hits, context: PlanContext): RowPlan[] {
	return candidates.map((candidate) => planRow(candidate, hits, context));
}

export function planRow(candidate: Candidate, hits: Hits, context: PlanContext): RowPlan {
	const { importType, identifiers: chosen } = context.settings;
	if (candidate.identifiers.length === 0) return decide(candidate, 'skipped', [makeIssue('NO_KEY')]);
	const match = matchRow(candidate, hits, chosen[0] ?? '');
	if (match.kind === 'ambiguous') return decide(candidate, 'ambiguous', [match.issue]);
	if (match.kind === 'none') {
		if (importType === 'modifyOnly') return decide(candidate, 'skipped', [makeIssue('NOT_FOUND')]);
		return planCreation(candidate, context);
	}
	if (importType === 'addOnly') {
		return decide(candidate, 'skipped', [makeIssue('EXISTING_CUSTOMER')], match.customer);
	}
	return planUpdate(candidate, match.customer, context);
}

function planCreation(candidate: Candidate, context: PlanContext): RowPlan {
	const { row } = candidate;
	const record = newRecord(row.record, context);
	const identifiers = registeredIdentifiers(record, candidate, context);
	return {
		kind: 'write',
		write: { action: 'create', rowNumber: row.rowNumber, record, identifiers },
		outcome: outcomeOf(row, 'created', []),
	};
}

function planUpdate(candidate: Candidate, customer: StoredCustomer, context: PlanContext): RowPlan {
	const { row } = candidate;
	const { record, changes, issues } = mergeRecord(customer.record, row.record, context);
	if (changes.length === 0) return decide(candidate, 'unchanged', issues, customer);
	return {
		kind: 'write',
		write: {
			action: 'update',
			rowNumber: row.rowNumber,
			id: customer.id,
			record,
			changes,
			identifiers: registeredIdentifiers(record, candidate, context),
			...(customer.version === undefined ? {} : { version: customer.version }),
		},
		outcome: outcomeOf(row, 'updated', issues, customer.id, changes),
		customer,
	};
}

function decide(
	{ row }: Candidate,
	outcome: Outcome,
	issues: readonly RowIssue[],
	customer?: StoredCustomer,
): RowPlan {
	return {
		kind: 'decided',
		outcome: outcomeOf(row, outcome, issues, customer?.id),
		...(customer ? { customer } : {}),
	};
}

/** The outcome of a row, its own issues before those of the import. */
export function outcomeOf(
	row: CustomerRow,
	outcome: Outcome,
	issues: readonly RowIssue[],
	id?: string,
	changes?: readonly FieldChange[],
): RowOutcome {
	const { rowNumber, source, record, raw } = row;
	return {
		rowNumber,
		...(source === undefined ? {} : { source }),
		outcome,
		...(id === undefined ? {} : { id }),
		...(changes === undefined ? {} : { changes }),
		issues: issues.length === 0 ? row.issues : [...row.issues, ...issues.map((issue) => placed(issue, row))],
		...(record === undefined ? {} : { record }),
		...(raw === undefined ? {} : { raw }),
	};
}

function placed(issue: RowIssue, { rowNumber, source }: CustomerRow): RowIssue {
	return { ...issue, rowNumber, ...(source === undefined ? {} : { source }) };
}
