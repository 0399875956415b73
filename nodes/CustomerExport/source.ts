import type { IExecuteFunctions } from 'n8n-workflow';
import type { ExportSource } from '../../lib';
import { connectorSource, deletedSource, sqlSource } from '../../lib';
import { readDestination, withConnector } from '../shared/destination';
import { readSource } from '../shared/sqlServer';
import { inputSource } from './inputSource';

/** A source that is open, and what tells it from others. */
export interface OpenSource {
	readonly source: ExportSource;
	/** What a person calls it. */
	readonly title: string;
	/** Whether it has customers, with fields that we know, and not just rows. */
	readonly isBase: boolean;
	/** Everything that decides which customers it has. */
	readonly identity: Readonly<Record<string, string>>;
}

/**
 * Opens what the user chose to export from, for work, and closes it afterwards.
 * @param importDetails whether what our nodes noted about incoming rows is data too
 * @throws userError where it cannot be opened
 */
export async function withSource<T>(
	context: IExecuteFunctions,
	importDetails: boolean,
	work: (open: OpenSource) => Promise<T>,
): Promise<T> {
	const kind = String(context.getNodeParameter('source', 0, 'localBase'));
	if (kind === 'input') {
		const source = inputSource(context, importDetails);
		return await work({ source, title: 'Incoming Rows', isBase: false, identity: {} });
	}
	return kind === 'sql' ? await withSqlSource(context, work) : await withStored(context, kind, work);
}

async function withStored<T>(
	context: IExecuteFunctions,
	kind: string,
	work: (open: OpenSource) => Promise<T>,
): Promise<T> {
	const destination = await readDestination(context, kind);
	const settings = { ...destination.settings, readOnly: true };
	return await withConnector({ ...destination, settings }, async (opened) => {
		// Never by the settings: a key that is renewed is still the same CRM.
		const identity = { connector: opened.name, target: opened.target ?? '' };
		const { title } = opened;
		if (context.getNodeParameter('deleted', 0, false) !== true)
			return await work({ source: await connectorSource(opened), title, isBase: true, identity });
		const source = await deletedSource(opened);
		return await work({ source, title: `${title} (deleted)`, isBase: true, identity });
	});
}

async function withSqlSource<T>(
	context: IExecuteFunctions,
	work: (open: OpenSource) => Promise<T>,
): Promise<T> {
	const { dialect, connection } = await readSource(context);
	const asTable = context.getNodeParameter('sqlRead', 0, 'table') === 'table';
	const text = String(context.getNodeParameter(asTable ? 'table' : 'query', 0, ''));
	const session = await dialect.connect(connection);
	try {
		const read = asTable ? { table: text } : { query: text };
		const source = await sqlSource(session, dialect, read);
		return await work({ source, title: asTable ? text : dialect.title, isBase: false, identity: {} });
	} finally {
		await session.close();
	}
}
