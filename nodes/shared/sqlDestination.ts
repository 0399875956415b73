import type { IExecuteFunctions, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { nameOfTable } from '../../lib';
import type { Destination } from './destination';
import { toNodeError } from './errors';
import { settle } from './execution';
import { fieldValue } from './fieldProperty';
import { readSource, type SqlSource } from './sqlServer';

/** Reads a parameter of the node, as each kind of context wants to be asked. */
export type ReadParameter = (name: string, fallback: unknown) => unknown;

/** The table of a SQL database that the node names. */
export async function sqlDestination(
	context: Pick<IExecuteFunctions, 'getCredentials'>,
	read: ReadParameter,
): Promise<Destination> {
	const { dialect, connection } = await readSource(context);
	return {
		connector: 'sqlTable',
		settings: {
			engine: dialect.name,
			connection,
			...splitName(fieldValue(read('sqlTable', ''))),
			keyColumn: fieldValue(read('sqlKeyColumn', '')),
			properties: columnsByField(read('sqlFieldNames.pair', [])),
		},
	};
}

/** The two parts of `schema.table`, as `nameOfTable` writes them. */
function splitName(text: string): { readonly schema?: string; readonly table: string } {
	const parts = [...text.matchAll(/"((?:[^"]|"")+)"|[^."]+/g)].map(
		([part, quoted]) => quoted?.replaceAll('""', '"') ?? part.trim(),
	);
	const [first = '', second] = parts;
	return second === undefined ? { table: first } : { schema: first, table: second };
}

/** Which column keeps which field, of the rows the person filled in. */
function columnsByField(value: unknown): Readonly<Record<string, string>> {
	const pairs = value as ReadonlyArray<{ field?: unknown; column?: unknown }>;
	const named = pairs.map(({ field, column }) => [fieldValue(field), fieldValue(column)] as const);
	return Object.fromEntries(named.filter(([field, column]) => field !== '' && column !== ''));
}

/** The tables of the credential's server that customers can be written to. */
export async function searchSqlTables(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	return await listed(this, filter, async ({ session, dialect }) =>
		(await dialect.listTables(session)).map((table) => nameOfTable(table)),
	);
}

/** The columns of the table on the panel. */
export async function searchSqlColumns(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	return await listed(this, filter, async ({ session, dialect }) => {
		const { table, schema } = splitName(fieldValue(this.getNodeParameter('sqlTable', '')));
		const place = { name: table, ...(schema === undefined ? {} : { schema }) };
		return (await dialect.listColumns(session, place)).map(({ name }) => name);
	});
}

/** What a list is made of. */
interface OpenServer extends SqlSource {
	readonly session: Awaited<ReturnType<SqlSource['dialect']['connect']>>;
}

async function listed(
	context: ILoadOptionsFunctions,
	filter: string,
	names: (server: OpenServer) => Promise<readonly string[]>,
): Promise<INodeListSearchResult> {
	const found = await settle(async () => await withSession(await readSource(context), names));
	if (!('value' in found)) throw toNodeError(context.getNode(), found.error);
	const wanted = filter.trim().toLowerCase();
	const fitting = found.value.filter((name) => name.toLowerCase().includes(wanted));
	return { results: fitting.map((name) => ({ name, value: name })) };
}

async function withSession<T>(source: SqlSource, work: (server: OpenServer) => Promise<T>): Promise<T> {
	const session = await source.dialect.connect(source.connection);
	try {
		return await work({ ...source, session });
	} finally {
		await session.close();
	}
}
