import type { FieldSpec, Identifier } from '../../model';
import type {
	Connector,
	DeletedCustomer,
	DeletedQuery,
	LookupHit,
	PlannedWrite,
	ReadQuery,
	StoredCustomer,
	CustomerWriteOptions,
	WriteResult,
} from '../connector';
import type { CrmCreation, CrmDeleted, CrmDriver, CrmRecord, CrmUpdate, FieldBindings } from './driver';
import { findAll, hitsOf, slices } from './finding';
import { countStored, readStored } from './reading';
import { makeRecent } from './recent';

/** What was asked of the CRM once. */
interface Described {
	readonly fields: readonly FieldSpec[];
	readonly bindings: FieldBindings;
}

type Creation = Extract<PlannedWrite, { action: 'create' }>;
type Update = Extract<PlannedWrite, { action: 'update' }>;

/** Makes a destination of a CRM: look-ups by its few ways to find somebody, writes by creation and change. */
export function crmConnector(driver: CrmDriver): Connector {
	const { name, title, target, capabilities, lagging = [] } = driver;
	const recent = makeRecent(lagging);
	let asked: Promise<Described> | undefined;

	/** Asked once; again where it could not be answered. */
	function described(): Promise<Described> {
		asked ??= describe(driver).catch((error: unknown) => {
			asked = undefined;
			throw error;
		});
		return asked;
	}

	async function lookup(identifiers: readonly Identifier[]): Promise<readonly LookupHit[]> {
		const { fields, bindings } = await described();
		const records = await findAll(driver, bindings.properties, identifiers);
		const there = records.filter(({ id }) => !recent.isGone(id));
		const found = new Map(there.map((record) => [record.id, stored(record, bindings)]));
		const missed = recentlyWritten(identifiers, found);
		const further = missed.length > 0 ? await getMany(missed) : [];
		const customers = [...found.values(), ...further];
		return hitsOf(identifiers, customers, fields);
	}

	function recentlyWritten(
		identifiers: readonly Identifier[],
		found: ReadonlyMap<string, StoredCustomer>,
	): string[] {
		const ids = new Set(identifiers.flatMap((identifier) => recent.idsOf(identifier)));
		return [...ids].filter((id) => !found.has(id));
	}

	async function getMany(ids: readonly string[]): Promise<readonly StoredCustomer[]> {
		const { bindings } = await described();
		const customers: StoredCustomer[] = [];
		for (const some of slices([...new Set(ids)], capabilities.lookupSize)) {
			const records = await driver.get(some, bindings.properties);
			customers.push(...records.map((record) => stored(record, bindings)));
		}
		return customers;
	}

	async function write(
		rows: readonly PlannedWrite[],
		options: CustomerWriteOptions = {},
	): Promise<readonly WriteResult[]> {
		const { bindings } = await described();
		const creations = rows.filter((row): row is Creation => row.action === 'create');
		const updates = rows.filter((row): row is Update => row.action === 'update');
		const created =
			creations.length > 0 ? await driver.create(creations.map(toCreation(bindings)), options) : [];
		const updated = await afterwards(creations.length > 0, updates, async () =>
			updates.length > 0 ? await driver.update(updates.map(toUpdate(bindings)), options) : [],
		);
		const results = inOrder(rows, created, updated);
		rows.forEach((row, place) => noteWritten(row, results[place]));
		return results;
	}

	function noteWritten(row: PlannedWrite, result: WriteResult | undefined): void {
		const id = row.action === 'update' ? row.id : result?.id;
		const wrote = result?.outcome === 'created' || result?.outcome === 'updated';
		if (wrote && id !== undefined) recent.note(id, row.identifiers);
		if (result?.outcome === 'conflict' || result?.outcome === 'unknown') driver.doubt?.(row.identifiers);
	}

	async function* customers(query: ReadQuery, list: NonNullable<CrmDriver['list']>): Customers {
		const { bindings } = await described();
		for await (const page of list(query, bindings.properties)) {
			yield page.map((record) => stored(record, bindings));
		}
	}

	function reading(list: NonNullable<CrmDriver['list']>): Required<Pick<Connector, 'read' | 'count'>> {
		const fields = async () => (await described()).fields;
		return {
			read: (query) => readStored(customers(query, list), fields, query),
			count: async (query) => await countStored(customers(query, list), fields, query),
		};
	}

	async function* deleted(
		query: DeletedQuery,
		listDeleted: NonNullable<CrmDriver['listDeleted']>,
	): AsyncGenerator<readonly DeletedCustomer[]> {
		const { bindings } = await described();
		for await (const page of listDeleted(query, bindings.properties)) {
			query.signal?.throwIfAborted();
			yield page.map((record) => storedDeleted(record, bindings));
		}
	}

	function removing(remove: NonNullable<CrmDriver['remove']>): NonNullable<Connector['remove']> {
		return async (ids) => {
			const removed: string[] = [];
			for (const some of slices(ids, capabilities.batchSize)) removed.push(...(await remove(some)));
			recent.forget(removed);
			return removed;
		};
	}

	const { list, listDeleted, remove } = driver;
	return {
		name,
		title,
		target,
		capabilities,
		check: async () => await driver.check(),
		discoverFields: async () => (await described()).fields,
		lookup,
		get: getMany,
		write,
		...(list ? reading(list) : {}),
		...(listDeleted ? { readDeleted: (query) => deleted(query, listDeleted) } : {}),
		...(remove ? { remove: removing(remove) } : {}),
		close: async () => await Promise.resolve(),
	};
}

type Customers = AsyncGenerator<readonly StoredCustomer[]>;

async function describe(driver: CrmDriver): Promise<Described> {
	const fields = await driver.describe();
	return { fields, bindings: driver.bind(fields) };
}

function stored({ id, version, properties }: CrmRecord, bindings: FieldBindings): StoredCustomer {
	return { id, record: bindings.toRecord(properties), ...(version === undefined ? {} : { version }) };
}

function storedDeleted(record: CrmDeleted, bindings: FieldBindings): DeletedCustomer {
	const { deletedAt, name } = record;
	return {
		...stored(record, bindings),
		...(deletedAt === undefined ? {} : { deletedAt }),
		...(name === undefined ? {} : { name }),
	};
}

const toCreation =
	({ toProperties }: FieldBindings) =>
	({ rowNumber, record }: Creation): CrmCreation => ({
		rowNumber,
		properties: toProperties(Object.keys(record), record),
	});

const toUpdate =
	({ toProperties }: FieldBindings) =>
	({ rowNumber, id, version, record, changes }: Update): CrmUpdate => ({
		rowNumber,
		id,
		...(version === undefined ? {} : { version }),
		properties: toProperties(
			changes.map(({ field }) => field),
			record,
		),
	});

/**
 * The second half of a batch. Once the first was written nothing may be thrown any more: what became of the rest
 * is then not known, and it is looked up before it is sent again.
 */
async function afterwards(
	wrote: boolean,
	rows: readonly Update[],
	work: () => Promise<readonly WriteResult[]>,
): Promise<readonly WriteResult[]> {
	if (!wrote) return await work();
	return await work().catch(() => rows.map((): WriteResult => ({ outcome: 'unknown' })));
}

function inOrder(
	rows: readonly PlannedWrite[],
	created: readonly WriteResult[],
	updated: readonly WriteResult[],
): WriteResult[] {
	const [creations, updates] = [created.values(), updated.values()];
	return rows.map(({ action }) => {
		const { value } = action === 'create' ? creations.next() : updates.next();
		return value ?? { outcome: 'unknown' };
	});
}
