const OUTCOMES = [
	'created',
	'updated',
	'unchanged',
	'skipped',
	'duplicate',
	'ambiguous',
	'rejected',
	'failed',
	'unknown',
];
const SAVED = new Set(['created', 'updated', 'unchanged']);

/** The settings under which the counts hold. */
export const SETTINGS = {
	mapping: 'automatic',
	/** Columns that are no standard fields; the demo workflows say the same. */
	corrections: {
		'customers.csv': [
			{ label: 'Ostatni zakup', field: 'lastPurchase', type: 'dateTime' },
			{ label: 'Wartość zamówień', field: 'orderValue', type: 'number' },
		],
		'customers.xlsx': [
			{ label: 'Last purchase', field: 'lastPurchase', type: 'dateTime' },
			{ label: 'Order value', field: 'orderValue', type: 'number' },
		],
	},
	defaultCountry: 'PL',
	timeZone: 'UTC',
	invalidValues: 'rejectRow',
	minimumData: { fields: ['email', 'phone', 'crmId'], rule: 'any' },
	mainIdentifier: 'email',
	otherIdentifiers: ['phone', 'crmId'],
	duplicates: 'ignore',
	importType: 'addAndModify',
};

function countBy(list) {
	const counts = {};
	for (const key of list.toSorted()) counts[key] = (counts[key] ?? 0) + 1;
	return counts;
}

function countOutcomes(outcomes) {
	const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0]));
	for (const outcome of outcomes) counts[outcome]++;
	return counts;
}

/** Whoever was saved once is found as he is the second time. */
function outcomeAgain(outcome) {
	return SAVED.has(outcome) ? 'unchanged' : outcome;
}

/** A line that holds nothing is no row, and neither is a total. */
function isRow(row) {
	return row.outcome !== undefined;
}

/**
 * What must come of one file.
 * @param {object[]} rows
 * @param {{ once: string[], inRows: Set<string> }} fileIssues what is noticed while the file is read: once for the
 *   file, and in rows; everything else is noticed about the values of a row
 */
export function truthOfFile(rows, { once, inRows }) {
	const data = rows.filter(isRow);
	const issues = data.flatMap((row) => row.issues);
	const totalRows = rows.filter(({ total }) => total).length;
	const emptyRows = rows.length - data.length - totalRows;
	return {
		rows: data.length,
		emptyRows,
		totalRows,
		outcomes: countOutcomes(data.map((row) => row.outcome)),
		outcomesAgain: countOutcomes(data.map((row) => outcomeAgain(row.outcome))),
		fileIssues: countBy([...once, ...issues.filter((code) => inRows.has(code))]),
		rowIssues: countBy(issues.filter((code) => !inRows.has(code))),
		exceptions: data
			.filter(({ outcome, issues }) => outcome !== 'created' || issues.length > 0)
			.map(exception),
	};
}

function exception({ rowNumber, outcome, issues, defect }) {
	return { rowNumber, outcome, ...(issues.length > 0 ? { issues } : {}), ...(defect ? { defect } : {}) };
}

/**
 * The customers as they must be after all files, in the order in which they came: with the file and row that
 * made them, and the values of all rows that changed them.
 * @param {{ name: string, rows: object[] }[]} files
 */
export function truthOfPeople(files) {
	const people = new Map();
	for (const { name, rows } of files) {
		for (const row of rows.filter((row) => row.expected !== undefined)) {
			const known = people.get(row.person);
			if (known) Object.assign(known.record, row.expected);
			else people.set(row.person, { file: name, rowNumber: row.rowNumber, record: { ...row.expected } });
		}
	}
	return [...people.values()];
}
