import type {
	Connector,
	LookupHit,
	PlannedWrite,
	StoredCustomer,
	WriteResult,
} from '../connectors/connector';
import type { Identifier, RowIssue, RowOutcome } from '../model';
import { type KeptCustomer, makePreviewStore } from './previewStore';

/**
 * The ids of customers whom a preview would create begin behind all that any destination gives, so that they
 * count as the newest, as they will be.
 */
const FIRST_NEW_ID = 10n ** 30n;
const NEW_ID = /\b1\d{30}\b/g;

/** Whether an id is that of a customer whom a preview would create. */
function isPreviewId(id: string): boolean {
	return id.length === 31 && id.replace(NEW_ID, '') === '';
}

/** An outcome without the ids of customers who do not exist yet. */
export function withoutPreviewIds(outcome: RowOutcome): RowOutcome {
	const issues = outcome.issues.some(namesNew) ? outcome.issues.map(withoutNew) : outcome.issues;
	const { id, ...rest } = outcome;
	if (id === undefined || isPreviewId(id)) return { ...rest, issues };
	return issues === outcome.issues ? outcome : { ...outcome, issues };
}

function namesNew({ message }: RowIssue): boolean {
	return message.search(NEW_ID) >= 0;
}

function withoutNew(issue: RowIssue): RowIssue {
	return { ...issue, message: issue.message.replace(NEW_ID, '(new)') };
}

/** A destination that writes nothing. */
export interface Preview {
	readonly connector: Connector;
	/** Forgets what would have been written. The real destination stays open. */
	close(): void;
}

/**
 * A destination that reads from the real one and keeps writes to itself, so that a preview goes the very way
 * of a real run and each row sees what the rows before it would have written. What it keeps goes to disk when
 * it becomes much.
 *
 * The version it tells after a write is the one that the plan was made of.
 */
export function previewOf(real: Connector): Preview {
	const store = makePreviewStore();
	let created = 0n;

	function write(row: PlannedWrite): WriteResult {
		const id = row.action === 'create' ? String(FIRST_NEW_ID + created++) : row.id;
		store.keep({ id, record: row.record, keys: row.identifiers.map(keyOf) });
		if (row.action === 'create') return { outcome: 'created' };
		return { outcome: 'updated', id, ...(row.version === undefined ? {} : { version: row.version }) };
	}

	async function get(ids: readonly string[]): Promise<readonly StoredCustomer[]> {
		const kept = store.byIds(ids);
		const others = ids.filter((id) => !kept.has(id) && !isPreviewId(id));
		const stored = others.length === 0 ? [] : await real.get(others);
		return [...[...kept.values()].map(asStored), ...stored];
	}

	const connector: Connector = {
		...real,
		lookup: async (identifiers) => seeWrites(await real.lookup(identifiers)),
		write: async (rows) => store.inOneGo(() => rows.map(write)),
		get,
	};

	/** The customers as the preview has left them; nobody where he does not have the identifier any more. */
	function seeWrites(hits: readonly LookupHit[]): readonly LookupHit[] {
		if (store.isEmpty()) return hits;
		const owners = store.byKeys(hits.map(({ identifier }) => keyOf(identifier)));
		const touched = store.byIds(hits.flatMap(({ customers }) => customers.map(({ id }) => id)));
		if (owners.size === 0 && touched.size === 0) return hits;
		return hits.map((hit) => seen(hit, owners, touched));
	}

	return { connector, close: store.close };
}

function seen(
	{ identifier, customers }: LookupHit,
	owners: ReadonlyMap<string, readonly KeptCustomer[]>,
	touched: ReadonlyMap<string, KeptCustomer>,
): LookupHit {
	const key = keyOf(identifier);
	const untouched = customers.filter(({ id }) => !touched.has(id));
	const changed = new Map<string, KeptCustomer>();
	for (const { id } of customers) {
		const kept = touched.get(id);
		if (kept) changed.set(id, kept);
	}
	for (const kept of owners.get(key) ?? []) changed.set(kept.id, kept);
	const owning = [...changed.values()].filter(({ keys }) => keys.includes(key));
	return { identifier, customers: [...untouched, ...owning.map(asStored)] };
}

function asStored({ id, record }: KeptCustomer): StoredCustomer {
	return { id, record };
}

function keyOf({ field, value }: Identifier): string {
	return `${field}\0${value}`;
}
