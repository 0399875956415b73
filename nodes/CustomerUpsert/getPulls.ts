import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { PullRun } from '../../lib';
import { pullHistory } from '../../lib';
import { countOf } from '../shared/execution';
import { pairedWith } from '../shared/sink';
import { withState } from '../shared/state';

/** What the user may have put into 'Filters'. */
interface PullFilters {
	readonly workflowId?: string;
	readonly nodeName?: string;
	readonly result?: readonly string[];
}

/** More runs than are kept of any workflow: filters look at all of them. */
const ALL = 100_000;

/** Lists the latest runs of SQL Scheduled Pull Triggers that fit, the last one first, an item each. */
export async function getPulls(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const limit = Number(context.getNodeParameter('lastRuns', 0, 10));
	const filters = context.getNodeParameter('pullFilters', 0, {}) as PullFilters;
	const workflowId = filters.workflowId?.trim() ?? '';
	const of = workflowId === '' ? {} : { workflowId };
	const keepStateIn = context.getNodeParameter('keepStateIn', 0, 'n8n');
	const runs = await withState(
		context,
		keepStateIn,
		async (store) => await pullHistory(store, { ...of, limit: ALL }),
	);
	const fitting = runs.filter((run) => fits(run, filters)).slice(0, limit);
	const pairedItem = pairedWith(context.getInputData().keys());
	return [[], [], fitting.map((run) => ({ json: runToJson(run), pairedItem }))];
}

function fits({ nodeName = '', result }: PullRun, filters: PullFilters): boolean {
	const { nodeName: part = '', result: wanted = [] } = filters;
	const hasName = nodeName.toLowerCase().includes(part.trim().toLowerCase());
	return hasName && (wanted.length === 0 || wanted.includes(result));
}

function runToJson({ from, to, message, ...run }: PullRun): IDataObject {
	return {
		...run,
		from: from === undefined ? null : { ...from },
		to: to === undefined ? null : { ...to },
		issues: issuesOf({ ...run, ...(message === undefined ? {} : { message }) }),
	};
}

/** What a person should know of a run. */
function issuesOf({ message, parked, unplaced = 0, result }: PullRun): IDataObject[] {
	return [
		...(message === undefined ? [] : [{ severity: 'error', message }]),
		...(parked === 0
			? []
			: [
					{
						severity: 'error',
						message: `${countOf(parked, 'chunk')} failed too often and was left behind`,
						hint: "Mend the cause, and set 'Watermark' of the trigger to 'Offer Parked Chunks Again'.",
					},
				]),
		...(unplaced === 0
			? []
			: [
					{
						severity: 'warning',
						message: `${countOf(unplaced, 'row')} had no start value`,
						hint: "They are pulled, once, only where 'Include Rows Without Start Value' is on.",
					},
				]),
		...(result === 'interrupted'
			? [
					{
						severity: 'warning',
						message: 'N8n went down in the middle; the next run went on from the watermark',
					},
				]
			: []),
	];
}
