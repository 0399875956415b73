import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { ImportReport, ImportSettings } from '../../lib';
import { OUTCOMES, SAVED_OUTCOMES, userError } from '../../lib';
import { addHint, countOf, formatCount } from '../shared/execution';

/** The report as one item: as it is, with each outcome's count as a field of its own. */
export function reportToJson(report: ImportReport, settings: ImportSettings): IDataObject {
	return {
		importId: report.importId,
		destination: report.destination,
		preview: settings.preview === true,
		startedAt: report.startedAt,
		finishedAt: report.finishedAt,
		rows: report.rows,
		...report.outcomes,
		outcomes: { ...report.outcomes },
		issues: report.issues.map((issue) => ({ ...issue })),
		examples: report.examples.map((issue) => ({ ...issue })),
		...(report.stopped === undefined ? {} : { stopped: { ...report.stopped } }),
	};
}

/** Says above the output what happened, in a line, and what needs a person. */
export function addReportHints(
	context: IExecuteFunctions,
	report: ImportReport,
	settings: ImportSettings,
	rowsIn: number,
): void {
	const counts = OUTCOMES.filter((outcome) => report.outcomes[outcome] > 0);
	const list = counts.map((outcome) => `${formatCount(report.outcomes[outcome])} ${outcome}`).join(', ');
	const preview = settings.preview === true ? 'Preview, nothing was written: ' : '';
	addHint(context, `${preview}${countOf(report.rows, 'row')}: ${list || 'none'}`);
	const notSaved = counts
		.filter((outcome) => !SAVED_OUTCOMES.includes(outcome))
		.reduce((sum, outcome) => sum + report.outcomes[outcome], 0);
	if (notSaved > 0) addHint(context, `${countOf(notSaved, 'row')} not saved, see 'Not Saved'`, 'warning');
	if (settings.limit !== undefined && rowsIn > report.rows) {
		addHint(context, `A trial with 'First Rows Only': ${countOf(rowsIn - report.rows, 'row')} left out`);
	}
	if (report.stopped === undefined) return;
	const { message, hint = '' } = report.stopped;
	addHint(context, `The import stopped before the last row: ${message}. ${hint}`.trim(), 'warning');
}

/** What to say where rows could not be written, or the import stopped; rows that are wrong by themselves are no reason. */
export function unwrittenError({ importId, rows, outcomes, stopped }: ImportReport): Error | undefined {
	const unwritten = outcomes.failed + outcomes.unknown;
	if (unwritten === 0 && stopped === undefined) return undefined;
	const reason = stopped === undefined ? '' : `: ${stopped.message}`;
	return userError(
		`${formatCount(unwritten)} of ${countOf(rows, 'row')} could not be written${reason}`,
		`Run the import again: rows that were written stay as they are. The journal has the account under ${importId}.`,
		'ROWS_FAILED',
	);
}
