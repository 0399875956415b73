import type { ReadQuery } from '../connector';
import type { CrmDriver, CrmRecord } from '../crm/driver';
import { slices } from '../crm/finding';
import { readTime, writeTime } from '../crm/jsonForms';
import type { Schema } from '../crm/schema';
import { read } from '../http/body';
import type { Session } from '../http/session';
import { anyOf, coqlValue, MOST_COLUMNS, MOST_VALUES, paired } from './coql';

/** Rows of a query that cost one credit. */
const PAGE = 200;

/** The time of the last change. */
export const VERSION = 'Modified_Time';

/** With every query, so that pages can follow each other and changes be told. */
const ALWAYS = ['id', VERSION];

/** A record's id; a query with anything else in its place is refused. */
export const isZohoId = (id: string): boolean => /^\d{5,25}$/.test(id);

export interface ZohoFinder {
	readonly find: CrmDriver['find'];
	readonly get: CrmDriver['get'];
	readonly list: NonNullable<CrmDriver['list']>;
}

/** Finds records by queries: the search of Zoho finds a new record only after some time. */
export function makeZohoFinder(session: Session, module: string, schema: Schema): ZohoFinder {
	async function ask(columns: readonly string[], condition: string, signal?: AbortSignal) {
		const select_query = `select ${columns.join(', ')} from ${module} where ${condition} order by id asc limit ${PAGE}`;
		const body = { select_query };
		// Nothing found is HTTP 204 without a body.
		const answer = await session.read({ method: 'POST', url: 'coql', body, ...(signal ? { signal } : {}) });
		return {
			found: read.list(answer.body, 'data').map(toRecord),
			more: read.value(answer.body, 'info', 'more_records') === true,
		};
	}

	/** Pages by the id that came last: any number of records, and none twice. */
	async function* pages(
		condition: string,
		properties: readonly string[],
		signal?: AbortSignal,
	): AsyncGenerator<readonly CrmRecord[]> {
		const [first = [], ...further] = columnsOf(properties);
		for (let last = ''; ;) {
			const after = last === '' ? condition : paired('and', [condition, `id > '${last}'`]);
			const { found, more } = await ask([...ALWAYS, ...first], after, signal);
			if (found.length > 0) yield await withColumns(found, further);
			const next = found.at(-1)?.id;
			if (!more || next === undefined) return;
			last = next;
		}
	}

	/** A module may have more fields than a query takes columns. */
	async function withColumns(
		records: readonly CrmRecord[],
		further: readonly (readonly string[])[],
	): Promise<readonly CrmRecord[]> {
		if (further.length === 0) return records;
		const rest = new Map<string, Record<string, unknown>>();
		for (const some of slices(records, MOST_VALUES)) {
			const condition = anyOf(
				'id',
				some.map(({ id }) => `'${id}'`),
			);
			for (const columns of further) {
				const { found } = await ask([...ALWAYS, ...columns], condition);
				for (const { id, properties } of found) rest.set(id, { ...rest.get(id), ...properties });
			}
		}
		return records.map((record) => ({
			...record,
			properties: { ...rest.get(record.id), ...record.properties },
		}));
	}

	async function among(
		columns: readonly string[],
		values: readonly string[],
		properties: readonly string[],
	): Promise<readonly CrmRecord[]> {
		const found: CrmRecord[] = [];
		for (const some of slices(values, MOST_VALUES)) {
			const condition = paired(
				'or',
				columns.map((column) => anyOf(column, some)),
			);
			for await (const page of pages(condition, properties)) found.push(...page);
		}
		return found;
	}

	function valuesOf(field: string, property: string, value: string): string[] {
		if (property === 'id') return isZohoId(value) ? [`'${value}'`] : [];
		if (field === 'phone') return [`'+${value.replace(/'/g, "''")}'`, `'${value.replace(/'/g, "''")}'`];
		const literal = coqlValue(schema.propertyOf(property)?.type ?? 'text', value);
		return literal === undefined ? [] : [literal];
	}

	return {
		find: async (field, values, properties) => {
			const columns = schema.propertiesOf(field);
			const literals = values.flatMap((value) => valuesOf(field, columns[0] ?? field, value));
			return await among(columns, literals, properties);
		},
		get: async (ids, properties) =>
			await among(
				['id'],
				ids.filter(isZohoId).map((id) => `'${id}'`),
				properties,
			),
		list: ({ changedAfter, signal }: ReadQuery, properties) => {
			const condition =
				changedAfter === undefined ? 'id is not null' : `${VERSION} > '${writeTime(changedAfter)}'`;
			return pages(condition, properties, signal);
		},
	};
}

function columnsOf(properties: readonly string[]): (readonly string[])[] {
	const own = properties.filter((property) => !ALWAYS.includes(property));
	return slices(own, MOST_COLUMNS - ALWAYS.length);
}

function toRecord(record: unknown): CrmRecord {
	const properties = read.object(record);
	const version = readTime(properties[VERSION]);
	return { id: read.text(properties, 'id') ?? '', properties, ...(version === undefined ? {} : { version }) };
}
