import { asError } from '../errors';
import type { ImportReport, RowOutcome } from '../model';
import type { ImportOptions } from './options';
import { startRun } from './run';

export * from './export';
export { writeTemplate } from './template';
export { inspectFile, SAMPLE_ROWS } from './inspect';
export type {
	ColumnInspection,
	InferredType,
	FileInspection,
	Finding,
	InspectOptions,
	RowCount,
	TableInspection,
	TypeReading,
	UnreadablePart,
} from './inspect';
export type { ImportOptions, ImportSettings } from './options';

/**
 * Brings the customers of a source into a destination: duplicates of the file collapsed, each customer looked
 * up, planned, written and accounted for.
 *
 * Gives the outcomes of the rows in batches, in the order of processing, and returns the report. Every row
 * has one outcome. Until something was written errors are thrown; from then on they end up in the report as
 * `stopped` and in the outcomes of the rows they concern, so that no row is lost from the account.
 * @throws userError or transientError when the import cannot begin
 */
export async function* importCustomers(
	options: ImportOptions,
): AsyncGenerator<readonly RowOutcome[], ImportReport> {
	const run = await startRun(options);
	let stopped: Error | undefined = new Error('Whoever asked for the import did not wait for its end');
	let wrote = true;
	let report: ImportReport;
	try {
		yield* run.outcomes();
		stopped = undefined;
	} catch (error) {
		stopped = asError(error);
		wrote = run.wrote();
	} finally {
		report = await run.finish(stopped);
	}
	if (stopped && !wrote) throw stopped;
	return report;
}
