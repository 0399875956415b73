/**
 * `npm test`: everything, in the order in which it is cheapest to fail; ends with a line
 * `N passed, N failed`. `npm run test:unit -- WORDS` is the fast loop: the unit tests alone, WORDS as jest takes them.
 */
import { bootstrap } from './bootstrap.mjs';

if (await bootstrap()) {
	const words = process.argv.slice(2);
	const { runSteps } = await import('./test/run.mjs');
	const { ALL, unitOnly } = await import('./test/steps.mjs');
	process.exitCode = await runSteps(
		words.includes('--unit') ? unitOnly(words.filter((word) => word !== '--unit')) : ALL,
	);
}
