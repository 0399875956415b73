import { elapsed } from '../process/progress.mjs';

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {{ title: string, run: () => Promise<Counts> }} Step a step that throws counts as one failure
 */

/**
 * Runs all steps, also after one has failed: they tell of different things.
 *
 * @param {Step[]} steps
 * @returns {Promise<number>} the exit code
 */
export async function runSteps(steps) {
	const results = [];
	for (const step of steps) results.push(await runStep(step));
	console.log(`\n${results.map(summaryLine).join('\n')}\n`);
	const total = (name) => results.reduce((sum, { counts }) => sum + counts[name], 0);
	const skipped = total('skipped') > 0 ? `, ${total('skipped')} skipped` : '';
	console.log(`${total('passed')} passed, ${total('failed')} failed${skipped}`);
	return total('failed') > 0 ? 1 : 0;
}

async function runStep({ title, run }) {
	console.log(`\n=== ${title} ===`);
	const started = Date.now();
	const counts = await run().catch((error) => {
		console.error(error.message);
		return { passed: 0, failed: 1, skipped: 0 };
	});
	const time = elapsed(Date.now() - started);
	console.log(`--- ${title}: ${counts.failed > 0 ? 'failed' : 'passed'} after ${time}`);
	return { title, counts, time };
}

function summaryLine({ title, counts, time }) {
	const mark = counts.failed > 0 ? '✗' : '✓';
	return `${mark} ${title.padEnd(34)} ${String(counts.passed).padStart(6)} passed ${String(counts.failed).padStart(4)} failed ${String(counts.skipped).padStart(4)} skipped  ${time.padStart(9)}`;
}
