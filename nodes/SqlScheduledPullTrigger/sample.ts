import type { IDataObject, INodeExecutionData, ITriggerFunctions } from 'n8n-workflow';
import type {
	OpenPull,
	ParkedChunk,
	SampledColumn,
	PulledChunk,
	PullPlace,
	PullRequest,
	SqlSession,
	StateStore,
	Watermark,
} from '../../lib';
import {
	describeMoment,
	nextTimes,
	openPull,
	openStore,
	openWatermarks,
	pullHistory,
	sampleColumns,
	userError,
} from '../../lib';
import { chunkItems } from './chunkItems';
import { runJson, watermarkJson } from './pullDetails';
import type { Prepared } from './settings';
import { pullId } from './settings';

/** Rows of a manual run: enough to build a workflow with. */
const SAMPLE_ROWS = 100;
const SHOWN_RUNS = 5;

/**
 * Starts a manual execution with the rows that the next pull would bring, or with the first ones where there is
 * nothing new, or with a description of the pull. Moves no watermark, as often as it is run.
 * @throws userError when the query cannot be run or gives no rows
 */
export async function emitSample(context: ITriggerFunctions, prepared: Prepared): Promise<void> {
	const { source } = prepared;
	const session = await source.dialect.connect(source.connection);
	const store = await openStore(prepared.state);
	try {
		const shows =
			prepared.settings.sampleShows === 'description'
				? [await describePull(context, prepared, session, store)]
				: await sampleRows(context, prepared, session, store);
		context.emit([shows]);
	} finally {
		await store.close();
		await session.close();
	}
}

async function sampleRows(
	context: ITriggerFunctions,
	prepared: Prepared,
	session: SqlSession,
	store: StateStore,
): Promise<INodeExecutionData[]> {
	const { settings, source } = prepared;
	const pull = await openPull(session, source.dialect, {
		...settings.pull,
		chunkSize: Math.min(settings.pull.chunkSize, SAMPLE_ROWS),
	});
	const { place } = await stateOf(context, prepared, store);
	const chunk =
		(await firstRows(pull, nextPlace(place, settings.request))) ?? (await firstRows(pull, undefined));
	if (chunk === undefined) throw withoutRows();
	return await chunkItems(chunk, settings.output);
}

/** Where the next pull begins, with what the panel asks for. */
function nextPlace(
	{ watermark, applied }: PullPlace,
	{ label, wanted }: { readonly label: string; readonly wanted: PullRequest | undefined },
): Watermark | undefined {
	if (wanted === undefined || label === applied || wanted.action === 'offerParked') return watermark;
	return wanted.action === 'setTo' ? wanted.watermark : undefined;
}

async function stateOf(context: ITriggerFunctions, prepared: Prepared, store: StateStore) {
	const state = (await openWatermarks(store)).pull(pullId(context, prepared));
	return { place: await state.get(), parked: await state.parked() };
}

async function firstRows(pull: OpenPull, from: Watermark | undefined): Promise<PulledChunk | undefined> {
	for await (const chunk of pull.chunks(from)) {
		return { ...chunk, rows: chunk.rows.slice(0, SAMPLE_ROWS) };
	}
	return undefined;
}

/** One item that says what will be run, on what, and when. */
async function describePull(
	context: ITriggerFunctions,
	prepared: Prepared,
	session: SqlSession,
	store: StateStore,
): Promise<INodeExecutionData> {
	const { settings, source } = prepared;
	const { place, parked } = await stateOf(context, prepared, store);
	const { query, startColumn, keyColumn, startValue } = settings.pull;
	const { plan, countUnplaced } = await openPull(session, source.dialect, settings.pull);
	const json: IDataObject = {
		query,
		pageQuery: plan.after,
		startColumn,
		keyColumn: keyColumn ?? null,
		columns: (await sampleColumns(session, source.dialect, query, startValue)).map(columnJson),
		rowsWithoutStartValue: (await countUnplaced()) ?? null,
		nextRuns: nextTimes(settings.schedule, Date.now(), SHOWN_RUNS).map((time) =>
			describeMoment(time, settings.schedule.timeZone),
		),
		timeZone: settings.schedule.timeZone,
		watermark: watermarkJson(place.watermark),
		nextPullBeginsAfter: watermarkJson(nextPlace(place, settings.request)),
		parked: parked.map(parkedJson),
		lastRuns: await lastRuns(context, store),
	};
	return { json };
}

const columnJson = ({ name, type, firstValue }: SampledColumn): IDataObject => ({
	name,
	type,
	firstValue: firstValue ?? null,
});

const parkedJson = ({ after, to, ...rest }: ParkedChunk): IDataObject => ({
	...rest,
	after: watermarkJson(after),
	to: watermarkJson(to),
});

async function lastRuns(context: ITriggerFunctions, store: StateStore): Promise<IDataObject[]> {
	const of = { workflowId: context.getWorkflow().id ?? '', nodeId: context.getNode().id };
	return (await pullHistory(store, of)).map(runJson);
}

function withoutRows(): Error {
	return userError(
		'The query gives no rows',
		"Check the table, and that 'Start Value' is before the rows you expect.",
		'SQL_NO_ROWS',
	);
}
