import type { ITriggerFunctions } from 'n8n-workflow';
import type { PulledChunk, SqlSession, Watermark } from '../../lib';
import { openWatermarks, pullChunks, userError } from '../../lib';
import { stateDatabase } from '../shared/folder';
import { chunkItems } from './chunkItems';
import type { SqlSource } from '../shared/sqlServer';
import type { TriggerSettings } from './settings';
import { pullId } from './settings';

/** Rows of a manual run: enough to build a workflow with. */
const SAMPLE_ROWS = 100;

/**
 * Starts a manual execution with the rows that the next pull would bring, or with the first ones where there is
 * nothing new. Moves no watermark, as often as it is run.
 * @throws userError when the query cannot be run or gives no rows
 */
export async function emitSample(
	context: ITriggerFunctions,
	settings: TriggerSettings,
	source: SqlSource,
): Promise<void> {
	const session = await source.dialect.connect(source.connection);
	try {
		const place = currentPlace(context, settings, source);
		const chunk =
			(await firstRows(session, source, settings, place)) ??
			(await firstRows(session, source, settings, undefined));
		if (chunk === undefined) throw withoutRows();
		context.emit([await chunkItems(chunk, settings.output)]);
	} finally {
		await session.close();
	}
}

function currentPlace(
	context: ITriggerFunctions,
	settings: TriggerSettings,
	source: SqlSource,
): Watermark | undefined {
	const watermarks = openWatermarks(stateDatabase());
	try {
		return watermarks.pull(pullId(context, settings, source)).get().watermark;
	} finally {
		watermarks.close();
	}
}

async function firstRows(
	session: SqlSession,
	{ dialect }: SqlSource,
	{ pull }: TriggerSettings,
	from: Watermark | undefined,
): Promise<PulledChunk | undefined> {
	const settings = { ...pull, chunkSize: Math.min(pull.chunkSize, SAMPLE_ROWS) };
	for await (const chunk of pullChunks(session, dialect, settings, from)) {
		return { ...chunk, rows: chunk.rows.slice(0, SAMPLE_ROWS) };
	}
	return undefined;
}

function withoutRows(): Error {
	return userError(
		'The query gives no rows',
		"Check the table, and that 'Start Value' is before the rows you expect.",
		'SQL_NO_ROWS',
	);
}
