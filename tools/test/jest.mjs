import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../process/run.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const RESULTS = join(ROOT, '.cache', 'test');
const JEST = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');

/**
 * Runs one project of jest.config.cjs and counts its tests.
 *
 * @param {string} project
 * @param {string[]} words further arguments for jest
 * @returns {Promise<import('./run.mjs').Counts>}
 */
export async function runJest(project, words = []) {
	mkdirSync(RESULTS, { recursive: true });
	const results = join(RESULTS, `${project}.json`);
	rmSync(results, { force: true });
	const args = [JEST, ...words, '--selectProjects', project, '--json', `--outputFile=${results}`];
	const { code } = await run(process.execPath, args, { cwd: ROOT, show: true, allowFailure: true });
	return counts(readResults(results, project), code);
}

function readResults(file, project) {
	try {
		return JSON.parse(readFileSync(file, 'utf8'));
	} catch (cause) {
		throw new Error(`jest left no results of '${project}'.`, { cause });
	}
}

/** A file that could not even be run counts as one failure, as does an end of jest that its tests do not explain. */
function counts(results, code) {
	const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
	return {
		passed: results.numPassedTests,
		failed: failed === 0 && code !== 0 ? 1 : failed,
		skipped: results.numPendingTests + results.numTodoTests,
	};
}
