import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { ImportEntry, Journal } from '../../lib';
import { pairedWith } from '../shared/sink';
import { getPulls } from './getPulls';
import { withJournal } from './journal';

/** What the user may have put into 'Filters'. */
interface Filters {
	readonly destination?: string;
	readonly source?: string;
	readonly status?: readonly string[];
	readonly withFailures?: boolean;
}

/** Imports asked for at once where some of them may not fit. */
const PAGE = 100;

/** Lists the latest imports, or runs of scheduled pulls, that fit, the last one first, an item each. */
export async function getHistory(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	if (context.getNodeParameter('show', 0, 'imports') === 'pulls') return await getPulls(context);
	const limit = Number(context.getNodeParameter('lastImports', 0, 10));
	const fits = makeFilter(context.getNodeParameter('filters', 0, {}) as Filters);
	const entries = await withJournal(context, async (journal) => await latest(journal, limit, fits));
	const pairedItem = pairedWith(context.getInputData().keys());
	return [[], [], entries.map((entry) => ({ json: entryToJson(entry), pairedItem }))];
}

/** Looks further back as long as too few fit. */
async function latest(
	journal: Journal,
	limit: number,
	fits: (entry: ImportEntry) => boolean,
): Promise<readonly ImportEntry[]> {
	for (let asked = Math.max(limit, PAGE); ; asked *= 4) {
		const entries = await journal.history(asked);
		const fitting = entries.filter(fits);
		if (fitting.length >= limit || entries.length < asked) return fitting.slice(0, limit);
	}
}

function makeFilter({ destination = '', source = '', status, withFailures }: Filters) {
	return (entry: ImportEntry): boolean =>
		holds(`${entry.destination} ${entry.target ?? ''}`, destination) &&
		holds(entry.source ?? '', source) &&
		(status === undefined || status.length === 0 || status.includes(entry.status)) &&
		(withFailures !== true || hasFailures(entry));
}

function holds(text: string, part: string): boolean {
	return text.toLowerCase().includes(part.trim().toLowerCase());
}

function hasFailures({ outcomes }: ImportEntry): boolean {
	return outcomes.rejected + outcomes.ambiguous + outcomes.failed + outcomes.unknown > 0;
}

function entryToJson(entry: ImportEntry): IDataObject {
	const { settings, outcomes, ...facts } = entry;
	return {
		...facts,
		...outcomes,
		settings: isObject(settings) ? { ...settings } : null,
	};
}

function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
