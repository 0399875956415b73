import type { IExecuteFunctions } from 'n8n-workflow';
import type { ImportReport } from '../../lib';
import { OUTCOMES, SAVED_OUTCOMES, userError } from '../../lib';
import { addHint, countOf, failUnlessContinued, formatCount } from '../shared/execution';
import type { Account } from './reportItem';
import { failsOnErrors } from './settings';

/** What stands before the counts. */
const LEADS: Readonly<Record<Account['kind'], string>> = {
	import: '',
	apply: 'Plan applied: ',
	preview: 'Preview, nothing was written: ',
	undo: 'Import taken back: ',
};

/** What is said of rows that leave by 'Not Saved'. */
const NOT_SAVED: Readonly<Record<Account['kind'], string>> = {
	import: 'not saved',
	apply: 'not saved',
	preview: 'would not be saved',
	undo: 'not taken back',
};

/** Fields that are named one by one. */
const MOST_FIELDS = 5;

/** Says above the output what happened, in a line, and what needs a person. */
export function addReportHints(context: IExecuteFunctions, account: Account): void {
	const { kind, report, rowsLeftOut = 0 } = account;
	const counts = OUTCOMES.filter((outcome) => report.outcomes[outcome] > 0);
	const list = counts.map((outcome) => `${formatCount(report.outcomes[outcome])} ${outcome}`).join(', ');
	addHint(context, `${LEADS[kind]}${countOf(report.rows, 'row')}: ${list || 'none'}`);
	const notSaved = counts
		.filter((outcome) => !SAVED_OUTCOMES.includes(outcome))
		.reduce((sum, outcome) => sum + report.outcomes[outcome], 0);
	if (notSaved > 0)
		addHint(context, `${countOf(notSaved, 'row')} ${NOT_SAVED[kind]}, see 'Not Saved'`, 'warning');
	if (report.stopped !== undefined) {
		const { message, hint = '' } = report.stopped;
		addHint(context, `The import stopped before the last row: ${message}. ${hint}`.trim(), 'warning');
	}
	addMissingFields(context, report);
	if (rowsLeftOut > 0)
		addHint(context, `A trial with 'First Rows Only': ${countOf(rowsLeftOut, 'row')} left out`);
}

/** A value of a field that the destination does not have is no reason to refuse its row, and easily overlooked. */
function addMissingFields(context: IExecuteFunctions, { destination, examples }: ImportReport): void {
	const missing = examples.filter(({ code }) => code === 'NO_SUCH_FIELD');
	const byField = new Map(missing.map(({ field = '', hint = '' }) => [field, hint]));
	const named = [...byField].slice(0, MOST_FIELDS);
	for (const [field, hint] of named)
		addHint(
			context,
			`${destination} has no field '${field}', so its values are left out. ${hint}`,
			'warning',
		);
	const more = byField.size - named.length;
	if (more > 0) addHint(context, `And ${countOf(more, 'more field')} that it does not have`, 'warning');
}

/** Fails the execution where rows could not be written and the user wants it so. */
export function failIfUnwritten(context: IExecuteFunctions, { kind, report }: Account): void {
	const unwritten = unwrittenError(report, kind === 'undo' ? UNDONE : WRITTEN);
	if (unwritten !== undefined && failsOnErrors(context)) failUnlessContinued(context, unwritten);
}

const WRITTEN = {
	what: 'written',
	again: 'Run the import again, or resume it: rows that were written stay as they are.',
};
const UNDONE = { what: 'taken back', again: "Run 'Undo' again: what was taken back stays so." };

/** What to say where rows could not be written, or the import stopped; rows that are wrong by themselves are no reason. */
function unwrittenError(
	{ importId, rows, outcomes, stopped }: ImportReport,
	{ what, again }: typeof WRITTEN,
): Error | undefined {
	const unwritten = outcomes.failed + outcomes.unknown;
	if (unwritten === 0 && stopped === undefined) return undefined;
	const reason = stopped === undefined ? '' : `: ${stopped.message}`;
	return userError(
		`${formatCount(unwritten)} of ${countOf(rows, 'row')} could not be ${what}${reason}`,
		`${again} The journal has the account under ${importId}.`,
		'ROWS_FAILED',
	);
}
