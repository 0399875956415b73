import type { ReadQuery } from '../connector';
import type { CrmDriver, CrmRecord } from '../crm/driver';
import { read } from '../http/body';
import type { FxiaokeAccount } from './account';
import type { FxiaokeCalls } from './calls';

/** The most on a page. */
const PAGE = 100;

interface Condition {
	readonly field_name: string;
	readonly operator: string;
	readonly field_values: readonly string[];
}

export interface FxiaokeFinder {
	check(): Promise<void>;
	readonly find: CrmDriver['find'];
	readonly get: CrmDriver['get'];
	readonly list: NonNullable<CrmDriver['list']>;
}

export function makeFxiaokeFinder(
	calls: FxiaokeCalls,
	object: string,
	account: FxiaokeAccount,
): FxiaokeFinder {
	async function page(
		filters: readonly Condition[],
		properties: readonly string[],
		limit = PAGE,
	): Promise<readonly unknown[]> {
		const orders = [{ fieldName: '_id', isAsc: true }];
		const fieldProjection = [
			...new Set(['_id', 'version', 'last_modified_time', 'is_deleted', 'life_status', ...properties]),
		];
		const search_query_info = { limit, offset: 0, filters, orders, fieldProjection };
		const data = { dataObjectApiName: object, find_explicit_total_num: false, search_query_info };
		return read.list(await calls.read('data/query', { returnTotalNum: 3, data }), 'data', 'dataList');
	}

	/** By the id that came last: an offset may not go past 10,000, and slips when records come or go meanwhile. */
	async function* pages(
		filters: readonly Condition[],
		properties: readonly string[],
	): AsyncGenerator<readonly CrmRecord[]> {
		for (let last = ''; ;) {
			const after = last === '' ? [] : [condition('_id', 'GT', [last])];
			const rows = await page([...filters, ...after], properties);
			const records = rows.filter(isThere).map(toRecord);
			if (records.length > 0) yield records;
			if (rows.length < PAGE) return;
			last = read.text(rows.at(-1), '_id') ?? '';
		}
	}

	async function all(
		filters: readonly Condition[],
		properties: readonly string[],
	): Promise<readonly CrmRecord[]> {
		const found: CrmRecord[] = [];
		for await (const some of pages(filters, properties)) found.push(...some);
		return found;
	}

	return {
		check: async () => void (await page([], [], 1)),
		find: async (field, values, properties) => {
			const asked = values.map((value) => account.lookUp(field, value));
			const forms = asked.flatMap((one) => one.forms);
			return await all([condition(asked[0]?.property ?? field, 'IN', forms)], properties);
		},
		get: async (ids, properties) => {
			const asked = ids.filter((id) => id !== '');
			return asked.length === 0 ? [] : await all([condition('_id', 'IN', asked)], properties);
		},
		list: ({ changedAfter }: ReadQuery, properties) => pages(changedSince(changedAfter), properties),
	};
}

function condition(name: string, operator: string, values: readonly string[]): Condition {
	return { field_name: name, operator, field_values: values };
}

function changedSince(time: string | undefined): readonly Condition[] {
	return time === undefined ? [] : [condition('last_modified_time', 'GT', [String(Date.parse(time))])];
}

/** What is in the recycle bin may still be found. */
function isThere(row: unknown): boolean {
	return read.value(row, 'is_deleted') !== true && read.text(row, 'life_status') !== 'invalid';
}

function toRecord(row: unknown): CrmRecord {
	const version = read.text(row, 'version') ?? read.text(row, 'last_modified_time');
	return {
		id: read.text(row, '_id') ?? '',
		properties: read.object(row),
		...(version === undefined ? {} : { version }),
	};
}
