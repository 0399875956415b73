import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';
import type { SampledColumn, SqlColumn, SqlDialect, SqlSession } from '../../lib';
import { checkSchedule, describeMoment, nameOfTable, nextTimes, proposePull, sampleColumns } from '../../lib';
import { toNodeError } from '../shared/errors';
import { settle } from '../shared/execution';
import { readSource } from '../shared/sqlServer';
import { readQuery, textsOf, valueOf } from './querySettings';
import { readSchedule } from './scheduleSettings';

const SHOWN_RUNS = 5;
/** Characters of a first value that a list shows. */
const SHOWN_CHARACTERS = 40;

/** The tables and views of the credential's server. */
export async function searchTables(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const tables = await withServer(this, ({ session, dialect }) => dialect.listTables(session));
	return found(
		tables.map((table) => ({ name: nameOfTable(table), value: nameOfTable(table) })),
		filter,
	);
}

/** The columns a pull can go on by, the proposed one first, each with its type and first value. */
export async function searchStartColumns(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const items = await withServer(this, async (server) => {
		const columns = await sampled(this, server);
		const described = await describedColumns(this, server);
		if (described === undefined) {
			return columns
				.filter(({ type }) => server.dialect.orderOf(type) !== 'none')
				.map((column) => item(column));
		}
		const { start, proposed } = proposePull(described, server.dialect);
		return start.map(({ name }) => item(columnOf(columns, name), name === proposed.start));
	});
	return found(items, filter);
}

/** The columns that tell rows of the same start value apart, the proposed one first. */
export async function searchKeyColumns(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const items = await withServer(this, async (server) => {
		const columns = await sampled(this, server);
		const described = await describedColumns(this, server);
		if (described === undefined) return columns.map((column) => item(column));
		const { key, proposed } = proposePull(described, server.dialect);
		return key.map(({ name }) => item(columnOf(columns, name), name === proposed.key));
	});
	return found([{ name: '(None)', value: '' }, ...items], filter);
}

/** All columns of the table or query, with their types and first values. */
export async function getColumns(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const columns = await withServer(this, (server) => sampled(this, server));
	return columns.map(({ name, type, firstValue }) => ({
		name,
		value: name,
		description: describeValue(type, firstValue),
	}));
}

/** The next five runs of the schedule on the panel. Choosing one changes nothing. */
export async function nextRuns(this: ILoadOptionsFunctions): Promise<INodeListSearchResult> {
	const times = await asNodeError(this, async () => {
		const { schedule } = readSchedule({
			getTimezone: () => this.getTimezone(),
			getNode: () => this.getNode(),
			getWorkflow: () => this.getWorkflow(),
			getNodeParameter: (name, fallback) => this.getCurrentNodeParameter(name) ?? fallback,
		});
		checkSchedule(schedule);
		const next = nextTimes(schedule, Date.now(), SHOWN_RUNS);
		return await Promise.resolve(next.map((time) => describeMoment(time, schedule.timeZone)));
	});
	if (times.length === 0) return { results: [{ name: 'No Run Any More', value: '' }] };
	return { results: times.map((name) => ({ name, value: name })) };
}

interface Server {
	readonly session: SqlSession;
	readonly dialect: SqlDialect;
}

async function withServer<T>(
	context: ILoadOptionsFunctions,
	work: (server: Server) => Promise<T>,
): Promise<T> {
	return await asNodeError(context, async () => {
		const { dialect, connection } = await readSource(context);
		const session = await dialect.connect(connection);
		const result = await settle(() => work({ session, dialect }));
		await session.close();
		if ('value' in result) return result.value;
		throw result.error;
	});
}

async function asNodeError<T>(context: ILoadOptionsFunctions, work: () => Promise<T>): Promise<T> {
	const result = await settle(work);
	if ('value' in result) return result.value;
	throw toNodeError(context.getNode(), result.error);
}

/** The columns of what the panel says, all of them whichever are chosen. */
async function sampled(
	context: ILoadOptionsFunctions,
	{ session, dialect }: Server,
): Promise<readonly SampledColumn[]> {
	const read = (name: string): unknown => (name === 'columns' ? [] : context.getCurrentNodeParameter(name));
	const { query } = readQuery(read, dialect, textsOf([]));
	return await sampleColumns(session, dialect, query, valueOf(read('startValue')) || undefined);
}

/** What the database knows of the columns; nothing for a query that somebody wrote. */
async function describedColumns(
	context: ILoadOptionsFunctions,
	{ session, dialect }: Server,
): Promise<readonly SqlColumn[] | undefined> {
	if (valueOf(context.getCurrentNodeParameter('queryMode')) !== 'table') return undefined;
	const chosen = valueOf(context.getCurrentNodeParameter('table'));
	const tables = await dialect.listTables(session);
	const table =
		tables.find((one) => nameOfTable(one) === chosen) ?? tables.find(({ name }) => name === chosen);
	return table === undefined ? undefined : await dialect.listColumns(session, table);
}

const columnOf = (columns: readonly SampledColumn[], name: string): SampledColumn =>
	columns.find((column) => column.name === name) ?? { name, type: '', firstValue: undefined };

function item({ name, type, firstValue }: SampledColumn, isProposed = false): INodeListSearchItems {
	return {
		name: `${name}${isProposed ? ' (proposed)' : ''} · ${describeValue(type, firstValue)}`,
		value: name,
	};
}

function describeValue(type: string, value: SampledColumn['firstValue']): string {
	if (value === undefined) return `${type} · no rows`;
	const text = value === null ? 'NULL' : String(value);
	return `${type} · ${text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text}`;
}

function found(items: INodeListSearchItems[], filter = ''): INodeListSearchResult {
	const wanted = filter.toLowerCase();
	return { results: items.filter(({ name }) => name.toLowerCase().includes(wanted)) };
}
