import { userError } from '../../errors';
import type { BoundQuery } from '../../sql/dialect';
import type { ReadQuery, StoredCustomer } from '../connector';
import type { TableColumn } from './columns';
import type { Ask } from './engine';
import { type Bind, narrowing } from './narrowing';
import type { CustomerTable } from './openTable';
import { customerOf } from './versions';

/** Rows that are fetched at once. */
const PAGE_ROWS = 2_000;

/** What of a table is read. */
export interface ReadPlan {
	readonly table: CustomerTable;
	readonly query: ReadQuery;
	/** The column that `changedAfter` looks at. */
	readonly changedColumn?: TableColumn;
}

/** Customers in the order of their keys, page by page, each page from where the last one ended; at least all who fit. */
export async function* readTable(ask: Ask, plan: ReadPlan): AsyncGenerator<readonly StoredCustomer[]> {
	for (let after: string | undefined; ;) {
		plan.query.signal?.throwIfAborted();
		const { rows } = await ask(pageQuery(plan, after));
		if (rows.length > 0) yield rows.map((row) => customerOf(plan.table, row));
		if (rows.length < PAGE_ROWS) return;
		after = String(rows.at(-1)?.[0]);
	}
}

/** How many rows there are; `undefined` where a filter has to be looked at row by row. */
export async function countTable(ask: Ask, plan: ReadPlan): Promise<number | undefined> {
	if (plan.query.filter !== undefined) return undefined;
	const { where, values } = whereOf(plan, undefined);
	const { rows } = await ask({ text: `SELECT COUNT(*) AS n FROM ${plan.table.name.path}${where}`, values });
	return Math.min(Number(rows[0]?.[0]), plan.query.limit ?? Infinity);
}

function pageQuery(plan: ReadPlan, after: string | undefined): BoundQuery {
	const { engine, name, selection } = plan.table;
	const { where, values } = whereOf(plan, after);
	const order = `ORDER BY ${name.quote(name.key.name)} ${engine.dialect.limit(String(PAGE_ROWS))}`;
	return { text: `SELECT ${selection} FROM ${name.path}${where} ${order}`, values };
}

function whereOf({ table, query, changedColumn }: ReadPlan, after: string | undefined) {
	const { engine, name } = table;
	const values: string[] = [];
	const bind: Bind = (value, parameter) => parameter(values.push(value));
	const typed = (value: string, { type }: TableColumn) =>
		bind(value, (n) => engine.dialect.parameter(n, type));
	const parts: string[] = [];
	if (after !== undefined) parts.push(`${name.quote(name.key.name)} > ${typed(after, name.key)}`);
	if (query.changedAfter !== undefined) {
		if (!changedColumn) throw noChangedColumn();
		parts.push(
			`${name.quote(changedColumn.name)} > ${typed(momentOf(query.changedAfter, changedColumn), changedColumn)}`,
		);
	}
	const narrow = narrowing(table, query.filter, bind);
	if (narrow !== undefined) parts.push(narrow);
	return { where: parts.length === 0 ? '' : ` WHERE ${parts.join(' AND ')}`, values };
}

/** In UTC, in which all our sessions are. */
function momentOf(changedAfter: string, { kind }: TableColumn): string {
	const moment = new Date(changedAfter).toISOString();
	return kind === 'zonedDateTime' ? moment : moment.slice(0, -1);
}

function noChangedColumn(): Error {
	return userError(
		'Nobody said which column tells when a customer was changed',
		"Choose it in 'Changed Column', or leave out 'Changed After'.",
		'NO_CHANGED_COLUMN',
	);
}
