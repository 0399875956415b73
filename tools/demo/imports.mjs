import { withProgress } from '../process/progress.mjs';
import { readState, readTruth, remember } from './folder.mjs';
import { allEqual, compareCounts, countsTable } from './truth.mjs';

/** In this order: the workbook updates customers of the CSV file. */
const IMPORTS = [
	{ workflow: 'demoImportCsv0001', file: 'customers.csv' },
	{ workflow: 'demoImportXlsx001', file: 'customers.xlsx' },
];

/**
 * Runs the demo imports once, prints their reports and compares every count with the truth.
 *
 * @param {import('../n8n.mjs').N8nSession} session
 * @param {string} packageHash
 * @returns {Promise<boolean>} whether all counts are right
 */
export async function runImports(session, packageHash) {
	const when = occasion(readState().imported, packageHash);
	remember({ imported: 'begun' });
	let right = true;
	for (const { workflow, file } of IMPORTS) {
		const report = await runImport(session, workflow, file);
		const counts = compareCounts(report, readTruth().files[file], when);
		right &&= allEqual(counts);
		console.log(`\n${file} → ${report.destination}${NOTES[when]}\n${countsTable(counts)}`);
	}
	remember({ imported: packageHash });
	return right;
}

const NOTES = {
	first: '',
	again: ' (imported before)',
	somewhere: ' (imported before, by another version or not to its end)',
};

function occasion(imported, packageHash) {
	if (imported === undefined) return 'first';
	return imported === packageHash ? 'again' : 'somewhere';
}

async function runImport(session, workflow, file) {
	const execution = await withProgress(`Importing ${file} through n8n`, () => session.runWorkflow(workflow));
	const report = reportOf(execution);
	if (execution.status === 'success' && report) return report;
	const failed = Object.entries(execution.outputs).find(([, runs]) => runs.some((run) => run.error));
	const reason = execution.error?.message ?? 'it gave no report';
	throw new Error(
		`The import of ${file} ended as '${execution.status}'${failed ? ` at '${failed[0]}'` : ''}: ${reason}`,
	);
}

/** The item with which Customer Upsert ends, whatever the node is called in the workflow. */
export function reportOf(execution) {
	const items = Object.values(execution.outputs).flatMap((runs) => runs.flatMap((run) => run.outputs.flat()));
	return items.map((item) => item.json).find((json) => json.importId && json.outcomes);
}
