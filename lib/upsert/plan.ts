import type { PlannedWrite, StoredCustomer } from '../connectors/connector';
import { makeIssue } from '../errors';
import {
	type CustomerRow,
	emptyRecord,
	type FieldChange,
	type Outcome,
	type RowIssue,
	type RowOutcome,
} from '../model';
import type { Candidate, PlanContext } from './context';
import { identifiersOf, identifierText, registeredIdentifiers } from './identifiers';
import { withKnownFields } from './knownFields';
import { type Hits, matchRow } from './match';
import { mergeRecord, newRecord } from './merge';
import { sharedWithOthers, withoutForeign } from './ownIdentifiers';
import { tellingIssues } from './telling';
import { withWholeName } from './wholeName';

/** What is to become of a row: an outcome already, or a write and the outcome it will have. */
export type RowPlan =
	| { readonly kind: 'decided'; readonly outcome: RowOutcome; readonly customer?: StoredCustomer }
	| {
			readonly kind: 'write';
			readonly write: PlannedWrite;
			/** What the row writes to further customers, where all whom it fits are updated. */
			readonly also?: readonly PlannedWrite[];
			/** The outcome when the write succeeds; a new customer's id is added then. */
			readonly outcome: RowOutcome;
			readonly customer?: StoredCustomer;
	  };

/** A plan that is to be sent. */
export type WritePlan = RowPlan & { kind: 'write' };

type UpdateWrite = PlannedWrite & { action: 'update' };

/** An update of one customer, or that there is nothing to update. */
interface Update {
	readonly customer: StoredCustomer;
	readonly issues: readonly RowIssue[];
	readonly write?: UpdateWrite;
}

/** A row with the identifiers it has. A row without a record has none. */
export function makeCandidate(row: CustomerRow, context: PlanContext): Candidate {
	const { settings, telling, keyOf, knows } = context;
	const mapped = hasRecord(row)
		? withKnownFields(withWholeName(row, knows), context)
		: { ...row, record: emptyRecord() };
	const identifiers = identifiersOf(mapped.record, settings.identifiers, keyOf);
	return {
		row: mapped,
		identifiers,
		keys: identifiers.map(identifierText),
		telling: identifiersOf(mapped.record, telling, keyOf),
	};
}

function hasRecord(row: CustomerRow): row is Candidate['row'] {
	return row.record !== undefined;
}

/** Plans rows against the customers that were found. Pure: the same plan for a preview and for a real run. */
export function planBatch(candidates: readonly Candidate[], hits: Hits, context: PlanContext): RowPlan[] {
	return candidates.map((candidate) => planRow(candidate, hits, context));
}

export function planRow(candidate: Candidate, hits: Hits, context: PlanContext): RowPlan {
	const { importType } = context.settings;
	if (candidate.identifiers.length === 0) return planUnrecognised(candidate, hits, context);
	const match = matchRow(candidate, hits, context);
	switch (match.kind) {
		case 'ambiguous':
			return decide(candidate, 'ambiguous', [match.issue]);
		case 'none':
			if (importType === 'modifyOnly') return decide(candidate, 'skipped', [makeIssue('NOT_FOUND')]);
			return planCreation(candidate, hits, context, []);
		case 'new':
			return planBeside(candidate, match.customers, hits, context, match.issue);
		case 'one':
			if (importType === 'addOnly') return existing(candidate, match.customer, match.issue);
			return planUpdates(candidate, [match.customer], hits, context, match.issue);
		case 'all':
			if (importType === 'addOnly') return existing(candidate, match.customers[0], match.issue);
			return planUpdates(candidate, match.customers, hits, context, match.issue);
	}
}

/** A row without anything a customer could be recognised by never fits customers who lack it too. */
function planUnrecognised(candidate: Candidate, hits: Hits, context: PlanContext): RowPlan {
	const { importType, acceptEmptyIdentifier } = context.settings;
	const issues = [makeIssue('NO_KEY')];
	if (acceptEmptyIdentifier !== true || importType === 'modifyOnly') {
		return decide(candidate, 'skipped', issues);
	}
	const plan = planCreation(candidate, hits, context, issues);
	const isNobody = plan.kind === 'write' && Object.keys(plan.write.record).length === 0;
	return isNobody ? decide(candidate, 'skipped', issues) : plan;
}

