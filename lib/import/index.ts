import type { ImportReport, RowOutcome } from '../model';
import type { ImportOptions } from './options';
import { driveRun } from './run';
import { startRun } from './start';

export * from './export';
export { applyPlan, type ApplyOptions } from './apply';
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
export type { FailureLimit, ImportOptions, ImportSettings, Progress, Resume, RunOptions } from './options';
export { type KeptPlan, planImport, type PlanOptions } from './plan';
export { resumeImport, type ResumeOptions } from './resume';
export { makeTellApart } from './tellApart';
export { undoImport, type UndoOptions } from './undo';

/**
 * Brings the customers of a source into a destination: duplicates of the file collapsed, each customer looked
 * up, planned, written and accounted for.
 *
 * Gives the outcomes of the rows in batches, in the order of processing, and returns the report. Every row
 * has one outcome. Until something was written errors are thrown; from then on they end up in the report as
 * `stopped` and in the outcomes of the rows they concern, so that no row is lost from the account. After a
 * cancel the source is read for a second more; what it would have given then is in no account.
 * @throws userError or transientError when the import cannot begin
 */
export async function* importCustomers(
	options: ImportOptions,
): AsyncGenerator<readonly RowOutcome[], ImportReport> {
	const run = await startRun(options);
	return yield* driveRun(run);
}
