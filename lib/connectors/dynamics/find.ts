import type { ReadQuery } from '../connector';
import { addressPieces } from '../crm/addressPieces';
import type { CrmDriver, CrmRecord } from '../crm/driver';
import type { Schema } from '../crm/schema';
import { read } from '../http/body';
import type { Session } from '../http/session';
import type { DynamicsTable } from './session';

/** Rows on a page; Dataverse gives no more. */
const PAGE = 5_000;

/** Characters of a condition in an address, of the 32,000 that Dataverse takes. */
const LONGEST_CONDITION = 8_000;

/** Characters of the list of columns; a table may have more than an address holds. */
const LONGEST_LIST = 16_000;

/** A row's id; a filter with anything else in its place is refused. */
export const isGuid = (id: string): boolean => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id);

export interface DynamicsFinder {
	readonly find: CrmDriver['find'];
	readonly get: CrmDriver['get'];
	readonly list: NonNullable<CrmDriver['list']>;
}

export function makeDynamicsFinder(session: Session, table: DynamicsTable, schema: Schema): DynamicsFinder {
	async function* pages(
		options: Readonly<Record<string, string>>,
		properties: readonly string[],
		signal?: AbortSignal,
	): AsyncGenerator<readonly CrmRecord[]> {
		const columns = [...new Set([table.key, ...properties])].join(',');
		const select: Record<string, string> = columns.length <= LONGEST_LIST ? { $select: columns } : {};
		const headers = { prefer: `odata.maxpagesize=${PAGE}` };
		const cancel = signal ? { signal } : {};
		const query = { ...select, ...options };
		let { body } = await session.read({ method: 'GET', url: table.set, query, headers, ...cancel });
		for (;;) {
			yield read.list(body, 'value').map((row) => toRecord(row, table.key));
			const next = read.text(body, '@odata.nextLink');
			if (next === undefined) return;
			({ body } = await session.read({ method: 'GET', url: next, headers, ...cancel }));
		}
	}

	async function among(
		columns: readonly string[],
		values: readonly string[],
		properties: readonly string[],
	): Promise<readonly CrmRecord[]> {
		const found: CrmRecord[] = [];
		for (const some of addressPieces(values, columns.length, LONGEST_CONDITION)) {
			const $filter = columns.map((column) => inFilter(column, some)).join(' or ');
			for await (const page of pages({ $filter }, properties)) found.push(...page);
		}
		return found;
	}

	return {
		find: async (field, values, properties) => {
			const columns = schema.propertiesOf(field);
			const forms = field === 'phone' ? values.flatMap((value) => [`+${value}`, value]) : values;
			const fits = fitting(columns[0] ?? field);
			return await among(columns, forms.filter(fits), properties);
		},
		get: async (ids, properties) => await among([table.key], ids.filter(isGuid), properties),
		list: ({ changedAfter, signal }: ReadQuery, properties) => {
			const since =
				changedAfter === undefined
					? {}
					: { $filter: `modifiedon gt ${new Date(changedAfter).toISOString()}` };
			return pages({ ...since, $orderby: `createdon asc,${table.key} asc` }, properties, signal);
		},
	};

	/** What a column can hold at all: a filter with anything else is refused. */
	function fitting(column: string): (value: string) => boolean {
		if (column === table.key) return isGuid;
		if (schema.propertyOf(column)?.type === 'number') return (value) => /^-?\d+(\.\d+)?$/.test(value);
		return () => true;
	}
}

/** A quote in a value is written twice (https://docs.oasis-open.org/odata/odata/v4.01/, "URL Conventions"). */
function inFilter(column: string, values: readonly string[]): string {
	const texts = values.map((value) => `'${value.replace(/'/g, "''")}'`);
	return `Microsoft.Dynamics.CRM.In(PropertyName='${column}',PropertyValues=[${texts.join(',')}])`;
}

function toRecord(row: unknown, key: string): CrmRecord {
	const properties = read.object(row);
	const version = read.text(properties, '@odata.etag');
	return { id: read.text(properties, key) ?? '', properties, ...(version === undefined ? {} : { version }) };
}