function existing(candidate: Candidate, customer: StoredCustomer | undefined, issue?: RowIssue): RowPlan {
	const known = makeIssue('EXISTING_CUSTOMER');
	return decide(candidate, 'skipped', issue ? [issue, known] : [known], customer);
}

/** A new customer beside others whom the row fits; but the same row does not make another one each time. */
function planBeside(
	candidate: Candidate,
	customers: readonly StoredCustomer[],
	hits: Hits,
	context: PlanContext,
	issue: RowIssue,
): RowPlan {
	const same = customers.find(
		({ record }) => mergeRecord(record, candidate.row.record, context).changes.length === 0,
	);
	if (same) return decide(candidate, 'unchanged', [issue], same);
	if (context.settings.importType === 'modifyOnly') return decide(candidate, 'ambiguous', [issue]);
	return planCreation(candidate, hits, context, [issue]);
}

function planCreation(
	candidate: Candidate,
	hits: Hits,
	context: PlanContext,
	issues: readonly RowIssue[],
): RowPlan {
	const { row } = candidate;
	const own: RowIssue[] = [];
	const record = newRecord(row.record, context, own);
	const sharedKeys = issues.length === 0 ? undefined : sharedWithOthers(candidate, hits);
	const identifiers = registeredIdentifiers(record, candidate, context, sharedKeys);
	if (candidate.telling.length > 0) own.push(...tellingIssues(candidate, hits));
	return {
		kind: 'write',
		write: { action: 'create', rowNumber: row.rowNumber, record, identifiers },
		outcome: outcomeOf(row, 'created', own.length === 0 ? issues : [...issues, ...own]),
	};
}

function planUpdates(
	candidate: Candidate,
	customers: readonly StoredCustomer[],
	hits: Hits,
	context: PlanContext,
	chosen?: RowIssue,
): RowPlan {
	const updates = customers.map((customer, place) => {
		if (chosen === undefined) return planUpdate(candidate, customer, context);
		const own = withoutForeign(candidate, { id: customer.id, claims: place === 0 }, hits, context);
		return planUpdate(own, customer, context, sharedWithOthers(own, hits, customer.id));
	});
	const issues = [...(chosen ? [chosen] : []), ...updates.flatMap((update) => update.issues)];
	const [first, ...others] = updates.filter(hasWrite);
	if (!first) return decide(candidate, 'unchanged', issues, customers[0]);
	const { write, customer } = first;
	const telling = candidate.telling.length === 0 ? [] : tellingIssues(candidate, hits, customer.id);
	const all = telling.length === 0 ? issues : [...issues, ...telling];
	const outcome = outcomeOf(candidate.row, 'updated', all, customer.id, write.changes);
	if (others.length === 0) return { kind: 'write', write, outcome, customer };
	return {
		kind: 'write',
		write,
		also: others.map((other) => other.write),
		outcome: { ...outcome, also: others.map((other) => changeOf(other.write)) },
		customer,
	};
}

function hasWrite(update: Update): update is Update & { readonly write: UpdateWrite } {
	return update.write !== undefined;
}

function changeOf({ id, changes, version }: UpdateWrite): NonNullable<RowOutcome['also']>[number] {
	return { id, changes, ...(version === undefined ? {} : { version }) };
}

/** @param sharedKeys identifiers that others have too, where one of several customers was chosen */
function planUpdate(
	candidate: Candidate,
	customer: StoredCustomer,
	context: PlanContext,
	sharedKeys?: ReadonlySet<string>,
): Update {
	const { record, changes, issues } = mergeRecord(customer.record, candidate.row.record, context);
	if (changes.length === 0) return { customer, issues };
	const identifiers = registeredIdentifiers(record, candidate, context, sharedKeys);
	const { id, version } = customer;
	const place = { action: 'update', rowNumber: candidate.row.rowNumber, id } as const;
	const write = { ...place, record, changes, identifiers, ...(version === undefined ? {} : { version }) };
	return { customer, issues, write };
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

/** An outcome with further issues of its row. */
export function withIssues(outcome: RowOutcome, issues: readonly RowIssue[]): RowOutcome {
	return { ...outcome, issues: [...outcome.issues, ...issues.map((issue) => placed(issue, outcome))] };
}

function placed(issue: RowIssue, { rowNumber, source }: Pick<CustomerRow, 'rowNumber' | 'source'>): RowIssue {
	return { ...issue, rowNumber, ...(source === undefined ? {} : { source }) };
}
