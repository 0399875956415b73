import type { IDataObject } from 'n8n-workflow';
import type { Attempt, OfferedChunk, PullRun, Watermark } from '../../lib';

/** What an item says about the chunk that it is of. */
export function pullDetails(
	{ kind, from, to, rows }: OfferedChunk,
	{ number }: Attempt,
	lastRuns: readonly PullRun[],
): IDataObject {
	return {
		kind,
		attempt: number,
		rows: rows.length,
		from: watermarkJson(from),
		to: watermarkJson(to),
		lastRuns: lastRuns.map(runJson),
	};
}

/** A run of the account as an item shows it. */
export function runJson({ from, to, ...run }: PullRun): IDataObject {
	return { ...run, from: watermarkJson(from), to: watermarkJson(to) };
}

export function watermarkJson(watermark: Watermark | undefined): IDataObject | null {
	return watermark === undefined ? null : { ...watermark };
}
