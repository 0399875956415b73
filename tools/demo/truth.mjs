/** The outcomes after which the destination holds the customer as the row says. */
const SAVED = ['created', 'updated', 'unchanged'];

/**
 * Compares an import's report with what the generator of the demo file knows.
 *
 * @param {{ rows: number, outcomes: Record<string, number>, issues: { code: string, count: number }[] }} report
 * @param {{ rows: number, outcomes: Record<string, number>, outcomesAgain: Record<string, number>, rowIssues: Record<string, number> }} truth
 * @param {'first' | 'again' | 'somewhere'} when the first import of the file, a later one, or one of which only
 *   the sum of the saved rows is known: an earlier one was broken off, or ran with other code
 * @returns {{ name: string, expected: number, actual: number }[]} every count, in the order in which to show it
 */
export function compareCounts(report, truth, when) {
	const expected = when === 'first' ? truth.outcomes : truth.outcomesAgain;
	const issues = Object.fromEntries(report.issues.map(({ code, count }) => [code, count]));
	return [
		{ name: 'rows', expected: truth.rows, actual: report.rows },
		...(when === 'somewhere' ? loosely : strictly)(expected, report.outcomes),
		...(when === 'first' ? strictly(truth.rowIssues, issues) : []),
	];
}

function strictly(expected, actual) {
	const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
	return [...names].map((name) => ({ name, expected: expected[name] ?? 0, actual: actual[name] ?? 0 }));
}

/** The three ways of being saved count as one. */
function loosely(expected, actual) {
	const rest = (counts) =>
		Object.fromEntries(Object.entries(counts).filter(([name]) => !SAVED.includes(name)));
	const saved = (counts) => SAVED.reduce((sum, name) => sum + (counts[name] ?? 0), 0);
	return [
		{ name: 'saved', expected: saved(expected), actual: saved(actual) },
		...strictly(rest(expected), rest(actual)),
	];
}

/** The counts as a table: a column for what the import reported, one for the truth, a mark where they differ. */
export function countsTable(counts) {
	const width = Math.max(...counts.map(({ name }) => name.length));
	const line = (name, actual, expected, mark) =>
		`  ${name.padEnd(width)}  ${String(actual).padStart(8)}  ${String(expected).padStart(8)}  ${mark}`.trimEnd();
	return [
		line('', 'report', 'truth', ''),
		...counts.map(({ name, expected, actual }) =>
			line(name, actual, expected, expected === actual ? '' : '← differs'),
		),
	].join('\n');
}

export const allEqual = (counts) => counts.every(({ expected, actual }) => expected === actual);
